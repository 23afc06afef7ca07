"""The rate of a branch of logit responses under which observed choices are likeliest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.text.display import Displayed

#: The rate and the play on a branch between its point k and the next, by the share of the way.
Between = Callable[[int, float], tuple[float, Profile]]


@dataclass(frozen=True, eq=False, repr=False)
class LogitFit(Displayed):
    """The rate under which observed choices are likeliest along a branch.

    ``rate``: lambda. ``profile``: the predicted play. ``log_likelihood``: of the choices; ``random``: the
    same at rate zero, to compare with. ``by_player``: the rate that fits each player's own choices best.
    """

    rate: float
    profile: Profile
    log_likelihood: float
    random: float
    by_player: Mapping[str, float]

    def __str__(self) -> str:
        return f"lambda = {self.rate:.4g}, log-likelihood {self.log_likelihood:.4f} ({self.random:.4f} at random)"

    def __repr__(self) -> str:
        return f"<LogitFit {self}>"


def fitted(
    game: NormalFormGame,
    choices: Mapping[str, Mapping[str, float]],
    rates: Array,
    profiles: Profile,
    between: Between,
) -> LogitFit:
    """Return the rate of largest likelihood along a branch with these points; see `LogitPath.fit`."""
    counts = _counts(game, choices)
    rate, profile, best = _likeliest(counts, rates, profiles, between)
    random = sum(float(c @ np.log(x[0])) for c, x in zip(counts, profiles, strict=True))
    by_player = {}
    for i, player in enumerate(game.players):
        if counts[i].any():
            alone = [c if j == i else 0 * c for j, c in enumerate(counts)]
            by_player[player] = _likeliest(alone, rates, profiles, between)[0]
    return LogitFit(rate, profile, best, random, by_player)


def _likeliest(counts: list[Array], rates: Array, profiles: Profile, between: Between) -> tuple[float, Profile, float]:
    """Take the best point of the branch, then the best between it and its neighbours."""
    from scipy.optimize import minimize_scalar

    def likelihood(profile: Profile) -> float:
        with np.errstate(divide="ignore"):
            logs = [np.where(c > 0, np.log(x), 0.0) for c, x in zip(counts, profile, strict=True)]
        return float(sum(c @ own for c, own in zip(counts, logs, strict=True)))

    every = [likelihood(tuple(x[k] for x in profiles)) for k in range(len(rates))]
    k = int(np.argmax(every))
    best = (float(rates[k]), tuple(x[k] for x in profiles), every[k])
    for left in {max(k - 1, 0), min(k, len(rates) - 2)}:
        found = minimize_scalar(
            lambda share, left=left: -likelihood(between(left, share)[1]),
            bounds=(0, 1),
            method="bounded",
            options={"xatol": 1e-10},
        )
        if -found.fun > best[2]:
            best = (*between(left, found.x), float(-found.fun))
    return best


def _counts(game: NormalFormGame, choices: Mapping[str, Mapping[str, float]]) -> list[Array]:
    counts = [np.zeros(m) for m in game.n_actions]
    for player, seen in choices.items():
        i = game.player_index(player)
        for action, count in seen.items():
            if action not in game.actions[i]:
                raise unknown_name("action", action, game.actions[i])
            if not count >= 0:
                raise InvalidModelError(f"{player}: {action} was seen {count} times; counts must not be negative")
            counts[i][game.actions[i].index(action)] = count
    if not any(own.any() for own in counts):
        raise InvalidModelError("no choices were given; name players with how often each took which action")
    return counts
