import math

import numpy as np
import pytest
from scipy.stats import norm

from alignment_games.errors import InvalidModelError
from alignment_games.estimation import TwoMoves

GROUPS = (("status quo",), ("concession", "war"))
FIRST, SECOND = {"status quo": ["constant"], "war": ["power", "constant"]}, {"war": ["power"]}
FIGURES = {"power": np.array([0.5, -1.0])}
POINT = np.array([0.3, 1.2, -0.4, 0.8])


def chances(link, point=POINT):
    game = TwoMoves(GROUPS, FIRST, SECOND, link)
    return game.chances(game.designs(FIGURES, 2), point)


def by_hand(power, link):
    """Chances of status quo, concession and war."""
    yes = norm.cdf if link == "probit" else lambda x: 1 / (1 + math.exp(-x))
    unit = math.sqrt(2) if link == "probit" else 1
    war = yes(0.8 * power / unit)
    going = yes((war * (1.2 * power - 0.4) - 0.3) / unit)
    return [1 - going, going * (1 - war), going * war]


@pytest.mark.parametrize("link", ["logit", "probit"])
def test_chances_are_those_of_backward_induction(link):
    logs, slopes = chances(link)
    for power, own in zip(FIGURES["power"], np.exp(logs), strict=True):
        assert own == pytest.approx(by_hand(power, link))
    step = 1e-6
    for k in range(4):
        ends = [chances(link, POINT + side * step * np.eye(4)[k])[0] for side in (1, -1)]
        assert slopes[..., k] == pytest.approx((ends[0] - ends[1]) / (2 * step), abs=1e-8)


def test_both_sides_may_lead_on():
    # four outcomes: the second mover chooses on either side
    game = TwoMoves((("a", "b"), ("c", "d")), {"a": ["constant"], "d": ["constant"]}, {"b": ["constant"]})
    logs, _ = game.chances(game.designs({}, 1), np.array([1.0, 2.0, 0.5]))
    beyond = math.exp(0.5) / (1 + math.exp(0.5))
    left, right = (1 - beyond) * 1.0, 0.5 * 2.0
    side = math.exp(left) / (math.exp(left) + math.exp(right))
    assert np.exp(logs[0]) == pytest.approx([side * (1 - beyond), side * beyond, (1 - side) / 2, (1 - side) / 2])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (((("a", "b"),), {}, {}), "two groups or more"),
        (((("a",), ("a", "b")), {}, {}), "each outcome once"),
        ((GROUPS, {"peace": ["constant"]}, {}), "unknown outcome"),
        ((GROUPS, {}, {"status quo": ["constant"]}), "no choice where status quo ends the game"),
        ((GROUPS, {}, {}, "cauchit"), "unknown link"),
        (((("a",), ("b", "c", "d")), {}, {}, "probit"), "a probit is of two actions"),
    ],
)
def test_games_that_are_none_are_refused(given, message):
    with pytest.raises(InvalidModelError, match=message):
        TwoMoves(*given)
