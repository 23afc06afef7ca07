from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.sum_game import SumGame
from alignment_games.models.threshold import threshold_model, volunteers_dilemma
from alignment_games.solvers import AlikePlayers, SupportEnumeration, solve
from alignment_games.solvers.alike_players import gains_of
from alignment_games.solvers.status import Status


def game_of(gains, units=None, *, exact=True):
    """Return the game in which acting pays the gain for the number of others who act, resting nothing."""
    n = len(gains)
    payoffs = np.zeros((n,) + (2,) * n, dtype=object)
    for play in product((0, 1), repeat=n):
        for i in range(n):
            others = play.count(0) - (play[i] == 0)
            payoffs[(i, *play)] = (units[i] if units else 1) * Fraction(gains[others]) if play[i] == 0 else Fraction(0)
    return NormalFormGame(payoffs if exact else payoffs.astype(float))


def profiles(solution):
    return sorted(tuple(round(float(p[0]), 9) for p in each.profile) for each in solution)


@pytest.mark.parametrize(
    "gains",
    [
        [-4, 5],
        [6, -4, -1],
        [5, -3, 1],
        [4, -2, 2],
        [-5, 4, -5, -1],
        ["-9/20", "11/20", "-9/20", "-9/20"],
        [1, -1, -5, 2],
    ],
)
@pytest.mark.parametrize("exact", [True, False])
def test_the_same_equilibria_as_by_searching_every_support(gains, exact):
    game = game_of(gains, exact=exact)
    found, searched = solve(game, AlikePlayers()), solve(game, SupportEnumeration())
    assert found.status is searched.status is Status.ALL
    assert np.allclose(profiles(found), profiles(searched), rtol=0, atol=2e-9)
    assert found.stats["count"] == len(found)


def test_each_player_may_count_in_a_unit_of_its_own():
    game = game_of([3, -1, -2], units=[1, 1000, Fraction(1, 7)])
    assert profiles(solve(game, AlikePlayers())) == profiles(solve(game_of([3, -1, -2]), AlikePlayers()))


def test_of_many_one_of_each_kind_is_listed():
    solution = solve(volunteers_dilemma(8, cost=0.25), AlikePlayers(most=20))
    assert solution.status is Status.ALL_KINDS
    assert solution.complete
    assert (len(solution), solution.stats["count"]) == (8, 255)
    assert sum(solution.stats["multiplicities"]) == 255
    assert max(each.regret for each in solution) < 1e-12


@pytest.mark.parametrize(("size", "off"), [(1.0, 2.0**-52), (64.0, 2.0**-52), (64.0, 1e-12), (64.0, -1e-12)])
def test_floats_a_rounding_from_a_double_root_are_not_called_complete(size, off):
    """Nearly (1 - (1 + size) p)^2: the smallest of the gains is not what rounding is a share of."""
    near = size * (1 + off)
    solution = solve(game_of([1.0, -near, size**2], exact=False), AlikePlayers())
    assert solution.status is Status.UNPROVEN
    assert "rounding" in solution.stats["open"] or "close" in solution.stats["open"]


@pytest.mark.parametrize(
    ("game", "why"),
    [
        (NormalFormGame(np.arange(24.0).reshape(3, 2, 2, 2)), "players who are alike"),
        (NormalFormGame(np.zeros((2, 3, 3))), "players who are alike"),
        (game_of([1, 0, -1]), "where 1 others act"),
        (game_of([0, 0]), "players who are alike"),
    ],
)
def test_what_is_not_treated_is_said(game, why):
    with pytest.raises(UnsupportedGameError, match=why):
        solve(game, AlikePlayers())


def test_at_least_one_is_listed():
    with pytest.raises(InvalidModelError, match="most: expected at least 1"):
        AlikePlayers(most=0)


def test_gains_are_exact():
    assert gains_of(volunteers_dilemma(3, cost=Fraction(1, 4))) == (Fraction(3, 4), Fraction(-1, 4), Fraction(-1, 4))


@pytest.mark.parametrize(("n", "required", "cost"), [(2, 1, 0.25), (4, 2, 0.4), (5, 1, 0.7), (5, 3, 0.1)])
def test_by_sums_as_by_the_table(n, required, cost):
    model = threshold_model({f"State {k}": 0.5 for k in range(n)}, against=required / 2, cost=cost)
    by_sums, by_table = solve(model.sums(), AlikePlayers()), solve(model.game(), AlikePlayers())
    assert by_sums.status is by_table.status is Status.ALL
    assert np.allclose(profiles(by_sums), profiles(by_table), rtol=0, atol=1e-12)


def test_who_may_go_to_one_of_three_places_goes_where_others_go():
    prices, places = {"north": 10.0, "east": 13.0, "south": 17.0}, {"north": 1, "east": 10, "south": 100}
    game = SumGame.from_function(
        lambda _, action, others: prices[action] * (others // places[action] % 10), "ABCD", places
    )
    solution = solve(game, AlikePlayers())
    assert solution.status is Status.ALL
    assert solution.stats["count"] == len(solution) == 7  # one for each set of places, in proportion to 1 / price
    assert max(each.regret for each in solution) < 1e-9


def test_sixteen_volunteers_have_an_equilibrium_for_each_set_of_those_who_mix():
    model = threshold_model({f"State {k}": 1 for k in range(16)}, against=1, cost=0.25)
    solution = solve(model.sums(), AlikePlayers())
    assert solution.status is Status.ALL_KINDS
    assert solution.stats["count"] == 2**16 - 1
    mixing = sorted(sum(len(support) > 1 for support in each.supports) for each in solution)
    assert mixing == [0, *range(2, 17)]
    for each in solution:  # of k who mix, each passes with chance 0.25^(1 / (k - 1)): Diekmann (1985)
        chances = [float(p[0]) for p in each.profile if 0 < p[0] < 1]
        assert np.allclose(chances, 1 - 0.25 ** (1 / max(1, len(chances) - 1)), rtol=0, atol=1e-9)


def test_those_who_contribute_differently_are_not_alike():
    model = threshold_model({"Ann": 1, "Bob": 2, "Cy": 1}, against=2)
    with pytest.raises(UnsupportedGameError, match="expected players who are alike"):
        solve(model.sums(), AlikePlayers())


def test_the_cost_of_too_many_players_is_said_before_it_is_spent():
    many = threshold_model({f"State {k}": 1 for k in range(120)}, against=2, cost=0.25)
    with pytest.raises(UnsupportedGameError, match=r"about [\d,]+ seconds, more than the 10 .*let Auto\(\) choose"):
        solve(many, AlikePlayers())
    assert AlikePlayers(most_work=10).why_not(volunteers_dilemma(6, cost=0.25))
    for n, m in ((2, 40), (30, 3)):
        players, places = [str(i) for i in range(n)], {str(a): 1 for a in range(m)}
        meeting = SumGame.from_function(lambda *at: at[2], players, places)
        assert "more ways than can be gone through" in AlikePlayers().why_not(meeting)
    assert AlikePlayers().why_not(volunteers_dilemma(12, cost=0.25)) is None
