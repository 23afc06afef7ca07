"""Two scenarios side by side as tables and sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np

from alignment_games.sweeps.contrasts._figures import ContrastFigures
from alignment_games.sweeps.contrasts._rows import Measure
from alignment_games.text.lists import listed
from alignment_games.text.numbers import decimals
from alignment_games.text.pages import PAGE
from alignment_games.text.tables import Table
from alignment_games.text.visible import in_lines

#: Chances that move by less are not told.
_LEAST = 0.0005
#: Decimals up to which a column of gains is told without an exponent.
_MOST_PLACES = 6
#: So many states, figures and inputs are told at most: those that move most; `to_records` has all.
_MOST_STATES, _MOST_COLUMNS, _MOST_INPUTS = 24, 8, 30
#: So many figures of a state are named where another was asked for.
_EXAMPLES = 3
T = TypeVar("T")


def tables_of(found: ContrastFigures) -> list[Table]:
    """Return the inputs, the states, and the chances and the gains attributed, without tables that would be empty."""
    count = len(found.changes)
    differs = f"{count} input{'' if count == 1 else 's'} that differ{'s' if count == 1 else ''}"
    told = [[name, *said] for name, said in list(found.inputs.items())[:_MOST_INPUTS]]
    rest = [[f"and {count - len(told)} others", "", ""]] if count > len(told) else []
    title = f"{differs} (A: {found.names[0]}, B: {found.names[1]})"
    inputs = Table(["input", "A", "B"], told + rest, title)
    chances = [Measure(row.state, row.watched) for row in found.states if _moved(row.chances) >= _LEAST]
    kinds = (
        ("change of the chance of the response", chances),
        ("change of the gain by leaving it", gains_shown(found)),
    )
    attributed = [_attributed(found, title, measures) for title, measures in kinds if measures and found.changes]
    return [inputs, _states(found), *attributed]


def _states(found: ContrastFigures) -> Table:
    rows = [
        [
            row.state,
            row.before or "-",
            row.after or "-",
            f"{row.watched} {_chance(row.chances[0])}".strip(),
            _chance(row.chances[1]),
            row.deviation or "-",
            *(_dash(slack) or decimals(slack, 4) for slack in row.slacks),
            row.verdict,
        ]
        for row in _most(
            found.states, _MOST_STATES, lambda row: (row.verdict not in ("", "stays"), _moved(row.chances))
        )
    ]
    header = ["state", "in A", "in B", "chance in A", "in B", "rather than", "slack in A", "in B", ""]
    title = "responses at the selected equilibrium, their chances, and what holds each state there"
    return Table(header, rows, f"{title}{_of_how_many(rows, found.states)}")


def _most(items: Sequence[T], most: int, key: Callable[[T], Any]) -> list[T]:
    """Return the items that are first by a key, in the order in which they were."""
    first = sorted(range(len(items)), key=lambda k: key(items[k]), reverse=True)[:most]
    return [items[k] for k in sorted(first)]


def _of_how_many(told: Sequence[Any], all_: Sequence[Any]) -> str:
    return f" ({len(told)} of {len(all_)}, those that move most)" if len(told) < len(all_) else ""


def gains_shown(found: ContrastFigures) -> list[Measure]:
    """Return the gains that are told: of the states that give way, else of the one nearest to it."""
    rows = [row for row in found.states if row.deviation and not math.isnan(row.slacks[1])]
    chosen = [row for row in rows if row.gives_way] or sorted(rows, key=lambda row: row.slacks[1])[:1]
    return [Measure(row.state, row.deviation, row.before) for row in chosen]


def _attributed(found: ContrastFigures, title: str, measures: Sequence[Measure]) -> Table:
    """Return what each input made of some figures, the most first, and the whole change below."""
    change = dict(zip(found.measures, np.nan_to_num(np.abs(found.ends[1] - found.ends[0])).tolist(), strict=True))
    asked, measures = measures, _most(measures, _MOST_COLUMNS, lambda each: change[each])
    title += _of_how_many(measures, asked)
    at = [found.measures.index(each) for each in measures]
    values, errors = found.attribution.values[:, at], found.attribution.errors[:, at]
    header = ["input", *(_column(each) for each in measures)]
    order = sorted(range(len(values)), key=lambda k: -np.nan_to_num(abs(values[k])).max())
    whole = (found.ends[1] - found.ends[0])[at]
    units = _units(np.vstack([values, whole]), measures)
    rows = [_row(found.changes[k].name, values[k], errors[k], units) for k in order[:_MOST_INPUTS]]
    if len(order) > len(rows):
        rest = order[len(rows) :]
        rows.append(_row(f"the other {len(rest)}", values[rest].sum(axis=0), np.zeros(len(at)), units))
    if len(order) > 1:
        rows.append(_row("all together", whole, np.zeros(len(at)), units))
    return Table(header, rows, title)


def _row(name: str, values: Any, errors: Any, units: Sequence[str]) -> list[str]:
    return [name, *(_effect(*each) for each in zip(values, errors, units, strict=True))]


def _units(values: Any, measures: Sequence[Measure]) -> list[str]:
    """Return how the figures of each column are told: chances in three decimals, gains in three digits."""
    largest = np.nan_to_num(np.abs(values)).max(axis=0).tolist()
    return [_digits(top) if each.is_gain else ".3f" for top, each in zip(largest, measures, strict=True)]


def _digits(largest: float) -> str:
    if largest == 0:
        return ".3f"
    places = 2 - math.floor(math.log10(largest))
    return f".{places}f" if 0 <= places <= _MOST_PLACES else ".2e"


def _column(measure: Measure) -> str:
    if measure.is_gain:
        return f"{measure.state}: {measure.response} rather than {measure.rather_than}"
    return f"{measure.state}: {measure.response}"


def notes(found: ContrastFigures) -> Iterator[str]:
    """Yield what has to be known beside the tables."""
    counts = [f"{side.equilibria}{'' if side.complete else ' or more'}" for side in found.sides]
    rule = found.select.replace("_", " ")
    yield f"Pure equilibria: {counts[0]} of A, {counts[1]} of B; of several the {rule} one is told."
    yield from _standing(found)
    against = [side.against for side in found.sides]
    if against[0] != against[1]:
        yield f"A is about {against[0]}, B about {against[1]}."
    yield f"Chances are those of the logit quantal response equilibrium at lambda {found.rate:g}."
    if not found.changes:
        yield f"A is {found.names[0]}, B {found.names[1]}; no input differs."
    elif found.orders:
        yield (
            f"Shapley values from {found.orders} orders of the inputs, each with its reverse, {found.games:,} games; "
            "± is the standard error, where it shows in as many decimals, and they add up to the whole change."
        )
    else:
        yield f"Shapley values, exact, from all {found.games:,} games in between; they add up to the whole change."


def _standing(found: ContrastFigures) -> Iterator[str]:
    """Yield whether the first equilibrium still is one in the second scenario."""
    if found.sides[0].played is None or any(math.isnan(row.slacks[1]) and row.deviation for row in found.states):
        return
    if found.gave_way:
        more = len(found.gave_way) - _MOST_COLUMNS
        leaving = [*found.gave_way[:_MOST_COLUMNS], *([f"{more} others"] if more > 0 else [])]
        yield f"A's equilibrium is none of B: {listed(leaving)} would leave it."
    elif any(row.before != row.after for row in found.states if row.after):
        yield "A's equilibrium is still one of B: no inequality gave way, another equilibrium is selected."
    else:
        yield "A's equilibrium is still one of B."


def in_words(found: ContrastFigures) -> str:
    """Return the tables one below the other, with the notes."""
    lines: list[str] = []
    for each in tables_of(found):
        if each.rows:
            lines += [each.caption + ":", *each.lines(PAGE), ""]
    return in_lines([*lines, *notes(found)])


def examples(measures: Sequence[Measure], state: str) -> str:
    """Return some figures of a state, to say what there is."""
    return "; ".join(str(each) for each in [each for each in measures if each.state == state][:_EXAMPLES])


def _moved(pair: tuple[float, float]) -> float:
    """Return by how much a figure moves, 0 where that is not known."""
    return 0.0 if math.isnan(pair[0] + pair[1]) else abs(pair[1] - pair[0])


def _dash(value: float) -> str:
    return "-" if math.isnan(value) else ""


def _chance(value: float) -> str:
    return _dash(value) or f"{value:.3f}"


def _effect(value: float, error: float, unit: str) -> str:
    """Return what an input made, with its standard error where that shows in as many decimals."""
    text = _dash(value) or format(value, f"+{unit}")
    return f"{text} ± {error:{unit}}" if error > 0 and float(format(error, unit)) else text
