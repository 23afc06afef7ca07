"""Landscapes: the formulas by loops, the published example, the potential, and large systems."""

import csv
import os
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import sympy

from alignment_games.catalogue.figures import LANDSCAPE_ACTORS, LANDSCAPE_PROPENSITIES, LANDSCAPE_SIZES
from alignment_games.catalogue.figures import LANDSCAPE_SIZES_WEAK_SYRIA as WEAK
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.models.landscape import Landscape, landscape_game

#: Where a folder of the field's data files may lie; none is shipped.
DATA = Path(os.environ.get("ALIGNMENT_GAMES_DATA", "no data")) / "landscape_2016"


def random_landscape(n, seed, *, whole=True):
    rng = np.random.default_rng(seed)
    p = np.triu(rng.integers(-2, 3, (n, n)) if whole else rng.normal(size=(n, n)), 1)
    sizes = rng.integers(1, 20, n) if whole else rng.uniform(0.5, 3, n)
    return Landscape({f"S{k}": size for k, size in enumerate(sizes.tolist())}, p + p.T)


def by_loops(landscape, side):
    """Energy and frustrations with explicit loops; side: 0 or 1 for each actor."""
    n = len(side)
    s, p = landscape.sizes, landscape.propensities
    frustration = [sum(s[j] * p[i, j] for j in range(n) if side[i] != side[j]) for i in range(n)]
    return sum(s[i] * frustration[i] for i in range(n)), frustration


def minima_by_loops(landscape):
    """Local minima over all configurations with the first actor in bloc 0, one flip at a time."""
    n, found = len(landscape.actors), set()
    for rest in product((0, 1), repeat=n - 1):
        side = (0, *rest)
        energy = by_loops(landscape, side)[0]
        flips = (tuple(1 - v if i == k else v for i, v in enumerate(side)) for k in range(n))
        if all(by_loops(landscape, flip)[0] >= energy - 1e-9 for flip in flips):
            found.add((tuple(name for name, v in zip(landscape.actors, side, strict=True) if v), energy))
    return found


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_energies_frustrations_and_minima_agree_with_loops(seed, whole):
    landscape = random_landscape(6, seed, whole=whole)
    energies = landscape.energies()
    for number, rest in enumerate(product((0, 1), repeat=5)):
        side = (0, *reversed(rest))  # the first free actor changes fastest
        energy, frustration = by_loops(landscape, side)
        second = [name for name, v in zip(landscape.actors, side, strict=True) if v]
        assert landscape.energy(second) == pytest.approx(energy)
        assert energies[number] == pytest.approx(energy)
        assert list(landscape.frustrations(second).values()) == pytest.approx(frustration)
    minima = landscape.local_minima()
    expected = minima_by_loops(landscape)
    assert minima.exhaustive
    assert {each.blocs[1] for each in minima} == {bloc for bloc, _ in expected}
    assert sum(each.basin for each in minima) == 32
    assert [each.energy for each in minima] == sorted(each.energy for each in minima)


@pytest.mark.parametrize("seed", range(3))
def test_pure_equilibria_are_the_local_minima_and_their_mirror_images(seed):
    landscape = random_landscape(7, seed)
    game = landscape.game()
    found = {tuple(row) for row in np.argwhere(pure_equilibria(game.payoffs, 7)).tolist()}
    minima = set()
    for each in landscape.local_minima():
        side = tuple(int(name in each.blocs[1]) for name in landscape.actors)
        minima |= {side, tuple(1 - v for v in side)}
    assert found == minima


def test_moving_one_state_changes_the_energy_by_twice_its_size_times_its_frustration():
    landscape = random_landscape(6, 9)
    for rest in product((False, True), repeat=6):
        bloc = {name for name, inside in zip(landscape.actors, rest, strict=True) if inside}
        for k, name in enumerate(landscape.actors):
            moved = bloc ^ {name}
            change = landscape.frustrations(bloc)[name] - landscape.frustrations(moved)[name]
            assert landscape.energy(bloc) - landscape.energy(moved) == 2 * landscape.sizes[k] * change


@pytest.mark.parametrize(
    ("sizes", "energy", "against"),
    [(LANDSCAPE_SIZES, -83200, ("Turkey", "ISIS", "Nusra")), (WEAK, -65600, ("ISIS", "Nusra"))],
)
def test_the_published_minima_of_syria_and_iraq(sizes, energy, against):
    (minimum,) = Landscape(sizes, LANDSCAPE_PROPENSITIES).local_minima()
    assert (minimum.energy, minimum.blocs[1], minimum.basin, minimum.strict) == (energy, against, 1024, True)


@pytest.mark.parametrize(
    ("sizes", "file"),
    [
        (LANDSCAPE_SIZES, "Landscape_Results_2016-02-20.csv"),
        (WEAK, "Landscape_Results_weaksyria_2016-02-20.csv"),
    ],
)
def test_every_published_energy_and_frustration(sizes, file):
    if not (DATA / file).exists():
        pytest.skip("the published table of 1,024 configurations is not shipped; set ALIGNMENT_GAMES_DATA")
    landscape, compared = Landscape(sizes, LANDSCAPE_PROPENSITIES), 0
    energies = landscape.energies()
    with (DATA / file).open(encoding="utf-8") as lines:
        for row in csv.reader(lines):
            if row[-1] not in ("TRUE", "FALSE"):
                continue
            side = [int(cell) - 1 for cell in row[1:12]]
            second = [name for name, v in zip(LANDSCAPE_ACTORS, side, strict=True) if v != side[0]]
            number = sum(1 << k for k, v in enumerate(side[1:]) if v != side[0])
            weighted = [
                size * f for size, f in zip(sizes.values(), landscape.frustrations(second).values(), strict=True)
            ]
            assert energies[number] == landscape.energy(second) == float(row[12])
            assert weighted == [float(cell) for cell in row[13:24]]
            compared += 1
    assert compared == 1024


def test_descent_finds_the_minima_of_enumeration_and_says_that_others_may_exist():
    landscape = random_landscape(12, 3)
    every = {each.blocs for each in landscape.local_minima()}
    found = landscape.local_minima(starts=2000, rng=1)
    assert not found.exhaustive
    assert {each.blocs for each in found} == every
    assert "others may exist" in str(found)
    assert "all 2,048 configurations" in str(landscape.local_minima())


def test_descent_ends_in_minima_beyond_enumeration():
    landscape = random_landscape(40, 5)
    found = landscape.local_minima(starts=50)
    assert not found.exhaustive
    assert sum(each.basin for each in found) == 50
    for each in found:
        for name in landscape.actors:
            assert landscape.energy(set(each.blocs[1]) ^ {name}) >= each.energy


def test_the_basin_follows_the_steepest_descent():
    landscape = random_landscape(8, 11)
    ends = {}
    for rest in product((0, 1), repeat=7):
        side = (0, *rest)
        while True:
            here = by_loops(landscape, side)[0]
            flips = [tuple(1 - v if i == k else v for i, v in enumerate(side)) for k in range(8)]
            energies = [by_loops(landscape, flip)[0] for flip in flips]
            if min(energies) >= here:
                break
            side = flips[energies.index(min(energies))]
        side = side if side[0] == 0 else tuple(1 - v for v in side)
        ends[side] = ends.get(side, 0) + 1
    basins = {
        tuple(int(name in each.blocs[1]) for name in landscape.actors): each.basin for each in landscape.local_minima()
    }
    assert basins == ends


def test_where_nothing_pulls_every_configuration_is_a_minimum_that_is_not_strict():
    minima = Landscape({"A": 1, "B": 2, "C": 3}, {}).local_minima()
    assert [(each.energy, each.basin, each.strict) for each in minima] == [(0, 1, False)] * 4


def test_fractions_and_symbols():
    third = Fraction(1, 3)
    exact = Landscape({"A": third, "B": 1, "C": 2}, {("A", "B"): 1, ("A", "C"): -third})
    assert exact.energy({"B"}) == 2 * third
    assert exact.game().arithmetic == "exact"
    assert exact.local_minima()[0].energy == -2 * third * third * 2
    p = sympy.Symbol("p")
    game = landscape_game({"A": 1, "B": 2}, {("A", "B"): p})
    assert game.payoffs[0, 0, 1] == -2 * p
    with pytest.raises(UnsupportedGameError, match="symbols"):
        Landscape({"A": 1, "B": 2}, {("A", "B"): p}).local_minima()


def test_sizes_of_a_billion_stay_exact():
    landscape = Landscape({"A": 10**9, "B": 10**9 + 1, "C": 10**9}, {("A", "B"): 2, ("B", "C"): -2})
    assert landscape.energy({"B"}) == 2 * 2 * 10**9 * (10**9 + 1) - 2 * 2 * 10**9 * (10**9 + 1)
    assert landscape.local_minima()[0].energy == -4 * 10**9 * (10**9 + 1)


@pytest.mark.parametrize(
    ("sizes", "propensities", "words"),
    [
        ({"A": 1}, [[0]], "at least 2 states, got A"),
        ({"A": 1, "B": 0}, [[0, 1], [1, 0]], "size of B must be a finite number above 0"),
        ({"A": 1, "B": 1}, [[0, 1], [2, 0]], "A to B is 1, back 2"),
        ({"A": 1, "B": 1}, [[1, 1], [1, 0]], "propensity of A to itself must be 0"),
        ({"A": 1, "B": 1}, [[0, 1, 1], [1, 0, 1]], "need shape"),
        ({"A": 1, "B": 1}, [[0, float("nan")], [float("nan"), 0]], "propensity must be a finite number"),
        ({"Syria": 1, "Iran": 1}, {("Syria", "Iraan"): 1}, "did you mean 'Iran'"),
        ({"A": 1, "B": 1}, {("A", "B"): 1, ("B", "A"): 2}, "differ by order"),
        ({"A": 1, "B": 1}, {"AB": 1}, "given by pairs of names, got 'AB'"),
        ({"A": 1, "B": 1}, [[0], [1, 0]], "rows of different lengths"),
    ],
)
def test_bad_landscapes_are_refused_in_words(sizes, propensities, words):
    with pytest.raises(InvalidModelError, match=words):
        Landscape(sizes, propensities)


def test_bad_requests_are_refused_in_words():
    landscape = random_landscape(26, 0)
    with pytest.raises(InvalidModelError, match="builds no table"):
        landscape.game()
    with pytest.raises(InvalidModelError, match="unknown actor"):
        landscape.energy({"Atlantis"})
    with pytest.raises(InvalidModelError, match="got the string"):
        landscape.energy("S1")
    with pytest.raises(InvalidModelError, match="starts must be at least 1"):
        landscape.local_minima(starts=0)
    with pytest.raises(InvalidModelError, match="up to 24 actors"):
        landscape.energies()


def test_energies_that_tie_in_decimals_tie():
    names = "ABCDE"
    whole = np.array([[0, 1, -2, 3, 0], [1, 0, 2, 0, -1], [-2, 2, 0, 1, 3], [3, 0, 1, 0, -2], [0, -1, 3, -2, 0]])
    sizes = dict(zip(names, [2, 1, 3, 7, 6], strict=True))
    exact = Landscape(sizes, whole).local_minima()
    tenths = Landscape({name: size / 10 for name, size in sizes.items()}, whole / 10).local_minima()
    assert [(e.blocs, e.basin, e.strict) for e in exact] == [(e.blocs, e.basin, e.strict) for e in tenths]
    tie = Landscape({"A": 1, "B": 0.3, "C": 0.1}, {("A", "B"): 0.1, ("A", "C"): 0.3, ("B", "C"): -9})
    assert [each.strict for each in tie.local_minima()] == [
        False,
        False,
    ]  # .3 x .1 = .1 x .3: A may stand on either side
