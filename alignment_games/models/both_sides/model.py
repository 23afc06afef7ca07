"""The model of a game of two sides: its two response models, with other parameters put in, and the game it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known, unknown_name
from alignment_games.game.size import affordable_table
from alignment_games.game.sum_game import SumGame
from alignment_games.models._tables import ModelGame, joined
from alignment_games.models.both_sides.eyes import Eyes
from alignment_games.models.both_sides.sums import both_sides_sums
from alignment_games.models.display import DisplayedModel
from alignment_games.models.entries import label
from alignment_games.models.model import Parameter
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.figures import ResponseFigures
from alignment_games.models.response.payoffs import ResponsePayoffs, finite
from alignment_games.states.arguments import checked, is_exact, to_exact

PROVOCATION = "share of what the other side musters that is taken to be meant for attack"
#: Figures of who is faced rather than of who faces: given by the name of the threat.
_OF_THREATS = ("threat_power", "threat_offence")


@dataclass(frozen=True, eq=False, repr=False)
class BothSidesModel(DisplayedModel):
    """Two sides, each a response model that faces the other's leader; `game` builds the game of all states.

    ``provocation``: by the name of the threat, the share of what is mustered on its side that those who face it take to
    be meant for attack. ``about``: what its file says beside the figures. From `both_sides_model`, which checks them.

    >>> import alignment_games as ag
    >>> model = ag.as_model("both_sides")
    >>> model.names
    ('Athens', 'Corcyra', 'Sparta', 'Corinth')
    >>> calmer = model.with_parameters(provocation={"Athens": 0}, intent={"Sparta": 0.2})
    >>> len(ag.solve(model)), len(ag.solve(calmer))  # all muster, nobody, or the leaders at times; only nobody
    (3, 1)
    """

    first: ResponseModel
    second: ResponseModel
    provocation: Mapping[str, Any]
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sides(self) -> tuple[ResponseModel, ResponseModel]:
        """The two sides."""
        return self.first, self.second

    @property
    def names(self) -> tuple[str, ...]:
        """The states of the first side, then those of the second."""
        return (*self.first.names, *self.second.names)

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """For each state, the names of its responses."""
        return (*self.first.actions, *self.second.actions)

    @property
    def encoding(self) -> str:
        """The name of the encoding in the catalogue."""
        return "both_sides"

    @cached_property
    def seen(self) -> tuple[ResponseFigures, ResponseFigures]:
        """The game of all states as either side sees it."""
        first, second = self.sides
        ways = ((first, second, True), (second, first, False))
        one, other = (Eyes(a, b, self.provocation[a.against.name], at).figures() for a, b, at in ways)
        return one, other

    def _eyes_of(self, i: int) -> ResponseFigures:
        return self.seen[i >= len(self.first.names)]

    def parameters(self) -> dict[str, Parameter]:
        """Return the figures that may be changed, by name, each by state or by threat."""
        found: dict[str, Parameter] = {}
        for side, other in (self.sides, self.sides[::-1]):
            for name, each in side.parameters().items():
                if name == "threat_power" and side.against.name in other.names:
                    continue  # a player's, which is among the powers
                value = {side.against.name: each.value} if name in _OF_THREATS else each.value
                known = found[name].value if name in found else {}
                found[name] = replace(each, value={**known, **value}, by_state=True)
        taken = Parameter(dict(self.provocation), 0, None, "share", PROVOCATION, by_state=True, default=1)
        return {**found, "provocation": taken}

    def with_parameters(self, **parameters: Any) -> BothSidesModel:
        """Return the model with other figures, as those of response models: one for all, or a mapping by state.

        ``threat_power``, ``threat_offence`` and ``provocation`` take mappings by the name of the threat, ``power`` that
        of a threat which is a player. Raises InvalidModelError for an unknown parameter or state.
        """
        known, given = (*ResponseModel.parameter_names(), "provocation"), dict(parameters)
        for name in given:
            if name not in known:
                raise unknown_name("parameter", name, sorted(known))
        provocation = self._provoked(given.pop("provocation", {}))
        parts: list[dict[str, Any]] = [{}, {}]
        for name, value in given.items():
            for part, own in zip(parts, self._split(name, value), strict=True):
                part.update(own)
        first, second = (side.with_parameters(**part) for side, part in zip(self.sides, parts, strict=True))
        return both_sides_of(first, second, provocation, self.about)

    def _provoked(self, given: Any) -> dict[str, Any]:
        changes = given if isinstance(given, Mapping) else dict.fromkeys(self.provocation, given)
        only_known("threat", changes, self.provocation)
        figures = {name: np.asarray(value)[..., 0] if np.ndim(value) else value for name, value in changes.items()}
        return {**self.provocation, **figures}

    def _split(self, name: str, value: Any) -> list[dict[str, Any]]:
        """Return what a parameter is for the first side and for the second, by its name there."""
        if isinstance(value, Mapping):
            return self._split_by_name(name, value)
        if np.ndim(value) and np.shape(value)[-1] == len(self.names):
            split = len(self.first.names)
            return [{name: np.asarray(value)[..., :split]}, {name: np.asarray(value)[..., split:]}]
        return [{name: value}, {name: value}]

    def _split_by_name(self, name: str, value: Mapping[Any, Any]) -> list[dict[str, Any]]:
        parts: list[dict[str, Any]] = []
        described = self.parameters()
        entries = described[name].entries if name in described else self.names
        if name in _OF_THREATS and name not in described:
            raise InvalidModelError(f"{name}: each threat is a player here; give power by its name")
        pairs = [key for key in value if isinstance(key, tuple)]
        only_known(f"entry of {name}", [label(key) for key in value if key not in pairs], entries)
        for side in self.sides:
            threat, part = side.against.name, {}
            if name in _OF_THREATS:
                part = {name: value[threat]} if threat in value else {}
            else:
                known = (*side.names, *(side.parameters()[name].entries if name in side.parameters() else ()))
                own = {key: each for key, each in value.items() if (key[0] if key in pairs else key) in known}
                part = {name: own} if own else {}
                if name == "power" and threat in value:
                    part |= {"threat_power": value[threat]}
            parts.append(part)
        return parts

    def exact(self) -> BothSidesModel:
        """Return the model with its floats read as the decimals that they print as."""
        provocation = {name: to_exact(value) for name, value in self.provocation.items()}
        return replace(self, first=self.first.exact(), second=self.second.exact(), provocation=provocation)

    def game(self) -> BothSidesGame:
        """Return the game (a family of games when figures carry leading axes)."""
        return BothSidesGame(self)

    def sums(self) -> SumGame:
        """Return the game by its sums, for many states. Raises UnsupportedGameError as those of response models."""
        in_first = np.arange(len(self.names)) < len(self.first.names)
        return SumGame(self.names, self.actions, both_sides_sums(*self.seen, in_first), self)

    def payoffs(self) -> Array:
        """Return the payoffs, shape ``(*batch, n, m_0, ..., m_{n-1})``."""
        n = len(self.names)
        tables = finite(lambda: np.stack(np.broadcast_arrays(*map(self._table_of, range(n)))))
        return joined(list(tables))

    def _table_of(self, i: int) -> Array:
        """Return one state's payoffs, shape ``(*batch, m_0, ..., m_{n-1})``."""
        table, n = ResponsePayoffs(self._eyes_of(i)).table_of(i), len(self.names)
        batch = range(n, table.ndim)
        return np.moveaxis(table, list(batch), list(range(len(batch))))


class BothSidesGame(ModelGame):
    """The normal form of a `BothSidesModel`, which it remembers as ``model``."""

    def __init__(self, model: BothSidesModel) -> None:
        """Build the table. Raises UnsupportedGameError, before anything is computed, where it is too large."""
        exact, sizes = any(side.is_exact for side in model.sides), list(map(len, model.actions))
        affordable_table(sizes, exact=exact, instead="offer fewer actions, take fewer states, or solve(model.sums())")
        super().__init__("both_sides", model.payoffs(), model.names, model.actions)
        object.__setattr__(self, "model", model)


def both_sides_of(
    first: ResponseModel, second: ResponseModel, provocation: Mapping[str, Any], about: Mapping[str, Any]
) -> BothSidesModel:
    """Return the model of two sides in one arithmetic. Raises InvalidModelError for sides that do not fit."""
    model = BothSidesModel(first, second, provocation, about)
    for side, other in (model.sides, model.sides[::-1]):
        _require_apart(side, other)
        checked(provocation[side.against.name], f"provocation by {side.against.name}", low=0)
    exact = any(side.is_exact for side in model.sides) or is_exact(*provocation.values())
    return model.exact() if exact else model


def _require_apart(side: ResponseModel, other: ResponseModel) -> None:
    """Raise InvalidModelError where a state is on both sides, or is here of another power than there."""
    both = [name for name in side.names if name in other.names]
    if both:
        raise InvalidModelError(f"{both[0]} is on both sides; take it out of one")
    if side.against.name == other.against.name:
        raise InvalidModelError(f"both sides face {side.against.name}; give two that face each other")
    if side.against.name in other.names:
        player = other.states[other.names.index(side.against.name)]
        if not np.all(player.power == side.against.power):
            raise InvalidModelError(
                f"{player.name} has power {player.power} on its side and {side.against.power} as the threat; "
                "give one figure"
            )
