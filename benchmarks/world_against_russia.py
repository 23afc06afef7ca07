"""All states of a year against Moscow: who balances by threat alone, and who with the treaties of the year in force.

``python -m benchmarks.world_against_russia CAPABILITIES DISTANCES CONTIGUITY [--years 2016] [--pacts FILE]``

The files are those of the Correlates of War project, in the columns that `read_capabilities`, `read_distances` (between
capitals) and `read_contiguity` take. All parameters of the utility stand at their defaults; intent is one figure for
all states. Each line has the median power of those who balance and of those who do not, its least and largest over all
pure equilibria with a balancer, and in how many of them the first is above the second. "All" says that no other pure
equilibrium exists.

By threat alone balancers are the weak at every intent: behind others' stand F a state without strength of its own would
gain o I [1 - (1 - f) F] of its weight by joining, less its burden, and one that holds alone nothing; so the coalition
fills from below until F leaves the weak no gain, and the great never enter. A treaty turns the order round in two ways,
and both are terms of the model with defaults of their own. It is a promise, and where nothing is promised nothing
arrives (`models.promised_by_pacts`). And it is costly to leave (`models.standing_alliance`): behind a sure stand the
exit cost that keeps a member is its burden, which falls in its power.

The promises are those of the North Atlantic treaty; "regional pacts too" adds those of 2016 elsewhere as they are
commonly listed; with a file of pacts (`read_pacts`), those that it tells.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import alignment_games as ag
from alignment_games.io.sources.capabilities import read_capabilities
from alignment_games.io.sources.contiguity import read_contiguity
from alignment_games.io.sources.distances import read_distances
from alignment_games.io.sources.pacts import read_pacts
from alignment_games.models import promised_by_pacts, response_model, standing_alliance
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
#: Pacts of defence elsewhere in 2016: of the United States in Asia and of China, of Tashkent, of Rio, of the Arab
#: League and of West Africa.
ELSEWHERE = (
    *((2, 740), (2, 732), (2, 840), (2, 900), (900, 920), (710, 731)),
    (370, 371, 702, 703, 705),
    (2, 31, 41, 42, 52, 90, 91, 92, 94, 95, 100, 135, 140, 150, 155, 160, 165),
    (435, 520, 522, 581, 600, 615, 616, 620, 625, 645, 651, 652, 660, 663, 670, 678, 690, 692, 694, 696, 698),
    (402, 404, 420, 432, 433, 434, 436, 437, 438, 439, 450, 451, 452, 461, 475),
)
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


def promises(*groups: tuple[str, ...], among: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return who owes whom defence where each group owes it to one another, among the states of a year."""
    known = set(among)
    return [
        (one, other) for group in groups for one in group for other in group if one != other and {one, other} <= known
    ]


def stands(states: World, model: ag.ResponseModel) -> tuple[ag.Solution, np.ndarray]:
    """Return the pure equilibria, and a row for each with a balancer.

    It has how many balance, how many of these are parties, the median power of balancers and that of the others.
    """
    solution = ag.solve(model.sums(), PureBySums(most=MOST))
    parties, found = np.isin(states.names, states.parties), []
    for equilibrium in solution:
        joined = np.array([action in ("balance", "stay") for action in equilibrium.actions])
        if joined.any():
            medians = np.median(states.power[joined]), np.median(states.power[~joined])
            found.append((joined.sum(), (joined & parties).sum(), *medians))
    return solution, np.array(found)


def cell(states: World, model: ag.ResponseModel) -> str:
    """Return the median power of balancers and of the others, and how many balance, as a cell of a table."""
    _, found = stands(states, model)
    if not len(found):
        return "nobody balances"
    who, parties, balancers, others = found.T
    right = int((balancers > others).sum())
    verdict = "" if right in (0, len(found)) else f"; right in {right} of {len(found)}"
    return f"{_ends(balancers, 4)} : {_ends(others, 4)} ({_ends(who, 0)}, {_ends(parties, 0)} parties{verdict})"


def figures_of(states: World) -> Iterator[list[str]]:
    """Yield the rows of a table by intent: without alliances, with the treaty as promises, and as costly to leave."""
    yield ["intent", "without alliances", "promises of the North Atlantic treaty", "the treaty as a standing alliance"]
    pairs = promises(states.parties, among=states.names)
    for intent in INTENTS:
        model = states.model(intent)
        ways = (model, promised_by_pacts(model, pairs), standing_alliance(model, states.parties))
        yield [f"{intent:g}", *(cell(states, way) for way in ways)]


def line(states: World, title: str, model: ag.ResponseModel) -> str:
    """Return what all pure equilibria say of who balances."""
    start = time.process_time()
    solution, found = stands(states, model)
    proven = "all" if solution.status is Status.ALL_PURE else "some"
    if not len(found):
        return f"  {title:<34} {proven} {len(solution):>4}: nobody balances"
    who, _, balancers, others = found.T
    return (
        f"  {title:<34} {proven} {len(solution):>4}: {_ends(who, 0)} balance, median {_ends(balancers, 5)}, "
        f"others {_ends(others, 5)}, right in {(balancers > others).sum()} of {len(found)} "
        f"({time.process_time() - start:.2f} s)"
    )


def _ends(values: np.ndarray, digits: int) -> str:
    low, high = f"{values.min():.{digits}f}", f"{values.max():.{digits}f}"
    return low if low == high else f"{low} to {high}"


def lines(states: World, owed: dict[str, list[tuple[str, str]]]) -> Iterator[str]:
    """Yield the lines by threat alone, by promises, and with the treaty as a standing alliance."""
    for intent in INTENTS:
        model = states.model(intent)
        yield line(states, f"intent {intent}, no treaty", model)
        for title, pairs in owed.items():
            yield line(states, f"intent {intent}, {title}", promised_by_pacts(model, pairs))
        yield line(states, f"intent {intent}, standing alliance", standing_alliance(model, states.parties))
        for cost in EXIT_COSTS:
            bound = standing_alliance(model, states.parties, benefit=0, exit_cost=cost)
            yield line(states, f"intent {intent}, exit cost {cost}", bound)


def main() -> None:
    """Print, for each year, the lines by threat alone, and with treaties as promises and as what is costly to leave."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.world_against_russia", description=__doc__.splitlines()[0]
    )
    parser.add_argument("files", nargs=3, type=Path, metavar="FILE", help="capabilities, distances, contiguity")
    parser.add_argument("--years", default="2016")
    parser.add_argument("--pacts", type=Path, metavar="FILE", help="pacts of defence, as read_pacts takes them")
    options = parser.parse_args()
    for year in map(int, options.years.split(",")):
        states = world(year, options.files)
        owed = {"the treaty's promises": promises(states.parties, among=states.names)}
        if year == 2016:
            elsewhere = [tuple(map(str, group)) for group in ELSEWHERE]
            owed["regional pacts too"] = promises(states.parties, *elsewhere, among=states.names)
        if options.pacts is not None:
            owed["pacts of the file"] = read_pacts(options.pacts).owed(year, {int(code): code for code in states.names})
        print(f"{year}: {len(states.names)} states, {len(states.parties)} parties to the treaty")
        for said in lines(states, owed):
            print(said, flush=True)


if __name__ == "__main__":
    main()
