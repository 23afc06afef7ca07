r"""When coalitions can talk: strong and coalition-proof equilibria.

A *strong* equilibrium (Aumann 1959) leaves no coalition J, the single player and all players included, a
joint deviation :math:`b_J` that makes every member better off:
:math:`u_i(b_J, x_{-J}) > u_i(x)` for all i in J. With ``weak_gains=True`` a coalition already forms when
some member gains and none loses ("strictly strong", the smaller set). Deviations are joint pure actions;
the others go on playing x, which may be mixed.

A *coalition-proof* equilibrium (Bernheim, Peleg & Whinston 1987) need only withstand
deviations that are themselves credible. For a coalition J and the others' play :math:`a_{-J}` held fixed,

- a is *self-enforcing* for J iff it is coalition-proof for every proper part of J;
- a is *coalition-proof* for J iff it is self-enforcing for J and no self-enforcing
  :math:`b_J` makes every member of J better off.

Of one player the first holds always, and the second says "best reply". An equilibrium is coalition-proof iff
it is so for the coalition of all. This is computed for pure profiles: for every coalition one table of
booleans over all pure profiles, smaller coalitions first, each from the tables of the coalitions one smaller
(a profile that is coalition-proof for J is so for every part of J, so no others need be asked).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from math import prod
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game import best_reply
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, ProfileLike, is_pure
from alignment_games.refinements._verdict import Verdict, entered, multiplied_out, probabilities, unilateral_gain, used
from alignment_games.refinements._words import gain_in_words
from alignment_games.signatures import as_annotated

Coalition = tuple[int, ...]

#: Profiles looked at, for each coalition all of them, within some ten seconds: more are not gone through.
MOST_LOOKED_AT = 2**28


@as_annotated(but=("game", "profile"))
def strong(game: Given, profile: ProfileLike, *, weak_gains: bool = False) -> Verdict:
    """Return whether no coalition has a joint deviation that all its members gain by; the witness is one.

    ``weak_gains``: a coalition forms when one member gains and none loses.

    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["Ann", "Bob"], ["cooperate", "defect"])
    >>> print(strong(dilemma, "defect, defect"))
    not strong: Ann and Bob gain 2 each by both cooperating
    """
    game, x, refused = entered(game, profile, "strong")
    if refused is not None:
        return refused
    if (long := _too_long(game)) is not None:
        return Verdict("strong", None, long)
    now = game.expected_payoffs(x)
    for coalition in _coalitions(game.n_players, smallest=2):
        gains = multiplied_out(
            _joint_payoffs(game, x, coalition) - now[list(coalition)].reshape(-1, *[1] * len(coalition))
        )
        slack = game.tolerances()[list(coalition)].reshape(-1, *[1] * len(coalition))
        above: Any = gains > slack
        blocks = above.all(axis=0)
        if weak_gains:
            blocks = above.any(axis=0) & (gains >= -slack).all(axis=0)
        if blocks.any():
            return _blocked("strong", game, coalition, gains, blocks)
    return Verdict("strong", True)


def coalition_proof(game: Given, profile: ProfileLike) -> Verdict:
    """Return whether a pure equilibrium withstands every credible joint deviation; the witness is one.

    A mixed profile is left undecided: the recursion runs over pure profiles.

    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Britain", "USSR"], ["balance", "buck_pass"])
    >>> print(coalition_proof(hunt, "buck_pass, buck_pass"))
    not coalition-proof: Britain and the USSR gain 2 each by both balancing
    """
    game = as_game(game)
    notion = "coalition-proof"
    x = probabilities(game, profile)
    if (long := _too_long(game)) is not None:
        return Verdict(notion, None, long)
    if not is_pure(x):
        return Verdict(notion, None, "the recursion runs over pure profiles and this one is mixed")
    refused = unilateral_gain(game, x, notion)
    if refused is not None:
        return refused
    at = tuple(own[0] for own in used(x))
    tables = _tables(game)
    for coalition in _coalitions(game.n_players, smallest=2):
        if tables.coalition_proof(coalition)[at]:
            continue
        gains = tables.gains(coalition, at)
        slack = game.tolerances()[list(coalition)].reshape(-1, *[1] * len(coalition))
        blocks = (gains > slack).all(axis=0) & tables.self_enforcing(coalition)[_slice(at, coalition)]
        return _blocked(notion, game, coalition, gains, blocks)
    return Verdict(notion, True)


def coalition_proof_profiles(game: Given) -> Array:
    """Return which pure profiles are coalition-proof equilibria: booleans of shape ``(m_0, ..., m_{n-1})``.

    Raises UnsupportedGameError where coalitions and profiles are too many to be gone through.
    """
    game = as_game(game)
    if (long := _too_long(game)) is not None:
        raise UnsupportedGameError(f"{long}; ask for other refinements, or take fewer players")
    probabilities(game, [[1] + [0] * (m - 1) for m in game.n_actions])
    return _tables(game).coalition_proof(tuple(range(game.n_players))).copy()


@dataclass(frozen=True)
class _Tables:
    """Which pure profiles are self-enforcing and coalition-proof, for each coalition that was asked."""

    game: NormalFormGame
    _self_enforcing: dict[Coalition, Array] = field(default_factory=dict)
    _coalition_proof: dict[Coalition, Array] = field(default_factory=dict)

    def self_enforcing(self, coalition: Coalition) -> Array:
        if coalition not in self._self_enforcing:
            found = np.ones(self.game.n_actions, dtype=bool)
            if len(coalition) > 1:
                for part in combinations(coalition, len(coalition) - 1):
                    found &= self.coalition_proof(part)
            self._self_enforcing[coalition] = found
        return self._self_enforcing[coalition]

    def coalition_proof(self, coalition: Coalition) -> Array:
        if coalition not in self._coalition_proof:
            self._coalition_proof[coalition] = self._without_improvement(coalition)
        return self._coalition_proof[coalition]

    def gains(self, coalition: Coalition, at: tuple[int, ...]) -> Array:
        """Return what each member gets more at each joint action, the others' actions held fixed."""
        own: Any = self.game.payoffs[list(coalition)]
        now = own[:, *at].reshape(-1, *[1] * len(coalition))
        return np.asarray(own[:, *_slice(at, coalition)] - now)

    def _without_improvement(self, coalition: Coalition) -> Array:
        """Return the self-enforcing profiles that no self-enforcing profile improves on for every member."""
        n, sizes = self.game.n_players, self.game.n_actions
        others = [j for j in range(n) if j not in coalition]
        order = [*coalition, *others]
        rows = prod(sizes[i] for i in coalition)
        credible = self.self_enforcing(coalition).transpose(order).reshape(rows, -1)
        own = self.game.payoffs[list(coalition)].transpose(0, *(k + 1 for k in order))
        own = own.reshape(len(coalition), rows, -1)
        slack = self.game.tolerances()[list(coalition)].reshape(-1, 1, 1)
        stays = credible.copy()
        for row in np.flatnonzero(credible.any(axis=1)):
            # One joint action against all others at once; where it is not credible it tempts nobody.
            improves = (own[:, row, None] > own + slack).all(axis=0) & credible[row]
            stays &= ~improves
        back = np.argsort(order)
        return stays.reshape([sizes[k] for k in order]).transpose(back)


@lru_cache(maxsize=8)
def _tables(game: NormalFormGame) -> _Tables:
    """Keep the tables of the last few games: the verdicts on all equilibria of a game share them."""
    return _Tables(game)


def _too_long(game: NormalFormGame) -> str | None:
    """Return why coalitions are not gone through, None where they can be."""
    coalitions, profiles = 2**game.n_players, prod(game.n_actions)
    if coalitions * profiles <= MOST_LOOKED_AT:
        return None
    return f"{coalitions:,} coalitions with {profiles:,} profiles are too many to be gone through"


def _coalitions(n: int, smallest: int) -> Iterator[Coalition]:
    for size in range(smallest, n + 1):
        yield from combinations(range(n), size)


def _slice(at: tuple[int, ...], coalition: Coalition) -> tuple[Any, ...]:
    return tuple(slice(None) if i in coalition else k for i, k in enumerate(at))


def _joint_payoffs(game: NormalFormGame, x: Profile, coalition: Coalition) -> Array:
    """Return the members' expected payoffs at each joint pure action, the others playing x."""
    payoffs = game.payoffs[list(coalition)]
    for j in reversed(range(game.n_players)):
        if j not in coalition:
            payoffs = np.moveaxis(payoffs, j + 1, -1) @ x[j]
    return payoffs


def _blocked(notion: str, game: NormalFormGame, coalition: Coalition, gains: Array, blocks: Array) -> Verdict:
    """Word the deviation that gives the least-favoured member the most, each gain as a share of the payoff range."""
    ranges = best_reply.payoff_ranges(game.payoffs, game.n_players)[list(coalition)]
    shares = (gains / ranges.reshape(-1, *[1] * len(coalition))).min(axis=0).astype(float)
    least = np.where(blocks, shares, -np.inf)
    best = np.unravel_index(int(np.argmax(least)), blocks.shape)
    players = tuple(game.players[i] for i in coalition)
    actions = tuple(game.actions[i][k] for i, k in zip(coalition, best, strict=True))
    amounts = tuple(gains[(place, *best)] for place in range(len(coalition)))
    words = gain_in_words(players, actions, amounts)
    return Verdict(notion, False, words, {"players": players, "actions": actions, "gains": amounts})
