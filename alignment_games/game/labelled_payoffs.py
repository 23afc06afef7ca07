"""What the writers of text and HTML need of a game, so that they stand below it."""

from __future__ import annotations

from typing import Protocol

from alignment_games.game.payoffs import Arithmetic, Array


class LabelledPayoffs(Protocol):
    """Payoffs with labels; `NormalFormGame` has them, and says what each is."""

    @property
    def players(self) -> tuple[str, ...]:
        """The players' names."""

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """The labels of each player's actions."""

    @property
    def payoffs(self) -> Array:
        """What each player gets at each profile, shape ``(*batch, n, m_0, ..., m_{n-1})``."""

    @property
    def arithmetic(self) -> Arithmetic:
        """What the payoffs are made of."""

    @property
    def n_players(self) -> int:
        """The number of players."""

    @property
    def n_actions(self) -> tuple[int, ...]:
        """The number of actions of each player."""

    @property
    def batch_shape(self) -> tuple[int, ...]:
        """The leading axes of a family of games; () for one game."""

    def tolerances(self) -> Array:
        """Return the difference that counts as none for each player, in payoff units."""
