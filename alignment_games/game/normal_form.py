r"""The n-player game in normal form: payoffs with labels.

Payoffs are one array of shape ``(*batch, n, m_0, ..., m_{n-1})``: ``payoffs[..., i, a]`` is what player i
gets at the pure profile a. Most games have no batch; a builder that is given arrays of parameters returns
one game object whose payoffs carry those leading axes.

Three arithmetics. *float*: float64. *exact*: ``int`` of any size and ``Fraction``, in an object array.
*symbolic*: SymPy expressions with symbols; such a game is for derivations and is not solved by numbers.
Irrational constants such as ``sqrt(2)`` are solved as the nearest floats and kept for derivations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games.arrays import map_objects
from alignment_games.errors import InvalidModelError
from alignment_games.game.expressions import refuse_undefined, substituted
from alignment_games.game.html import payoff_panels
from alignment_games.game.labels import action_labels, number_of_players, player_names
from alignment_games.game.nfg_text import nfg_lines
from alignment_games.game.payoff_table import PayoffTable
from alignment_games.game.payoffs import as_payoffs, refuse_non_finite
from alignment_games.game.refusals import refuse_what_cannot_be_held
from alignment_games.game.symbols_left import symbols_left
from alignment_games.signatures import as_annotated
from alignment_games.text.display import html_display
from alignment_games.text.visible import visible


@dataclass(frozen=True, eq=False, init=False, repr=False)
class NormalFormGame(PayoffTable):
    """A game of n players with labelled actions.

    ``payoffs``: an array ``(*batch, n, m_0, ..., m_{n-1})`` or a sequence of n arrays
    ``(m_0, ..., m_{n-1})``, one for each player. ``players``: n names. ``actions``: one sequence of labels
    for each player, or one sequence that serves all. Numpy numbers and floats make a float game; Python
    integers and fractions an exact one. Batches need ``actions`` (or ``players``) to tell the axes apart.

    Raises InvalidModelError for wrong shapes, repeated labels, no actions, NaN or infinities.

    >>> game = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> game.regrets("stag, stag").tolist()
    [0, 0]
    """

    @as_annotated()
    def __init__(
        self,
        payoffs: Any,
        players: Sequence[str] | None = None,
        actions: Sequence[str] | Sequence[Sequence[str]] | None = None,
    ) -> None:
        array, arithmetic, expressions = as_payoffs(payoffs)
        n = number_of_players(array.shape, players, actions)
        names = player_names(players, n)
        labels = action_labels(actions, array.shape[-n:], names)
        if arithmetic == "float":
            refuse_non_finite(array, names, labels)
        elif arithmetic == "symbolic":
            refuse_undefined(array, names, labels)
        array.flags.writeable = False
        for field, value in (
            ("payoffs", array),
            ("players", names),
            ("actions", labels),
            ("arithmetic", arithmetic),
            ("_expressions", expressions),
        ):
            object.__setattr__(self, field, value)

    @classmethod
    def from_function(
        cls,
        function: Callable[..., Sequence[Any] | Mapping[str, Any]],
        players: Sequence[str],
        actions: Sequence[str] | Sequence[Sequence[str]],
    ) -> NormalFormGame:
        """Return the game whose payoffs at a profile are ``function(*action_labels)``.

        The function returns one payoff for each player, in order or by name.

        >>> game = NormalFormGame.from_function(lambda a, b: (a == b, a != b), ["Even", "Odd"], ["h", "t"])
        >>> game.n_actions
        (2, 2)
        """
        names = tuple(players)
        shared = len(actions) > 0 and all(isinstance(label, str) for label in actions)
        labels: Any = [tuple(actions)] * len(names) if shared else [tuple(own) for own in actions]
        shape = tuple(len(own) for own in labels)
        refuse_what_cannot_be_held((len(names), *shape))
        table = np.empty((len(names), *shape), dtype=object)
        for index in np.ndindex(*shape):
            chosen = [own[k] for own, k in zip(labels, index, strict=True)]
            values = function(*chosen)
            row = [values[name] for name in names] if isinstance(values, Mapping) else list(values)
            if len(row) != len(names):
                raise InvalidModelError(
                    f"the payoff function returned {len(row)} payoffs at ({', '.join(chosen)}); "
                    f"expected one for each of {len(names)} players"
                )
            table[(slice(None), *index)] = row
        return cls(table, players=names, actions=labels)

    def restrict(self, keep: Sequence[Sequence[int]]) -> NormalFormGame:
        """Return the game in which each player keeps only the actions at the given positions."""
        batch = len(self.batch_shape) + 1
        payoffs = self.expressions
        for i, rows in enumerate(keep):
            payoffs = np.take(payoffs, list(rows), axis=batch + i)
        labels = [[own[k] for k in rows] for own, rows in zip(self.actions, keep, strict=True)]
        return NormalFormGame(payoffs, self.players, labels)

    @as_annotated()
    def substitute(self, values: Mapping[Any, Any] | None = None, /, **named: Any) -> NormalFormGame:
        """Return the game with numbers (or expressions) put in for symbols, all at once.

        Keys are symbols or their names; names may be keywords as well. Raises InvalidModelError for a name that no
        payoff has, for a value that is no number or expression, and where a payoff does not exist at these values.

        >>> from sympy import symbols
        >>> x, y = symbols("x y")
        >>> NormalFormGame([[x, y]]).substitute({x: y, "y": x}).payoffs.tolist()
        [[y, x]]
        >>> NormalFormGame([[x, y]]).substitute(x=1, y=2).payoffs.tolist()
        [[1, 2]]
        """
        flat = substituted(list(self.expressions.flat), {**(values or {}), **named})
        table = np.empty(len(flat), dtype=object)
        table[:] = flat
        return NormalFormGame(table.reshape(self.payoffs.shape), self.players, self.actions)

    def to_float(self) -> NormalFormGame:
        """Return the same game in float64. Raises InvalidModelError when symbols remain or a payoff has no float."""
        if self.arithmetic == "symbolic":
            raise InvalidModelError(symbols_left(self))
        try:
            payoffs = self.payoffs.astype(float)
        except OverflowError as error:
            raise InvalidModelError(
                "some payoff is beyond the floats, which end near 1e308; take other units, or exact methods alone"
            ) from error
        return NormalFormGame(payoffs, self.players, self.actions)

    def to_exact(self) -> NormalFormGame:
        """Return the same game in fractions; a float stands for the exact binary number that it is."""
        if self.arithmetic == "symbolic":
            raise InvalidModelError(symbols_left(self))
        return NormalFormGame(map_objects(Fraction, self.payoffs), self.players, self.actions)

    def to_nfg(self, path: str | Path, *, title: str = "", comment: str = "", outcomes: bool = False) -> None:
        """Write the game as a Gambit .nfg file; ``outcomes`` writes the outcome version.

        `alignment_games.read_nfg` reads it back as the same game, to the last bit of a float. Raises
        UnsupportedGameError for a family of games or symbols, InvalidModelError for an unwritable label.
        """
        lines = nfg_lines(self, title=title, comment=comment, outcomes=outcomes)
        with Path(path).open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(lines)

    def _repr_html_(self) -> str:
        return html_display(payoff_panels(self))

    def __repr__(self) -> str:
        size = " x ".join(str(m) for m in self.n_actions)
        batch = f", batch {self.batch_shape}" if self.batch_shape else ""
        return f"NormalFormGame({visible(', '.join(self.players))}: {size} actions, {self.arithmetic}{batch})"
