"""War-stable networks: the definition with every coalition spelled out, the theorem on small systems, the game."""

from itertools import chain, combinations

import pytest
import sympy

from alignment_games.errors import InvalidModelError
from alignment_games.models.war_stable_networks import AllianceNetwork, all_war_stable_networks, alliance_game


def subsets(items):
    return chain.from_iterable(combinations(items, k) for k in range(len(items) + 1))


def vulnerable_by_definition(strengths, links, gamma, together=()):
    """Every leader, every set of its allies, no shortcut."""

    def allies(x):
        return {y for link in links for y in link if x in link and y != x}

    found = set()
    for i in strengths:
        for j in strengths:
            for partners in subsets(sorted(allies(j))):
                coalition = {j, *partners}
                if i in coalition or not set(together) <= coalition:
                    continue
                defenders = ({i} | allies(i)) - coalition
                if sum(strengths[k] for k in coalition) > gamma * sum(strengths[k] for k in defenders):
                    found.add(i)
    return found


@pytest.mark.parametrize("gamma", [0.6, 1, 1.3, 2, 2.5])
def test_vulnerability_by_definition(gamma):
    strengths = {"A": 1, "B": 2, "C": 1.5, "D": 0.7}
    for links in subsets(list(combinations(strengths, 2))):
        network = AllianceNetwork(strengths, links, gamma)
        assert set(network.vulnerable()) == vulnerable_by_definition(strengths, links, gamma)
        assert set(network.vulnerable(to=("A", "B"))) == vulnerable_by_definition(strengths, links, gamma, ("A", "B"))


@pytest.mark.parametrize("n", [3, 4])
@pytest.mark.parametrize("gamma", [0.5, 1, 1.5, 1.99, 2, 3])
def test_only_the_empty_network_can_be_war_stable_and_is_from_two_on(n, gamma):
    stable = all_war_stable_networks(dict.fromkeys("ABCDE"[:n], 1), gamma=gamma)
    assert [network.links for network in stable] == ([frozenset()] if gamma >= 2 else [])


def test_unequal_states_without_trade():
    for strengths in ({"A": 3, "B": 2, "C": 2}, {"A": 5, "B": 1, "C": 1, "D": 1}):
        for gamma in (0.5, 1, 1.7, 2.6):
            assert not any(network.links for network in all_war_stable_networks(strengths, gamma=gamma))


@pytest.mark.parametrize(("gamma", "stable"), [(2.2, True), (2.1, False)])
def test_the_empty_network_of_unequal_states(gamma, stable):
    # A and B together have 11, C 5: war is possible below gamma = 11/5
    assert AllianceNetwork({"A": 6, "B": 5, "C": 5}, gamma=gamma).war_stable() is stable


def test_the_game_of_offers():
    game = alliance_game({"A": 1, "B": 1, "C": 1}, gamma=1, security=1, link_cost=0.25)
    # only A and B are allied: C is beaten; A's offer to C is not returned
    both = game.payoffs[:, game.actions[0].index("B+C"), game.actions[1].index("A"), game.actions[2].index("nobody")]
    assert both.tolist() == [0.75, 0.75, 0.0]
    nobody = game.payoffs[:, 0, 0, 0]
    assert nobody.tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: AllianceNetwork({"A": 1}), "at least 2 states"),
        (lambda: AllianceNetwork({"A": 1, "B": 1}, [("A", "X")]), "unknown state 'X'"),
        (lambda: AllianceNetwork({"A": 1, "B": 1}, [("A", "A")]), "joins two different states"),
        (lambda: AllianceNetwork({"A": sympy.Symbol("a", positive=True), "B": 1}), "symbols cannot be compared"),
        (lambda: AllianceNetwork({"A": 1, "B": 1}, ["AB"]), "pairs of names"),
        (lambda: AllianceNetwork({"A": 1, "B": 1}, gamma=0), "gamma"),
        (lambda: all_war_stable_networks(dict.fromkeys("ABCDEFG", 1)), "at most 6 states"),
        (lambda: alliance_game(dict.fromkeys("ABCDEF", 1)), "take fewer states"),
        (lambda: alliance_game({"A": 1, "B": 1}, link_cost=-1), "link_cost"),
    ],
)
def test_bad_networks_are_refused_in_words(call, words):
    with pytest.raises(InvalidModelError, match=words):
        call()


@pytest.mark.parametrize("gamma", [1, 1.5, 2])
def test_decimals_beat_as_whole_numbers_do(gamma):
    whole = {"A": 3, "B": 1, "C": 2, "D": 6}  # .1 + .2 is above .3 in floats
    tenths = {name: value / 10 for name, value in whole.items()}
    for links in ([], [("B", "C")], [("A", "B"), ("A", "C")], [("A", "B"), ("B", "C"), ("A", "C")], [("A", "D")]):
        one, other = (AllianceNetwork(strengths, links, gamma).vulnerable() for strengths in (whole, tenths))
        assert one == other
