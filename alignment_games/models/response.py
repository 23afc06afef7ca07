r"""The response game: each state answers one threat by balancing, passing the buck, bandwagoning, ...

State i of power :math:`p_i` picks a row of the table of responses (`states.security.Response`). With
:math:`C_{-i}` the power that the *other* members contribute and :math:`B_{-i}` the power with which the
*other* bandwagoners aid the threat j,

.. math::

   D_i &= (\kappa + (1 - \kappa)\, \text{mobilisation}_i)\, p_i
          + (\text{membership}_i + (1 - \text{membership}_i)\, \phi)\, C_{-i} \\
   A_i &= (\text{offence}_j\, p_j + B_{-i})\, \text{proximity}_i, \qquad h_i = D_i^m / (D_i^m + A_i^m) \\
   U_i &= -T_i\, \text{exposure}_i (1 - h_i) - \text{cost}_i
          + \text{spoils}\, \frac{\text{share}_i\, p_i}{p_j + B} (1 - h)

where kappa is own defence, phi the spillover, m the decisiveness, and h the chance that the threat as a
whole is held: the contest of C against :math:`\text{offence}_j p_j + B`, both over all states.

Signs, the others' play held fixed (with :math:`h_b, h_p` after balancing and passing, pi the punishment):
balancing pays iff :math:`T_i [(1 - h_p) - (1 + \pi)(1 - h_b)] > \text{burden}`. So the threat's weight,
through intent or securitization, raises balancing wherever joining helps (the bracket is positive), and
spillover lowers it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, only_known, shown, unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.size import affordable_table
from alignment_games.states._values import is_exact, of_state, per_state
from alignment_games.states.security import Response, SecurityUtility
from alignment_games.states.state import State, distinct
from alignment_games.states.threat import GivenThreat, PerceivedThreat, can_attack, perceived_threat

Array = NDArray[Any]

#: The largest exponent of the contest in exact arithmetic.
_MOST_DECISIVE = 1000
DEFAULT_ACTIONS = ("balance", "buck_pass", "bandwagon")
_THREAT_INPUTS = ("distance_km", "intent", "contiguous", "securitization", "form", "proximity", "capability")


@dataclass(frozen=True, eq=False)
class ResponseModel:
    """States, the threat that they face, their utility and the responses on offer; `game` builds the game.

    ``actions``: for each state, the names of its responses. ``table``: rows that extend or
    replace the utility's standard ones.
    """

    states: tuple[State, ...]
    against: State
    threat: PerceivedThreat | GivenThreat
    utility: SecurityUtility
    actions: tuple[tuple[str, ...], ...]
    table: Mapping[str, Response] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the shapes; let one fraction or symbol make the whole model exact: no float may dilute it."""
        can_attack(self.against)
        for name, value in self.utility.figures().items():
            per_state(value, self.names, name)
        powers = [figure for state in (*self.states, self.against) for figure in (state.power, state.offence)]
        rows = self.table.values()
        if is_exact(*powers) or self.threat.is_exact or self.utility.is_exact or any(row.is_exact for row in rows):
            _affordable_powers(self.utility.decisiveness)
            for name, value in (
                ("states", tuple(state.exact() for state in self.states)),
                ("against", self.against.exact()),
                ("threat", self.threat.exact()),
                ("utility", self.utility.exact()),
                ("table", {name: row.exact() for name, row in self.table.items()}),
            ):
                object.__setattr__(self, name, value)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the states."""
        return tuple(state.name for state in self.states)

    @classmethod
    def parameter_names(cls) -> tuple[str, ...]:
        """The names that `with_parameters` takes."""
        own = ("threat_power", "threat_offence", "power", "threat")
        return (*(each.name for each in fields(SecurityUtility)), *_THREAT_INPUTS, *own)

    def with_parameters(self, **parameters: Any) -> ResponseModel:
        """Return the model with other parameters.

        Any field of the utility (burden, spillover, ...), any input of the threat (intent, securitization,
        distance_km, ...), ``threat_power`` and ``threat_offence``, ``power`` as a mapping by state, or
        ``threat`` itself. Grids take a last axis of 1, or of one entry for each state.
        Raises InvalidModelError for an unknown parameter.
        """
        for name in parameters:
            if name not in self.parameter_names():
                raise unknown_name("parameter", name, sorted(self.parameter_names()))
        figures = {k: v for k, v in parameters.items() if k in {each.name for each in fields(SecurityUtility)}}
        against, states = self.against, self.states
        if "threat_power" in parameters:
            against = replace(against, power=_figure(parameters["threat_power"]))
        if "threat_offence" in parameters:
            against = replace(against, offence=_figure(parameters["threat_offence"]))
        if "power" in parameters:
            states = _with_powers(states, parameters["power"])
        return replace(
            self,
            states=states,
            against=against,
            threat=self._changed_threat(states, against, parameters),
            utility=replace(self.utility, **figures),
        )

    def _changed_threat(
        self, states: tuple[State, ...], against: State, parameters: Mapping[str, Any]
    ) -> PerceivedThreat | GivenThreat:
        """Return the threat with other inputs; a mapping may name only some of the states."""
        inputs = {name: value for name, value in parameters.items() if name in _THREAT_INPUTS}
        threat = self.threat
        if "threat" in parameters:
            return GivenThreat(self.names, parameters["threat"], threat.closeness)
        if isinstance(threat, GivenThreat):
            if inputs:
                raise InvalidModelError(
                    f"the threat was given outright, so {', '.join(inputs)} cannot change it; "
                    "build it with perceived_threat(...), or change threat= itself"
                )
            return threat
        old = {name: getattr(threat, name) for name in _THREAT_INPUTS}
        for name, value in inputs.items():
            old[name] = _completed(value, old[name], self.names) if isinstance(value, Mapping) else value
        return perceived_threat(states, against, **old)

    def game(self) -> ResponseGame:
        """Return the game (a family of games when parameters carry leading axes)."""
        return ResponseGame(self)

    def payoffs(self) -> Array:
        """Return the payoffs, shape ``(*batch, n, m_0, ..., m_{n-1})``; in memory the batch runs fastest.

        Raises InvalidModelError where the figures are so large or so far apart that floats hold no payoff.
        """
        shape = (*map(len, self.actions), *self._batch_shape)
        try:
            with np.errstate(over="ignore", invalid="ignore"):  # whether it matters is seen in the payoffs
                table = np.stack([np.broadcast_to(self._payoffs_of(i), shape) for i in range(len(self.states))])
        except OverflowError as error:
            raise InvalidModelError(_TOO_FAR_APART) from error
        if table.dtype.kind == "f" and not np.isfinite(table).all():
            raise InvalidModelError(_TOO_FAR_APART)
        return _batch_first(table, len(self.states) + 1)

    def held(self) -> Array:
        """Return the chance that the threat as a whole is held, shape ``(*batch, m_0, ..., m_{n-1})``."""
        return _batch_first(self._held, len(self.states))

    @cached_property
    def _held(self) -> Array:
        coalition = self._sum_over_others("contribution", None)
        attack = self._offensive_power + self._sum_over_others("aid", None)
        return np.asarray(self.utility.contest(coalition, attack, self._parameter("decisiveness", 0)))

    @cached_property
    def _rows(self) -> dict[str, Response]:
        return {**self.utility.responses(), **self.table}

    @cached_property
    def _offensive_power(self) -> Any:
        return self.against.offence * self.against.power

    # Inside, profiles come first and the batch last, (m_0, ..., m_{n-1}, *batch): each operation then runs along
    # the batch in memory, several times faster than along the few actions, and a parameter broadcasts as it is.

    def _payoffs_of(self, i: int) -> Array:
        """Return one state's payoffs at every profile; the formula at the head of this module."""
        own = self._column("mobilisation", i)
        membership = self._column("membership", i)
        spillover = self._parameter("spillover", i)
        kappa = self._parameter("own_defence", i)
        attack = (self._offensive_power + self._sum_over_others("aid", i)) * of_state(self.threat.closeness, i)
        access = membership + (1 - membership) * spillover
        strength = (kappa + (1 - kappa) * own) * self.states[i].power
        defence = strength + access * self._sum_over_others("contribution", i)
        lost = 1 - self.utility.contest(defence, attack, self._parameter("decisiveness", i))
        weight = of_state(self.threat.values, i) * self._column("exposure", i)
        return np.asarray(self._spoils_of(i) - weight * lost - self._column("cost", i))

    def _spoils_of(self, i: int) -> Any:
        spoils = self.utility.spoils
        if isinstance(spoils, Real) and spoils == 0:
            return 0  # the usual case; saves the second contest
        side = self.against.power + self._sum_over_others("aid", None)
        share = self._column("share", i) * self.states[i].power / side
        return share * self._parameter("spoils", i) * (1 - self._held)

    def _sum_over_others(self, column: str, i: int | None) -> Any:
        """Return the power that all states but i (None: all states) put into a column of the table."""
        return sum(self._column(column, k) * state.power for k, state in enumerate(self.states) if k != i)

    def _column(self, name: str, i: int) -> Array:
        """Return one column of the table over state i's actions, laid along the profile's axis i."""
        entries = [np.asarray(of_state(getattr(self._rows[action], name), i)) for action in self.actions[i]]
        along = np.stack(np.broadcast_arrays(*entries))
        after = len(self.states) - 1 - i + len(self._batch_shape) - (along.ndim - 1)
        return along.reshape(*(1,) * i, len(along), *(1,) * after, *along.shape[1:])

    def _parameter(self, name: str, i: int) -> Any:
        return of_state(getattr(self.utility, name), i)

    @cached_property
    def _batch_shape(self) -> tuple[int, ...]:
        """The leading axes of all parameters together."""
        own = [figure for state in (*self.states, self.against) for figure in (state.power, state.offence)]
        rows = [getattr(row, each.name) for row in self.table.values() for each in fields(Response)]
        shared = [*self.utility.figures().values(), *rows, self.threat.values, self.threat.closeness]
        return np.broadcast_shapes(*map(np.shape, own), *(np.shape(value)[:-1] for value in shared))


_TOO_FAR_APART = (
    "some payoff is no finite number: the figures are too large, too small or too far apart for floats; "
    "take powers near 1 and a lower decisiveness, and see that not both sides of a contest are 0"
)


def _affordable_powers(decisiveness: Any) -> None:
    """Raise InvalidModelError for an exponent at which fractions would have more digits than memory holds."""
    for value in np.ravel(np.asarray(decisiveness, dtype=object)).tolist():
        if isinstance(value, Real) and float(value) > _MOST_DECISIVE:
            raise InvalidModelError(
                f"decisiveness may be up to {_MOST_DECISIVE} in exact arithmetic, got {shown(value)}; "
                "take a smaller one, or floats"
            )


def _batch_first(table: Array, profile_axes: int) -> Array:
    """Return a view with the batch axes, which come after ``profile_axes`` others, in front."""
    batch = range(profile_axes, table.ndim)
    return np.moveaxis(table, list(batch), list(range(len(batch))))


class ResponseGame(NormalFormGame):
    """The normal form of a `ResponseModel`, which it remembers as ``model``."""

    model: ResponseModel

    def __init__(self, model: ResponseModel) -> None:
        """Build the table. Raises UnsupportedGameError, before anything is computed, where it is too large."""
        instead = "offer fewer actions, take fewer states, or ask pure_equilibria_by_structure(model), which needs none"
        affordable_table(list(map(len, model.actions)), exact=model.threat.is_exact, instead=instead)
        super().__init__(model.payoffs(), players=model.names, actions=model.actions)
        object.__setattr__(self, "model", model)


def response_game(
    states: Sequence[State],
    against: State,
    threat: PerceivedThreat | Any,
    utility: SecurityUtility | None = None,
    *,
    actions: Sequence[str] | Mapping[str, Sequence[str]] = DEFAULT_ACTIONS,
    table: Mapping[str, Response] | None = None,
) -> ResponseGame:
    """Return the game of the states' responses to one threat.

    ``threat``: from `perceived_threat`, or one value for each state (proximity is then 1; a `GivenThreat`
    says otherwise). ``actions``: response names for all, or for each state by name. ``table``: rows that
    extend or replace the standard ones of `SecurityUtility.responses`.
    Raises InvalidModelError for unknown states or responses, or fewer than two states.

    >>> germany = State("Germany", power=0.154)
    >>> states = [State("Britain", power=0.078), State("USSR", power=0.164)]
    >>> game = response_game(states, against=germany, threat=[0.5, 0.4], actions=["balance", "buck_pass"])
    >>> game.n_actions
    (2, 2)
    """
    return response_model(states, against, threat, utility, actions=actions, table=table).game()


def response_model(
    states: Sequence[State],
    against: State,
    threat: PerceivedThreat | Any,
    utility: SecurityUtility | None = None,
    *,
    actions: Sequence[str] | Mapping[str, Sequence[str]] = DEFAULT_ACTIONS,
    table: Mapping[str, Response] | None = None,
) -> ResponseModel:
    """Return the model behind `response_game`, with the same arguments and errors; no payoff is computed."""
    states = distinct(tuple(states))
    names = tuple(state.name for state in states)
    if len(states) < 2:
        raise InvalidModelError(
            f"an alignment game needs at least two states that face {against.name}, got {', '.join(names) or 'none'}"
        )
    if against.name in names:
        raise InvalidModelError(f"{against.name} is both the threat and a responder; take it out of one")
    utility = SecurityUtility() if utility is None else utility
    rows = {**utility.responses(), **(table or {})}
    if isinstance(threat, (PerceivedThreat, GivenThreat)):
        if threat.names != names:
            raise InvalidModelError(
                f"the threat is perceived by {', '.join(threat.names)}, but the game is of {', '.join(names)}; "
                "give the same states in the same order"
            )
    else:
        threat = GivenThreat(names, threat)
    return ResponseModel(states, against, threat, utility, _actions(actions, names, rows), table or {})


def _actions(
    actions: Sequence[str] | Mapping[str, Sequence[str]], names: tuple[str, ...], rows: Mapping[str, Response]
) -> tuple[tuple[str, ...], ...]:
    if isinstance(actions, Mapping):
        only_known("state", actions, names)
        each = [tuple(actions.get(name, DEFAULT_ACTIONS)) for name in names]
    else:
        each = [tuple(actions)] * len(names)
    for name, own in zip(names, each, strict=True):
        if not own:
            raise InvalidModelError(f"{name} has no actions; offer at least one of {', '.join(rows)}")
        only_known("action", own, rows)
        for action in own:
            if own.count(action) > 1:
                raise InvalidModelError(f"the action {action!r} of {name} is named twice; names must differ")
    return tuple(each)


def _with_powers(states: tuple[State, ...], powers: Any) -> tuple[State, ...]:
    names = tuple(state.name for state in states)
    if not isinstance(powers, Mapping):
        raise InvalidModelError(f"power must name its states, like {{{names[0]!r}: 0.1}}, got {powers!r}")
    only_known("state", powers, names)
    return tuple(replace(s, power=_figure(powers[s.name])) if s.name in powers else s for s in states)


def _completed(some: Mapping[str, Any], old: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the mapping with the states that it does not name left as they were."""
    before = old if isinstance(old, Mapping) else dict(zip(names, _spread(old, len(names)), strict=True))
    return {**before, **some}


def _spread(value: Any, n: int) -> list[Any]:
    array = np.asarray(value)
    return [of_state(array, i) for i in range(n)]


def _figure(value: Any) -> Any:
    """Return a state's own figure, which has shape ``(*batch,)``: the last axis of a grid is taken off."""
    array = np.asarray(value)
    return value if array.ndim == 0 else array[..., 0]
