"""At which perceived threat, and at which burden, a state would leave its response.

In the response game a state's own payoff is affine in the weight of its own threat and in its own burden, and
nobody else's payoff depends on either. So two evaluations of the payoffs fix each line, and where two lines
cross is the switching value, exactly. A threat is told on its own scale: as many times the present one as its
weight has to be.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.profile import Profile
from alignment_games.game.sum_game import SumGame
from alignment_games.models.response import ResponseGame, ResponseModel

#: Slopes that differ by less than this share of the payoffs that they were taken from are the same.
_ROUNDING = 1e-12


class Switch(NamedTuple):
    """The value of one parameter beyond which another action becomes the better reply."""

    parameter: str
    now: Any
    value: Any
    to: str

    @property
    def above(self) -> bool:
        """Whether the parameter has to rise to get there."""
        return bool(self.value > self.now)


def switches(game: ResponseGame | SumGame, profile: Profile) -> dict[str, list[Switch]]:
    """Return, for each state that plays one action for sure, its nearest switching values.

    At most four each: threat and burden, upwards and downwards, the others' play held fixed. A game of sums is that of
    a response model.
    """
    n = game.n_players
    model: ResponseModel = game.model
    threat = np.broadcast_to(model.threat.values, (n,))
    weight = np.broadcast_to(model.threat.weight(model.utility.nearness), (n,))
    burden = np.broadcast_to(np.asarray(model.utility.burden), (n,))
    sums = isinstance(game, SumGame)
    base = _deviation_payoffs(model, profile, sums=sums)
    found: dict[str, list[Switch]] = {player: [] for player in game.players}
    for parameter, now, shown in (("threat", weight, threat), ("burden", burden, burden)):
        other = model.with_parameters(**{parameter: now + 1})
        moved = _deviation_payoffs(other, profile, sums=sums)
        slopes = [up - at for up, at in zip(moved, base, strict=True)]
        for i, player in enumerate(game.players):
            if np.count_nonzero(profile[i]) == 1:
                played = int(np.argmax(profile[i] > 0))
                near = _nearest(parameter, now[i], base[i], slopes[i], played, game.actions[i])
                found[player] += [_shown(switch, shown[i]) for switch in near]
    return found


def _deviation_payoffs(model: ResponseModel, profile: Profile, *, sums: bool) -> list[Array]:
    """Return what each action gives each state.

    Without sums each state is asked in a game in which the others have what they use and nothing else: of exact
    figures the whole table, twice for each equilibrium, would take minutes.
    """
    if sums:
        return list(model.sums().deviation_payoffs(profile))
    found = []
    for i in range(len(profile)):
        used = [range(len(own)) if k == i else np.flatnonzero(own != 0).tolist() for k, own in enumerate(profile)]
        labels = [[model.actions[k][a] for a in own] for k, own in enumerate(used)]
        play = [np.asarray(own)[list(at)] for own, at in zip(profile, used, strict=True)]
        found.append(model.with_actions(labels).game().deviation_payoffs(play)[i])
    return found


def _shown(switch: Switch, now: Any) -> Switch:
    """Return the switch on the scale on which the parameter is shown, in proportion; at nothing, as it is."""
    return switch._replace(now=now, value=switch.value * now / switch.now) if switch.now else switch


def _nearest(
    parameter: str, now: Any, payoffs: Array, slopes: Array, played: int, labels: tuple[str, ...]
) -> list[Switch]:
    """Return the nearest crossing above and the nearest below the present value; values stay non-negative."""
    rounding = _ROUNDING * max(map(abs, [*payoffs, *slopes])) if payoffs.dtype.kind == "f" else 0
    crossings = [
        Switch(parameter, now, now + (payoffs[played] - payoffs[k]) / (slopes[k] - slopes[played]), labels[k])
        for k in range(len(labels))
        if k != played and abs(slopes[k] - slopes[played]) > rounding
    ]
    up = [s for s in crossings if s.value > now]
    down = [s for s in crossings if 0 <= s.value < now]
    return [*([min(up, key=lambda s: s.value)] if up else []), *([max(down, key=lambda s: s.value)] if down else [])]
