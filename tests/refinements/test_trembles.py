"""Yes is checked by playing the mistakes out in fractions, no by failing to find mistakes that would do."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games import NormalFormGame
from alignment_games.refinements import perfect, proper, undominated


def with_mistakes(game, at, orders, small):
    """Return the profile near `at` with mistakes of the given orders of magnitude."""
    profile = []
    for player, labels, own in zip(game.players, game.actions, at, strict=True):
        chances = [small ** orders[player, label] if label != own else Fraction(0) for label in labels]
        chances[labels.index(own)] = 1 - sum(chances)
        profile.append(dict(zip(labels, chances, strict=True)))
    return profile


def pure_equilibria(seed, shape, count):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        game = NormalFormGame(rng.integers(0, 3, shape).tolist())
        for labels in game.pure_profiles():
            if max(game.regrets(labels)) == 0:
                yield game, labels


def test_orders_of_mistakes_that_grant_perfection_keep_every_action_a_best_reply():
    seen = 0
    for game, at in pure_equilibria(0, (3, 2, 2, 2), 30):
        found = perfect(game, at)
        if "orders" in found.witness:
            seen += 1
            orders = {key: int(np.ceil(value)) for key, value in found.witness["orders"].items()}
            if any(abs(orders[key] - value) > 1e-9 for key, value in found.witness["orders"].items()):
                continue
            replies = game.best_replies(with_mistakes(game, at, orders, Fraction(1, 10**6)))
            assert all(own in replies[player] for player, own in zip(game.players, at, strict=True))
    assert seen > 5


def test_orders_of_mistakes_that_grant_properness_order_them_by_their_cost():
    small, seen = Fraction(1, 10**6), 0
    for game, at in pure_equilibria(1, (3, 2, 3, 2), 15):
        orders = proper(game, at).witness.get("orders")
        if orders is None or any(value != round(value) for value in orders.values()):
            continue
        seen += 1
        profile = with_mistakes(game, at, {key: round(value) for key, value in orders.items()}, small)
        for labels, values, chances in zip(game.actions, game.deviation_payoffs(profile), profile, strict=True):
            for a, b in zip(*np.triu_indices(len(labels), 1), strict=True):
                if values[a] != values[b]:
                    worse, better = (a, b) if values[a] < values[b] else (b, a)
                    assert chances[labels[worse]] <= 10 * small * chances[labels[better]]
    assert seen > 5


def test_no_random_mistakes_support_what_is_refused():
    rng = np.random.default_rng(2)
    refused = [(g, at) for g, at in pure_equilibria(3, (3, 2, 2, 2), 25) if perfect(g, at).holds is False]
    assert len(refused) > 10
    for game, at in refused:
        for _ in range(40):
            orders = {
                (player, label): int(rng.integers(1, 5))
                for player, labels in zip(game.players, game.actions, strict=True)
                for label in labels
            }
            replies = game.best_replies(with_mistakes(game, at, orders, Fraction(1, 10**7)))
            assert not all(own in replies[player] for player, own in zip(game.players, at, strict=True))


def test_proper_implies_perfect_implies_undominated():
    undecided = total = 0
    for game, at in pure_equilibria(4, (3, 2, 3, 2), 8):
        total += 1
        if proper(game, at):
            assert perfect(game, at).holds is not False
        if perfect(game, at):
            assert undominated(game, at)
        undecided += perfect(game, at).holds is None
    assert total > 15
    assert undecided < total / 5


def test_two_players_of_three_actions_perfect_is_undominated_by_orders_as_well():
    # The orders of mistakes must find of two players what van Damme's theorem says of them.
    from alignment_games.refinements import trembles

    seen = 0
    for game, at in pure_equilibria(5, (2, 3, 3), 30):
        x = game.profile(at)
        found = trembles._by_orders("perfect", trembles._Mistakes(game, trembles._positions(x)), trembles._perfection)
        if found.holds is not None:
            seen += 1
            assert found.holds == undominated(game, at).holds
    assert seen > 50


def test_mixed_profiles_of_three_players_that_nothing_settles_are_left_open():
    flat = NormalFormGame(np.zeros((3, 2, 2, 2)))
    assert perfect(flat, [[0.5, 0.5], [0.5, 0.5], [1.0, 0.0]]).holds is None
    assert perfect(flat, [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]).holds is True


@pytest.mark.parametrize("units", [(1e-9, 1.0), (3e8, 7e-9), (1e9, 1e9)])
@pytest.mark.parametrize("constants", [(0.0, 0.0), (-13.0, 1e3)])
def test_units_and_constants_change_no_verdict(units, constants):
    # Myerson's (1978) game: (1, 1) is proper, (2, 2) perfect only, (3, 3) dominated.
    table = np.array([[1.0, 0, -9], [0, 0, -7], [-9, -7, -7]])
    payoffs = np.stack([(table + c) * unit for c, unit in zip(constants, units, strict=True)])
    game = NormalFormGame(payoffs, ["Ann", "Bob"])
    assert [perfect(game, f"{k}, {k}").holds for k in (1, 2, 3)] == [True, True, False]
    assert [proper(game, f"{k}, {k}").holds for k in (1, 2, 3)] == [True, False, False]


def test_the_least_monomials_are_those_that_no_other_divides():
    from alignment_games.refinements.trembles import _minimal

    rows = np.unique(np.random.default_rng(6).integers(0, 2, (60, 8)), axis=0).astype(float)
    sets = [frozenset(np.flatnonzero(row).tolist()) for row in rows]
    least = [own for own in sets if not any(other < own for other in sets)]
    assert [frozenset(np.flatnonzero(row).tolist()) for row in _minimal(rows)] == least
    assert [row.tolist() for row in _minimal(np.array([[1.0, 1.0], [0.0, 0.0]]))] == [[0.0, 0.0]]
    assert _minimal(np.zeros((0, 3))) == []
