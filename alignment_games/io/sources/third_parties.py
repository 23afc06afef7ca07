"""Third states beside militarized disputes: a table with one row for each state and dispute.

Columns, in any order, further ones passed over:

=====================================  ========================================================================
``dispute``, ``year``, ``state``       whose choice this is, and when
``hostility``                          the highest level of force in the dispute, 1 none to 5 war
``cinc``, ``major``                    the third state's power, and whether it is a major power
``outcome``                            ``a`` (joined the side that began), ``b`` (joined its target) or ``out``
``power_a``, ``states_a``              power and number of the states with which side a began; likewise below
``revisionist_a``                      whether a state of that side wanted to change the state of things
``contiguity_a``, ``border_km_a``      nearest border: 1 by land, 2 to 5 by up to 12, 24, 150, 400 miles of water,
                                       0 none; and the distance in km
``defence_pact_a``, ``other_pact_a``   whether a pact of defence, of another kind, binds the state to that side
``rival_a``                            whether a state of that side is its rival
=====================================  ========================================================================

A row without dispute, year, hostility, outcome or powers is left out, and listed. What is not known of pacts,
rivalry, status and revision counts as absent, and how often is said (``assumed``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from os import PathLike
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.io.doors.columns import as_columns, require_columns
from alignment_games.io.doors.figures import numbers
from alignment_games.io.doors.left_out import LeftOut, left_out_in_words
from alignment_games.text.display import Displayed

#: What a third state may do, in the order in which tables of probabilities have it.
OUTCOMES = ("out", "a", "b")
SIDES = ("a", "b")
_NEEDED = ("year", "hostility", "cinc")
_FLAGS_OF_A_SIDE = ("revisionist", "defence_pact", "other_pact", "rival")
_RANGES: Mapping[str, tuple[float, float]] = {
    "hostility": (1, 5), "cinc": (0, np.inf), "power": (0, np.inf), "states": (0, np.inf), "border_km": (0, np.inf),
    "major": (0, 1), "contiguity": (0, 5), **dict.fromkeys(_FLAGS_OF_A_SIDE, (0, 1)),
}  # fmt: skip


@dataclass(frozen=True, eq=False, repr=False)
class ThirdParties(Displayed):
    """Decisions of third states, one entry each; what belongs to a side has shape (n, 2), sides a and b.

    ``taken``: 0 stayed out, 1 joined a, 2 joined b. ``border_km`` is NaN where it is not known.
    """

    dispute: Array
    year: Array
    state: Array
    hostility: Array
    cinc: Array
    major: Array
    taken: Array
    power: Array
    states: Array
    revisionist: Array
    contiguity: Array
    border_km: Array
    defence_pact: Array
    other_pact: Array
    rival: Array
    left_out: tuple[LeftOut, ...] = ()
    assumed: Mapping[str, int] | None = None

    def __len__(self) -> int:
        return len(self.taken)

    @cached_property
    def disputes(self) -> Array:
        """The place of each decision's dispute among the sorted disputes, from 0."""
        return np.asarray(np.unique(self.dispute, return_inverse=True)[1])

    def take(self, rows: Array) -> ThirdParties:
        """Return the decisions of some rows, given by truth or by place."""
        columns = {each.name: getattr(self, each.name) for each in fields(self)}
        arrays: dict[str, Any] = {name: value[rows] for name, value in columns.items() if isinstance(value, np.ndarray)}
        return replace(self, **arrays)

    def with_left_out(self, left_out: Sequence[LeftOut]) -> ThirdParties:
        """Return the same decisions with further rows listed as left out, before those already listed."""
        return replace(self, left_out=(*left_out, *self.left_out))

    def to_columns(self) -> dict[str, list[Any]]:
        """Return the decisions as the columns of a table; a distance that is not known is empty."""
        found: dict[str, list[Any]] = {"outcome": [OUTCOMES[k] for k in self.taken]}
        for name in columns_of_table():
            role, _, side = name.rpartition("_")
            column = getattr(self, role)[:, SIDES.index(side)] if side in SIDES else getattr(self, name, None)
            if column is not None:
                found[name] = [
                    "" if isinstance(entry, float) and np.isnan(entry) else entry for entry in column.tolist()
                ]
        return {name: found[name] for name in columns_of_table()}

    def __repr__(self) -> str:
        return f"<ThirdParties: {len(self):,} decisions>"

    def __str__(self) -> str:
        if not len(self):
            return "no decisions"
        joined = [int((self.taken == k).sum()) for k in (1, 2)]
        head = (
            f"{len(self):,} decisions of third states in {len(set(self.dispute.tolist())):,} disputes, "
            f"{self.year.min()}-{self.year.max()}: {joined[0]:,} joined side a, {joined[1]:,} side b"
        )
        lines = [head, left_out_in_words(self.left_out, 3)]
        if self.assumed:
            counts = ", ".join(f"{name} {count:,}" for name, count in self.assumed.items())
            lines.append(f"not known, and counted as absent: {counts}")
        return "\n".join(lines)


def read_third_parties(frame: Any) -> ThirdParties:
    """Return the decisions of a table: the path of a CSV file, a pandas frame, or a mapping of columns.

    Raises InvalidModelError for missing columns, figures out of range and outcomes other than a, b and out.

    >>> sides = {f"{name}_{side}": [0, 1] for side in "ab" for name in ("revisionist", "defence_pact", "rival")}
    >>> sides |= {f"{name}_{side}": [0, 0] for side in "ab" for name in ("other_pact", "contiguity", "border_km")}
    >>> sides |= {f"{name}_{side}": [1, 1] for side in "ab" for name in ("power", "states")}
    >>> print(read_third_parties({"dispute": [7, 7], "year": [1900, 1900], "state": [200, 220], "hostility": [4, 4],
    ...                           "cinc": [0.2, 0.1], "major": [1, 1], "outcome": ["out", "b"], **sides}))
    2 decisions of third states in 1 disputes, 1900-1900: 0 joined side a, 1 side b
    nothing left out
    """
    columns = as_columns(frame)
    place = f"{frame}" if isinstance(frame, (str, PathLike)) else "third parties"
    require_columns(columns, columns_of_table(), place)
    found = {
        name: _figures(columns, name, place)
        for name in columns_of_table()
        if name not in ("dispute", "state", "outcome")
    }
    outcome = _outcomes(columns["outcome"], place)
    labels = {name: np.array([_label(entry) for entry in columns[name]]) for name in ("dispute", "state")}
    kept, left_out = _usable(labels, outcome, found)
    assumed = {}
    for name in ("major", *(f"{flag}_{side}" for flag in (*_FLAGS_OF_A_SIDE, "contiguity") for side in SIDES)):
        unknown = np.isnan(found[name])
        if unknown[kept].any():
            assumed[name] = int(unknown[kept].sum())
        found[name] = np.where(unknown, 0, found[name])
    paired = {name: np.stack([found[f"{name}_{side}"] for side in SIDES], axis=1) for name in _of_a_side()}
    single = {name: found[name] for name in ("hostility", "cinc", "major")}
    arrays = {**labels, "year": found["year"], **single, "taken": outcome, **paired}
    arrays = {name: column[kept] for name, column in arrays.items()}
    arrays["year"], arrays["taken"] = arrays["year"].astype(int), arrays["taken"].astype(int)
    return ThirdParties(**arrays, left_out=tuple(left_out), assumed=assumed)


def _of_a_side() -> tuple[str, ...]:
    return ("power", "states", *_FLAGS_OF_A_SIDE, "contiguity", "border_km")


def columns_of_table() -> list[str]:
    """Return the names of the columns that a table must have, in the order in which they are written."""
    paired = [f"{name}_{side}" for side in SIDES for name in _of_a_side()]
    return ["dispute", "year", "state", "hostility", "cinc", "major", "outcome", *paired]


def _figures(columns: Mapping[str, Sequence[Any]], name: str, place: str) -> Array:
    """Return a column of numbers, checked; NaN where missing."""
    found = numbers(columns[name], f"{place}: {name}", flags=True)
    low, high = _RANGES.get(name.removesuffix("_a").removesuffix("_b"), (-np.inf, np.inf))
    whole = name in ("year", "hostility") or high in (1, 5)
    with np.errstate(invalid="ignore"):
        bad = np.flatnonzero((found < low) | (found > high) | (whole & (found != np.round(found)) & ~np.isnan(found)))
    if bad.size:
        row = int(bad[0])
        wanted = f"{'a whole number ' if whole else ''}" + (f"from {low:g} to {high:g}" if high < np.inf else "above 0")
        raise InvalidModelError(f"{place}: {name}, row {row + 1}: expected {wanted}, got {shown(columns[name][row])}")
    return found


def _outcomes(column: Sequence[Any], place: str) -> Array:
    """Return 0, 1, 2 for out, a, b; NaN for an empty cell."""
    codes: dict[str, float] = {name: k for k, name in enumerate(OUTCOMES)}
    found = np.full(len(column), np.nan)
    for k, entry in enumerate(column):
        text = _label(entry).lower()
        if text and text not in codes:
            raise InvalidModelError(f"{place}: outcome, row {k + 1}: {unknown_name('outcome', entry, OUTCOMES)}")
        found[k] = codes.get(text, np.nan)
    return found


def _label(entry: Any) -> str:
    """Return a code as text: 200, 200.0 and "200" are one; nothing where it is missing."""
    text = str(entry).strip()
    if text.lower() in ("", "nan", "na", "none", "<na>", "."):
        return ""
    return text.removesuffix(".0")


def _usable(labels: Mapping[str, Array], outcome: Array, found: Mapping[str, Array]) -> tuple[Array, list[LeftOut]]:
    """Return which rows can be used, and why the others cannot."""
    lacking = {
        "dispute": labels["dispute"] == "",
        "state": labels["state"] == "",
        "outcome": np.isnan(outcome),
        **{name: np.isnan(found[name]) for name in _NEEDED},
        **{name: ~(found[name] > 0) for name in ("power_a", "power_b")},
    }
    left_out, seen = [], set()
    kept = np.ones(len(outcome), dtype=bool)
    for k in range(len(outcome)):
        who = (str(labels["dispute"][k]), str(labels["state"][k]))
        reasons = [name for name, missing in lacking.items() if missing[k]]
        reason = f"no {', '.join(reasons)}" if reasons else "listed before" if who in seen else ""
        if reason:
            kept[k] = False
            left_out.append(LeftOut(f"state {who[1] or '?'} in dispute {who[0] or '?'}, row {k + 1}", reason))
        seen.add(who)
    if not kept.any():
        raise InvalidModelError(f"no row can be used; {left_out_in_words(left_out, 3)}")
    return kept, left_out
