"""Names of players and actions as they are given -> checked labels that fit the shape of the payoffs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alignment_games.errors import InvalidModelError, shown


def number_of_players(
    shape: tuple[int, ...],
    players: Sequence[str] | None,
    actions: Sequence[str] | Sequence[Sequence[str]] | None,
) -> int:
    """Return how many players the payoffs are for. Raises InvalidModelError where shape and labels disagree."""
    for what, given in (("players", players), ("actions", actions)):
        is_list = hasattr(given, "__len__") and not (isinstance(given, Mapping) or hasattr(given, "columns"))
        if not (given is None or (is_list and len(given))):
            raise InvalidModelError(f"{what}: expected a list of names, got {shown(given)}")
    told = None if players is None else len(players)
    if actions is not None and len(actions) and not isinstance(actions[0], str):
        if told is not None and told != len(actions):
            raise InvalidModelError(f"{told} players but {len(actions)} lists of actions; give one for each player")
        told = len(actions)
    n = len(shape) - 1 if told is None else told
    if n < 1 or len(shape) < n + 1 or shape[-n - 1] != n:
        wanted = f"({n}, m_0, ..., m_{n - 1})" if n > 1 else "(n, m_0, ..., m_{n-1})"
        raise InvalidModelError(
            f"payoffs of {n} players need shape {wanted}, got {shape}; the first axis counts the players"
        )
    return n


def player_names(players: Sequence[str] | None, n: int) -> tuple[str, ...]:
    """Return the players' names, "Player 1" and so on where none are given. Raises InvalidModelError for bad ones."""
    names = tuple(f"Player {i + 1}" for i in range(n)) if players is None else tuple(players)
    _refuse_bad_labels(names, "player")
    return names


def action_labels(
    actions: Sequence[str] | Sequence[Sequence[str]] | None, shape: tuple[int, ...], players: tuple[str, ...]
) -> tuple[tuple[str, ...], ...]:
    """Return each player's labels, "1", "2" where none are given. Raises InvalidModelError where they do not fit."""
    if actions is None:
        labels = tuple(tuple(str(k + 1) for k in range(m)) for m in shape)
    elif len(actions) and isinstance(actions[0], str):
        labels = tuple(tuple(str(label) for label in actions) for _ in shape)
    else:
        labels = tuple(tuple(own) for own in actions)
    for player, own, m in zip(players, labels, shape, strict=True):
        if m == 0 or not own:
            raise InvalidModelError(f"{player} has no actions; every player needs at least one")
        if len(own) != m:
            raise InvalidModelError(f"{player} has {m} actions in the payoffs but {len(own)} labels: {', '.join(own)}")
        _refuse_bad_labels(own, f"action of {player}")
    return labels


def _refuse_bad_labels(labels: tuple[str, ...], kind: str) -> None:
    seen: set[str] = set()
    for k, label in enumerate(labels):
        if not isinstance(label, str) or not label.strip():
            raise InvalidModelError(f"{kind} {k + 1} needs a name, got {label!r:.60}")
        if label in seen:
            raise InvalidModelError(f"the {kind} {label!r:.60} is named twice; names must differ")
        seen.add(label)
