"""What `thresholds_by_lending` hands back: critical values by what the others lend, in words that fit a page."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from sympy import Expr, Symbol

from alignment_games.models.threshold import minimal_winning_coalitions
from alignment_games.symbolic._parts import Answer, Part
from alignment_games.text.display import Displayed
from alignment_games.text.lists import listed
from alignment_games.text.pages import WIDTH
from alignment_games.text.play import doing
from alignment_games.text.tables import Table
from alignment_games.text.visible import visible

#: So many ways to reach a sum are named, of groups from among the states that bring most.
_MOST_WAYS, _MOST_STATES = 3, 12
_DIGITS = 4


#: What the others lend, in the order of every row of sums.
HELP, AID, COALITION = (Symbol(name, nonnegative=True) for name in ("help", "aid", "coalition"))


@dataclass(frozen=True, eq=False, repr=False)
class Lending(Displayed):
    """Where a state prefers ``action`` to ``alternative``, as one parameter moves, by what the others lend.

    ``gain``: the payoff difference in ``by``, `HELP`, `AID` and `COALITION`. ``brings``: for each other state, the most
    that it can put into each sum. ``backing``: what guarantors add to the help. ``parts``: ranges of the sums with the
    critical values there, none where other symbols are left or there are too many sums. ``seen``: how many of the
    ``sums`` that differ were looked at.
    """

    state: str
    action: str
    alternative: str
    by: Symbol
    gain: Expr
    against: str
    brings: Mapping[str, tuple[Any, ...]]
    backing: Any
    parts: tuple[Part, ...]
    seen: int
    sums: int

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each range of what the others lend and each kind of answer there.

        Columns: state, action, alternative, by, the bounds ``help_from``, ``help_below`` and so on of the sums (None:
        no bound), when (where the action is preferred) and sums, at how many this was found. Without parts, one row
        with the formula in the sums.
        """
        about = {"state": self.state, "action": self.action, "alternative": self.alternative, "by": str(self.by)}
        if not self.parts:
            return [{**about, **_bounds([(None, None)] * 3), "when": _formula(self), "sums": self.sums}]
        return [
            {**about, **_bounds(part.ranges), "when": _of_kind(answer, self.by), "sums": answer.points}
            for part in self.parts
            for answer in part.answers
        ]

    def __str__(self) -> str:
        return _in_words(_with_names_shown(self))


def _bounds(ranges: Sequence[tuple[Any, Any]]) -> dict[str, float | None]:
    """Return the ends of the ranges of the sums by name."""
    return {
        f"{name}_{end}": None if bound is None else float(bound)
        for name, both in zip((HELP, AID, COALITION), ranges, strict=True)
        for end, bound in zip(("from", "below"), both, strict=True)
    }


def _with_names_shown(told: Lending) -> Lending:
    """Return the record with every name as it may be printed."""
    return replace(
        told,
        state=visible(told.state),
        action=visible(told.action),
        alternative=visible(told.alternative),
        against=visible(told.against),
        brings={visible(name): most for name, most in told.brings.items()},
    )


def _in_words(told: Lending) -> str:
    """Return the critical values as a table over what the others lend, or as a formula of it."""
    head = f"{told.state} prefers {doing(told.action)} to {doing(told.alternative)}"
    if not told.parts:
        return "\n".join([_wrapped(f"{head} {_formula(told)}."), *_who(told)])
    if len(told.parts) == 1:
        text = f"{head} {_where(told.parts[0], told.by)}, whatever the others lend."
        return "\n".join([_wrapped(text), *_looked_at(told)])
    text = f"{head} at these values of {told.by}, by what the others lend:"
    return "\n".join([_wrapped(text), *_table(told), *_looked_at(told), *_who(told)])


def _table(told: Lending) -> list[str]:
    axes = [k for k in range(3) if any(part.ranges[k] != (None, None) for part in told.parts)]
    names = [f"help for {told.state}", f"aid to {told.against}", "the whole coalition"]
    rows = []
    for part in told.parts:
        ranges = [_range(part.ranges[k]) for k in axes]
        rows.append([*ranges, _where(part, told.by).replace("exactly when ", ""), _reached(told, part, axes)])
    return Table([*(names[k] for k in axes), "prefers it", "that much is lent by"], rows).lines(WIDTH)


def _range(bounds: tuple[Any, Any]) -> str:
    low, high = (None if bound is None else f"{float(bound):.12g}" for bound in bounds)
    if low is None:
        return "any" if high is None else f"below {high}"
    return f"{low} or more" if high is None else f"{low} to {high}"


def _where(part: Part, by: Symbol) -> str:
    """Return where the action is preferred over the part; of several kinds of answer, each and how often."""
    if len(part.answers) == 1:
        return _of_kind(part.answers[0], by)
    return "; ".join(f"{_of_kind(answer, by)} (at {answer.points:,} sums)" for answer in part.answers)


def _of_kind(answer: Answer, by: Symbol) -> str:
    kind = answer.kind
    if not kind:
        return f"at no {by}"
    if kind == ((None, None),):
        return f"at every {by}"
    ends = iter(zip(answer.low.tolist(), answer.high.tolist(), strict=True))
    runs = []
    for low, high in kind:
        left = None if low is None else _between(*next(ends))
        right = None if high is None else _between(*next(ends))
        if left is None:
            runs.append(f"{by} {'<=' if high else '<'} {right}")
        elif right is None:
            runs.append(f"{by} {'>=' if low else '>'} {left}")
        else:
            runs.append(f"{left} {'<=' if low else '<'} {by} {'<=' if high else '<'} {right}")
    return f"exactly when {' or '.join(runs)}"


def _between(low: float, high: float) -> str:
    """Return the range in few digits, rounded outwards."""
    first, last = _rounded(low, ROUND_FLOOR), _rounded(high, ROUND_CEILING)
    nearest = {f"{low:.{_DIGITS}g}", f"{high:.{_DIGITS}g}"}
    return nearest.pop() if len(nearest) == 1 else f"({first} to {last})"


def _rounded(value: float, how: str) -> str:
    exact = Decimal(value)
    if not exact:
        return "0"
    return f"{float(exact.quantize(Decimal(1).scaleb(exact.adjusted() - _DIGITS + 1), rounding=how)):.{_DIGITS}g}"


def _reached(told: Lending, part: Part, axes: Sequence[int]) -> str:
    """Return who can reach the least sums of the part, groups that would not do without any one of them."""
    ways = []
    for k in axes:
        least = part.ranges[k][0]
        if least is not None:
            verb = ("helped by", "aided by", "with")[k]
            ways.append(f"{verb} {_groups({name: own[k] for name, own in told.brings.items()}, least)}")
    return "; ".join(ways) or "nobody need lend"


def _groups(brings: Mapping[str, Any], least: Any) -> str:
    able = sorted((name for name, most in brings.items() if most > 0), key=lambda name: -brings[name])
    if len(able) > _MOST_STATES:
        return "some of them"
    found = minimal_winning_coalitions({name: brings[name] for name in able}, least)
    ordered = sorted(found, key=lambda group: (len(group), [able.index(n) for n in sorted(group, key=able.index)]))
    ways = [" + ".join(sorted(group, key=able.index)) for group in ordered]
    if len(ways) > _MOST_WAYS:
        ways = [*ways[:_MOST_WAYS], _others(len(ways) - _MOST_WAYS)]
    return listed(ways, "or")


def _others(count: int) -> str:
    return f"{count} other way{'s' if count > 1 else ''}"


def _who(told: Lending) -> list[str]:
    """Return the most that each state can lend."""
    lines = []
    for k, to in ((0, f"to {told.state}"), (1, f"to {told.against}")):
        most = {name: own[k] for name, own in told.brings.items() if own[k] != 0}
        if most:
            each = ", ".join(f"{name} {_figure(most[name])}" for name in most)
            more = f", beside {_figure(told.backing)} from guarantors" if k == 0 and told.backing != 0 else ""
            lines.append(_wrapped(f"At most can be lent {to}: {each}{more}."))
    return lines


def _figure(value: Any) -> str:
    return f"{float(value):.{_DIGITS}g}" if not getattr(value, "free_symbols", ()) else str(value)


def _looked_at(told: Lending) -> list[str]:
    if told.seen == told.sums:
        return []
    return [_wrapped(f"Looked at {told.seen:,} of {told.sums:,} different sums; between them a range may be wider.")]


def _formula(told: Lending) -> str:
    """Return the critical value in what the others lend, where the parameter enters linearly, else the condition."""
    by, gain = told.by, told.gain
    slope = gain.diff(by)
    if slope.is_number and slope != 0:
        value = gain.subs(by, 0) / -slope
        return f"exactly when {by} {'<=' if slope < 0 else '>='} {value.evalf(_DIGITS)} (rounded)"
    return f"exactly when 0 <= {gain.evalf(_DIGITS)} (rounded)"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
