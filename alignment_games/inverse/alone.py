"""One parameter at a time: in which stretches of its range the record is rational, and who gives way at their ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.inverse.boxes import INSIDE, OUTSIDE, UNDECIDED, Boxes
from alignment_games.inverse.identified import BoxedSet
from alignment_games.inverse.inequalities import Inequality
from alignment_games.inverse.parameter import ParameterLike, as_parameter
from alignment_games.inverse.rationalisation import Rationalisation, Recorded
from alignment_games.inverse.rationalise import rationalise
from alignment_games.models.model import Input
from alignment_games.signatures import as_annotated
from alignment_games.solvers.control import Progress
from alignment_games.text.display import DisplayedRecord

#: The share of a range that may stay undecided at the ends of stretches.
_PRECISION = 1e-7


@dataclass(frozen=True)
class Stretch:
    """From where to where the record is rational; ``at_low`` and ``at_high`` give way there, None at the box's end.

    ``proven``: that it is rational there; otherwise that is undecided (the record is at most just rational).
    """

    low: float
    high: float
    at_low: Inequality | None
    at_high: Inequality | None
    proven: bool = True


@dataclass(frozen=True, repr=False)
class Alone(DisplayedRecord):
    """The stretches of one parameter, all others at what the record says; ``start`` is what it says of this one.

    ``against``: where there is none, the inequalities that rule it out.
    """

    parameter: Input
    range: tuple[float, float]
    start: float
    stretches: tuple[Stretch, ...]
    against: tuple[Inequality, ...] = ()

    @property
    def always(self) -> bool:
        """Whether the record is rational in the whole range."""
        return [(each.low, each.high) for each in self.stretches] == [self.range]


@as_annotated()
def alone(
    record: Recorded | str,
    parameters: Iterable[ParameterLike],
    *,
    box: Mapping[Any, Sequence[Any]] | None = None,
    progress: Progress | None = None,
) -> tuple[Alone, ...]:
    """Return for each parameter where the record is rational when it alone moves.

    Exact where the payoffs are affine in it; elsewhere the ends are right to a ten-millionth of its range.
    ``progress`` is called with (done, total) after each parameter. Raises as `rationalise` does.

    >>> (burden,) = alone("europe-1938", ["burden"])
    >>> round(burden.stretches[0].low, 4), str(burden.stretches[0].at_low)
    (0.0409, 'Britain: passing the buck rather than balancing')
    """
    told = {as_parameter(name): ends for name, ends in (box or {}).items()}
    found: list[Alone] = []
    asked = [as_parameter(each) for each in parameters]
    for parameter in asked:
        own = {parameter: told[parameter]} if parameter in told else None
        found.append(_read(rationalise(record, [parameter], box=own, undecided=_PRECISION)))
        if progress is not None:
            progress(len(found), len(asked))
    return tuple(found)


def _read(found: Rationalisation) -> Alone:
    ((parameter, ends),) = found.box.items()
    held = found.identified
    if isinstance(held, BoxedSet):  # noqa: SIM108 - the two kinds, one below the other
        stretches = _from_boxes(held.boxes, found.inequalities)
    else:
        stretches = _from_ranges(found, ends)
    return Alone(parameter, ends, found.start[parameter], stretches, () if stretches else found.binding)


def _from_ranges(found: Rationalisation, ends: tuple[float, float]) -> tuple[Stretch, ...]:
    if found.empty:
        return ()
    ((low, high),) = found.identified.ranges
    rising = {row.slack.coeff(next(iter(row.slack.free_symbols))) > 0: row for row in found.binding}
    return (
        Stretch(low, high, rising.get(True) if low > ends[0] else None, rising.get(False) if high < ends[1] else None),
    )


def _from_boxes(boxes: Boxes, rows: Sequence[Inequality]) -> tuple[Stretch, ...]:
    """Return the runs of boxes that are not proven outside."""
    order = np.argsort(boxes.low[:, 0])
    kinds, low, high, open_ = (each[order] for each in (boxes.kind, boxes.low[:, 0], boxes.high[:, 0], boxes.open))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], kinds != OUTSIDE, [False]]).astype(int)))
    found = []
    for start, stop in edges.reshape(-1, 2):
        inside = np.flatnonzero(kinds[start:stop] == INSIDE) + start
        first, last = _gives_way(kinds, open_, start, rows), _gives_way(kinds, open_, stop - 1, rows)
        a, b = (low[inside[0]], high[inside[-1]]) if len(inside) else (low[start], high[stop - 1])
        found.append(Stretch(float(a), float(b), first, last, bool(len(inside))))
    return tuple(found)


def _gives_way(kinds: Any, open_: Any, at: int, rows: Sequence[Inequality]) -> Inequality | None:
    return rows[int(open_[at].argmax())] if kinds[at] == UNDECIDED else None
