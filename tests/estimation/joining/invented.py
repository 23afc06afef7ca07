"""Small invented tables of third states, and decisions drawn from parameters that are known."""

import numpy as np

from alignment_games.estimation.joining.choice import probabilities
from alignment_games.estimation.joining.theory import terms
from alignment_games.io.sources.third_parties import OUTCOMES, read_third_parties

TRUTH = np.array([3, 2, 1, 0.5, 1.4, 0.5, 2.5, 0.4])


def columns(disputes=120, states=12, seed=1, years=(1900, 1950)):
    """Return a table of decisions by random figures; everybody stays out."""
    rng = np.random.default_rng(seed)
    table = {name: [] for name in ("dispute", "year", "state", "hostility", "cinc", "major", "outcome")}
    for dispute in range(disputes):
        count = int(rng.integers(2, states + 1))
        table["dispute"] += [dispute] * count
        table["year"] += [int(rng.integers(*years))] * count
        table["hostility"] += [int(rng.integers(2, 6))] * count
        table["state"] += list(range(200, 200 + count))
    n = len(table["dispute"])
    table["outcome"] = ["out"] * n
    table["cinc"] = np.exp(rng.normal(-4, 1.5, n)).tolist()
    table["major"] = (rng.uniform(size=n) < 0.3).astype(int).tolist()
    for side in "ab":
        whose = np.array(table["dispute"])
        table[f"power_{side}"] = np.exp(rng.normal(-3, 1.5, disputes))[whose].tolist()
        table[f"states_{side}"] = [1] * n
        table[f"revisionist_{side}"] = (rng.uniform(size=disputes) < 0.5).astype(int)[whose].tolist()
        table[f"contiguity_{side}"] = rng.choice([0, 0, 1, 4], size=n).tolist()
        table[f"border_km_{side}"] = np.where(rng.uniform(size=n) < 0.2, np.nan, rng.uniform(0, 6000, n)).tolist()
        for name, share in (("defence_pact", 0.2), ("other_pact", 0.3), ("rival", 0.2)):
            table[f"{name}_{side}"] = (rng.uniform(size=n) < share).astype(int).tolist()
    return table


def decided(table, truth=TRUTH, seed=2):
    """Return the same table with decisions drawn at the parameters."""
    chances = probabilities(terms(read_third_parties(table)), np.asarray(truth, dtype=float))
    drawn = (np.random.default_rng(seed).uniform(size=(len(chances), 1)) > chances.cumsum(axis=1)).sum(axis=1)
    return {**table, "outcome": [OUTCOMES[k] for k in drawn]}


def record(truth=TRUTH, seed=2, **size):
    """Return decisions drawn at the parameters, read."""
    return read_third_parties(decided(columns(**size), truth, seed))
