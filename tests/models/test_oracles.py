"""Numbers computed elsewhere from closed forms and by brute force, where their file is at hand (it is not shipped)."""

import json
import os
from pathlib import Path

import pytest

from alignment_games.models.burden_sharing import burden_shares
from alignment_games.models.contest_effort import difference_contest_game, equilibrium_efforts, symmetric_effort
from alignment_games.models.dilemma import risk_dominant, trust_needed
from alignment_games.models.essential_states import find_essential_states
from alignment_games.models.trust import trust_threshold
from alignment_games.models.volunteer import (
    asymmetric_volunteers,
    nobody_probability,
    threshold_probabilities,
    volunteer_probability,
)

FILE = Path(os.environ.get("ALIGNMENT_GAMES_DATA", "no data")) / "oracles.json"
CLOSE = 1e-9


@pytest.fixture(scope="module")
def oracles():
    if not FILE.exists():
        pytest.skip("the file of numbers computed elsewhere is not shipped; set ALIGNMENT_GAMES_DATA")
    return json.loads(FILE.read_text(encoding="utf-8"))


def by_number(values):
    return {f"State {k}": value for k, value in enumerate(values)}


def close(values, expected):
    assert list(values) == pytest.approx(expected, abs=CLOSE)


def test_volunteers(oracles):
    for row in oracles["volunteer_symmetric"]:
        given = row["n"], row["c_over_b"]
        close([volunteer_probability(*given), nobody_probability(*given)], [row["p_volunteer"], row["p_nobody"]])
    for row in oracles["volunteer_asymmetric"]:
        close(asymmetric_volunteers(by_number(row["k"])).values(), row["p"])
    for row in oracles["threshold_public_good"]:
        found = threshold_probabilities(row["n"], row["m"], row["c_over_b"])
        # Where the ratio is the peak itself the one root, the peak, changes no sign and was not looked for.
        close(found, [(row["m"] - 1) / (row["n"] - 1)] if row["c_over_b"] == row["peak"] else row["p_roots"])


def test_contests(oracles):
    for row in oracles["tullock_m1"]:
        found = equilibrium_efforts(by_number(map(float, row["v"])))
        close([*found.efforts.values(), found.total, *found.chances.values()], [*row["x"], row["total"], *row["p"]])
    for row in oracles["tullock_sym"]:
        close([symmetric_effort(row["n"], row["V"], row["m"])], [row["x"]])
    levels = [0.0, *(0.002 * k for k in range(1, 400))]
    for row in oracles["difference_csf_zero_equilibrium"]:
        game = difference_contest_game({"A": row["V"], "B": row["V"]}, levels, decisiveness=row["k"])
        assert (game.regrets("effort 0.0, effort 0.0").max() <= 0) == row["zero_is_NE"]


def test_burden_sharing(oracles):
    for row in oracles["olson_zeckhauser_cobb_douglas"]:
        found = burden_shares(by_number(row["income"]), weight=row["alpha"])
        close([*found.contributions.values(), found.total], [*row["g"], row["G"]])


def test_two_states(oracles):
    for row in oracles["stag_hunt"]:
        payoffs = [row[letter] for letter in "RTPS"]
        close([trust_needed(*payoffs)], [row["p_mixed_cooperate"]])
        assert risk_dominant(*payoffs) == {"DD": "defect", "CC": "cooperate", "tie": "neither"}[row["risk_dominant"]]
    for row in oracles["trust_threshold"]:
        close([trust_threshold(row["a"], row["b"])], [row["m"]])


def test_essential_states(oracles):
    for row in oracles["nor_essential"]:
        found, names = find_essential_states(by_number(row["r"])), list(by_number(row["r"]))
        for field in ("essential", "inessential", "predominant", "near_predominant"):
            assert getattr(found, field) == tuple(names[k] for k in row[field])
    for row in oracles["nor_on_real_cinc"]:
        found = find_essential_states(dict(zip(row["states"], row["cinc"], strict=True)))
        assert list(found.essential) == row["essential"]
        assert list(found.predominant) == row["predominant"]
