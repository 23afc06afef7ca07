"""Two scenarios side by side as tables and sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from alignment_games.game.words import decimals, listed, table
from alignment_games.sweeps._contrast_figures import ContrastFigures
from alignment_games.sweeps._contrast_rows import Measure
from alignment_games.text.visible import in_lines

#: Characters on a line of the printed tables.
_PAGE = 100
#: Chances that move by less are not told.
_LEAST = 0.0005
#: Decimals up to which a column of gains is told without an exponent.
_MOST_PLACES = 6
#: So many figures of a state are named where another was asked for.
_EXAMPLES = 3


class Table(NamedTuple):
    """A title, what stands above the columns, and the rows."""

    title: str
    header: list[str]
    rows: list[list[str]]


def tables_of(found: ContrastFigures) -> list[Table]:
    """Return the inputs, the states, and the chances and the gains attributed, without tables that would be empty."""
    count = len(found.changes)
    differs = f"{count} input{'' if count == 1 else 's'} that differ{'s' if count == 1 else ''}"
    inputs = Table(
        f"{differs} (A: {found.names[0]}, B: {found.names[1]})",
        ["input", "A", "B"],
        [[name, *said] for name, said in found.inputs.items()],
    )
    chances = [Measure(row.state, row.watched) for row in found.states if _moves(row.chances)]
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
        for row in found.states
    ]
    header = ["state", "in A", "in B", "chance in A", "in B", "rather than", "slack in A", "in B", ""]
    return Table("responses at the selected equilibrium, their chances, and what holds each state there", header, rows)


def gains_shown(found: ContrastFigures) -> list[Measure]:
    """Return the gains that are told: of the states that give way, else of the one nearest to it."""
    rows = [row for row in found.states if row.deviation and not math.isnan(row.slacks[1])]
    chosen = [row for row in rows if row.gives_way] or sorted(rows, key=lambda row: row.slacks[1])[:1]
    return [Measure(row.state, row.deviation, row.before) for row in chosen]


def _attributed(found: ContrastFigures, title: str, measures: Sequence[Measure]) -> Table:
    """Return what each input made of some figures, the most first, and the whole change below."""
    at = [found.measures.index(each) for each in measures]
    values, errors = found.attribution.values[:, at], found.attribution.errors[:, at]
    header = ["input", *(_column(each) for each in measures)]
    order = sorted(range(len(values)), key=lambda k: -np.nan_to_num(abs(values[k])).max())
    whole = (found.ends[1] - found.ends[0])[at]
    columns = [
        [
            *(_effect(*pair, unit) for pair in zip(values[order, k], errors[order, k], strict=True)),
            _effect(whole[k], 0, unit),
        ]
        for k, unit in enumerate(_units(np.vstack([values, whole]), measures))
    ]
    names = [*(found.changes[k].name for k in order), "all together"]
    rows = [list(row) for row in zip(names, *columns, strict=True)]
    return Table(title, header, rows if len(order) > 1 else rows[:1])


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
    yield f"Chances are those of the logit quantal response equilibrium at lambda {found.rate:g}."
    if not found.changes:
        yield f"A is {found.names[0]}, B {found.names[1]}; no input differs."
    elif found.orders:
        yield (
            f"Shapley values from {found.orders} orders of the inputs, each with its reverse, {found.games:,} games; "
            "± is the standard error of each, and they add up to the whole change."
        )
    else:
        yield f"Shapley values, exact, from all {found.games:,} games in between; they add up to the whole change."


def _standing(found: ContrastFigures) -> Iterator[str]:
    """Yield whether the first equilibrium still is one in the second scenario."""
    if found.sides[0].played is None or any(math.isnan(row.slacks[1]) and row.deviation for row in found.states):
        return
    if found.gave_way:
        yield f"A's equilibrium is none of B: {listed(found.gave_way)} would leave it."
    elif any(row.before != row.after for row in found.states if row.after):
        yield "A's equilibrium is still one of B: no inequality gave way, another equilibrium is selected."
    else:
        yield "A's equilibrium is still one of B."


def in_words(found: ContrastFigures) -> str:
    """Return the tables one below the other, with the notes."""
    lines: list[str] = []
    for each in tables_of(found):
        if each.rows:
            lines += [each.title + ":", *table(each.header, each.rows, _PAGE), ""]
    return in_lines([*lines, *notes(found)])


def examples(measures: Sequence[Measure], state: str) -> str:
    """Return some figures of a state, to say what there is."""
    return "; ".join(str(each) for each in [each for each in measures if each.state == state][:_EXAMPLES])


def _moves(pair: tuple[float, float]) -> bool:
    return not math.isnan(pair[0]) and abs(pair[1] - pair[0]) >= _LEAST


def _dash(value: float) -> str:
    return "-" if math.isnan(value) else ""


def _chance(value: float) -> str:
    return _dash(value) or f"{value:.3f}"


def _effect(value: float, error: float, unit: str) -> str:
    text = _dash(value) or format(value, f"+{unit}")
    return f"{text} ± {error:{unit}}" if error > 0 else text
