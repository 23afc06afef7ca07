import numpy as np
import pytest
from scipy.stats import beta, norm, rv_discrete, uniform

from alignment_games.errors import InvalidModelError, StoreError
from alignment_games.models.model import Input
from alignment_games.solvers.control import Control
from alignment_games.sweeps import uncertain
from alignment_games.sweeps.families._family import Family
from alignment_games.sweeps.selection import first
from alignment_games.sweeps.uncertainties.draws import Distributions, Draw, chunks_of, gathered
from tests.sweeps import builders


class Steps:
    """A distribution of the user's own: the same quantiles as another one at nearly all places."""

    def __init__(self, top):
        self.top = top

    def ppf(self, u):
        return np.where(np.asarray(u) > 1 - 1e-30, self.top, np.floor(4 * np.asarray(u)))


def test_a_chunk_has_the_seed_that_numpy_would_spawn_for_it():
    family = Family.of(builders.boxes, {Input("x"): np.array([0.1, 0.2])})
    chunks, root = chunks_of(9000, sobol=False), np.random.SeedSequence(5)
    draw = Draw(family, Distributions.read({"x": uniform(-1, 2)}), np.random.SeedSequence(5), sobol=False, select=first)
    for chunk, seed in zip(chunks, root.spawn(len(chunks)), strict=True):
        x = 1 - 2 * np.random.default_rng(seed).random(chunk.size)  # uniform(-1, 2) at one minus the draw
        found = draw(chunk, Control())
        up = np.flatnonzero(found["profiles"] < 2)
        assert found["selected"][up].sum() == (x > 0).sum()


def told(**distributions):
    return list(Distributions.read(distributions).identity().values())


def test_distributions_that_differ_anywhere_are_told_apart():
    same = norm(0.5, 0.1)
    assert told(x=same) == told(x=norm(0.5, 0.1))
    others = [
        norm(0.5, 0.1 + 1e-8),
        beta(8, 4),
        uniform(),
        rv_discrete(values=([0, 1], [0.5, 0.5])),
        Steps(1),
        Steps(2),
    ]
    all_told = [str(told(x=each)) for each in [same, *others]]
    assert len(set(all_told)) == len(all_told)
    assert told(x=Steps(2)) == told(x=Steps(2))


def test_a_store_of_other_draws_is_refused(tmp_path):
    path = tmp_path / "runs.store"
    once = uncertain(builders.boxes, vary={"x": Steps(1)}, draws=500, rng=3, store=path)
    with pytest.raises(StoreError, match="its distribution of x is"):
        uncertain(builders.boxes, vary={"x": Steps(2)}, draws=500, rng=3, store=path)
    with pytest.raises(StoreError, match="its seed is 3, this run's is 3 \\(7,\\)"):
        uncertain(
            builders.boxes, vary={"x": Steps(1)}, draws=500, rng=np.random.SeedSequence(3, spawn_key=(7,)), store=path
        )
    again = uncertain(builders.boxes, vary={"x": Steps(1)}, draws=500, rng=3, store=path)
    assert all(np.array_equal(once.counts[name], again.counts[name]) for name in once.counts)


@pytest.mark.parametrize("wrong", [-1, 1.5, "one", True])
def test_a_seed_that_is_none_is_refused(wrong):
    with pytest.raises(InvalidModelError, match="a seed is a whole number of at least 0"):
        uncertain(builders.boxes, vary={"x": uniform()}, rng=wrong)


def test_counts_of_chunks_are_gathered_by_profile():
    one = {"profiles": [2, 5], "equilibrium": [3, 1], "selected": [2, 1, 0], "held": [3.0, 1.5, 1.0]}
    two = {"profiles": [1, 5], "equilibrium": [1, 4], "selected": [0, 4, 2], "held": [4.0, 2.0, 1.0]}
    chunks = [{name: np.array(value) for name, value in each.items()} for each in (one, two)]
    profiles, counts = gathered(chunks)
    assert profiles.tolist() == [1, 2, 5]
    assert counts["equilibrium"].tolist() == [[0, 3, 1], [1, 0, 4]]
    assert counts["selected"].tolist() == [[0, 2, 1, 0], [0, 0, 4, 2]]
    assert counts["held"].tolist() == [[3.0, 1.5, 1.0], [4.0, 2.0, 1.0]]
