"""What can be said of choices before any search."""

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.choices import Choices, few_cases, stacked
from alignment_games.estimation.objective import BOUNDS
from alignment_games.estimation.quantal import QuantalResponse
from tests.estimation.observed import LOGIT, random_games, simulated

THEORY = QuantalResponse(("intent",), ("balance",))


def test_games_are_stacked_once():
    stack = stacked(random_games(3))
    assert stacked(stack) is stack


def test_each_parameter_has_its_start_and_the_bounds_of_the_search():
    rows = {row["parameter"]: row for row in Choices(random_games(3), THEORY).to_records()}
    assert list(rows) == ["log rate", "weight of intent", "cost of balance"]
    assert rows["log rate"] == {"parameter": "log rate", "start": np.log(10), "low": -4.0, "high": 6.0}
    assert (rows["cost of balance"]["low"], rows["cost of balance"]["high"]) == pytest.approx(BOUNDS["cost"])


def test_few_cases_and_separation_are_warned_of():
    few = Choices(random_games(3), THEORY)
    assert few.warnings()[-1] == "3 cases: errors clustered by case are too small below some 30"
    assert few_cases(1) == [
        "1 case: no errors are clustered by it; read_choices(..., cluster=) or --cluster makes more of it"
    ]
    stack = simulated(LOGIT, [0.0, -40.0], count=31)  # nobody bandwagons
    assert "cost of bandwagon" in Choices(stack, LOGIT).separated
    assert len(Choices(stack, LOGIT).warnings()) == 1
    assert Choices(stack, LOGIT, penalty=0.1).warnings() == []


def test_choices_are_counted_by_action():
    choices = Choices(random_games(3), THEORY)
    told = str(choices).splitlines()[0]
    assert told.startswith(f"{len(choices.stack)} choices in 3 games of 3 cases: ")
    assert sum(int(part.split()[-1]) for part in told.split(": ")[1].split(", ")) == len(choices.stack)


@pytest.mark.parametrize("penalty", [-1, float("nan"), "much"])
def test_a_penalty_is_a_number_of_at_least_nothing(penalty):
    with pytest.raises(InvalidModelError, match="penalty must be a finite number of at least 0"):
        Choices(random_games(2), THEORY, penalty=penalty)
