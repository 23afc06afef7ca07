"""The model of a response game: its figures, with other parameters put in, and the game that it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.size import affordable_table
from alignment_games.game.sum_game import SumGame
from alignment_games.models.display import DisplayedModel
from alignment_games.models.model import Parameter
from alignment_games.models.response.figures import Pair, ResponseFigures
from alignment_games.models.response.parameters import response_parameters
from alignment_games.models.response.payoffs import ResponsePayoffs
from alignment_games.models.response.sums_figures import response_sums
from alignment_games.signatures import as_annotated, fields_as_annotated
from alignment_games.states.arguments import of_state, per_state
from alignment_games.states.given_threat import GivenThreat
from alignment_games.states.guarantor import with_powers
from alignment_games.states.security import SecurityUtility
from alignment_games.states.state import State
from alignment_games.states.threat import PerceivedThreat, perceived_threat
from alignment_games.text.tables import Table
from alignment_games.text.visible import one_line, visible

_THREAT_INPUTS = (
    "distance_km",
    "intent",
    "contiguous",
    "securitization",
    "offence_balance",
    "form",
    "proximity",
    "capability",
)


@fields_as_annotated()
@dataclass(frozen=True, eq=False, repr=False)
class ResponseModel(DisplayedModel, ResponseFigures):
    """States, the threat that they face, their utility and the responses on offer; `game` builds the game.

    >>> import alignment_games as ag
    >>> model = ag.load_case("europe-1938").model
    >>> model.names
    ('Britain', 'France', 'USSR')
    >>> bolder = model.with_parameters(intent={"Britain": 0.9}, burden=0.04)
    >>> [equilibrium.actions for equilibrium in ag.solve(bolder.game())]
    [('balance', 'balance', 'buck_pass')]
    """

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        return [*super().display_parts(), *self.threat.display_parts()]

    def __repr__(self) -> str:
        return f"<ResponseModel: {one_line(', '.join(self.names), 60)} facing {visible(self.against.name)}>"

    @classmethod
    def parameter_names(cls) -> tuple[str, ...]:
        """The names that `with_parameters` takes."""
        own = ("threat_power", "threat_offence", "power", "threat", "guarantors")
        return (*(each.name for each in fields(SecurityUtility)), *_THREAT_INPUTS, *own)

    def with_parameters(self, **parameters: Any) -> ResponseModel:
        """Return the model with other parameters.

        Any field of the utility (burden, spillover, ...), any input of the threat (intent, securitization,
        distance_km, ...), ``threat_power`` and ``threat_offence``, ``power`` as a mapping by state,
        ``guarantors`` as a mapping from a guarantor to its power, ``reliability`` as one value or as a mapping by
        pairs of states, or ``threat`` itself. Grids take a last axis of 1, or of one entry for each state.
        Raises InvalidModelError for an unknown parameter.
        """
        only_known("parameter", parameters, sorted(self.parameter_names()))
        given = dict(parameters)
        pairs: dict[Pair, Any] = {}
        if isinstance(given.get("reliability"), Mapping):
            pairs, by_giver = _by_pair_and_giver(given.pop("reliability"), self.reliability)
            given |= {"reliability": by_giver} if by_giver else {}
        utility = {each.name for each in fields(SecurityUtility)}
        figures: dict[str, Any] = {
            k: per_state(_completed(v, getattr(self.utility, k), self.names), self.names, k)
            if isinstance(v, Mapping)
            else v
            for k, v in given.items()
            if k in utility
        }
        against, states = self.against, self.states
        if "threat_power" in given:
            against = replace(against, power=_figure(given["threat_power"]))
        if "threat_offence" in given:
            against = replace(against, offence=_figure(given["threat_offence"]))
        if "power" in given:
            states = _with_powers(states, given["power"])
        return replace(
            self,
            states=states,
            against=against,
            threat=self._changed_threat(states, against, given),
            utility=replace(self.utility, **figures),
            guarantors=with_powers(self.guarantors, _figures(given.get("guarantors", {}), "guarantors")),
            reliability=_changed_pairs(self.reliability, pairs),
        )

    def parameters(self) -> dict[str, Parameter]:
        """Return the figures that `with_parameters` changes, by name, with what they mean and may be."""
        return response_parameters(self)

    def exact(self) -> ResponseModel:
        """Return the model with its floats read as the decimals that they print as."""
        return replace(self, **self.as_exact())

    def with_actions(self, actions: Sequence[Sequence[str]]) -> ResponseModel:
        """Return the model with these responses on offer, a sequence of names for each state.

        Raises InvalidModelError for another number of sequences, and for a response that the model has no row for.
        """
        changed = replace(self, actions=actions)  # type: ignore[arg-type] # made so, or refused, where it is built
        for own in changed.actions:
            only_known("action", own, self.rows)
        return changed

    def _changed_threat(
        self, states: tuple[State, ...], against: State, parameters: Mapping[str, Any]
    ) -> PerceivedThreat | GivenThreat:
        """Return the threat with other inputs; a mapping may name only some of the states."""
        inputs = {name: value for name, value in parameters.items() if name in _THREAT_INPUTS}
        threat = self.threat
        if "threat" in parameters:
            stated = _completed(parameters["threat"], threat.values, self.names)
            return GivenThreat(self.names, stated, threat.closeness, threat.hostility, threat.balance)
        if isinstance(threat, GivenThreat):
            if inputs:
                raise InvalidModelError(
                    f"the threat was given outright, so {', '.join(inputs)} cannot change it; "
                    "build it with perceived_threat(...), or change threat= itself"
                )
            return threat
        old = {name: getattr(threat, name) for name in _THREAT_INPUTS}
        for name, value in inputs.items():
            old[name] = _completed(value, old[name], self.names)
        return perceived_threat(states, against, **old)

    def game(self) -> ResponseGame:
        """Return the game (a family of games when parameters carry leading axes)."""
        return ResponseGame(self)

    def sums(self) -> SumGame:
        """Return the game by its sums, for hundreds of states.

        Raises UnsupportedGameError for what has no bounds by sums: symbols, fractions, families of games, a contest
        of the user's own, negative contributions.
        """
        return SumGame(self.names, self.actions, response_sums(self), self)

    def payoffs(self) -> Array:
        """Return the payoffs, shape ``(*batch, n, m_0, ..., m_{n-1})``; in memory the batch runs fastest."""
        return ResponsePayoffs(self).tables()

    def held(self) -> Array:
        """Return the chance that the threat as a whole is held, shape ``(*batch, m_0, ..., m_{n-1})``."""
        return ResponsePayoffs(self).held()

    def holds(self, i: int) -> Array:
        """Return the chance that state i holds when it is attacked, shape ``(*batch, m_0, ..., m_{n-1})``."""
        return ResponsePayoffs(self).holds(i)

    def holds_alone(self, i: int) -> Array:
        """Return the chance that state i, fully mobilised and without help, holds when attacked, ``(*batch,)``."""
        return ResponsePayoffs(self).holds_alone(i)


class ResponseGame(NormalFormGame):
    """The normal form of a `ResponseModel`, which it remembers as ``model``.

    >>> import alignment_games as ag
    >>> game = ag.load_case("europe-1938").game(burden=0.1)
    >>> game.n_actions, game.model.utility.burden
    ((3, 3, 3), 0.1)
    """

    model: ResponseModel

    @as_annotated()
    def __init__(self, model: ResponseModel) -> None:
        """Build the table. Raises UnsupportedGameError, before anything is computed, where it is too large."""
        others = "solve(model.sums()), explain, panel, rationalise and thresholds_by_lending"
        instead = f"offer fewer actions, take fewer states, or ask {others}, which need none"
        affordable_table(list(map(len, model.actions)), exact=model.threat.is_exact, instead=instead)
        super().__init__(model.payoffs(), players=model.names, actions=model.actions)
        object.__setattr__(self, "model", model)


def _with_powers(states: tuple[State, ...], powers: Any) -> tuple[State, ...]:
    powers = _figures(powers, "power")
    only_known("state", powers, [state.name for state in states])
    return tuple(replace(s, power=powers[s.name]) if s.name in powers else s for s in states)


def _figures(given: Any, what: str) -> dict[str, Any]:
    """Return figures by name, each of shape ``(*batch,)``."""
    if not isinstance(given, Mapping):
        raise InvalidModelError(f"{what} must be given by name, like {{'Britain': 0.1}}, got {given!r}")
    return {name: _figure(value) for name, value in given.items()}


def _completed(some: Any, old: Any, names: tuple[str, ...]) -> Any:
    """Return what is given for all, or a mapping with the states that it does not name left as they were."""
    if not isinstance(some, Mapping):
        return some
    only_known("state", some, names)
    before = old if isinstance(old, Mapping) else dict(zip(names, _spread(old, len(names)), strict=True))
    return {**before, **some}


def _spread(value: Any, n: int) -> list[Any]:
    array = np.asarray(value)
    return [of_state(array, i) for i in range(n)]


def _figure(value: Any) -> Any:
    """Return a state's own figure, which has shape ``(*batch,)``: the last axis of a grid is taken off."""
    array = np.asarray(value)
    return value if array.ndim == 0 else array[..., 0]


def _by_pair_and_giver(given: Mapping[Any, Any], known: Mapping[Pair, Any]) -> tuple[dict[Pair, Any], dict[str, Any]]:
    """Return the reliability of pairs, named as (to, by) or as a parameter's entry, and that of single givers."""
    labels = {".".join(pair): pair for pair in known}
    pairs = {labels.get(key, key): value for key, value in given.items() if isinstance(key, tuple) or key in labels}
    return pairs, {key: value for key, value in given.items() if not isinstance(key, tuple) and key not in labels}


def _changed_pairs(old: Mapping[Pair, Any], new: Mapping[Pair, Any]) -> dict[Pair, Any]:
    """Return the reliability by pairs with some of them changed: both ways, unless both ways are given."""
    turned = {pair[::-1] for pair in new}
    kept = {pair: value for pair, value in old.items() if pair not in turned}
    return {**kept, **{pair: _figure(value) for pair, value in new.items()}}
