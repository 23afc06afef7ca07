"""Pure and mixed profiles: from labels to probabilities and back.

A mixed profile is a tuple with one 1-D array of probabilities for each player, in the game's order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from numbers import Rational
from typing import Any, Protocol

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known, shown

Profile = tuple[Array, ...]


class HasProfile(Protocol):
    """What is a profile of some game: an equilibrium."""

    @property
    def profile(self) -> Profile:
        """The probabilities, one array for each player."""


#: What a user may write for a profile: labels by position, labels or probabilities by player, or an equilibrium.
ProfileLike = str | Sequence[Any] | Mapping[str, Any] | HasProfile

#: Players that an error names, of many.
_NAMED = 8
#: How far probabilities given by hand may miss a sum of one before they are refused.
SIMPLEX_TOLERANCE = 1e-9


def pure(indices: Sequence[int], n_actions: Sequence[int], *, exact: bool = False) -> Profile:
    """Return the mixed profile that puts all weight on one action of each player.

    >>> [x.tolist() for x in pure([0, 1], [2, 2])]
    [[1.0, 0.0], [0.0, 1.0]]
    """
    kind: Any = object if exact else float
    return tuple(np.eye(m, dtype=kind)[index] for index, m in zip(indices, n_actions, strict=True))


def supports(profile: Sequence[Array], threshold: float = 0.0) -> tuple[tuple[int, ...], ...]:
    """Return, for each player, the indices of the actions played with more than ``threshold``."""
    return tuple(tuple(int(k) for k in np.flatnonzero(np.asarray(p) > threshold)) for p in profile)


def is_pure(profile: Sequence[Array]) -> bool:
    """Return whether every player puts all weight on one action."""
    return all(len([x for x in np.asarray(p).tolist() if x > 0]) == 1 for p in profile)


def on_simplex(profile: Sequence[Array], tolerance: float) -> bool:
    """Return whether all are probabilities in floats, none negative and each player's summing to one but for rounding.

    >>> on_simplex((np.array([0.5, 0.5]), np.array([1.0])), 1e-12), on_simplex((np.array([0.5, 0.6]),), 1e-12)
    (True, False)
    """
    flat = np.concatenate(profile)
    starts = np.cumsum([0, *(len(own) for own in profile[:-1])])
    return bool(
        flat.dtype.kind == "f" and (flat >= 0).all() and (abs(np.add.reduceat(flat, starts) - 1) <= tolerance).all()
    )


def parse_profile(given: ProfileLike, players: Sequence[str], actions: Sequence[Sequence[str]]) -> Profile:
    """Return the mixed profile that a user means.

    Accepted: one label for each player (``"balance, buck_pass"`` or a list), a mapping from player to
    label, a mapping from player to ``{action: probability}``, one array of probabilities for each
    player, or an equilibrium. Raises InvalidModelError with the place named.

    >>> parse_profile("stag, hare", ["Ann", "Bob"], [["stag", "hare"]] * 2)[1].tolist()
    [0, 1]
    """
    found = getattr(given, "profile", None)
    if isinstance(found, tuple) and [len(own) for own in found] == [len(labels) for labels in actions]:
        _refuse_other_names(given, players, actions)
        return found
    parts = _by_player(given if found is None else found, players)
    rows = zip(parts, players, actions, strict=True)
    return tuple(_one_player(part, player, labels) for part, player, labels in rows)


def _refuse_other_names(given: Any, players: Sequence[str], actions: Sequence[Sequence[str]]) -> None:
    """Raise InvalidModelError for an equilibrium of a game whose players or actions have other names."""
    problem = getattr(given, "problem", None)
    if problem is None or ([*problem.players], [*map(list, problem.actions)]) == ([*players], [*map(list, actions)]):
        return
    raise InvalidModelError(
        f"{shown(given)} is of a game whose players or actions are named or ordered otherwise; give the profile by name"
    )


def _by_player(given: ProfileLike, players: Sequence[str]) -> list[Any]:
    if isinstance(given, str):
        given = [part.strip() for part in given.split(",")]
    if isinstance(given, Mapping):
        only_known("player", given, players)
        missing = [name for name in players if name not in given]
        if missing:
            raise InvalidModelError(f"the profile says nothing for {', '.join(missing)}; give every player")
        return [given[name] for name in players]
    parts = list(given) if isinstance(given, Iterable) else [given]
    if len(parts) != len(players):
        order = ", ".join([*players[:_NAMED], *(["..."] if len(players) > _NAMED else [])])
        raise InvalidModelError(
            f"expected one entry for each of {len(players)} players ({order}), got {len(parts)}; "
            "give them in this order, or by name"
        )
    return parts


def _one_player(part: Any, player: str, labels: Sequence[str]) -> Array:
    if isinstance(part, str):
        part = {part: 1}
    if isinstance(part, Mapping):
        only_known("action", part, labels)
        part = [part.get(label, 0) for label in labels]
    probabilities = np.asarray(part)
    if probabilities.shape != (len(labels),):
        got = f"shape {probabilities.shape}" if probabilities.ndim else shown(part)
        raise InvalidModelError(
            f"{player}: expected an action, or {len(labels)} probabilities ({', '.join(labels)}), got {got}"
        )
    _check_simplex(probabilities, player)
    return probabilities


def _check_simplex(probabilities: Array, player: str) -> None:
    if any(hasattr(p, "free_symbols") and p.free_symbols for p in probabilities.flat):
        return
    total = sum(probabilities.tolist())
    exact = all(isinstance(p, Rational) for p in probabilities.tolist())
    sums_to_one = total == 1 if exact else math.isclose(total, 1, abs_tol=SIMPLEX_TOLERANCE)
    if not sums_to_one or min(probabilities.tolist()) < 0:
        raise InvalidModelError(
            f"{player}: probabilities must be non-negative and sum to 1, "
            f"got {', '.join(str(p) for p in probabilities.tolist())}"
        )
