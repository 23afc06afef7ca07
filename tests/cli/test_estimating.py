"""The whole path on the command line: a panel of dyads with outcomes drawn from a known truth, and its estimates."""

import csv
import json

import numpy as np
import pytest

from alignment_games.cli import estimating, main
from alignment_games.estimation import QuantalResponse, fit, simulate, stack_games
from alignment_games.io.dyads.outcomes import read_choices
from tests.estimation.selecting.entry import found

THEORY = QuantalResponse(("proximity",), ("balance by rivalry",), rate=20.0)
OPTIONS = ("--outcome", "response", "--covariates", "rivalry", "--sources", "proximity", "--cluster", "game")
OPTIONS = (*OPTIONS, "--costs", "balance by rivalry", "--rate", "20", "--climbs", "1")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Three states that face one of two others in each of nine years; what they do is drawn from the model."""
    rng = np.random.default_rng(5)
    table = [
        {"ccode1": own, "ccode2": threat, "year": year, "cinc1": 0.02 * own / 600, "cinc2": 0.1, "conttype": 0}
        | {"capdist": float(rng.uniform(50, 3000)), "rivalry": int(rng.uniform() < 0.5), "response": "balance"}
        for year in range(1950, 1959)
        for threat in (645, 666)
        for own in (651, 652, 663)
    ]
    record = read_choices({name: [row[name] for row in table] for name in table[0]}, "response", covariates=["rivalry"])
    played = simulate(stack_games(record.games), THEORY, [1.0, -1.0], rng)
    drawn = dict(zip(zip(played.games, played.states, strict=True), played.played, strict=True))
    for row in table:
        row["response"] = played.actions[drawn[f"{row['ccode2']} in {row['year']}", str(row["ccode1"])]]
    place = tmp_path_factory.mktemp("dyads") / "dyads.csv"
    with place.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, table[0])
        writer.writeheader()
        writer.writerows(table)
    return place


def run(path, *options):
    return main(["fit", str(path), *OPTIONS, *options])


def test_what_takes_long_is_said_before_it_begins(path, capsys, monkeypatch):
    monkeypatch.setattr(estimating, "_LONG", 200)
    assert run(path, "--effects", "differences", "--draws", "3") == 0
    assert not capsys.readouterr().err
    assert run(path, "--effects", "differences", "--draws", "4") == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("alignment-games: play is followed at 4 draws for 54 decisions")
    assert "--draws 3 takes some ten seconds" in line
    monkeypatch.setattr(estimating, "_MANY", 53)
    assert run(path, "--intervals", "wald") == 0
    assert not capsys.readouterr().err
    assert run(path, "--intervals", "profile") == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("alignment-games: the ends of profiles are sought by play at 54 decisions")


def test_words_tables_and_pictures(path, tmp_path, capsys):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra").use("Agg")
    files = {name: tmp_path / f"{name}.svg" for name in ("plot", "calibration")}
    options = [text for name, file in files.items() for text in (f"--{name}", str(file))]
    assert run(path, "--effects", "differences", "--draws", "3", "--csv", str(tmp_path / "e.csv"), *options) == 0
    out = capsys.readouterr().out
    before, _, after = out.partition("a maximum")
    assert "54 decisions in 18 games of 18 cases; nothing left out" in before
    assert "searched from" in before
    assert "18 cases: errors clustered by case are too small below some 30" in before
    assert "rivalry    0 to 1" in after
    assert "Brier" in after
    assert max(map(len, out.splitlines())) <= 120
    exact = fit(read_choices(path, "response", covariates=["rivalry"], cluster="game"), THEORY, climbs=1)
    rows = list(csv.DictReader((tmp_path / "e.csv").read_text(encoding="utf-8").splitlines()))
    assert [float(row["estimate"]) for row in rows] == pytest.approx(exact.parameters.tolist(), abs=1e-8)
    for file in files.values():
        assert file.read_text(encoding="utf-8").rstrip().endswith("</svg>")


def test_json_and_latex(path, capsys):
    assert run(path, "--intervals", "wald", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["parameter"] for row in found["intervals"]] == ["weight of proximity", "cost of balance by rivalry"]
    assert run(path, "--latex", "--effects", "marginal", "--draws", "2") == 0
    assert capsys.readouterr().out.count(r"\end{tabular}") == 2


def test_estimates_are_told_and_saved_where_what_was_asked_beside_them_is_refused(path, tmp_path, capsys):
    saved = tmp_path / "e.csv"
    assert run(path, "--intervals", "wald", "--effects", "marginal", "--draws", "1", "--csv", str(saved)) == 2
    said = capsys.readouterr()
    assert "a maximum" in said.out
    assert "95%" in said.out
    assert said.err.splitlines()[-1].endswith("expected at least 2 draws, got 1")
    assert len(saved.read_text(encoding="utf-8").splitlines()) == 3


def test_refusals_are_one_line(path, tmp_path, capsys):
    cases = tmp_path / "cases.csv"
    cases.write_text("case,threat,state\nC1,GMY,UKG\n", encoding="utf-8")
    for asked in (("no/such.csv",), (path, "--plot", "no/such/place.png"), (cases, "--threat", "255")):
        assert run(*asked) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_all_equilibria_are_asked_for_by_an_option(path, tmp_path, capsys, monkeypatch):
    asked, made = ["fit", str(path), "--outcome", "response", "--costs", "balance", "--all-equilibria"], []
    known = found()

    def solve(problem, **how):
        made.append((problem, how))
        return known

    monkeypatch.setattr("alignment_games.estimation.selecting.problem.SelectionProblem.solve", solve)
    assert main([*asked, "--pure-only", "--simulations", "16", "--csv", str(tmp_path / "e.csv"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    problem, how = made[0]
    assert (problem.names, problem.equilibria) == (("rate", "cost of balance", "selects joint_payoff"), "pure")
    assert (how["draws"], how["rng"]) == (16, 0)
    assert told["games"] == 300
    rows = list(csv.DictReader((tmp_path / "e.csv").read_text(encoding="utf-8").splitlines()))
    assert [float(row["estimate"]) for row in rows] == pytest.approx(known.parameters.tolist())
    assert main([*asked, "--latex"]) == 0
    assert made[1][0].equilibria == "all"
    assert r"selects joint\_payoff" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--all-equilibria --sources power", "--sources is not for --all-equilibria"),
        ("--all-equilibria --effects marginal", "--effects is not for --all-equilibria"),
        ("--any-equilibrium --all-equilibria", "--all-equilibria is not for --any-equilibrium"),
        ("--traits pure", "--traits is for --all-equilibria"),
    ],
)
def test_options_of_two_ways_to_estimate_are_refused(path, options, said, capsys):
    assert main(["fit", str(path), "--outcome", "response", *options.split()]) == 2
    assert said in capsys.readouterr().err


def test_bounds_whichever_equilibrium_is_played(path, tmp_path, capsys):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra").use("Agg")
    asked = ["fit", str(path), "--outcome", "response", "--any-equilibrium", "--years", "1950:1951", "--json"]
    assert main([*asked, "--csv", str(tmp_path / "b.csv"), "--plot", str(tmp_path / "b.svg")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["parameter"] for row in told["bounds"]] == ["rate"]
    assert (told["games"], told["designs"], told["empty"]) == (4, 4, False)
    rows = list(csv.DictReader((tmp_path / "b.csv").read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == ["parameter", "low", "high", "low_inner", "high_inner"]
    assert (tmp_path / "b.svg").read_text(encoding="utf-8").rstrip().endswith("</svg>")
