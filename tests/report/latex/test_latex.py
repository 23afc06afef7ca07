"""LaTeX: escapes, marks, and every kind of it compiled in one document, nothing sticking out of the page."""

import re
import shutil
import subprocess
from fractions import Fraction

import numpy as np
import pytest
import sympy

import alignment_games as ag
from alignment_games.report import payoff_latex, solution_latex, table_latex, to_latex
from alignment_games.report.history_page import History, PagePart

HUNT = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
HOSTILE = ag.NormalFormGame(
    [[[4, 0], [3, 2]], [[4, 3], [-1, 2]]],
    ["R&D 100%", "Türkiye − “Łódź”"],
    [["a_b$#1", "{c}~^\\end"], ["<x | y>", "]a long label, longer than most"]],
)

PREAMBLE = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{amsmath, booktabs}
\usepackage{sgame}
\newtheorem{proposition}{Proposition}
\begin{document}
"""


def test_labels_are_escaped_and_equilibria_marked():
    for style in ("booktabs", "sgame"):
        text = payoff_latex(HOSTILE, style=style)
        for label in (r"a\_b\$\#1", r"R\&D 100\%", r"\{c\}\textasciitilde{}\textasciicircum{}\textbackslash{}end"):
            assert label in text
        assert "Türkiye $-$ “Łódź”" in text
        assert r"\textless{}x \textbar{} y\textgreater{}" in text
        assert text.count(r"\fbox{") == 2
        bare = text.replace(r"\{", "").replace(r"\}", "")
        assert bare.count("{") == bare.count("}")


def test_sgame_names_the_third_players_choice():
    text = payoff_latex(ag.load_case("europe-1938").game(), style="sgame")
    assert text.count(r"\begin{game}{3}{3}[Britain][France]") == 3
    assert "[{USSR: pass the buck}]" in text
    assert "balance & pass the buck & bandwagon" in text


def test_an_unknown_style_and_an_unknown_result_are_refused():
    with pytest.raises(ag.InvalidModelError, match="booktabs"):
        payoff_latex(HUNT, style="latex")
    with pytest.raises(ag.InvalidModelError, match="a history, got dict"):
        to_latex({})


def test_numbers_of_every_arithmetic():
    b = sympy.Symbol("b_1")
    exact = ag.NormalFormGame([[Fraction(2, 3), -1]])
    assert "$2/3$" in payoff_latex(exact) or r"$\underline{2/3}$" in payoff_latex(exact)
    assert r"$\frac{b_{1}}{2}$" in payoff_latex(ag.NormalFormGame([[b / 2, 1]]))
    assert r"$1 \times 10^{-9}$" in payoff_latex(ag.NormalFormGame([[1e-9, 1.0]]))


def test_solution_in_latex_says_what_is_known():
    text = solution_latex(ag.solve(HUNT))
    assert r"\caption{All 3 Nash equilibria of the game of Ann and Bob: proven that there is no other.}" in text
    assert "$2/3$ stag + $1/3$ hare" in text
    assert text.count(r"\\") == 1 + 3


def test_a_table_wider_than_the_page_shares_its_width():
    text = table_latex(["a", "b", "c"], [["x", "word " * 20, "word " * 40]])
    kinds = re.search(r"\\begin\{tabular\}\{(.*)\}", text)[1]
    widths = [float(each) for each in re.findall(r"p\{([\d.]+)\\linewidth\}", kinds)]
    assert kinds.startswith("l")
    assert len(widths) == 2
    assert 0.8 < sum(widths) < 1


def games():
    """Two, three and four players; fractions, surds and symbols."""
    rng = np.random.default_rng(1)
    b, c = sympy.symbols("b c", positive=True)
    golden = (1 + sympy.sqrt(5)) / 2
    yield HUNT
    yield HOSTILE
    yield ag.load_case("europe-1938").game()
    yield ag.NormalFormGame(rng.integers(-3, 4, size=(4, 2, 2, 2, 2)), ["A", "B", "C", "D"], ["left", "right"])
    yield ag.NormalFormGame([[[golden, 0], [Fraction(1, 3), 1 / golden]], [[1, 0], [0, Fraction(-7, 2)]]], ["A", "B"])
    yield ag.NormalFormGame([[[b - c, b - c], [b, 0]], [[b - c, b], [b - c, 0]]], ["A", "B"], ["give", "take"])
    yield ag.NormalFormGame([[1e-9, 2.5]], ["Alone"])
    yield from broken_out()


def broken_out():
    """Labels that LaTeX would take for arguments, comments, ends of groups, or what it cannot read at all."""
    labels = [
        "[down]", "*", "[1ex] x", "&", "%", "#1", "_", "^^M", "~", "\\\\", "\\end{document}", "{", "}", "$",
        "$$x$", "]", "--", "a--b---c", "\\input{/etc/passwd}", "\x00\x1b[31m", "a\r\nb", "\u202egnp", "\ud800",
        "\"`'",
    ]  # fmt: skip
    for k in range(0, len(labels), 4):
        one, two, three, four = labels[k : k + 4]
        yield ag.NormalFormGame(
            np.arange(24.0).reshape(3, 2, 2, 2), [one, two, three], [[two, four], [three, one], [four, two]]
        )


def results():
    """One of each kind that is not a game."""
    case = ag.load_case("europe-1938")
    burden = sympy.Symbol("burden", positive=True)
    symbolic = ag.load_case("europe-1938", exact=True).game(burden=burden)
    b, c = sympy.symbols("b c", positive=True)
    good = ag.NormalFormGame(
        [[[b - c, b - c], [b, 0]], [[b - c, b], [b - c, 0]]], ["R&D", "Türkiye"], ["give_all", "take"]
    )
    yield from (ag.solve(HUNT), ag.solve(HOSTILE), ag.solve(case.game(burden=0.03)))
    yield ag.solve(ag.model("irrational")().to_exact())
    yield ag.conditions(symbolic, "buck_pass, buck_pass, buck_pass")
    yield ag.conditions(good, "give_all, take")
    yield ag.mixed_conditions(good, given=[c < b])
    yield ag.regimes(good)
    yield ag.threshold(good, "R&D", ["give_all", "take"], c, others="take")
    yield ag.sweep(case, vary={"burden": np.linspace(0, 0.2, 11), "securitization": np.geomspace(1 / 8, 8, 11)})
    yield ag.catalog()
    yield ag.compare(case)
    for game in broken_out():
        yield ag.solve(game)
        yield table_latex(game.players, [game.players], game.players[0])
    hostile = sympy.Symbol("R&D_#%", positive=True)
    small = ag.NormalFormGame([[hostile - b, 0]], ["[A]"], ["[x]", "*"])
    yield ag.conditions(small, "[x]")
    yield ag.threshold(small, "[A]", ["[x]", "*"], hostile)
    attacker, target, cost = sympy.symbols("attacker target cost", positive=True)
    war = ag.models.returns_to_scale_game({"A": 3, "B": 2}, attacker=attacker, target=target, cost=cost, decisiveness=2)
    yield ag.conditions(war, "wait, wait")
    for by in (attacker, cost):
        yield ag.threshold(war, "A", ["wait", "balance"], by, others="balance")
    pre = ag.load_case("europe-1938", exact=True)
    for by in ("reliability", "threat_offence"):
        game = pre.game(**ag.symbolic.parameters(by))
        yield ag.threshold(game, "France", ["balance", "buck_pass"], by, others="balance, balance")
    yield History((PagePart("Scores & errors", ["", "accuracy"], [["always 50 %", "0.55 (0.05)"]]),))


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """What pdflatex says of one document with everything in it."""
    for package in ("article.cls", "booktabs.sty", "sgame.sty"):
        found = shutil.which("pdflatex") and subprocess.run(["kpsewhich", package], capture_output=True, check=False)
        if not found or found.returncode:
            pytest.skip(f"pdflatex with {package} is not installed (texlive-latex-extra, texlive-games)")
    folder = tmp_path_factory.mktemp("latex")
    every = list(games())
    blocks = [payoff_latex(game, style=style) for game in every for style in ("booktabs", "sgame")]
    blocks += [result if isinstance(result, str) else to_latex(result) for result in results()]
    text = PREAMBLE + "\n\n\\bigskip\\noindent\n".join(blocks) + "\n\\end{document}\n"
    (folder / "all.tex").write_text(text.replace(r"\begin{table}", r"\begin{table}[p]"), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "all.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    log = (folder / "all.log").read_text("latin-1")
    assert done.returncode == 0, log[-1500:]
    return log


@pytest.mark.slow
def test_every_kind_of_latex_compiles(log):
    assert "Output written on all.pdf" in log
    assert re.findall(r"(?:LaTeX|Package \w+) Warning: .*", log) == []


def test_nothing_sticks_out_of_the_page(log):
    assert re.findall(r"Overfull \\hbox \((\d+)\.", log) == []


def test_long_exact_numbers_are_rounded_together_and_the_table_says_so():
    long = [[Fraction(1, 3), Fraction(123456789, 1000000007)]]
    assert "Payoffs are rounded to 3 decimals." in payoff_latex(ag.NormalFormGame(long))
    assert "0.333" in payoff_latex(ag.NormalFormGame(long))
    short = payoff_latex(ag.NormalFormGame([[Fraction(1, 3), 1]]))
    assert "1/3" in short
    assert "rounded" not in short


def test_long_fractions_in_formulas_are_rounded_as_well():
    eighth = Fraction(12345678900000001, 98765431200000000)  # .125 and a little
    cost = sympy.Symbol("cost", positive=True)
    payoffs = [[[eighth * cost, 0], [1, 2]], [[eighth, 1], [0, 2]]]
    text = payoff_latex(ag.NormalFormGame(payoffs, ["Ann", "Bob"], ["stag", "hare"]))
    assert r"$0.125 \, \mathit{cost}, 0.125$ & $0.000, 1.000$" in text
    assert "rounded to 3 decimals" in text


def test_sums_in_mixtures_stand_in_brackets():
    text = solution_latex(ag.solve(ag.model("irrational")().to_exact()))
    assert re.search(r"\$\\left\(.*sqrt.*\\right\)\$ ", text)
