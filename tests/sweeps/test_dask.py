import numpy as np
import pytest

import alignment_games as ag
from alignment_games.sweeps import sweep, uncertain


@pytest.mark.slow
def test_a_cluster_gives_the_same_numbers():
    # Loaded here: it takes as long as a hundred tests are collected.
    reason = "distributed is not installed; it comes with the dask extra"
    distributed = pytest.importorskip("distributed", reason=reason)
    from scipy.stats import uniform

    case = ag.load_case("europe-1938")
    axes = {"burden": np.linspace(0, 0.3, 6), "intent": np.linspace(0, 1, 5)}
    alone, sampled = (
        sweep(case, vary=axes, points_per_chunk=5),
        uncertain(case, vary={"burden": uniform(0, 0.1)}, draws=9000, rng=3),
    )
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster,
        distributed.Client(cluster) as client,
    ):
        executor = client.get_executor()
        spread = sweep(case, vary=axes, points_per_chunk=5, executor=executor)
        again = uncertain(case, vary={"burden": uniform(0, 0.1)}, draws=9000, rng=3, executor=executor)
    for name in ("counts", "listed", "selected", "held"):
        assert np.array_equal(getattr(alone, name), getattr(spread, name))
    assert all(np.array_equal(sampled.counts[name], again.counts[name]) for name in sampled.counts)
