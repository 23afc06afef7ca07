"""The figures of a response game by its sums, read from its model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.sums.game_sums import plain_number
from alignment_games.models.response.figures import ResponseFigures
from alignment_games.models.response.sums import ResponseSums
from alignment_games.states.arguments import of_state
from alignment_games.states.contest import difference_contest, ratio_contest
from alignment_games.states.security import Response

_COLUMNS = tuple(Response.__dataclass_fields__)


def response_sums(model: ResponseFigures) -> ResponseSums:
    """Return the figures of one response game of plain numbers.

    Raises UnsupportedGameError for symbols, fractions and families of games, for a contest of the user's own
    (whose monotonicity is not known), and where a sum or a defence could be negative.
    """
    if model.utility.contest not in (ratio_contest, difference_contest):
        raise UnsupportedGameError(
            "bounds on the sums need a contest known to rise in defence and to fall in attack: "
            "ratio_contest or difference_contest; for another, enumerate the tensor with PureEnumeration"
        )
    column, power = _columns(model), np.array([[plain_number(state.power)] for state in model.states])
    utility = {name: _for_each(model, getattr(model.utility, name)) for name in model.utility.figures()}
    payoff, prize = _payoff_figures(model, column, utility), column["share"] * utility["spoils"] * power
    helps, help_at = _helps(model)
    whole_at, whole_rate = _whole(helps)
    sums_of = [row * column["contribution"] for row in helps] + [column["aid"]]
    if whole_at is None and (prize.any() or payoff["common"].any()):
        sums_of.append(column["contribution"])
    sums = ResponseSums(
        offered=_offered(model),
        amounts=np.stack(sums_of) * power,
        help_at=help_at,
        whole_at=len(helps) + 1 if whole_at is None else whole_at,
        whole_rate=whole_rate,
        strength=(utility["own_defence"] + (1 - utility["own_defence"]) * column["mobilisation"]) * power,
        prize=prize,
        decisiveness=utility["decisiveness"],
        contest=model.utility.contest,
        **payoff,
        **_powers(model),
    )
    _refuse_negative(sums, model)
    return sums


def _payoff_figures(model: ResponseFigures, column: dict[str, Array], utility: dict[str, Array]) -> dict[str, Any]:
    """Return how far each action opens a state to help and shields it, what a loss means to it and what it pays."""
    hostility, closeness = _for_each(model, model.threat.hostility), _for_each(model, model.threat.closeness)
    weight = _for_each(model, model.threat.weight(model.utility.nearness))
    relative = np.array([[plain_number(model.relative_power(i))] for i in range(len(model.states))])
    drawn, outside = hostility * closeness, 1 - column["membership"]
    exposure = column["exposure"] - column["appeasement"] * (1 - hostility)
    return {
        "access": column["membership"] + outside * utility["spillover"],
        "shield": outside * utility["buffer"] * (1 - drawn / (drawn.sum() or 1)),
        "weight": weight * (1 - utility["milieu"]) * exposure,
        "paid": column["cost"] + (column["effort"] - column["benefit"] * (1 - hostility)) * relative,
        "common": weight * utility["milieu"] * utility["stake"] + 0 * column["cost"],
        "proximity": closeness,
    }


def _powers(model: ResponseFigures) -> dict[str, Any]:
    """Return the powers of the threat, as it is and as each state sees it, and of the guarantors."""
    power, conversion = plain_number(model.against.power), plain_number(model.against.offence)
    return {
        "backing": np.array([[float(plain_number(model.backing(i)))] for i in range(len(model.states))]),
        "offensive": conversion * power * _for_each(model, model.threat.balance),
        "threat_power": power,
        "whole_offensive": conversion * power,
        "whole_backing": plain_number(model.backing(None)),
    }


def _offered(model: ResponseFigures) -> Array:
    return np.arange(max(map(len, model.actions))) < np.array([[len(actions)] for actions in model.actions])


def _for_each(model: ResponseFigures, value: Any) -> Array:
    """Return a parameter as one plain number for each state, shape (n, 1)."""
    return _plain(value, np.arange(len(model.states)))[:, None]


def _plain(value: Any, states: Array) -> Array:
    """Return what a parameter is for some states, by position, as plain numbers, shape (states,)."""
    array = np.asarray(value)
    if array.dtype.kind in "biuf" and array.ndim <= 1:
        return np.array(array[states] if array.size > 1 else np.broadcast_to(array, states.shape), dtype=float)
    return np.array([plain_number(of_state(value, i)) for i in states.tolist()])


def _columns(model: ResponseFigures) -> dict[str, Array]:
    """Return the columns of the table of responses, each of shape (n, m), 0 beyond a state's actions."""
    shape = _offered(model).shape
    places: dict[str, list[tuple[int, int]]] = {}
    for i, actions in enumerate(model.actions):
        for place, action in enumerate(actions):
            places.setdefault(action, []).append((i, place))
    columns = {name: np.zeros(shape) for name in _COLUMNS}
    for action, at in places.items():
        states, own = np.array(at).T
        for name, column in columns.items():
            column[states, own] = _plain(getattr(model.rows[action], name), states)
    return columns


def _arriving(model: ResponseFigures) -> Array:
    """Return the share of each state's help that reaches each, (n, n), NaN for its own: by giver, but for pairs."""
    n, place = len(model.states), {name: k for k, name in enumerate(model.names)}
    found = np.tile(_for_each(model, model.utility.reliability)[:, 0], (n, 1))
    for pair in model.reliability:
        i, k = (place[name] for name in pair)
        found[i, k], found[k, i] = plain_number(model.arrives(i, k)), plain_number(model.arrives(k, i))
    np.fill_diagonal(found, np.nan)
    return found


def _helps(model: ResponseFigures) -> tuple[list[Array], Array]:
    """Return the different ways to rate the others' reliability, (n, 1) each, and which each state has, (n,).

    Two states share one where they rate all third states alike: how a state would rate itself never enters.
    """
    helps: list[Array] = []
    at = np.zeros(len(model.states), dtype=int)
    for i, row in enumerate(_arriving(model)):
        at[i], helps = _fitted(helps, row)
    return [np.nan_to_num(row, nan=0.0)[:, None] for row in helps], at


def _fitted(helps: Sequence[Array], row: Array) -> tuple[int, list[Array]]:
    """Return the position of a row of ratings among the known ones, which fill each other's gaps."""
    for position, known in enumerate(helps):
        both = ~np.isnan(known) & ~np.isnan(row)
        if (known[both] == row[both]).all():
            filled = np.where(np.isnan(known), row, known)
            return position, [*helps[:position], filled, *helps[position + 1 :]]
    return len(helps), [*helps, row]


def _whole(helps: Sequence[Array]) -> tuple[int | None, float]:
    """Return the help that is a share of the whole coalition, and what one unit of it stands for; else None and 1."""
    for position, row in enumerate(helps):
        if row[0] > 0 and (row == row[0]).all():
            return position, float(1 / row[0, 0])
    return None, 1.0


def _refuse_negative(sums: ResponseSums, model: ResponseFigures) -> None:
    """Raise UnsupportedGameError where the contest would leave the range in which it is monotone."""
    for what, table in (
        ("contribution or aid", sums.amounts.min(axis=0)),
        ("strength", sums.strength),
        ("access to the coalition", sums.access),
        ("membership above 1, the share that others shield,", sums.shield),
    ):
        negative = np.argwhere(sums.offered & (table < 0))
        if negative.size:
            i, a = negative[0]
            raise UnsupportedGameError(
                f"the {what} of {model.names[i]} at {model.actions[i][a]!r} is negative; "
                "bounds on the sums need figures of at least 0"
            )
