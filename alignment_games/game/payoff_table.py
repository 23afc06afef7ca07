"""A table of payoffs with labels: what each action is worth against the others' play, and what counts as a tie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product

from alignment_games.arrays import Array
from alignment_games.game import best_reply
from alignment_games.game.labelled_game import LabelledGame
from alignment_games.game.payoffs import Arithmetic
from alignment_games.game.profile import ProfileLike
from alignment_games.game.strategic_range import surviving_actions
from alignment_games.game.tolerance import Judgement, judge, tolerances


@dataclass(frozen=True, eq=False, init=False, repr=False)
class PayoffTable(LabelledGame):
    """The payoffs of one game, or of a family along leading axes, and play on them; `NormalFormGame` makes it.

    ``payoffs``: what each player gets at each profile, ``(*batch, n, m_0, ..., m_{n-1})``. ``arithmetic``: what these
    are made of.
    """

    payoffs: Array
    arithmetic: Arithmetic
    _expressions: Array | None

    @property
    def batch_shape(self) -> tuple[int, ...]:
        """The leading axes of a family of games; () for one game."""
        return self.payoffs.shape[: -self.n_players - 1]

    @property
    def expressions(self) -> Array:
        """The payoffs as derivations read them: sqrt(2) itself where ``payoffs`` holds the nearest float."""
        return self.payoffs if self._expressions is None else self._expressions

    @cached_property
    def undominated(self) -> tuple[Array, ...]:
        """Which actions of one game are left when strictly dominated ones go, round after round: booleans ``(m_i,)``.

        Dominance is by pure actions; in floats an action goes where it does worse by more than rounding.

        >>> from alignment_games.game.normal_form import NormalFormGame
        >>> [left.tolist() for left in NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]).undominated]
        [[False, True], [False, True]]
        """
        return tuple(surviving_actions(self.payoffs, self.n_players))

    def deviation_payoffs(self, profile: ProfileLike) -> tuple[Array, ...]:
        """Return, for each player, the expected payoff of each own action against the others' play."""
        return best_reply.deviation_payoffs(self.payoffs, self.profile(profile))

    def expected_payoffs(self, profile: ProfileLike) -> Array:
        """Return each player's expected payoff, shape ``(*batch, n)``."""
        return best_reply.expected_payoffs(self.payoffs, self.profile(profile))

    def regrets(self, profile: ProfileLike) -> Array:
        """Return each player's largest gain from a unilateral deviation, shape ``(*batch, n)``."""
        return best_reply.regrets(self.payoffs, self.profile(profile))

    def best_replies(self, profile: ProfileLike) -> dict[str, tuple[str, ...]]:
        """Return each player's best replies to the others' play, as labels (one game, not a batch)."""
        found = best_reply.best_replies(self.payoffs, self.profile(profile), self.tolerances())
        rows = zip(self.players, self.actions, found, strict=True)
        return {
            player: tuple(label for label, best in zip(labels, mask, strict=True) if best)
            for player, labels, mask in rows
        }

    def tolerances(self) -> Array:
        """Return 1e-10 of each player's strategic range, in payoff units, zero if exact; see `game.tolerance`."""
        return self._tolerances.copy()

    @cached_property
    def _tolerances(self) -> Array:
        return tolerances(self.payoffs, self.n_players)

    def judge(self, profile: ProfileLike) -> Judgement:
        """Return each player's regret in one game, and the regret that counts as zero at this profile, in floats."""
        return judge(self.payoffs, self.profile(profile))

    def pure_profiles(self) -> list[tuple[str, ...]]:
        """Return every pure profile as labels, the last player's action changing fastest."""
        return list(product(*self.actions))
