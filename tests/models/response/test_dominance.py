from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.game.strategic_range import surviving_actions
from alignment_games.models.response.dominance import ResponseBounds, has_bounds
from alignment_games.states import Response, SecurityUtility
from tests.response_families import RandomFamily


def left_by(family, apart):
    """What rounds of elimination leave until nothing more goes, by bounds on sums."""
    bounds = ResponseBounds(family(family.every), family.games)
    sizes, alive = bounds.sizes(), None
    after = [np.ones((family.games, len(own)), dtype=bool) for own in bounds.model.actions]
    while alive is None or any((a != b).any() for a, b in zip(alive, after, strict=True)):
        alive, after = after, bounds.survivors(after, sizes, apart)
    return alive


@pytest.mark.parametrize("seed", range(16))
def test_what_the_table_leaves_is_left_and_with_all_told_apart_nothing_else(seed):
    """The elimination from the table is the second method: it looks at every profile."""
    family = RandomFamily(seed, actions=5)
    model = family(family.every)
    n, payoffs = len(model.names), model.payoffs()
    payoffs = np.broadcast_to(payoffs, (family.games, *payoffs.shape[-n - 1 :]))
    exact = [np.stack(own) for own in zip(*(surviving_actions(game, n) for game in payoffs), strict=True)]
    found = [left_by(family, apart) for apart in range(n)]
    for one in found:
        assert not any((kept & ~own).any() for kept, own in zip(exact, one, strict=True))
    assert all(np.array_equal(kept, own) for kept, own in zip(exact, found[-1], strict=True))
    counts = [sum(int(own.sum()) for own in one) for one in found]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("seed", range(8))
def test_copies_and_near_copies_stay(seed):
    """A response that another one beats by less than any tie may be worth is in equilibria by the rule of tolerance."""
    family = RandomFamily(seed, states=3)
    rows = {"again": Response(), "nearly": Response(cost=1e-12), "worse": Response(cost=1e-6)}
    model = replace(family(np.array([0])), table=rows).with_actions([("buck_pass", "again", "nearly", "worse")] * 3)
    bounds = ResponseBounds(model, 1)
    alive = bounds.survivors([np.ones((1, 4), dtype=bool)] * 3, bounds.sizes(), 2)
    assert [own[0].tolist() for own in alive] == [[True, True, True, False]] * 3


@pytest.mark.parametrize("seed", range(8))
def test_sizes_bound_every_payoff(seed):
    family = RandomFamily(seed, ties=seed % 2 == 0)
    model = family(family.every)
    n, payoffs = len(model.names), np.abs(model.payoffs())
    largest = payoffs.max(axis=tuple(range(-n, 0)))
    assert (largest <= ResponseBounds(model, family.games).sizes() * (1 + 1e-12)).all()


def test_payoffs_beyond_all_floats_have_no_bound_and_leave_everything():
    model = ag.load_case("europe-1938").model.with_parameters(decisiveness=1e5)
    bounds = ResponseBounds(model, 1)
    sizes = bounds.sizes()
    assert not np.isfinite(sizes).all()
    alive = bounds.survivors([np.ones((1, 3), dtype=bool)] * 3, np.full_like(sizes, np.inf), 2)
    assert all(own.all() for own in alive)


def test_what_is_not_known_to_be_monotone_has_no_bounds():
    case = ag.load_case("europe-1938")
    assert has_bounds(case.model)
    assert not has_bounds(ag.load_case("europe-1938", exact=True).model)
    assert not has_bounds(case.model.with_parameters(burden=Fraction(1, 10)))
    own = SecurityUtility(contest=lambda defence, attack, m: defence**m / (defence**m + attack**m))
    assert not has_bounds(replace(case.model, utility=own))
    for row in (Response(aid=-0.1), Response(membership=1.5), Response(exposure=0.2, appeasement=0.9)):
        assert not has_bounds(replace(case.model, table={"balance": row}))
