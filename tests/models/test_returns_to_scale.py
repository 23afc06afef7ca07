"""Returns to scale: the game by hand, the best coalition, refusals."""

from fractions import Fraction
from itertools import product

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.models.returns_to_scale import (
    ACTIONS,
    best_coalition_ratio,
    coalition_payoff,
    returns_to_scale_game,
)


@pytest.mark.parametrize("m", [1, 2, 3])
def test_the_game_by_hand(m):
    powers, attacker, target = {"A": Fraction(2), "B": Fraction(1)}, 4, 3
    game = returns_to_scale_game(
        powers, attacker=attacker, target=target, decisiveness=m, cost={"A": Fraction(1, 9), "B": 0}
    )
    everything = 2 + 1 + attacker + target
    for profile in product(ACTIONS, repeat=2):
        index = tuple(map(ACTIONS.index, profile))
        for i, (name, action) in enumerate(zip(powers, profile, strict=True)):
            if action == "wait":
                side = powers[name]
            else:
                core = target if action == "balance" else attacker
                side = core + sum(p for p, other in zip(powers.values(), profile, strict=True) if other == action)
            chance = side**m / (side**m + (everything - side) ** m)
            expected = chance * powers[name] / side - (Fraction(1, 9) if name == "A" and action != "wait" else 0)
            assert game.payoffs[(i, *index)] == expected


@pytest.mark.parametrize(("m", "ratio"), [(2, 1 + 2**0.5), (3, 2.0)])
def test_the_best_coalition(m, ratio):
    assert best_coalition_ratio(m) == pytest.approx(ratio, abs=1e-12)
    best = coalition_payoff(1.0, ratio, 1.0, m) * (1 + ratio)  # a total of one
    for k in range(1, 400):
        r = k / 50
        assert coalition_payoff(1.0, r, 1.0, m) * (1 + r) <= best + 1e-12


@pytest.mark.parametrize("m", [1.05, 1.5, 5, 40])
def test_the_ratio_solves_its_equation(m):
    r = best_coalition_ratio(m)
    assert r > 1
    assert r**m - m * r - (m - 1) == pytest.approx(0, abs=1e-9 * m * r)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: best_coalition_ratio(1), "decisiveness must be"),
        (lambda: returns_to_scale_game({}, attacker=1, target=1), "at least 1 state"),
        (lambda: returns_to_scale_game({"A": 1}, attacker=0, target=1), "attacker must be"),
        (lambda: returns_to_scale_game({"A": 1}, attacker=1, target=1, cost=-1), "cost must be"),
        (lambda: returns_to_scale_game({"A": 1}, attacker=1, target=1, cost={"B": 1}), "unknown state 'B'"),
    ],
)
def test_bad_figures_are_refused_in_words(call, words):
    with pytest.raises(InvalidModelError, match=words):
        call()
