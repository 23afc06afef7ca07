"""Tables in every format: marks, escapes, panels, and stable columns."""

import shutil
import subprocess
from fractions import Fraction
from html.parser import HTMLParser

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.report.tables import (
    PAYOFF_COLUMNS,
    THREAT_COLUMNS,
    payoff_frame,
    payoff_html,
    payoff_latex,
    payoff_string,
    payoff_text,
    solution_latex,
    threat_frame,
)

HUNT = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])


def test_text_of_three_players_has_one_panel_for_each_choice_of_the_third():
    game = ag.load_case("europe-1938").game()
    text = payoff_text(game)
    assert [line for line in text.splitlines() if line.startswith("USSR")] == [
        "USSR: balance",
        "USSR: buck_pass",
        "USSR: bandwagon",
    ]
    assert text.count("[") == 1  # the one equilibrium: all pass the buck
    at_equilibrium = game.expected_payoffs("buck_pass, buck_pass, buck_pass")
    assert f"[{', '.join(f'{payoff:.3f}*' for payoff in at_equilibrium)}]" in text


def test_every_best_reply_is_marked_once_for_each_line_of_a_generic_game():
    game = ag.NormalFormGame(np.random.default_rng(3).normal(size=(3, 2, 3, 4)))
    lines = 3 * 4 + 2 * 4 + 2 * 3  # each player has one best reply against each play of the others
    assert payoff_text(game).count("*") == lines
    assert payoff_html(game).count("<u>") == lines
    assert payoff_latex(game).count(r"\underline") == lines


class Tables(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.cells, self.headers = [], 0, 0

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.cells += tag == "td"
        self.headers += tag == "th"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_html_is_balanced_and_has_every_profile():
    parser = Tables()
    parser.feed(payoff_html(ag.load_case("europe-1938").game()))
    assert parser.open == []
    assert parser.cells == 27
    assert parser.headers == 3 * (1 + 3 + 3)


def test_latex_escapes_labels_and_marks_equilibria():
    game = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["R&D", "50%"], [["a_b", "{c}"], ["#1", "x\\y^~$"]])
    for style in ("booktabs", "sgame"):
        text = payoff_latex(game, style=style)
        assert r"a\_b" in text
        assert r"R\&D" in text
        assert r"50\%" in text
        assert r"x\textbackslash{}y\textasciicircum{}\textasciitilde{}\$" in text
        assert text.count(r"\fbox") == 2
        assert text.count("{") == text.count("}")


def test_sgame_names_the_third_players_choice():
    text = payoff_latex(ag.load_case("europe-1938").game(), style="sgame")
    assert text.count(r"\begin{game}{3}{3}[Britain][France]") == 3
    assert r"[USSR: buck\_pass]" in text


def test_solution_in_latex_says_what_is_known():
    text = solution_latex(ag.solve(HUNT))
    assert "every equilibrium is here, proven and verified" in text
    assert "$2/3$ stag + $1/3$ hare" in text
    assert text.count(r"\\") == 1 + 3


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no LaTeX installed here")
def test_latex_compiles(tmp_path):
    body = "\n\n".join([payoff_latex(HUNT), solution_latex(ag.solve(HUNT))])
    page = rf"\documentclass{{article}}\usepackage{{booktabs}}\begin{{document}}{body}\end{{document}}"
    (tmp_path / "t.tex").write_text(page)
    done = subprocess.run(["pdflatex", "-interaction=batchmode", "-halt-on-error", "t.tex"], cwd=tmp_path, check=False)
    assert done.returncode == 0


def test_frames_have_their_stable_columns():
    pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    frame = payoff_frame(HUNT)
    assert (
        tuple(frame.columns) == PAYOFF_COLUMNS == ("profile", "state", "action", "payoff", "best_reply", "equilibrium")
    )
    assert frame[frame["equilibrium"]]["profile"].tolist() == [1, 1, 4, 4]
    assert frame[frame["state"] == "Bob"]["payoff"].tolist() == [4, 3, 0, 2]
    threats = threat_frame(ag.load_case("europe-1938").model)
    assert tuple(threats.columns) == THREAT_COLUMNS == ("state", "threat", "power", "proximity", "offence", "intent")
    product = threats["power"] * threats["proximity"] * threats["offence"] * threats["intent"]
    np.testing.assert_allclose(threats["threat"], product)
    given = ag.response_game([ag.State("A", 1), ag.State("B", 1)], ag.State("C", 1), [0.1, 0.2]).model
    assert threat_frame(given)["intent"].isna().all()


def test_payoffs_of_every_arithmetic_print():
    import sympy

    assert payoff_string(Fraction(2, 3)) == "2/3"
    assert payoff_string(1e-9) == "1e-09"
    assert payoff_string(0.0) == "0.000"
    assert payoff_string(sympy.Symbol("b") / 2) == "b/2"
    symbolic = ag.NormalFormGame([[sympy.Symbol("b"), 1]])
    assert "*" not in payoff_text(symbolic)


def test_families_and_unknown_styles_are_refused():
    family = ag.NormalFormGame(np.zeros((5, 2, 2, 2)), ["Ann", "Bob"])
    for draw in (payoff_text, payoff_latex, payoff_frame):
        with pytest.raises(ag.UnsupportedGameError, match="family"):
            draw(family)
    with pytest.raises(ag.InvalidModelError, match="booktabs"):
        payoff_latex(HUNT, style="latex")
