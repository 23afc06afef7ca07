r"""One vector for all: the most states, over many records, that one set of parameters puts at a best reply.

Payoffs must be affine in the parameters that are open (`inverse.subsets`); others, such as reliability, take values on
a grid. Beside it the trade-off: the most states where so many whole cases are rational.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.inverse.inequalities import Inequality, affine, inequalities, symbols_of
from alignment_games.inverse.linear import Affine, Farkas, farkas
from alignment_games.inverse.parameter import ParameterLike, as_parameter, belongs, box_of, with_values
from alignment_games.inverse.rationalisation import Recorded, RecordedPlay
from alignment_games.inverse.rationalise import checked_records
from alignment_games.inverse.subsets import Groups, Subset, conflicts, largest_subset
from alignment_games.inverse.together_record import Choice, GridPoint, Impossible, Never, OneVector
from alignment_games.models.model import Input
from alignment_games.signatures import as_annotated
from alignment_games.solvers.control import Progress
from alignment_games.states.arguments import checked
from alignment_games.text.lists import listed

#: All that is paid or gained: payoffs are affine in them together.
PAID_OR_GAINED = (
    "burden", "punishment", "appeasement", "autonomy", "benefit", "arming", "hiding", "neutrality", "spoils",
)  # fmt: skip


@as_annotated()
def one_vector(
    records: Sequence[Recorded | str],
    parameters: Iterable[ParameterLike] = PAID_OR_GAINED,
    *,
    box: Mapping[Any, Sequence[Any]] | None = None,
    others: Mapping[Any, Sequence[float]] | None = None,
    margin: float = 0.0,
    trade_off: bool = False,
    certify: int = 0,
    time_limit: float = 60.0,
    progress: Progress | None = None,
) -> OneVector:
    """Return the shared parameters that put most states of all records at a best reply.

    ``parameters``: in which payoffs are affine together; by default all that is paid or gained. ``box``: their lowest
    and highest values. ``others``: values that other parameters take, by name. ``margin``: by how much a best reply
    must be better than any other response, in payoff units; at 0 ties count, and vectors may win by making responses
    alike. ``trade_off``: also the most states for each number of whole cases, at the best of the others. ``certify``:
    linear programs to spend on a bound in fractions there. ``time_limit``: seconds for each mixed-integer program;
    where it passes, the bound stays above.

    Raises InvalidModelError as `rationalise` does and for a negative margin, UnsupportedGameError where payoffs are not
    affine.

    >>> found = one_vector(["europe-1936", "europe-1938"], ["burden", "autonomy"])
    >>> len(found.best.states), found.bound, len(found.as_recorded), len(found.choices)
    (5, 5, 4, 6)
    """
    cases, gap = checked_records(list(records)), Fraction(str(checked(margin, "margin", low=0)))
    checked(time_limit, "time_limit", low=0, strictly=True)
    chosen = list(dict.fromkeys(map(as_parameter, parameters)))
    if not chosen:
        raise InvalidModelError("parameters: expected those that are open, such as ['burden', 'autonomy'], got none")
    ends = box_of(chosen, box, [each.model for each in cases])
    points, grid = list(_points(others)), []
    for k, at in enumerate(points):
        asked = _Question.of(_at(cases, at), chosen, ends, gap)
        grid.append(asked.best(at, time_limit))
        if progress is not None:
            progress(k + 1, len(points))
    best = max(range(len(grid)), key=lambda k: len(grid[k].states))
    asked = _Question.of(_at(cases, points[best]), chosen, ends, gap)
    certified = conflicts(asked.groups, most=certify)[0] if certify else None
    curve = tuple(asked.trade_off(time_limit)) if trade_off else ()
    return OneVector(tuple(asked.choices), _as_recorded(cases, gap), ends, tuple(grid), certified, curve)


def _points(others: Mapping[Any, Sequence[float]] | None) -> Iterator[dict[Input, float]]:
    named = {as_parameter(name): values for name, values in (others or {}).items()}
    for values in product(*named.values()):
        yield dict(zip(named, map(float, values), strict=True))


def _at(cases: Sequence[Recorded], others: Mapping[Input, float]) -> list[Recorded]:
    found: list[Recorded] = []
    for case in cases:
        own = {each: value for each, value in others.items() if belongs(each, case.model)}
        found.append(RecordedPlay(with_values(case.model, own) if own else case.model, case.recorded, case.name))
    return found


def _as_recorded(cases: Sequence[Recorded], margin: Fraction) -> tuple[Choice, ...]:
    """Return the states at a best reply with all parameters as the records have them."""
    broken, named = set(), []
    for case in cases:
        named += [Choice(case.name, state) for state in case.model.names]
        rows = inequalities(case.model, case.recorded, [], case.name)
        broken |= {Choice(case.name, row.state) for row in rows if row.slack < margin}
    return tuple(each for each in named if each not in broken)


@dataclass(frozen=True, eq=False)
class _Question:
    """The inequalities of all states at one point of the grid."""

    choices: list[Choice]
    rows: list[Inequality]
    groups: Groups
    chosen: list[Input]

    @classmethod
    def of(
        cls,
        cases: Sequence[Recorded],
        chosen: list[Input],
        ends: Mapping[Input, tuple[float, float]],
        margin: Fraction,
    ) -> _Question:
        choices = [Choice(case.name, state) for case in cases for state in case.model.names]
        position = {choice: k for k, choice in enumerate(choices)}
        rows = [row for case in cases for row in inequalities(case.model, case.recorded, chosen, case.name)]
        symbols = list(symbols_of(chosen).values())
        slacks = [affine(row.slack, symbols) for row in rows]
        bent = [row for row, slack in zip(rows, slacks, strict=True) if slack is None]
        if bent:
            raise UnsupportedGameError(
                f"{bent[0].case}: what {bent[0].state} gets is not affine in {listed(map(str, chosen))} together; "
                "give those in which it bends values by others="
            )
        low, high = zip(*((Fraction(str(a)), Fraction(str(b))) for a, b in ends.values()), strict=True)
        group = tuple(position[Choice(row.case, row.state)] for row in rows)
        held = tuple(Affine(s.constant - margin, s.coefficients) for s in slacks if s is not None)
        return cls(choices, rows, Groups(held, group, low, high), chosen)

    @property
    def families(self) -> dict[str, list[int]]:
        """The groups of each case."""
        found: dict[str, list[int]] = {}
        for k, choice in enumerate(self.choices):
            found.setdefault(choice.case, []).append(k)
        return found

    def best(self, others: Mapping[Input, float], time_limit: float) -> GridPoint:
        """Return the most states that one point of the box puts at a best reply."""
        found = largest_subset(self.groups, time_limit=time_limit)
        if found is None:
            raise UnsupportedGameError(f"no parameters were found within {time_limit:g} s; allow more by time_limit=")
        met = set(found.groups)
        return GridPoint(
            others,
            dict(zip(self.chosen, found.point, strict=True)),
            tuple(self.choices[k] for k in found.groups),
            sum(self.groups.met(found.point, strictly=True)),
            tuple(case for case, members in self.families.items() if met.issuperset(members)),
            found.bound,
            tuple(self._never()),
            tuple(self._impossible()),
        )

    def trade_off(self, time_limit: float) -> Iterator[tuple[int, int | None]]:
        """Yield for each number of whole cases the most states, until no parameters do."""
        families = list(self.families.values())
        for whole in range(1, len(families) + 1):
            found: Subset | None = largest_subset(self.groups, families=families, whole=whole, time_limit=time_limit)
            yield whole, None if found is None else len(found.groups)
            if found is None:
                return

    def _never(self) -> Iterator[Never]:
        for k, choice in enumerate(self.choices):
            at, proof = self._proof([k])
            if proof is not None:
                yield Never(choice, tuple(self.rows[j] for j in at), proof)

    def _impossible(self) -> Iterator[Impossible]:
        for case, members in self.families.items():
            at, proof = self._proof(members)
            if proof is not None:
                yield Impossible(case, tuple(self.rows[at[j]] for j in proof.weights))

    def _proof(self, members: Sequence[int]) -> tuple[list[int], Farkas | None]:
        """Return the inequalities of some states, by position, and why they cannot all be met, None where they can."""
        groups = self.groups
        at = [j for j, g in enumerate(groups.group) if g in members]
        return at, farkas([groups.slacks[j] for j in at], groups.low, groups.high)
