"""From a table of dyads to a game: one row for each pair of states and year.

The column names default to those of peacesciencer (Miller 2022), so that a frame made there with
``add_nmc``, ``add_capital_distance`` and ``add_contiguity`` is read as it is. Either direction of a pair
serves; where both are there they have to agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, only_known, unknown_name
from alignment_games.io._columns import LeftOut, as_columns, as_list, left_out_in_words
from alignment_games.io._figures import numbers, whole_number, whole_numbers
from alignment_games.io.kinds import number
from alignment_games.models.response import DEFAULT_ACTIONS, ResponseGame, ResponseModel, response_model
from alignment_games.states.security import SecurityUtility
from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat

#: What each column is called, unless the caller says otherwise.
COLUMNS = {
    "one": "ccode1",
    "other": "ccode2",
    "year": "year",
    "power_one": "cinc1",
    "power_other": "cinc2",
    "distance": "capdist",
    "contiguity": "conttype",
    "intent": "intent",
}
_OPTIONAL = ("contiguity", "intent")


@dataclass(frozen=True, eq=False)
class DyadModel:
    """A response model made from dyads; ``left_out`` lists the states that could not be used, and why."""

    model: ResponseModel
    year: int
    left_out: tuple[LeftOut, ...] = ()

    def game(self, **parameters: Any) -> ResponseGame:
        """Return the game; keyword arguments override parameters, see `ResponseModel.with_parameters`."""
        return self.model.with_parameters(**parameters).game()

    def __str__(self) -> str:
        facing = ", ".join(self.model.names)
        words = left_out_in_words(self.left_out)
        return f"{self.model.against.name} faced by {facing} in {self.year}; {words}"


@dataclass(frozen=True)
class _Dyad:
    own: float
    threat: float
    distance: float
    contiguity: float
    intent: float


def from_dyads(
    frame: Any,
    threat: int,
    year: int,
    states: Sequence[int] | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    names: Mapping[int, str] | None = None,
    intent: float | Mapping[int, float] = 0.5,
    threat_offence: Any = 1,
    actions: Sequence[str] | Mapping[str, Sequence[str]] = DEFAULT_ACTIONS,
    utility: SecurityUtility | None = None,
) -> DyadModel:
    """Return the model of the states that face one state in one year, from a table of dyads.

    ``frame``: the path of a CSV file, a pandas frame, or a mapping from column names to sequences. ``threat`` and
    ``states``: codes (255, 255.0 or "255"); ``states=None`` takes every state that has a dyad with the threat and
    lists those that lack a figure as left out. ``columns``: our names (`COLUMNS`) to yours. ``names``: labels for
    the codes. ``intent``: one for all, or by code (0.5 where it does not say); a column of intent goes before it. Land
    borders (contiguity 1) count as no distance.

    Raises InvalidModelError for a file that cannot be read, for an unknown code or year, for a state asked for
    that lacks a figure, and for two rows of one pair that disagree.

    >>> rows = {"ccode1": [255, 255], "ccode2": [200, 220], "year": [1938, 1938], "cinc1": [0.154, 0.154],
    ...         "cinc2": [0.078, 0.046], "capdist": [932, 880], "conttype": [5, 1]}
    >>> made = from_dyads(rows, threat=255, year=1938, names={200: "Britain", 220: "France", 255: "Germany"})
    >>> print(made)
    Germany faced by Britain, France in 1938; nothing left out
    >>> made.game(intent=0.9).players
    ('Britain', 'France')
    """
    threat, year = whole_number(threat, "threat"), whole_number(year, "year")
    if states is not None:
        states = [whole_number(code, "states") for code in as_list(states, "states")]
    if not isinstance(threat_offence, np.ndarray):
        number(threat_offence, "threat_offence")
    names = names or {}
    found, left_out = _dyads(as_columns(frame), threat, year, _named(columns), asked=states)
    chosen = list(found) if states is None else list(states)
    if len(chosen) < 2:
        words = left_out_in_words(left_out)
        raise InvalidModelError(f"a game needs two states with figures that face {threat} in {year}; {words}")
    label = {code: names.get(code, str(code)) for code in (*chosen, threat)}
    against = State(label[threat], _threat_power(found, chosen, threat), threat_offence)
    facing = [State(label[code], found[code].own) for code in chosen]
    perceived = perceived_threat(
        facing,
        against,
        distance_km=[0 if found[c].contiguity == 1 else found[c].distance for c in chosen],
        contiguous=[found[c].contiguity == 1 for c in chosen],
        intent=[_intent(found[c].intent, intent, c) for c in chosen],
    )
    model = response_model(facing, against, perceived, utility, actions=actions)
    return DyadModel(model, year, tuple(left_out))


def _named(columns: Mapping[str, str] | None) -> dict[str, str]:
    only_known("column role", columns or {}, COLUMNS)
    return {**COLUMNS, **(columns or {})}


def _dyads(
    columns: Mapping[str, Sequence[Any]], threat: int, year: int, named: Mapping[str, str], asked: Sequence[int] | None
) -> tuple[dict[int, _Dyad], list[LeftOut]]:
    """Return the dyads of the threat by the other state's code, and the states without figures."""
    found: dict[int, _Dyad] = {}
    left_out: list[LeftOut] = []
    for code, dyad in _rows_of(columns, threat, year, named, asked or ()):
        if asked is not None and code not in asked:
            continue
        lacking = _lacking(dyad, named)
        if lacking and asked is not None:
            raise InvalidModelError(f"state {code} in {year}: {lacking}; give it, or leave the state out")
        if lacking:
            left_out.append(LeftOut(f"state {code}", lacking))
        elif repr(found.setdefault(code, dyad)) != repr(dyad):  # repr: NaN equals NaN
            raise InvalidModelError(f"two rows of states {threat} and {code} in {year} disagree: {found[code]}, {dyad}")
    for code in asked or ():
        if code not in found:
            raise InvalidModelError(f"no dyad of states {threat} and {code} in {year}; add the row, or leave it out")
    return found, list(dict.fromkeys(left_out))


def _rows_of(
    columns: Mapping[str, Sequence[Any]], threat: int, year: int, named: Mapping[str, str], asked: Sequence[int]
) -> Iterator[tuple[int, _Dyad]]:
    """Yield the other state's code and the dyad, for each row of the threat in the year."""
    for role, name in named.items():
        if role not in _OPTIONAL and name not in columns:
            unknown = unknown_name("column", name, columns)
            raise InvalidModelError(f"dyads: {unknown}; name yours with columns={{{role!r}: ...}}")
    one, other, years = (whole_numbers(columns[named[role]], named[role]) for role in ("one", "other", "year"))
    if year not in years:
        raise InvalidModelError(f"no dyads for the year {year}; the table covers {years.min()}-{years.max()}")
    for code in (threat, *asked):
        if code not in one and code not in other:
            raise InvalidModelError(f"unknown state code {code}; no dyad of the table has it")
    blank = np.full(len(years), np.nan)
    figures = {
        role: numbers(columns[name], name, flags=role == "contiguity") if name in columns else blank
        for role, name in named.items()
        if role not in ("one", "other", "year")
    }
    for k in np.flatnonzero((years == year) & ((one == threat) | (other == threat))).tolist():
        first = bool(one[k] == threat)
        ends = ("power_other", "power_one") if first else ("power_one", "power_other")
        dyad = _Dyad(*(float(figures[role][k]) for role in (*ends, "distance", "contiguity", "intent")))
        yield int(other[k] if first else one[k]), dyad


def _lacking(dyad: _Dyad, named: Mapping[str, str]) -> str | None:
    """Return what a dyad lacks for a game, in words."""
    if np.isnan(dyad.own):
        return "no capability"
    if np.isnan(dyad.threat):
        return "no capability of the threat"
    if np.isnan(dyad.distance) and dyad.contiguity != 1:
        return f"no {named['distance']}, and no land border"
    return None


def _threat_power(found: Mapping[int, _Dyad], chosen: Sequence[int], threat: int) -> float:
    powers = {found[code].threat for code in chosen}
    if len(powers) > 1:
        raise InvalidModelError(f"the power of {threat} differs between its dyads: {sorted(powers)}")
    return powers.pop()


def _intent(own: float, intent: float | Mapping[int, float], code: int) -> float:
    if not np.isnan(own):
        return own
    return intent.get(code, 0.5) if isinstance(intent, Mapping) else intent
