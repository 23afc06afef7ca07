"""Derivations on the command line: all that others may do on one page, and figures of absurd size."""

import re

import pytest

import alignment_games as ag
from alignment_games.cli import main


@pytest.mark.parametrize(
    "options",
    [
        "--by burden --set appeasement=1 --set power.France=1e300",
        "--by punishment --set threat_offence=1e-308",
        "--by intent.France --set threat_offence=1e-308",
    ],
)
def test_figures_at_the_ends_of_floats(options, capsys):
    words = "threshold europe-1938 --state France --between balance,buck_pass --others bandwagon,bandwagon"
    assert main([*words.split(), *options.split()]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("France prefers balancing to passing the buck")
    assert "<= 0 " not in out  # no positive bound is told as zero
    assert err == ""
    assert max(map(len, out.splitlines())) < 200


ASKED = ["threshold", "russia-2022", "--state", "Poland", "--between", "balance,buck_pass", "--by", "burden"]


@pytest.mark.slow
def test_eight_states_fit_a_page(capsys):
    assert main(ASKED) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) < 50
    assert max(map(len, lines)) <= 100
    assert (
        lines[0] == "Poland prefers balancing to passing the buck at these values of burden, by what the others lend:"
    )
    assert "from guarantors." in " ".join(" ".join(lines).split())


def test_further_symbols_make_a_formula(capsys):
    asked = ["threshold", "europe-1938", "--state", "France", "--between", "balance,buck_pass", "--by", "burden"]
    assert main([*asked, "--symbols", "spillover"]) == 0
    assert "France prefers balancing to passing the buck exactly when burden <= " in capsys.readouterr().out


@pytest.mark.parametrize(("at", "wrong"), [(3, "Polland"), (5, "balance,buckpass"), (7, "nothing")])
def test_what_is_unknown_is_refused_in_a_line(at, wrong, capsys):
    asked = ASKED.copy()
    asked[at] = wrong
    assert main(asked) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_game_without_parameters_needs_no_symbols_and_a_model_without_burden_asks_for_them(tmp_path, capsys):
    hunt = tmp_path / "hunt.nfg"
    hunt.write_text('NFG 1 R "hunt" { "A" "B" } { 2 2 }\n\n4 4 3 0 0 3 2 2\n', encoding="utf-8")
    assert main(["conditions", str(hunt), "--profile", "1,1"]) == 0
    assert capsys.readouterr().out == "(A: 1, B: 1) is always an equilibrium.\n"
    assert main(["conditions", str(hunt), "--profile", "1,2"]) == 0
    assert capsys.readouterr().out.startswith("(A: 1, B: 2) is never an equilibrium: A would rather")
    assert main(["conditions", "threshold", "--profile", "balance, balance, balance"]) == 2
    assert "say with --symbols which parameters stay symbols; parameters: strengths" in capsys.readouterr().err


def test_one_response_stands_for_all(capsys):
    told = []
    for profile in ("buck_pass", "buck_pass, buck_pass, buck_pass"):
        assert main(["conditions", "europe-1938", "--profile", profile]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert main(["conditions", "europe-1938", "--profile", "buckpass"]) == 2
    assert "did you mean 'buck_pass'" in capsys.readouterr().err


def test_eight_states_are_asked_without_their_table(capsys):
    model = ag.load_case("russia-2022").model
    play = ["balance"] * 5 + ["neutral", "bandwagon", "bandwagon"]
    assert main(["conditions", "russia-2022", "--profile", ", ".join(play)]) == 0
    most = float(re.search(r"exactly when\s+burden <= (\S+)", capsys.readouterr().out)[1])
    for burden, holds in ((most - 1e-7, True), (most + 1e-7, False)):
        regrets = model.with_parameters(burden=burden).sums().regrets(play)
        assert (max(regrets) <= 1e-12) == holds
