"""What `solve` takes: anybody's choice among labelled actions, and what it is worth against the others' play.

`NormalFormGame` is one, with a table of all payoffs; `SumGame` is another, with sums in the table's place.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from alignment_games.arrays import Array
from alignment_games.game.profile import Profile, ProfileLike
from alignment_games.game.tolerance import Judgement


@runtime_checkable
class Problem(Protocol):
    """Players, their actions, and payoffs against mixed play.

    >>> import alignment_games as ag
    >>> from alignment_games.models import threshold_model
    >>> table, sums = ag.volunteers_dilemma(3, cost=0.25), threshold_model({"A": 1, "B": 1, "C": 1}, against=1).sums()
    >>> isinstance(table, Problem), isinstance(sums, Problem)
    (True, True)
    """

    @property
    def players(self) -> tuple[str, ...]:
        """The players' names."""

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """The labels of each player's actions."""

    @property
    def n_players(self) -> int:
        """The number of players."""

    @property
    def n_actions(self) -> tuple[int, ...]:
        """The number of actions of each player."""

    def profile(self, given: ProfileLike) -> Profile:
        """Return the mixed profile that labels or probabilities stand for."""

    def deviation_payoffs(self, profile: ProfileLike) -> tuple[Array, ...]:
        """Return, for each player, the expected payoff of each own action against the others' play."""

    def expected_payoffs(self, profile: ProfileLike) -> Array:
        """Return each player's expected payoff, shape ``(n,)``."""

    def regrets(self, profile: ProfileLike) -> Array:
        """Return each player's largest gain from a unilateral deviation, shape ``(n,)``, in payoff units."""

    def tolerances(self) -> Array:
        """Return the regret of each player that can count as zero at any profile, in payoff units."""

    def judge(self, profile: ProfileLike) -> Judgement:
        """Return each player's regret and the regret that counts as zero at this profile, ``(n,)`` each."""
