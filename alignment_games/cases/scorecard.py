r"""Walt's propositions beside the model: in which situations a state's incentives move as the theory says.

Each proposition says that one response gains on another, :math:`u_i(a) - u_i(b)`, when one figure rises, all else
equal (Walt 1987, pp. 22-33); of several, the best counts on either side. It is tried where the record puts every state,
the others doing what they did, and in drawn situations that cover the space of the parameters: powers, distances,
intents, the utility and the others' play.
A step is small but finite, so a sign holds for the step, not only at a point. Exactly where each holds is the region
in which the parts of `models.response.marginal` add up to no less than zero; where it fails, the part that weighs most
against it says why.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games.cases.case import Case, as_case
from alignment_games.cases.propositions import PROPOSITIONS, Proposition
from alignment_games.errors import InvalidModelError
from alignment_games.game.seeds import generator
from alignment_games.models.response import ResponseModel, response_model
from alignment_games.models.response.marginal import marginal_gains
from alignment_games.models.response.own_payoffs import payoffs_against
from alignment_games.signatures import as_annotated
from alignment_games.states.security import SecurityUtility
from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat
from alignment_games.text.display import Displayed
from alignment_games.text.pages import PAGE
from alignment_games.text.tables import Table

_HEADER = ("all else equal", "record", "drawn", "fails through", "most against, in the record")
#: More draws than these tell no more of a share.
MOST_DRAWS = 10_000
#: A change of the gain below this share of the payoffs' size is none.
_NO_EFFECT = 1e-12


@dataclass(frozen=True)
class Tally:
    """In how many situations a gain rose, did not change, and fell.

    ``worst``: where it fell most, ``through``: by which part of the payoffs it fell most in all of them, or "".
    """

    rose: int
    same: int
    fell: int
    worst: str
    through: str = ""

    @property
    def tried(self) -> int:
        """In how many situations the figure could be raised."""
        return self.rose + self.same + self.fell

    @property
    def share(self) -> float:
        """The share of the situations in which the proposition is not contradicted; NaN where it was not tried."""
        return (self.rose + self.same) / self.tried if self.tried else math.nan

    def __str__(self) -> str:
        return f"{self.share:.0%} of {self.tried}" if self.tried else "-"


@dataclass(frozen=True, repr=False)
class Scorecard(Displayed):
    """For each proposition the tallies over the record and over the drawn situations; prints as a table."""

    rows: tuple[tuple[Proposition, Tally, Tally], ...]

    def to_records(self) -> list[dict[str, Any]]:
        """Return a row for each proposition and set of situations: in how many the gain rose, stayed, fell."""
        return [
            {
                "proposition": each.words,
                "situations": name,
                "rose": tally.rose,
                "same": tally.same,
                "fell": tally.fell,
                "share": tally.share,
                "through": tally.through,
                "worst": tally.worst,
            }
            for each, *tallies in self.rows
            for name, tally in zip(("record", "drawn"), tallies, strict=True)
        ]

    def display_parts(self) -> list[Table]:
        """Return what a notebook shows."""
        return [Table(_HEADER, self._cells())]

    def _cells(self) -> list[list[str]]:
        return [
            [each.words, str(record), str(drawn), record.through or "-", record.worst or "-"]
            for each, record, drawn in self.rows
        ]

    def __str__(self) -> str:
        return "\n".join(Table(_HEADER, self._cells()).lines(PAGE))

    def __repr__(self) -> str:
        return f"<Scorecard: {len(self.rows)} propositions>"


@as_annotated(but=("cases",))
def scorecard(
    cases: Collection[Case | str | Path],
    *,
    draws: int = 500,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Scorecard:
    """Return in which share of situations the model of the cases, and drawn ones, move as Walt's propositions say.

    ``cases``: each a case, the name of a bundled one or the path of a file. ``draws``: how many situations are drawn.
    ``progress``: called with how many trials are done, and of how many.

    Raises InvalidModelError for no cases, for fewer draws than 1 or more than 10,000, and for what is no seed.

    >>> from alignment_games.cases.case import load_case
    >>> rows = scorecard([load_case("europe-1939")], draws=20).rows
    >>> rows[1][0].words, str(rows[1][1])
    ('more hostile intent: bandwagoning loses to balancing', '100% of 3')
    """
    if not isinstance(cases, Collection) or not len(cases):
        raise InvalidModelError("no cases to try the propositions on; give at least one")
    if not 1 <= draws <= MOST_DRAWS:
        raise InvalidModelError(
            f"draws must be from 1 to {MOST_DRAWS:,}, which leave an error of half a percentage point, got {draws:,}"
        )
    record = [each for case in cases for each in _recorded(as_case(case, "a scorecard"))]
    drawn = list(_drawn(draws, generator(seed)))
    total, done = len(PROPOSITIONS) * (len(record) + draws), count(1)

    def watched(situations: Sequence[_Situation]) -> Iterator[_Situation]:
        for situation in situations:
            yield situation
            if progress is not None:
                progress(next(done), total)

    return Scorecard(
        tuple((each, _tally(each, watched(record)), _tally(each, watched(drawn))) for each in PROPOSITIONS)
    )


#: A state's position in a model, and what all states do there; the name says where that is.
_Situation = tuple[str, ResponseModel, int, tuple[str, ...]]


def _recorded(case: Case) -> Iterator[_Situation]:
    play = tuple(case.recorded[name] for name in case.model.names)
    for i, name in enumerate(case.model.names):
        yield f"{case.name}: {name}", case.model, i, play


def _drawn(draws: int, rng: np.random.Generator) -> Iterator[_Situation]:
    """Yield situations of three to six states, all figures drawn from wide ranges."""
    for k in range(draws):
        n = int(rng.integers(3, 7))
        states = [State(f"State {i}", float(power)) for i, power in enumerate(rng.uniform(0.005, 0.2, n))]
        against = State("Threat", float(rng.uniform(0.05, 0.3)))
        threat = perceived_threat(
            states,
            of=against,
            distance_km=rng.uniform(100, 6000, n),
            intent=rng.uniform(0.05, 0.95, n),
            offence_balance=rng.uniform(0.6, 1.4, n),
        )
        utility = SecurityUtility(
            burden=float(rng.uniform(0, 0.2)),
            autonomy=float(rng.uniform(0, 0.4)),
            benefit=float(rng.uniform(0, 0.5)),
            appeasement=float(rng.uniform(0, 0.6)),
            spillover=float(rng.uniform(0, 0.3)),
            reliability=float(rng.uniform(0.3, 1)),
            decisiveness=float(rng.uniform(1, 4)),
        )
        play = tuple(rng.choice(["balance", "buck_pass", "bandwagon"], n).tolist())
        yield f"draw {k}", response_model(states, against, threat, utility), int(rng.integers(n)), play


def _tally(proposition: Proposition, situations: Iterable[_Situation]) -> Tally:
    counts, worst, least = {1: 0, 0: 0, -1: 0}, "", 0.0
    against: Counter[str] = Counter()
    for where, model, i, play in situations:
        raised = proposition.raised(model, i)
        if raised is None:
            continue
        before, after = (_gain(each, i, play, proposition) for each in (model, raised))
        change = (after - before) / max(abs(before), abs(after), 1e-300)
        sign = int(np.sign(change)) if abs(change) > _NO_EFFECT else 0
        counts[sign] += 1
        if sign < 0:
            against.update(_parts_of(model, i, play, proposition))
            if after - before < least:
                worst, least = where, after - before
    return Tally(counts[1], counts[0], counts[-1], worst, min(against, key=lambda name: against[name], default=""))


def _parts_of(model: ResponseModel, i: int, play: Sequence[str], proposition: Proposition) -> Mapping[str, Any]:
    pays = _payoffs(model, i, play, proposition)
    best, other = (max(own, key=lambda action: pays[action]) for own in (proposition.actions, proposition.alternatives))
    return marginal_gains(model, i, play, best, other, proposition.figure)


def _gain(model: ResponseModel, i: int, play: Sequence[str], proposition: Proposition) -> float:
    """Return by how much the actions pay state i more than the alternatives, the others at their play."""
    pays = _payoffs(model, i, play, proposition)
    best, other = (max(pays[action] for action in own) for own in (proposition.actions, proposition.alternatives))
    return best - other


def _payoffs(model: ResponseModel, i: int, play: Sequence[str], proposition: Proposition) -> dict[str, float]:
    """Return what the actions and the alternatives pay state i, the others at their play."""
    menus: list[Any] = [[action] for action in play]
    menus[i] = [*proposition.actions, *proposition.alternatives]
    return dict(zip(menus[i], payoffs_against(model.with_actions(menus), i, [0] * len(play)).tolist(), strict=True))
