"""All states of a year against Moscow: who balances by threat alone, and who with the treaty of Washington in force.

``python -m benchmarks.world_against_russia CAPABILITIES DISTANCES CONTIGUITY [--years 2016]``

The files are those of the Correlates of War project, in the columns that `read_capabilities`, `read_distances` (between
capitals) and `read_contiguity` take. All parameters of the utility stand at their defaults; intent is one figure for
all states. Each line has the median power of those who balance and of those who do not, its least and largest over all
pure equilibria with a balancer, and in how many of them the first is above the second. "All" says that no other pure
equilibrium exists.

By threat alone balancers are the weak at every intent: behind others' stand F a state without strength of its own would
gain o I [1 - (1 - f) F] of its weight by joining, less its burden, and one that holds alone nothing; so the coalition
fills from below until F leaves the weak no gain, and the great never enter. A treaty turns the order round, by
what it costs to leave: behind a sure stand the exit cost that keeps a member is its burden, which falls in its power.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import alignment_games as ag
from alignment_games.io.sources.capabilities import read_capabilities
from alignment_games.io.sources.contiguity import read_contiguity
from alignment_games.io.sources.distances import read_distances
from alignment_games.models import response_model, standing_alliance
from alignment_games.solvers import PureBySums, Status

#: The code of the Soviet Union, and of Russia.
MOSCOW = 365
#: Parties to the North Atlantic treaty by the year in which they joined, in the codes of states.
JOINED = {
    1949: (2, 20, 200, 210, 211, 212, 220, 235, 325, 385, 390, 395),
    1952: (350, 640),
    1955: (260,),
    1982: (230,),
    1990: (255,),
    1999: (290, 310, 316),
    2004: (317, 349, 355, 360, 366, 367, 368),
    2009: (339, 344),
}
INTENTS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1)
EXIT_COSTS = (0.01, 0.02, 0.03, 0.05, 0.1)
#: More pure equilibria than these are not listed.
MOST = 2000


@dataclass(frozen=True)
class World:
    """The states of a year but for Moscow, in the order of their codes; a border counts as no distance."""

    names: tuple[str, ...]
    power: np.ndarray
    km: list[float]
    border: list[bool]
    threat: float
    parties: tuple[str, ...]

    def model(self, intent: float) -> ag.ResponseModel:
        """Return the game of balancing and passing the buck at one intent for all."""
        states = [ag.State(name, power) for name, power in zip(self.names, self.power.tolist(), strict=True)]
        moscow = ag.State("Moscow", self.threat)
        seen = ag.perceived_threat(states, moscow, distance_km=self.km, contiguous=self.border, intent=intent)
        return response_model(states, moscow, seen, actions=["balance", "buck_pass"])


def world(year: int, files: list[Path]) -> World:
    """Return the states of a year."""
    capabilities, distances, borders = read_capabilities(files[0]), read_distances(files[1]), read_contiguity(files[2])
    codes = [code for code in capabilities.states(year) if code != MOSCOW]
    types = borders.types_in(year, 12)  # an island has no line in the file
    border = [1 in (types.get((code, MOSCOW)), types.get((MOSCOW, code))) for code in codes]
    km = [0.0 if near else distances.km(code, MOSCOW, year) for code, near in zip(codes, border, strict=True)]
    joined = {code for since, those in JOINED.items() if since <= year for code in those}
    return World(
        tuple(map(str, codes)),
        np.array([capabilities.power(code, year) for code in codes]),
        km,
        border,
        capabilities.power(MOSCOW, year),
        tuple(str(code) for code in codes if code in joined),
    )


def line(states: World, title: str, model: ag.ResponseModel) -> str:
    """Return what all pure equilibria say of who balances."""
    start = time.process_time()
    solution = ag.solve(model.sums(), PureBySums(most=MOST))
    found = []
    for equilibrium in solution:
        stands = np.array([action in ("balance", "stay") for action in equilibrium.actions])
        if stands.any():
            found.append((stands.sum(), np.median(states.power[stands]), np.median(states.power[~stands])))
    proven = "all" if solution.status is Status.ALL_PURE else "some"
    if not found:
        return f"  {title:<26} {proven} {len(solution):>4}: nobody balances"
    who, balancers, others = np.array(found).T
    return (
        f"  {title:<26} {proven} {len(solution):>4}: {_ends(who, 0)} balance, median {_ends(balancers, 5)}, "
        f"others {_ends(others, 5)}, right in {(balancers > others).sum()} of {len(found)} "
        f"({time.process_time() - start:.2f} s)"
    )


def _ends(values: np.ndarray, digits: int) -> str:
    low, high = f"{values.min():.{digits}f}", f"{values.max():.{digits}f}"
    return low if low == high else f"{low} to {high}"


def main() -> None:
    """Print, for each year, the lines by threat alone, and those with the treaty over its exit cost."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.world_against_russia", description=__doc__.splitlines()[0]
    )
    parser.add_argument("files", nargs=3, type=Path, metavar="FILE", help="capabilities, distances, contiguity")
    parser.add_argument("--years", default="2016")
    options = parser.parse_args()
    for year in map(int, options.years.split(",")):
        states = world(year, options.files)
        print(f"{year}: {len(states.names)} states, {len(states.parties)} parties to the treaty")
        for intent in INTENTS:
            model = states.model(intent)
            print(line(states, f"intent {intent}, no treaty", model), flush=True)
            for cost in EXIT_COSTS:
                bound = standing_alliance(model, states.parties, benefit=0, exit_cost=cost)
                print(line(states, f"intent {intent}, exit cost {cost}", bound), flush=True)


if __name__ == "__main__":
    main()
