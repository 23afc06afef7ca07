r"""Every equilibrium of n players who are all alike with two actions, by kind: how many act, do not, and mix.

:math:`\Delta_k` is the gain from acting when k of the others act. A kind has a players who act for sure, z who do not,
and groups of mixing players, each with one probability. With J the number of the mixing players who act, one player of
the group left out where it mixes itself,

.. math:: E[\Delta_{a + J}] = 0 \text{ for each who mixes}, \quad E[\Delta_{a - 1 + J}] \ge 0 \text{ for who acts},
          \quad E[\Delta_{a + J}] \le 0 \text{ for who does not.}

*How many groups?* With d different probabilities among the mixing players the gain, linear in each one's, vanishes in
d consecutive sums :math:`\sum_k w_k \Delta_{a + t + k}`, t = 0..d-1, with w_k the chance that k of the m - d others
act. Sums of independent acts make a totally positive matrix (Karlin 1968, "Total Positivity", ch. 8), whose
d rows have full rank on any d signs in blocks; so :math:`\Delta_a, ..., \Delta_{a+m-1}` must change its sign at least d
times. A volunteer's dilemma changes it once: all who mix do so alike. A threshold of equal strengths changes it twice:
one group, or two. One group is an exact polynomial (`bernstein`), two are `two_groups`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import factorial, prod

import numpy as np

from alignment_games.solvers._alike import bernstein
from alignment_games.solvers._alike.two_groups import pairs
from alignment_games.solvers.control import Control

#: Gains below this share of the largest are too close to zero for floats to tell their sign.
_NEAR = 1e-9
#: What one pair of groups takes, in units of what one group of as many takes for each player; measured.
_OF_A_PAIR = 120


#: How many players, and with which probability of each action.
Part = tuple[int, tuple[float, ...]]


@dataclass(frozen=True)
class Kind:
    """``acting`` and ``resting`` for sure, and (how many, with which probability of acting) for each mixing group."""

    acting: int
    resting: int
    groups: tuple[tuple[int, float], ...] = ()

    @property
    def multiplicity(self) -> int:
        """In how many ways the players can be given these parts."""
        return arrangements([count for count, _ in self.parts])

    @property
    def parts(self) -> list[Part]:
        """How many players there are of each part, and with which probability they take either action."""
        mixed = [(count, (p, 1 - p)) for count, p in self.groups]
        parts = [(self.acting, (1.0, 0.0)), *mixed, (self.resting, (0.0, 1.0))]
        return [part for part in parts if part[0]]


def arrangements(sizes: Sequence[int]) -> int:
    """Return in how many ways parts of these sizes can be given to players.

    >>> arrangements([2, 1, 1])
    12
    """
    return factorial(sum(sizes)) // prod(map(factorial, sizes))


@dataclass
class Kinds:
    """The kinds found, and why they may not be all."""

    kinds: list[Kind]
    doubts: list[str] = field(default_factory=list)

    @property
    def doubt(self) -> str:
        """The doubts in one line, each once."""
        return "; ".join(dict.fromkeys(self.doubts))


def kinds_of(gains: Sequence[Fraction], control: Control) -> Kinds:
    """Return every kind of equilibrium, pure ones first; ``gains``: for k = 0..n-1, none of them zero."""
    whole = bernstein.whole(gains)
    found = Kinds(list(_pure(whole)))
    n = len(whole)
    for mixing in range(2, n + 1):
        for acting in range(n - mixing + 1):
            control.tick()
            window = whole[acting : acting + mixing]
            changes = bernstein.sign_changes(window)
            if changes >= 1:
                _one_group(whole, acting, mixing, found)
            if changes >= 2 and mixing >= 3:
                _two_groups(whole, acting, mixing, found)
            if changes >= 3 and mixing >= 3:
                found.doubts.append("three groups that mix differently were not looked for")
    found.kinds.sort(key=lambda kind: (len(kind.groups), -kind.acting))
    return found


def work_of(gains: Sequence[Fraction]) -> int:
    """Return what `kinds_of` will take, about two million units to a second; ``gains``: none of them zero.

    >>> work_of([Fraction(1), Fraction(-1), Fraction(-1)])  # two mix, or all three do
    35
    """
    rising = np.array([gain > 0 for gain in gains])
    changed = np.concatenate([[0], np.cumsum(rising[1:] != rising[:-1])])
    total, n = 0, len(gains)
    for mixing in range(2, n + 1):
        changes = changed[mixing - 1 :] - changed[: n - mixing + 1]
        total += int((changes >= 1).sum()) * mixing**3
        total += int((changes >= 2).sum()) * _OF_A_PAIR * max(mixing - 3, 0) * mixing**2
    return total


def _pure(gains: Sequence[int]) -> Iterator[Kind]:
    n = len(gains)
    for acting in range(n + 1):
        if (acting == 0 or gains[acting - 1] > 0) and (acting == n or gains[acting] < 0):
            yield Kind(acting, n - acting)


def _one_group(gains: Sequence[int], acting: int, mixing: int, found: Kinds) -> None:
    """Add the kinds in which all who mix do so with one probability."""
    resting = len(gains) - acting - mixing
    roots = bernstein.roots(gains[acting : acting + mixing])
    if roots is None:
        found.doubts.append("roots that lie too close together were not parted")
        return
    for root in roots:
        # what those who act, and those who rest, gain: the mixing players but one, shifted by one (the rest is zero)
        for_acting = gains[acting - 1 : acting - 1 + mixing] if acting else [1]
        for_resting = gains[acting + 1 : acting + 1 + mixing] if resting else [-1]
        acts, rests = (_sign(window, root, gains[acting : acting + mixing]) for window in (for_acting, for_resting))
        if acts is None or rests is None:
            found.doubts.append("a condition was too close to zero to be decided")
        elif acts >= 0 >= rests:
            probability = float((root[0] + root[1]) / 2)
            found.kinds.append(Kind(acting, resting, ((mixing, probability),)))


def _sign(window: Sequence[int], root: bernstein.Interval, equation: Sequence[int]) -> int | None:
    """Return the sign of a polynomial at the root of another: 0 where they share roots and it cannot be told."""
    sign = bernstein.sign_on(window, root)
    if sign is None and bernstein.have_common_root(window, equation):
        return 0
    return sign


def _two_groups(gains: Sequence[int], acting: int, mixing: int, found: Kinds) -> None:
    """Add the kinds in which those who mix do so with two probabilities."""
    one, other = gains[acting : acting + mixing - 1], gains[acting + 1 : acting + mixing]
    if bernstein.have_common_root(one, other):  # a group beside a single player, whose own probability is then free
        found.doubts.append("one player's probability may be free where the others mix: a continuum")
    scale = max(map(abs, gains))
    floats = np.array([gain / scale for gain in gains])
    for r in range(2, mixing - 1):
        s = mixing - r
        solved = pairs(floats[acting : acting + mixing], r, s)
        if not solved.proven:
            found.doubts.append("pairs of probabilities that lie too close together were not parted")
        for u, v in solved.roots:
            _add_two_groups(floats, acting, ((r, u), (s, v)), found)


def _add_two_groups(gains: np.ndarray, acting: int, groups: tuple[tuple[int, float], ...], found: Kinds) -> None:
    """Add the kind if those who act and those who rest do best so."""
    n, mixing = len(gains), sum(count for count, _ in groups)
    resting = n - acting - mixing
    chances = np.ones(1)
    for count, p in groups:
        for _ in range(count):
            chances = np.append(chances * (1 - p), 0) + np.append(0, chances * p)
    for_acting = float(chances @ gains[acting - 1 : acting + mixing]) if acting else 1.0
    for_resting = float(chances @ gains[acting : acting + mixing + 1]) if resting else -1.0
    if min(abs(for_acting), abs(for_resting)) < _NEAR:
        found.doubts.append("a condition was too close to zero to be decided")
    elif for_acting > 0 > for_resting:
        found.kinds.append(Kind(acting, resting, groups))
