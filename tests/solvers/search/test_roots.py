from __future__ import annotations

import numpy as np
import pytest

from alignment_games.solvers._search import contraction
from alignment_games.solvers._search.certified import Root, certify
from alignment_games.solvers._search.roots import Findings, find_roots
from alignment_games.solvers._search.supports import ROUNDING, Systems

EXACTLY = np.full(2, ROUNDING)


def test_certificate_needs_a_root_and_a_regular_one():
    x = np.array([[0.0, 0.0], [1.0, 1.0]])
    y = x.T
    regular = np.stack([x * y - 3 / 16, x + y - 1])
    root = certify(regular, (np.array([0.75, 0.25]), np.array([0.25, 0.75])), EXACTLY)
    assert root is not None
    assert root.radius < 1e-10
    double = np.stack([x * y - 1 / 4, x + y - 1])
    assert certify(double, (np.array([0.5, 0.5]), np.array([0.5, 0.5])), EXACTLY) is None


def test_a_certificate_covers_what_the_values_may_be():
    x = np.array([[0.0, 0.0], [1.0, 1.0]])
    near = (np.array([0.5, 0.5]), np.array([0.5, 0.5]))
    root = certify(np.stack([x - 0.5, x.T - 0.5]), near, np.array([1e-6, 1e-13]))
    moved = certify(np.stack([x - 0.5 + 1e-6, x.T - 0.5]), near, EXACTLY)
    assert 1e-6 <= abs(moved.point[0][1] - root.point[0][1]) * (1 + 1e-6) <= root.radius * (1 + 1e-6)
    assert certify(np.stack([x - 0.5, x.T - 0.5]), near, np.array([0.1, 0.1])) is None


@pytest.mark.parametrize("gap", [1e-3, 1e-8])
def test_roots_that_are_close_but_apart_are_two(gap):
    findings = Findings()
    for share in (0.5, 0.5 + gap, 0.5 + gap * (1 + 1e-9)):
        point = (np.array([1 - share, share]),)
        findings.add_inside(0, Root(point, radius=1e-15, alone=gap / 10, sign=1))
    assert len(findings.roots[0]) == 2


def test_both_roots_are_found_however_close_they_are():
    # y = z, x = 1 - z and x y = 1/4 - e^2 in the second actions' probabilities: z = 1/2 + e and 1/2 - e.
    x, y, z = np.indices((2, 2, 2)).astype(float)
    support = ((0, 1),) * 3
    for e in (0.2, 1e-2, 1e-4, 1e-7):
        values = np.stack([y - z, x + z - 1, x * y - 0.25 + e * e])[None]
        system = Systems((2, 2, 2), values, np.full((1, 3), ROUNDING), (0, 1, 2), (support,), ((0, 1, 2),))
        findings = find_roots(system, lambda: None, 100_000)
        found = sorted(root.point[2][1] for root in findings.roots.get(0, []))
        if findings.singular or findings.unknown:
            assert e < 1e-3
        else:
            assert found == pytest.approx([0.5 - e, 0.5 + e], abs=1e-10)


@pytest.mark.parametrize(("rounding", "known"), [(1e-13, True), (2e-3, False), (0.1, False)])
def test_a_root_that_rounding_may_move_far_is_left_open(rounding, known):
    x = np.array([[0.0, 0.0], [1.0, 1.0]])
    values, support = np.stack([x.T - 0.45, x - 0.55])[None], ((0, 1),) * 2
    system = Systems((2, 2), values, np.full((1, 2), rounding), (0, 1), (support,), ((0, 1),))
    findings = find_roots(system, lambda: None, 200)
    assert len(findings.roots.get(0, [])) == known
    assert ({*findings.unknown, *findings.singular} == {0}) == (not known)


def test_errors_grow_as_far_as_a_cell_is_left(monkeypatch):
    """A vertex outside of a cell is 2 times one of its vertices and 3 times the other: so are their errors."""
    seen, outside = [], np.array([[[2.0, -3.0], [0.0, 0.0]]])

    def told(cells, d):
        seen.append(cells.rounding)
        return np.zeros(len(cells), dtype=bool)

    monkeypatch.setattr("alignment_games.solvers._search.roots._outgrown", lambda _: outside)
    monkeypatch.setattr(contraction, "one_to_one", told)
    x = np.array([[0.0, 0.0], [1.0, 1.0]])
    values, support = np.stack([x.T - 0.45, x - 0.55])[None], ((0, 1),) * 2
    find_roots(Systems((2, 2), values, np.full((1, 2), 1e-13), (0, 1), (support,), ((0, 1),)), lambda: None, 1)
    np.testing.assert_allclose(seen[0], [[25e-13] * 2])
