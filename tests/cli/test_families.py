"""What varies on the command line."""

import argparse
import json

import pytest

import alignment_games as ag
from alignment_games.cli import main
from alignment_games.cli.families import _distributions
from alignment_games.sweeps._inputs import by_input


def said(capsys, *words):
    code = main(["uncertain", "europe-1936", "--draws", "50", "--seed", "1", *words])
    return code, *capsys.readouterr()


def distributions(*vary):
    return _distributions(argparse.Namespace(vary=list(vary), spread=0.1), ag.as_model("europe-1936"))


def test_any_figure_varies():
    found = distributions("power", "burden=0:0.05:0.2", "reliability=0.5:1", "threat_offence", "distance_km.Britain")
    assert [str(key) for key in by_input(found)] == [
        "power of Britain",
        "power of France",
        "power of USSR",
        "burden",
        "reliability",
        "threat_offence",
        "distance_km of Britain",
    ]
    assert found["reliability"].ppf([0.05, 0.95]) == pytest.approx((0.525, 0.975))  # even from 0.5 to 1
    # A triangle's quantiles: of 5 %, sqrt(0.05 * width * rise); of 95 %, its mirror.
    quantiles = ((0.05 * 0.2 * 0.05) ** 0.5, 0.2 - (0.05 * 0.2 * 0.15) ** 0.5)
    assert found["burden"].ppf([0.05, 0.95]) == pytest.approx(quantiles)


def test_what_is_asked_for_is_drawn(capsys):
    code, out, _ = said(capsys, "--vary", "burden=0.01:0.02", "--json")
    assert code == 0
    document = json.loads(out)
    assert document["inputs"] == ["burden"]
    assert all(row["low"] <= row["probability"] <= row["high"] for row in document["responses"])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("burden=0.2", "LOW:HIGH"),
        ("burden=0.2:0.1", "LOW:HIGH"),
        ("burden=0:0.5:0.2", "LOW:HIGH"),
        ("burden=a:b", "not a number"),
        ("burdn", "burden"),
        ("power.Italy", "Italy"),
        ("contiguous", "yes or no"),
        ("burden=-1:1", "bound it"),
    ],
)
def test_mistakes_are_one_line(given, told, capsys):
    code, out, err = said(capsys, "--vary", given)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert told in err
    code, _, err = said(capsys, "--vary", "intent", "--vary", "intent.France=0:1")
    assert (code, "varies already" in err) == (2, True)
