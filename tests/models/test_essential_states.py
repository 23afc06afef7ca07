"""Essential states: published examples, and the definition by brute force."""

from itertools import combinations

import pytest
import sympy

from alignment_games.errors import InvalidModelError
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.models.essential_states import find_essential_states, winning_side_game

EXAMPLES = [
    ((100, 100, 100), "", "", ""),
    ((150, 100, 50), "", "", "A"),
    ((150, 75, 75), "", "", "A"),
    ((120, 100, 80), "", "", ""),
    ((160, 80, 60), "BC", "A", ""),
    ((140, 60, 50, 50), "", "", ""),
    ((120, 80, 60, 40), "", "", ""),
    ((110, 100, 60, 30), "D", "", ""),
    ((100, 90, 80, 30), "D", "", ""),
    ((130, 120, 40, 10), "D", "", ""),
]


@pytest.mark.parametrize(("resources", "inessential", "predominant", "near"), EXAMPLES)
def test_published_examples(resources, inessential, predominant, near):
    found = find_essential_states(dict(zip("ABCD", resources, strict=False)))
    assert (found.inessential, found.predominant, found.near_predominant) == (
        tuple(inessential),
        tuple(predominant),
        tuple(near),
    )
    assert found.stable == (not inessential)
    assert set(found.essential) | set(found.inessential) == set("ABCD"[: len(resources)])


@pytest.mark.parametrize(("resources", "inessential", "predominant", "near"), EXAMPLES)
def test_equilibria_of_the_game_are_the_minimal_majorities(resources, inessential, predominant, near):
    names = "ABCD"[: len(resources)]
    game = winning_side_game(dict(zip(names, resources, strict=True)))
    found = set()
    for row in zip(*pure_equilibria(game.payoffs, len(names)).nonzero(), strict=True):
        found.add(frozenset(name for name, action in zip(names, row, strict=True) if action == 0))
    sums = {c: sum(resources[names.index(n)] for n in c) for k in range(5) for c in combinations(names, k)}
    half = sum(resources) / 2
    minimal = {
        frozenset(c)
        for c, total in sums.items()
        if total > half and all(total - resources[names.index(n)] <= half for n in c)
    }
    nobody = set() if predominant else {frozenset()}
    assert found == minimal | nobody


@pytest.mark.parametrize(
    ("resources", "words"),
    [
        ({"A": 1}, "at least 2 states"),
        ({"A": 1, "B": 0}, "resources of B"),
        ([1, 2], "must map"),
        ({"A": sympy.Symbol("a", positive=True), "B": 1}, "symbols cannot be compared"),
        ({f"S{k}": 1 for k in range(19)}, "at most 18"),
    ],
)
def test_bad_resources_are_refused_in_words(resources, words):
    with pytest.raises(InvalidModelError, match=words):
        find_essential_states(resources)
    with pytest.raises(InvalidModelError, match=words):
        winning_side_game(resources)


def test_a_half_of_decimals_is_a_half():
    # .1 + .2 is above .3 in floats, and half of .6 in decimals: nobody wins without B, and C has exactly half
    found = find_essential_states({"A": 0.1, "B": 0.2, "C": 0.3})
    assert found == find_essential_states({"A": 1, "B": 2, "C": 3})
    assert (found.near_predominant, found.minimal_winning) == (("C",), {frozenset("AC"), frozenset("BC")})
