"""From a table of dyads to a game: the states that face one state in one year.

The column names default to those of peacesciencer (Miller 2022), so that a frame made there with
``add_nmc``, ``add_capital_distance`` and ``add_contiguity`` is read as it is; see `io.dyads.table`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.left_out import LeftOut, left_out_in_words
from alignment_games.io.dyads.choices import DyadChoices, at_border
from alignment_games.io.dyads.reading import Reading
from alignment_games.io.dyads.roles import Covariates
from alignment_games.io.dyads.table import DyadTable, Facing, read_dyads
from alignment_games.io.sources.pacts import Pacts
from alignment_games.models.response import DEFAULT_ACTIONS, ResponseGame, ResponseModel
from alignment_games.models.response.promises import promised_by_pacts
from alignment_games.signatures import as_annotated
from alignment_games.states.security import SecurityUtility
from alignment_games.text.display import Displayed

#: More states than these do not negotiate a stand: who relies on whom is a matter of alliances.
_NEGOTIATE = 20


@dataclass(frozen=True, eq=False, repr=False)
class DyadModel(Displayed):
    """A response model made from dyads; ``left_out`` lists the states that could not be used, and why.

    ``covariates``: by name, one figure for each state of the model, NaN where it is missing. ``reading``: what was
    read of the table; ``print(made.reading)`` shows it. ``by_pacts``: whether help arrives by pacts alone.
    """

    model: ResponseModel
    year: int
    left_out: tuple[LeftOut, ...] = ()
    covariates: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    reading: Reading | None = None
    by_pacts: bool = False

    def game(self, **parameters: Any) -> ResponseGame:
        """Return the game; keyword arguments override parameters, see `ResponseModel.with_parameters`."""
        return self.model.with_parameters(**parameters).game()

    def __str__(self) -> str:
        facing = ", ".join(self.model.names)
        words = left_out_in_words(self.left_out)
        open_to_all = len(self.model.names) > _NEGOTIATE and not self.by_pacts
        told = "; no pacts are given, so that everybody's help reaches everybody" if open_to_all else ""
        return f"{self.model.against.name} faced by {facing} in {self.year}; {words}{told}"

    def __repr__(self) -> str:
        return f"<DyadModel: {self.model.against.name} faced by {len(self.model.names)} states in {self.year}>"


@as_annotated(but=("year", "intent", "securitization", "threat_offence"))
def from_dyads(
    frame: Any,
    threat: Any,
    year: int,
    states: Sequence[Any] | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    names: Mapping[Any, str] | None = None,
    covariates: Covariates = (),
    intent: float | Mapping[Any, float] = 0.5,
    securitization: float | Mapping[Any, float] = 1,
    threat_offence: Any = 1,
    border: int = 1,
    actions: Sequence[str] | Mapping[Any, Sequence[str]] = DEFAULT_ACTIONS,
    utility: SecurityUtility | None = None,
    pacts: Pacts | None = None,
) -> DyadModel:
    """Return the model of the states that face one state in one year, from a table of dyads.

    ``frame``, ``columns``, ``names``, ``covariates``: as `read_dyads` has them, or a table from it. ``threat`` and
    ``states``: keys of the table (255, 255.0 or "255", or text such as "UKG" where the table has text) or names;
    ``states=None`` takes every state that has a dyad with the threat and lists those that lack a figure as left out.
    ``intent`` and ``securitization``: one for all, or by state (0.5 and 1 where it does not say); columns in the table
    go before them, as ``offence1`` and ``offence2`` do before ``threat_offence``. A column of reliability holds between
    the two states of its dyad. ``border``: contiguity up to this type counts as no distance: 1 by land, 2 to 5 across
    up to 12, 24, 150 and 400 miles of water. ``pacts``, from `read_pacts`: help is promised by that year's pacts of
    defence alone, as it is where the states are those of a whole world, see `models.promised_by_pacts`.

    Raises InvalidModelError for what `read_dyads` refuses, for an unknown state or year, for a state asked for that
    lacks a figure, for intents of states that do not face the threat, for two rows of one pair that disagree, for pacts
    of other years, and for a table without codes beside pacts.

    >>> rows = {"ccode1": [255, 255], "ccode2": [200, 220], "year": [1938, 1938], "cinc1": [0.154, 0.154],
    ...         "cinc2": [0.078, 0.046], "capdist": [932, 880], "conttype": [5, 1]}
    >>> made = from_dyads(rows, threat=255, year=1938, names={200: "Britain", 220: "France", 255: "Germany"})
    >>> print(made)
    Germany faced by Britain, France in 1938; nothing left out
    >>> made.game(intent=0.9).players
    ('Britain', 'France')
    """
    table = read_dyads(frame, columns=columns, names=names, covariates=covariates)
    year = table.year(year)
    choices = DyadChoices.of(table.states, intent, securitization, threat_offence, border, actions, utility)
    facing = table.facing(table.states.place(threat, "threat"), year)
    choices.require_facing(table.states, facing)
    asked = None if states is None else table.places(states, "states")
    usable, left_out = _usable(table, facing, border, asked)
    model = _promised(choices.model(table, usable), pacts, table, usable)
    by_state = {name: dict(zip(model.names, own, strict=True)) for name, own in table.covariates_of(usable).items()}
    return DyadModel(model, year, left_out, by_state, table.reading, pacts is not None)


def _promised(model: ResponseModel, pacts: Pacts | None, table: DyadTable, facing: Facing) -> ResponseModel:
    """Return the model with the promises of the year's pacts, where there are some to take them from."""
    if pacts is None:
        return model
    return promised_by_pacts(model, pacts.owed(facing.year, table.states.by_code(facing.places)))


def _usable(
    table: DyadTable, facing: Facing, border: int, asked: Sequence[int] | None
) -> tuple[Facing, tuple[LeftOut, ...]]:
    """Return the states with figures, in the order asked for, and the others. Raises InvalidModelError for too few."""
    threat, year = table.states.label(facing.threat), facing.year
    found = {int(place): k for k, place in enumerate(facing.places)}
    lacking = lacking_figures(table, facing, border)
    for place in asked or ():
        label = table.states.label(place)
        if place not in found:
            raise InvalidModelError(f"no dyad of states {threat} and {label} in {year}; add the row, or leave it out")
        if place in lacking:
            raise InvalidModelError(f"state {label} in {year}: {lacking[place]}; give it, or leave the state out")
    chosen = [place for place in (found if asked is None else asked) if place not in lacking]
    left_out = left_out_of(table, lacking if asked is None else {})
    if len(chosen) < 2:
        words = left_out_in_words(left_out)
        raise InvalidModelError(f"a game needs two states with figures that face {threat} in {year}; {words}")
    return facing.only(np.array([found[place] for place in chosen])), left_out


def left_out_of(table: DyadTable, lacking: Mapping[int, str]) -> tuple[LeftOut, ...]:
    """Return the states, by place, that lack something, in words."""
    return tuple(LeftOut(f"state {table.states.label(place)}", why) for place, why in lacking.items())


def lacking_figures(table: DyadTable, facing: Facing, border: int) -> dict[int, str]:
    """Return what each state lacks for a game, in words, by place; states that lack nothing are not in it."""
    figures = facing.figures
    far = np.isnan(figures["distance"]) & ~at_border(figures["contiguity"], border)
    reasons = {
        f"no {table.columns['distance']}, and no land border": far,
        "no capability of the threat": np.isnan(figures["threat"]),
        "no capability": np.isnan(figures["own"]),
    }
    found = {}
    for k, place in enumerate(facing.places.tolist()):
        for why, lacks in reasons.items():
            if lacks[k]:
                found[place] = why
    return found
