"""Landscapes: every configuration of 17 and of 20 actors, descent of 40, memory of 24.

``python -m pytest benchmarks --benchmark-enable`` prints the times.
"""

import tracemalloc

import numpy as np
import pytest

from alignment_games.models import Landscape


def landscape(n):
    rng = np.random.default_rng(n)
    p = np.triu(rng.integers(-2, 3, (n, n)), 1)
    return Landscape({f"Actor {k}": int(size) for k, size in enumerate(rng.integers(1, 50, n))}, p + p.T)


@pytest.mark.parametrize("n", [17, 20])
def test_every_configuration(benchmark, n):
    given = landscape(n)
    minima = benchmark(given.local_minima)
    assert minima.complete
    assert sum(each.basin for each in minima) == 2 ** (n - 1)


def test_descent_of_forty(benchmark):
    given = landscape(40)
    minima = benchmark(given.local_minima, starts=1000)
    assert not minima.complete


def test_memory_of_twenty_four():
    given = landscape(24)
    tracemalloc.start()
    minima = given.local_minima()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(each.basin for each in minima) == 2**23
    assert peak < 300e6
