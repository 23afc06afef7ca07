import numpy as np
from hypothesis import given

from alignment_games import NormalFormGame, Status, solve
from alignment_games.solvers import PureEnumeration
from tests import brute_force
from tests.strategies import integer_payoffs


@given(integer_payoffs(players=(1, 4), actions=(1, 3)))
def test_all_and_only_the_pure_equilibria(payoffs):
    for kind in (object, float):
        game = NormalFormGame(payoffs.astype(kind))
        solution = solve(game, PureEnumeration())
        assert {tuple(s[0] for s in e.supports) for e in solution} == brute_force.pure_equilibria(payoffs)
        assert solution.status is Status.ALL_PURE
        assert not solution.complete


def test_payoffs_from_tiny_to_huge():
    rng = np.random.default_rng(3)
    payoffs = rng.normal(size=(3, 2, 3, 2))
    expected = brute_force.pure_equilibria(payoffs)
    for scale in (1e-9, 1.0, 1e9):
        found = solve(NormalFormGame(payoffs * scale), PureEnumeration())
        assert {tuple(s[0] for s in e.supports) for e in found} == expected
