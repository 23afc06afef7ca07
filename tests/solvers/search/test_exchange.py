"""One support of each orbit is searched: the same is found as where all are, and who is not alike is told apart."""

from itertools import permutations, product
from math import factorial, prod

import numpy as np
import pytest

from alignment_games import NormalFormGame, Status, solve
from alignment_games.solvers import SupportEnumeration
from alignment_games.solvers._search import exchange
from alignment_games.solvers._search.exchange import Exchange, Move
from tests.tries import tries

ALL_OF_FOUR = ((0,), (0, 1), (1,), (0, 1))


def alike_in(classes, sizes, most, seed):
    """Return whole payoffs, drawn below ``most``, that only an exchange within the classes leaves as they are."""
    rng = np.random.default_rng(seed)
    n, known = len(sizes), {}
    home = {i: own for own in classes for i in own}
    table = np.zeros((n, *sizes), dtype=int)
    for played in product(*map(range, sizes)):
        for i in range(n):
            company = [sorted(played[j] for j in own if j != i) for own in classes]
            alone = [played[j] for j in range(n) if j not in home and j != i]
            key = str((home.get(i, (i,)), played[i], company, alone))
            if key not in known:
                known[key] = int(rng.integers(most))
            table[(i, *played)] = known[key]
    return table


def weakest_link(n, k):
    """Return payoffs of efforts of which the least counts double, and each costs what it is (Hirshleifer 1983)."""
    table = np.zeros((n, *[k] * n), dtype=int)
    for played in product(range(k), repeat=n):
        table[(slice(None), *played)] = [2 * min(played) - own for own in played]
    return table


@pytest.mark.parametrize("classes", [(), ((0, 1, 2, 3),), ((1, 3),), ((0, 2), (1, 3)), ((0, 2, 3),)])
def test_players_are_alike_where_exchanging_them_changes_no_payoff(classes):
    payoffs = alike_in(classes, (2, 2, 2, 2), 1000, 0)
    assert Exchange.of(NormalFormGame(payoffs.astype(float))).classes == classes
    assert Exchange.of(NormalFormGame(payoffs.tolist())).classes == classes
    for own in classes:  # by the definition
        for order in permutations(own):
            places = list(range(4))
            for player, place in zip(own, order, strict=True):
                places[player] = place
            back = np.argsort(places)
            assert (payoffs == payoffs[back].transpose(0, *(1 + k for k in back))).all()


def test_a_last_digit_and_another_number_of_actions_tell_players_apart():
    payoffs = alike_in(((0, 1, 2),), (2, 2, 2), 9, 1).astype(float)
    payoffs[1, 0, 1, 0] = np.nextafter(payoffs[1, 0, 1, 0], 99)
    assert Exchange.of(NormalFormGame(payoffs)).classes == ((0, 2),)
    assert Exchange.of(NormalFormGame(np.ones((3, 2, 2, 3)))).classes == ((0, 1),)


@pytest.mark.parametrize("classes", [(), ((0, 1, 2, 3),), ((1, 3),), ((0, 2), (1, 3))])
def test_orbits_hold_every_support_once(classes):
    known = Exchange(classes, (2, 2, 2, 2))
    every = np.array(list(product((1, 2, 3), repeat=4)))
    first = known.first_of_each(every)
    sets = {1: (0,), 2: (1,), 3: (0, 1)}
    found = [own for row in first.tolist() for own in known.orbit(tuple(sets[mask] for mask in row))]
    assert len(found) == len(set(found)) == len(every)
    for own in known.orbit(ALL_OF_FOUR):
        assert sorted(own) == sorted(ALL_OF_FOUR)


def test_what_belongs_to_a_player_goes_with_him():
    move = Move((0, 1, 2)).then((0, 2), (1, 0))
    assert move.of(("Ann", "Bob", "Cat")) == ("Cat", "Bob", "Ann")
    assert move.order((2, 1)) == (0, 1)


@pytest.mark.parametrize("seed", range(tries(3, of=6)))
@pytest.mark.parametrize(("classes", "sizes"), [(((0, 1, 2),), (3, 3, 3)), (((0, 2), (1, 3)), (2, 2, 2, 2))])
def test_the_same_is_found_as_in_a_search_of_all_supports(classes, sizes, seed, monkeypatch):
    payoffs = alike_in(classes, sizes, (2, 3, 100)[seed % 3], seed)
    game = NormalFormGame(payoffs.tolist() if seed % 2 else payoffs.astype(float))
    by_orbits = solve(game, SupportEnumeration())
    monkeypatch.setattr(exchange.Exchange, "of", lambda game, _=None: Exchange((), game.n_actions))
    by_all = solve(game, SupportEnumeration())
    assert by_orbits.status is by_all.status
    assert len(by_orbits.components) == len(by_all.components)
    assert by_orbits.stats.get("index_sum") == by_all.stats.get("index_sum")
    assert by_orbits.stats["supports"] <= by_all.stats["supports"]
    isolated = [
        {tuple(np.round(np.concatenate(e.profile).astype(float), 6)) for k, e in enumerate(found) if k not in joined}
        for found in (by_orbits, by_all)
        for joined in [{k for c in found.components for k in c.members}]
    ]
    assert isolated[0] == isolated[1]


@pytest.mark.slow
def test_all_equilibria_of_a_weakest_link_of_four():
    # Raising one's effort to a level pays where the others' least is that high in more than half of the cases, so
    # whoever mixes needs just a half at each level above his lowest. If all mix two levels alike, (1 - p)^3 = 1/2; were
    # somebody sure of the higher one, he would be left with less than a half, and lower it. Were three levels used, the
    # middle one would be nobody's least, as a half is needed at both above the lowest.
    found = solve(NormalFormGame(weakest_link(4, 3).tolist()), SupportEnumeration())
    assert found.status is Status.ALL
    lower = 1 - 0.5 ** (1 / 3)
    mixed = [e for e in found if not e.pure]
    assert len(found) - len(mixed) == 3
    assert len(mixed) == 3
    for e in mixed:
        assert all(np.sort(np.asarray(own, dtype=float)) == pytest.approx([0, lower, 1 - lower]) for own in e.profile)


@pytest.mark.slow
def test_every_order_of_who_mixes_is_there():
    # Seven choose between two bars, and those in the smaller group gain 1: three, three and one who does not matter.
    n, game = 7, np.zeros((7, *[2] * 7), dtype=int)
    for played in product(range(2), repeat=n):
        game[(slice(None), *played)] = [played.count(own) <= n // 2 for own in played]
    found = solve(NormalFormGame(game.tolist()), SupportEnumeration())
    assert found.status is Status.ALL_COMPONENTS
    pure = [e for e in found if e.pure]
    assert len(pure) == 2 * factorial(7) // prod((factorial(3), factorial(4)))
