"""Roots that closed forms find, beside exact ones, and equations that have none, too many, or some in doubt."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.solvers._kernel.closed_form import UNTOLD, all_roots
from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.desk import desk_of
from alignment_games.solvers._kernel.roots import COLUMNS, HOLDS, RADIUS, SIGN
from alignment_games.solvers._kernel.systems import ROUNDING, layout_of

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")

#: The second actions' probabilities at the corners.
X, Y, Z = np.indices((2, 2, 2)).astype(float)


def roots_of(*rows, rounding=ROUNDING):
    """Return how many roots are told, and these."""
    system = np.stack([row.ravel() for row in rows])
    layout = layout_of(np.array(rows[0].shape))
    roots = np.empty((64, layout[2][-1] + COLUMNS))
    count = all_roots(system, np.full(len(rows), rounding), layout, desk_of(layout, len(rows)), roots)
    return count, roots[: max(count, 0)]


def bilinear(rng, root, whole):
    """Three equations in whole numbers with a root, each flat along its own player's axis, scaled to one."""
    chances = [(1 - x, x) for x in root]
    for i in range(3):
        row = [[int(v) for v in line] for line in rng.integers(-whole, whole + 1, (2, 2))]
        one, other = (own for j, own in enumerate(chances) if j != i)
        value = sum(one[a] * other[b] * row[a][b] for a in range(2) for b in range(2))
        exact = [[v - value for v in line] for line in row]
        largest = max(abs(v) for line in exact for v in line) or 1
        yield np.broadcast_to(np.expand_dims(np.array([[float(v / largest) for v in e] for e in exact]), i), (2, 2, 2))


@pytest.mark.parametrize("whole", [2, 1000])
def test_a_planted_root_of_three_players_is_found_or_nothing_is_told(whole):
    rng, told = np.random.default_rng(whole), 0
    for _ in range(60):
        root = [Fraction(int(k), 12) for k in rng.integers(0, 13, 3)]
        rows = list(bilinear(rng, root, whole))
        count, roots = roots_of(*rows) if all(row.any() for row in rows) else (UNTOLD, None)
        if count == UNTOLD:
            continue
        told += 1
        inside = all(0 < x < 1 for x in root)
        away = [max(abs(float(x) - y) for x, y in zip(root, found[1:6:2], strict=True)) for found in roots]
        assert inside
        assert sum(far <= found[6 + RADIUS] for far, found in zip(away, roots, strict=True)) == 1
    assert told > 20


def test_as_many_roots_are_told_as_the_quadratic_has():
    rng, told = np.random.default_rng(0), 0
    for _ in range(60):
        f, g, h = rng.uniform(-1, 1, (3, 2, 2))
        rows = [np.broadcast_to(np.expand_dims(own, i), (2, 2, 2)) for i, own in enumerate((f, g, h))]
        count, roots = roots_of(*(row / np.abs(row).max() for row in rows))
        # Powers of z, by interpolation: where z is 0, 1 and 2, y and x are ratios that the third equation takes.
        at = [[np.array([own[:, 0] + z * (own[:, 1] - own[:, 0])]).ravel() for own in (f, g)] for z in (0, 1, 2)]
        values = [np.array([d, -c]) @ h @ np.array([b, -a]) for (a, b), (c, d) in at]
        expected = []
        for z in np.roots(np.polyfit([0, 1, 2], values, 2)):
            (a, b), (c, d) = (own[:, 0] + z.real * (own[:, 1] - own[:, 0]) for own in (f, g))
            if z.imag == 0 and 0 < z.real < 1 and a * b < 0 and c * d < 0:
                expected.append([c / (c - d), a / (a - b), z.real])
        if count != UNTOLD:
            told += 1
            assert np.sort(roots[:, 1:6:2], axis=0) == pytest.approx(np.sort(np.reshape(expected, (-1, 3)), axis=0))
    assert told > 55


def test_two_roots_of_three_players_have_opposite_signs():
    count, roots = roots_of(Y - Z, X + Z - 1, X * Y - 0.25 + 1e-4)
    assert count == 2
    assert sorted(roots[:, 5]) == pytest.approx([0.49, 0.51], abs=1e-12)
    assert roots[:, 6 + SIGN].sum() == 0


@pytest.mark.parametrize(
    "rows",
    [
        (Y - Z, X + Z - 1, X * Y - 0.25),  # a double root
        (Y - Z, X + Z - 1, X * Y - 0.25 + 1e-10),  # two that are close
        (Y - 0.5, X - Z, Y - 0.5),  # a continuum
        (Y - 0.5, X - Z, X),  # a root at an end
        (Y - 0.5, X + Z - 1.5, X - 0.5),
        (Y - 0.5, X - Z, X - 0.5, (X + Y) / 2 - 0.5),  # a condition that is tied
    ],
)
def test_what_is_in_doubt_is_not_told(rows):
    assert roots_of(*rows)[0] == UNTOLD


@pytest.mark.parametrize(
    "rows",
    [
        (Y - Z, X + Z - 1, X * Y - 0.9),  # no real root
        (Y + Z / 2 + 0.1, X - 0.5, Y - 0.5),  # one at which a share would be negative
        (Y - 0.5, X + Z - 1.75, X - 0.5),
    ],
)
def test_equations_that_have_no_solution_are_told_to_have_none(rows):
    assert roots_of(*(row / np.abs(row).max() for row in rows))[0] == 0


@pytest.mark.parametrize("rounding", [ROUNDING, 1e-10, 1e-7])
def test_the_root_of_two_players_is_that_of_the_linear_equations(rounding):
    rng, found = np.random.default_rng(3), 0
    for _ in range(40):
        f, g = rng.uniform(-1, 1, (2, 2, 3))  # two equations of each in the other's three chances
        rows = [np.broadcast_to(own, (3, 3)) for own in f] + [np.broadcast_to(own[:, None], (3, 3)) for own in g]
        count, roots = roots_of(*rows, rounding=rounding)
        x, y = (np.linalg.solve(np.vstack([own, np.ones(3)]), [0, 0, 1]) for own in (g, f))
        if min(*x, *y) > 0:
            found += count == 1
            assert count == UNTOLD or roots[0, :6] == pytest.approx(
                np.concatenate([x, y]), abs=max(1e-9, 200 * rounding)
            )
        else:
            assert count in {0, UNTOLD}
    assert found > 0 or rounding == 1e-7


def test_conditions_are_judged_at_the_roots():
    for bound, holds in ((0.4, 0), (0.6, 1)):
        count, roots = roots_of(Y - 0.5, X - Z, X - 0.5, (X + Y) / 2 - bound)
        assert (count, roots[0, 6 + HOLDS]) == (1, holds)


def test_singular_linear_equations_and_other_shapes_are_not_told():
    one = np.broadcast_to([-1.0, 0.5, 1.0], (3, 3))
    assert roots_of(one, one, one.T, one.T)[0] == UNTOLD
    four = np.indices((2,) * 4)[0] - 0.5
    assert roots_of(*[four] * 4)[0] == UNTOLD
