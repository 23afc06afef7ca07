"""The best-reply graph: every pure profile, and where players would go from it.

A profile is a point of a board: the first player's action chooses the row, the second's the column, the third's a step
aslant within these, and those of more players the board. It is drawn as one cell for each player, in the look of its
action. An arrow runs to each profile in which one player has changed to a best reply that is better than what it did,
bent around the other profiles on its way; a profile that no arrow leaves is an equilibrium, and framed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.entrance import as_game
from alignment_games.game.html import Marks
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.report.pictures.looks import (
    axes_of,
    in_lines,
    ink,
    ink_on,
    legend,
    letters_of,
    looks_of,
    neutral,
    refuse_unreadable,
)
from alignment_games.report.pictures.strips import strips_legend
from alignment_games.text.lists import listed
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

Index = tuple[int, ...]

#: Profiles that a picture has room for.
_MOST = 81
#: The side of a player's cell, and the way from one of the third player's actions to the next, across and down.
_CELL, _ASLANT = 0.22, (0.95, 0.55)
#: By how much of their length arrows bend: the first of these by which one keeps so clear of all other profiles.
_BENDS, _CLEAR = (0.16, -0.16, 0.08, -0.08, 0.2, -0.2, 0.3, -0.3, 0.45, -0.45), 0.05
#: The way from an equilibrium to its frame.
_GAP = 0.07
#: Inches between neighbours, and what stands around the board.
_STEP, _AROUND = 0.85, 1.3
#: The share of its own width down to which the letters of a graph can be read.
_LEAST_SHARE = 0.6


def best_reply_graph(target: Any, ax: Any = None) -> Any:
    """Return the axes with every pure profile of a game and an arrow to each better best reply of one player.

    ``target``: a game, or what makes one. Raises UnsupportedGameError for payoffs with symbols, a family of games, and
    more than 81 profiles, InvalidModelError for a width at which its letters would be too small to read.
    """
    game = _drawable(as_game(target))
    places = {index: _place(index, game.n_actions) for index in np.ndindex(*game.n_actions)}
    corner = np.array(list(places.values())).max(axis=0)
    width, height = corner * _STEP + _AROUND
    width, height = max(float(width), 4.0), max(float(height), 2.6) + 0.4
    if ax is None:
        refuse_unreadable(f"a best-reply graph of {len(places)} profiles", width, _LEAST_SHARE * width)
    ax = axes_of(ax, width=width, height=height)
    marks = Marks(game)
    actions = list(dict.fromkeys(label for own in game.actions for label in own))
    rooms = {
        index: _profile(ax, game, index, place, actions, framed=bool(marks.equilibria[index]))
        for index, place in places.items()
    }
    for start, end in _moves(marks, places):
        others = np.array([place for index, place in places.items() if index not in (start, end)])
        bend = _bend(np.array(places[start]), np.array(places[end]), others, _half(len(game.players)))
        _arrow(ax, (places[start], places[end]), (rooms[start], rooms[end]), bend)
    ax.set(xlim=(-0.7, corner[0] + 0.7), ylim=(corner[1] + 0.7, -0.7), aspect="equal")
    ax.set_axis_off()
    players = listed([plot_text(visible(player)) for player in game.players])
    about = f"In each profile: {players}. Arrows: better best replies of one player; framed: equilibria."
    ax.set_title(in_lines(about, ax), fontsize="small", y=-0.02, va="top")
    legend(ax, strips_legend(actions))
    return ax


def _drawable(game: NormalFormGame) -> NormalFormGame:
    profiles = prod(game.n_actions)
    if game.batch_shape or game.arithmetic == "symbolic":
        raise UnsupportedGameError("a best-reply graph is of one game in numbers; put numbers in, or take one game")
    if profiles > _MOST:
        raise UnsupportedGameError(f"a best-reply graph has room for {_MOST} profiles, the game has {profiles:,}")
    return game


def _place(index: Index, sizes: Index) -> tuple[float, float]:
    """Return where a profile stands, across and down."""
    row, column, aslant = (*index, 0, 0)[:3]
    deep = sizes[2] if len(sizes) > 2 else 1
    wide, high = (1.0, 1.0) if deep == 1 else (_ASLANT[0] * deep + 0.9, _ASLANT[1] * deep + 0.7)
    across, down = column * wide + aslant * _ASLANT[0], row * high + aslant * _ASLANT[1]
    board = (wide * (sizes[1] if len(sizes) > 1 else 1) + 0.8, high * sizes[0] + 0.8)
    for k, action in enumerate(index[3:]):
        axis = k % 2
        across, down = across + action * board[0] * (1 - axis), down + action * board[1] * axis
        board = (board[0] * (sizes[3 + k] if not axis else 1), board[1] * (sizes[3 + k] if axis else 1))
    return across, down


def _moves(marks: Marks, places: dict[Index, tuple[float, float]]) -> Iterator[tuple[Index, Index]]:
    """Yield the changes of one player from what is no best reply to one that is."""
    for index in places:
        for player, action in enumerate(index):
            if marks.best[(player, *index)]:
                continue
            for other in range(marks.best.shape[player + 1]):
                end = (*index[:player], other, *index[player + 1 :])
                if other != action and marks.best[(player, *end)]:
                    yield index, end


def _half(players: int) -> Array:
    """Return half the width and half the height of a profile with its frame."""
    side = min(_CELL, 0.8 / players)
    return np.array([side * players, side]) / 2 + _GAP


def _bend(start: Array, end: Array, others: Array, half: Array) -> float:
    """Return the first bend by which an arrow runs through no other profile; the first of all where there is none.

    An arrow is a parabola, whose middle is off the straight line by half its bend.
    """
    share = np.linspace(0, 1, 41)[:, None]
    (across, down), others = end - start, np.reshape(others, (-1, 2))  # a player alone has no others
    for bend in _BENDS:
        aside = 2 * bend * np.array([-down, across])
        points = start + share * (end - start) + share * (1 - share) * aside
        if not (np.abs(points[:, None] - others) < half + _CLEAR).all(axis=2).any():
            return bend
    return _BENDS[0]


def _arrow(ax: Any, ends: Sequence[tuple[float, float]], rooms: Sequence[Any], bend: float) -> None:
    """Draw an arrow from the edge of one profile to that of another."""
    from matplotlib.patches import FancyArrowPatch

    ax.add_patch(
        FancyArrowPatch(
            *ends, arrowstyle="-|>", connectionstyle=f"arc3,rad={bend}", mutation_scale=9, patchA=rooms[0],
            patchB=rooms[1], shrinkA=1, shrinkB=1, color=neutral(0.5), linewidth=0.9, zorder=2,
            gid=f"move:{ends[0]}:{ends[1]}",
        )
    )  # fmt: skip


def _profile(
    ax: Any, game: NormalFormGame, index: Index, place: tuple[float, float], actions: list[str], *, framed: bool
) -> Any:
    """Draw one cell for each player, in the look of its action, and a frame around an equilibrium; return the room."""
    from matplotlib.patches import Rectangle

    looks, letters = looks_of(actions), letters_of(actions)
    side = min(_CELL, 0.8 / len(index))
    left, top = place[0] - side * len(index) / 2, place[1] - side / 2
    for k, (own, action) in enumerate(zip(game.actions, index, strict=True)):
        colour = looks[own[action]][0]
        ax.add_patch(
            Rectangle((left + k * side, top), side, side, facecolor=colour, edgecolor=ink(), linewidth=0.6, zorder=3)
        )
        at = (left + (k + 0.5) * side, place[1])
        ax.text(*at, letters[own[action]], ha="center", va="center", fontsize=7, color=ink_on(colour), zorder=4)
    gap = _GAP if framed else 0.0
    room = Rectangle(
        (left - gap, top - gap), side * len(index) + 2 * gap, side + 2 * gap, fill=False, edgecolor=ink(),
        linewidth=2 if framed else 0.6, zorder=5, gid=f"{'equilibrium' if framed else 'profile'}:{index}",
    )  # fmt: skip
    return ax.add_patch(room)
