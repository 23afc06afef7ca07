"""Games with known equilibria, as the file ``data/known_games.toml`` has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.door import as_model
from alignment_games.solvers.solution import Solution
from alignment_games.text.display import DisplayedRecord

#: A play for each player, as probabilities.
Known = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, repr=False)
class KnownGame(DisplayedRecord):
    """A game with the number of its equilibria and the source of that knowledge.

    ``count``: where there are continua, their ends are counted, and a solver may report further members.
    ``components``: how many ends each continuum has, and ``dimensions`` those of continua, as far as they are known.
    ``equilibria``: all of them, the ends of continua among them; none where only their number is known.
    """

    name: str
    game: NormalFormGame
    count: int
    source: str
    components: tuple[int, ...] = ()
    dimensions: tuple[int, ...] = ()
    equilibria: tuple[Known, ...] = ()

    @property
    def continua(self) -> bool:
        """Whether some equilibria are no isolated points."""
        return bool(self.components or self.dimensions)

    def allows(self, found: int) -> bool:
        """Return whether so many different equilibria are all there are: at least the ends of continua."""
        return found >= self.count if self.continua else found == self.count

    def answered_by(self, solution: Solution) -> bool:
        """Return whether a solution is proven complete and has all the known equilibria and no others."""
        return solution.complete and self.allows(len(solution)) and bool(solution.components) == self.continua


@cache
def named_games() -> tuple[KnownGame, ...]:
    """Return the games of the file, in its order.

    >>> named_games()[0].name, named_games()[0].game.actions[0]
    ('stag hunt', ('stag', 'hare'))
    """
    text = (resources.files("alignment_games.catalogue") / "data" / "known_games.toml").read_text(encoding="utf-8")
    return tuple(_made(**entry) for entry in tomllib.loads(text)["game"])


def _made(*, model: str = "", payoffs: Any = None, players: Any = None, actions: Any = None, **known: Any) -> KnownGame:
    """Return the game of one entry: its table of payoffs, or that of a model of the catalogue with its own figures."""
    table = as_model(model).game().to_exact() if model else NormalFormGame(_numbers(payoffs), players, actions)
    return KnownGame(game=table, **{name: _numbers(value) for name, value in known.items()})


def _numbers(given: Any) -> Any:
    """Return tables of numbers as they are meant: a ratio or a root stands as text in them."""
    if isinstance(given, list):
        return tuple(_number(each) if isinstance(each, str) else _numbers(each) for each in given)
    return given


def _number(text: str) -> Any:
    if "sqrt" not in text:
        return Fraction(text)
    from sympy import sympify

    return sympify(text)
