"""Random systems of 10 and 12 states with four responses: seconds, memory, and the share of which all is proven.

``python -m benchmarks.random_systems [--sizes 10,12] [--draws 40] [--seed 0] [--figures CAPABILITIES DISTANCES]``

``--figures``: two files of figures, as the Correlates of War project has them: capabilities with the columns ``year``,
``ccode``, ``cinc`` (National Material Capabilities), and distances with ``year``, ``ccode1``, ``ccode2``,
``capdist_km``, both directions or one. Then a system is a year, one of its six strongest states as the threat, and
states drawn from those nearest to it, twice as many as there are places. Without files capabilities are drawn from a
Pareto distribution of exponent 1, as shares of the system's (the tail of the real ones is about as heavy), and
distances from 100 to 8,000 km, evenly in logarithms. Intent, the offence of the threat and the parameters of the
utility are drawn evenly from the ranges in `UTILITY`; of the four responses there are two sets.

Seconds are the processor's, of building and solving. A system of which not all is proven gets a line with what is
known, and what dominance has left.
"""

from __future__ import annotations

import argparse
import csv
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import alignment_games as ag

#: The sets of responses that are offered.
RESPONSES = {
    "neutral": ("balance", "buck_pass", "neutral", "bandwagon"),
    "soft": ("balance", "soft_balance", "buck_pass", "bandwagon"),
}
#: From where the parameters of the utility are drawn.
UTILITY = {
    "burden": (0, 0.1),
    "autonomy": (0, 0.3),
    "spillover": (0, 1),
    "decisiveness": (1, 4),
    "reliability": (0.5, 1),
    "benefit": (0, 0.5),
    "appeasement": (0, 0.8),
}
#: Of so many strongest states one is the threat; of so many near ones for each place one is drawn.
STRONGEST, NEAR = 6, 2


@dataclass(frozen=True)
class Figures:
    """A threat's power, and the power of states and their distance in km from it."""

    threat: float
    powers: list[float]
    km: list[float]


def drawn(size: int, rng: np.random.Generator) -> Figures:
    """Return figures from the distributions that stand at the head."""
    powers = rng.pareto(1.0, 4 * size) + 1
    powers = np.sort(powers / powers.sum())[::-1]
    at = int(rng.integers(STRONGEST))
    others = rng.choice(np.delete(powers, at), size, replace=False)
    km = 100 * 80 ** rng.uniform(size=size)
    return Figures(float(powers[at]), others.tolist(), km.tolist())


class Recorded:
    """Systems of real states, from two files."""

    def __init__(self, capabilities: Path, distances: Path) -> None:
        self.power: dict[str, dict[str, float]] = defaultdict(dict)
        for row in _rows(capabilities):
            if row["cinc"] not in ("", "-9"):
                self.power[row["year"]][row["ccode"]] = float(row["cinc"])
        self.km: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
        for row in _rows(distances):
            one, other = row["ccode1"], row["ccode2"]
            self.km[row["year"]][one, other] = self.km[row["year"]][other, one] = float(row["capdist_km"])

    def __call__(self, size: int, rng: np.random.Generator) -> Figures:
        """Return the figures of a threat and of states near it, in a year that both files have."""
        year = str(rng.choice(sorted(set(self.power) & set(self.km))))
        power, km = self.power[year], self.km[year]
        known = {state for pair in km for state in pair}
        threat = str(rng.choice(sorted(known & set(power), key=lambda state: -power[state])[:STRONGEST]))
        near = sorted((s for s in power if (threat, s) in km and s != threat), key=lambda s: km[threat, s])
        who = rng.choice(near[: NEAR * size], min(size, len(near)), replace=False).tolist()
        return Figures(power[threat], [power[s] for s in who], [km[threat, s] for s in who])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def system(figures: Figures, rng: np.random.Generator, responses: str) -> ag.ResponseModel:
    """Return the model of one system, what is not in the figures drawn."""
    states = [ag.State(f"State {k + 1}", power=power) for k, power in enumerate(figures.powers)]
    against = ag.State("Threat", power=figures.threat, offence=float(rng.uniform(0.8, 1.4)))
    intent = rng.uniform(0.2, 1, len(states))
    threat = ag.perceived_threat(states, of=against, distance_km=figures.km, intent=intent)
    utility = ag.SecurityUtility(**{name: float(rng.uniform(*ends)) for name, ends in UTILITY.items()})
    return ag.models.response_model(states, against, threat, utility, actions=RESPONSES[responses])


def main() -> None:
    """Print a line for each system that is not proven, and one for each size and set of responses."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.random_systems", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10,12")
    parser.add_argument("--draws", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--figures", nargs=2, type=Path, metavar=("CAPABILITIES", "DISTANCES"))
    parser.add_argument("--limit", type=float, default=600, help="seconds on the clock for one system")
    options = parser.parse_args()
    figures = drawn if options.figures is None else Recorded(*options.figures)
    for size in map(int, options.sizes.split(",")):
        for responses in RESPONSES:
            measure(size, responses, figures, options)


def measure(size: int, responses: str, figures: Any, options: argparse.Namespace) -> None:
    """Solve the systems of one size and one set of responses, and print what there is to say."""
    seconds, complete, several = [], 0, 0
    for seed in range(options.seed, options.seed + options.draws):
        rng = np.random.default_rng(seed)
        model = system(figures(size, rng), rng, responses)
        start = time.process_time()
        sums = model.sums()
        solution = ag.solve(sums, throw=False, time_limit=options.limit)
        seconds.append(time.process_time() - start)
        complete, several = complete + solution.complete, several + (len(solution) > 1)
        if not solution.complete:
            left = [int(own.sum()) for own in sums.undominated]
            print(f"  {seed}: {solution.status.value}; actions left {left}, {seconds[-1]:.2f} s", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    print(
        f"{size} states, {responses:<8}all proven {complete}/{options.draws}, several equilibria {several}; seconds: "
        f"median {statistics.median(seconds):.3f}, largest {max(seconds):.2f}; peak {peak:.0f} MiB",
        flush=True,
    )


if __name__ == "__main__":
    main()
