"""What `rationalise` found, in words and in rows."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from alignment_games.inverse.bounds import Bound, bound_of
from alignment_games.inverse.inequalities import Inequality, symbols_of
from alignment_games.inverse.linear import Affine, Farkas
from alignment_games.models.model import Input
from alignment_games.text.lists import listed
from alignment_games.text.numbers import number
from alignment_games.text.pages import PAGE
from alignment_games.text.play import does, doing, named
from alignment_games.text.tables import Table
from alignment_games.text.visible import in_lines

#: A `rationalise.Rationalisation`, which stands above this file.
Rationalisation = Any
_DIGITS = 3


def in_words(found: Rationalisation) -> str:
    """Return the set in words: what is open, how much of it makes the record rational, who binds, the middle."""
    lines: list[str] = []
    for part in parts(found):
        lines += part.lines(PAGE) if isinstance(part, Table) else [part]
    return in_lines(lines)


def parts(found: Rationalisation) -> list[str | Table]:
    """Return the same as lines and a table."""
    lines = [*_head(found), "", f"Open: {_open(found)}; all else as recorded.", verdict(found)]
    if found.empty:
        return [*lines, *_why_empty(found)]
    return [*lines, *_central(found), *_idle(found), "", *_binding(found)]


def _head(found: Rationalisation) -> list[str]:
    if len(found.records) > 1:
        return [f"{len(found.records)} records at once: {listed([each.name for each in found.records])}"]
    (record,) = found.records
    did = listed([f"{named(state)} {does(action)}" for state, action in record.recorded.items()])
    return [str(record) if hasattr(record, "title") else record.name, f"The record: {did}."]


def _idle(found: Rationalisation) -> list[str]:
    """Return a line on the parameters that no inequality holds: whatever they are changes nothing."""
    used = set().union(*(row.slack.free_symbols for row in found.inequalities))
    idle = [str(each) for each, symbol in symbols_of(found.parameters).items() if symbol not in used]
    return [f"Whatever {listed(idle, 'or')} may be changes nothing here."] if idle else []


def _open(found: Rationalisation) -> str:
    return listed([f"{each} from {number(low)} to {number(high)}" for each, (low, high) in found.box.items()])


def percent(share: float) -> str:
    """Return a share as a reader wants it.

    >>> percent(0.8123), percent(0.00012), percent(1.0), percent(0.0)
    ('81.2 %', '0.012 %', '100 %', '0 %')
    """
    if 0.01 <= share < 0.9995:
        return f"{share:.1%}".replace("%", " %")
    return f"{100 * share:.2g} %" if share < 0.01 else f"{share:.0%}".replace("%", " %")


def share_in_words(found: Rationalisation) -> str:
    """Return the share of the box as one figure where it is exact, as two proven ones elsewhere."""
    low, high = found.share
    if found.exact:
        return percent(low) if low == high else "part"
    return f"{percent(low)[:-2]} to {percent(high)}" if percent(low) != percent(high) else percent(low)


def verdict(found: Rationalisation) -> str:
    """Return in a sentence how much of the box makes the records equilibria."""
    if found.empty:
        how = "by exact arithmetic" if found.exact else "by intervals that are rounded outwards"
        return f"No parameters in this box make it an equilibrium: proven {how}."
    if found.empty is None:
        most = percent(found.share[1])
        return f"Whether any parameters in this box make it an equilibrium is undecided: at most {most} of them."
    how = "exact" if found.exact else "both bounds proven"
    return f"It is an equilibrium in {share_in_words(found)} of this box ({how})."


def _why_empty(found: Rationalisation) -> list[str | Table]:
    if found.identified.proof is not None:
        return _farkas(found, found.identified.proof)
    boxes = found.identified.boxes
    shares = [(boxes.share_broken(k), found.inequalities[k]) for k in found.identified.binding]
    shares.sort(key=lambda each: -each[0])
    rows = [[name(row, found), percent(share)] for share, row in shares]
    return ["", Table(["who would have gained by deviating", "rules out, of the box"], rows)]


def _farkas(found: Rationalisation, proof: Farkas) -> list[str | Table]:
    rows = [(share, found.inequalities[k]) for k, share in proof.weights.items()]
    rows.sort(key=lambda each: -each[0])
    if len(rows) == 1:
        only = rows[0][1]
        subject = f"What {named(only.state)} gains by {doing(only.action)} rather than {doing(only.deviation)}"
    else:
        weights = listed([f"{percent(float(share))} of {name(row, found)}" for share, row in rows])
        subject = f"The mean of what is gained by the record ({weights})"
    return [
        f"{subject} is at most {number(float(proof.most), _DIGITS)} all over the box:",
        *(f"  {line}" for line in terms(proof.mean, found.box)),
    ]


def terms(mean: Affine, box: Mapping[Input, tuple[float, float]]) -> list[str]:
    """Return what each parameter adds at its best to a mean of slacks, beside what no parameter touches."""
    lines = [f"{number(float(mean.constant), _DIGITS)} whatever they are"]
    for coefficient, (parameter, (low, high)) in zip(mean.coefficients, box.items(), strict=True):
        if coefficient:
            best = high if coefficient > 0 else low
            lines.append(
                f"{float(coefficient) * best:+.3g} at best by {parameter} "
                f"({'its highest' if coefficient > 0 else 'its lowest'}, {number(float(best))})"
            )
    return lines


def _central(found: Rationalisation) -> list[str]:
    centre = found.identified.centre
    if centre is None:
        return []
    at = listed(
        [f"{each} {number(value, _DIGITS)}" for each, value in zip(found.parameters, centre.point, strict=True)]
    )
    return [f"Most central: {at}; from there each may move by {percent(centre.room)} of its range, all at once."]


def _binding(found: Rationalisation) -> list[str | Table]:
    if not found.binding:
        return ["No inequality binds: it is rational all over the box."]
    lines = [[name(row, found), asked(row, found)] for row in found.binding]
    return ["It is rational exactly when none of these gives way:", Table(["who is held to what", "asks for"], lines)]


def name(row: Inequality, found: Rationalisation) -> str:
    """Return an inequality in words, with its case where there are several."""
    return f"{row.case}, {row}" if len(found.records) > 1 else str(row)


def asked(row: Inequality, found: Rationalisation) -> str:
    """Return what an inequality asks of the parameters."""
    if found.exact:
        return _affine_in_words(row, found)
    bound = bound_of(row, found.box)
    if bound is not None:
        return _bound_in_words(bound, found.box[bound.parameter])
    k, boxes = found.inequalities.index(row), found.identified.boxes
    ways = [f"higher {each}" for each, up in zip(found.parameters, boxes.rising[k], strict=True) if up]
    ways += [f"lower {each}" for each, down in zip(found.parameters, boxes.falling[k], strict=True) if down]
    return listed(ways) if ways else "no one direction of any parameter"


def _affine_in_words(row: Inequality, found: Rationalisation) -> str:
    k = found.inequalities.index(row)
    slack = found.identified.polytope.slacks[k]
    scale = max(map(abs, slack.coefficients))
    parts = [(c / scale, each) for c, each in zip(slack.coefficients, found.parameters, strict=True) if c]
    turned = sum(c > 0 for c, _ in parts) == 0
    sign = -1 if turned else 1
    left = " ".join(_term(sign * c, each, first=j == 0) for j, (c, each) in enumerate(parts))
    return f"{left} {'<=' if turned else '>='} {number(float(-sign * slack.constant / scale), _DIGITS)}"


def _term(coefficient: Fraction, parameter: Input, *, first: bool) -> str:
    sign = "-" if coefficient < 0 else "" if first else "+"
    size = "" if abs(coefficient) == 1 else f"{number(float(abs(coefficient)), _DIGITS)} "
    return f"{sign}{'' if first else ' '}{size}{parameter}"


def _bound_in_words(bound: Bound, ends: tuple[float, float]) -> str:
    sign = ">=" if bound.at_least else "<="
    moved = [f"rising in {listed(map(str, bound.raised_by))}"] if bound.raised_by else []
    moved += [f"falling in {listed(map(str, bound.lowered_by))}"] if bound.lowered_by else []
    low, high = (number(max(ends[0], min(ends[1], end)), _DIGITS) for end in (bound.low, bound.high))
    span = low if low == high else f"a bound from {low} to {high}"
    return f"{bound.parameter} {sign} {span}{', ' * bool(moved)}{' and '.join(moved)}"


def rows_of(found: Rationalisation) -> list[dict[str, Any]]:
    """Return one row for each inequality: who is held to what, whether it binds, and its slack as recorded."""
    at = {symbol: found.start[each] for each, symbol in symbols_of(found.parameters).items()}
    rows = []
    for k, row in enumerate(found.inequalities):
        binds = k in found.identified.binding
        rows.append(
            {
                "case": row.case,
                "state": row.state,
                "recorded": row.action,
                "deviation": row.deviation,
                "slack": float(row.slack.subs(at)),
                "binds": binds,
                "asks": asked(row, found) if binds else "",
            }
        )
    return rows


def as_document(found: Rationalisation) -> dict[str, Any]:
    """Return everything as plain numbers and text."""
    proof, centre = found.identified.proof, found.identified.centre
    return {
        "records": [each.name for each in found.records],
        "box": {str(each): list(ends) for each, ends in found.box.items()},
        "start": {str(each): value for each, value in found.start.items()},
        "empty": found.empty,
        "exact": found.exact,
        "share": list(found.share),
        "centre": found.centre,
        "room": None if centre is None else centre.room,
        "ranges": {each: list(ends) for each, ends in found.ranges.items()},
        "certificate": None
        if proof is None
        else {
            "weights": {str(found.inequalities[k]): str(share) for k, share in proof.weights.items()},
            "largest_mean": float(proof.most),
        },
        "inequalities": found.to_records(),
    }
