"""Families of many kinds, and a batch held against the same games one by one."""

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import SupportEnumeration, solve


def families():
    rng = np.random.default_rng(8)
    for shape in ((2, 2, 3), (2, 1, 2, 2)):
        size = (2, len(shape), *shape)
        yield pytest.param(rng.uniform(size=size), id=f"uniform {shape}")
        yield pytest.param(rng.integers(0, 3, size).astype(float), id=f"ties {shape}")
        yield pytest.param(rng.integers(0, 9, size) + 1e-8 * rng.integers(-2, 3, size), id=f"close {shape}")
        yield pytest.param(rng.uniform(size=size) * 1e-9 + 1e3, id=f"offset {shape}")
        sentinels = np.where(rng.random(size) < 0.2, -1e9, rng.uniform(size=size))
        yield pytest.param(sentinels * 1e9, id=f"sentinels {shape}")


def alone(payoffs):
    return [solve(NormalFormGame(own), SupportEnumeration(), throw=False) for own in payoffs]


def assert_the_same(together, solutions):
    assert together.complete.tolist() == [solution.complete for solution in solutions]
    assert together.counts.tolist() == [len(solution) for solution in solutions]
    for index, solution in enumerate(solutions):
        rows = np.concatenate([own[together.game == index] for own in together.profiles], axis=1)
        expected = np.array([np.concatenate(e.profile) for e in solution])
        np.testing.assert_allclose(np.array(sorted(rows.tolist())), np.array(sorted(expected.tolist())), atol=1e-9)
