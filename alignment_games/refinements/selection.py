"""Selections: one equilibrium out of several, with the reason in words.

Each rule is a frozen record of its options with one method, ``choose(solution)``; `select` takes a rule or its
name. A rule that singles out nothing says why instead of breaking the tie.
"""

from __future__ import annotations

import abc
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, unknown_name
from alignment_games.game.entrance import Given
from alignment_games.game.structure import weighted_potential
from alignment_games.refinements._verdict import Verdict, probabilities
from alignment_games.refinements.potential import ordinal_potential
from alignment_games.refinements.risk import p_dominance, risk_dominance, risk_in_words
from alignment_games.signatures import as_annotated
from alignment_games.solvers import Equilibrium, LogitTracing, Solution, solve
from alignment_games.solvers.answers import as_solution
from alignment_games.solvers.control import longer_run
from alignment_games.solvers.dynamics.attractors import basins
from alignment_games.solvers.dynamics.laws import AbstractDynamics, BestReplyDynamics
from alignment_games.solvers.verification import as_equilibrium
from alignment_games.text.display import Displayed
from alignment_games.text.numbers import number
from alignment_games.text.visible import visible

#: Equilibria nearer than this, in probability, are the same one.
SAME = 1e-6


@dataclass(frozen=True, eq=False, repr=False)
class Selection(Displayed):
    """The equilibrium that a rule chooses, or None, and why.

    ``rule``: its name in words. ``reason``: a sentence. ``figures``: what was compared, keys by the rule.
    """

    rule: str
    equilibrium: Equilibrium | None
    reason: str
    figures: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        chosen = "nothing" if self.equilibrium is None else str(self.equilibrium)
        return visible(f"{self.rule} selects {chosen}: {self.reason}")


class AbstractSelection(abc.ABC):
    """A rule for choosing among equilibria; its fields are its options."""

    @abc.abstractmethod
    def choose(self, solution: Solution) -> Selection:
        """Return the chosen equilibrium with the reason. The solution has at least one equilibrium."""


@dataclass(frozen=True)
class PayoffDominance(AbstractSelection):
    """The equilibrium that gives every player more than any other (Harsanyi & Selten 1988, chapter 3)."""

    def choose(self, solution: Solution) -> Selection:
        """Choose the equilibrium that is strictly better for everybody than each other one."""
        slack = solution.game.tolerances()
        for k, one in enumerate(solution):
            gains = [one.payoffs - other.payoffs for j, other in enumerate(solution) if j != k]
            if all((gain > slack).all() for gain in gains):
                return Selection("payoff dominance", one, "it gives every player more than each other equilibrium")
        return Selection("payoff dominance", None, "no equilibrium is better for everybody than each other one")


@dataclass(frozen=True)
class RiskDominance(AbstractSelection):
    """The equilibrium that risk-dominates every other; see `risk_dominance` for the two rules.

    ``strict_only``: compare strict equilibria only, when there are any, as the theory does for 2x2 games.
    """

    strict_only: bool = True

    def choose(self, solution: Solution) -> Selection:
        """Hold the tournament of all pairs and choose who wins every comparison."""
        from alignment_games.refinements.local import strict

        rule, game = "risk dominance", solution.game
        candidates = [e for e in solution if strict(game, e)] if self.strict_only else []
        candidates = candidates or list(solution)
        if len(candidates) == 1:
            return Selection(rule, candidates[0], "it is the only candidate")
        beaten: dict[int, dict[int, Verdict]] = {k: {} for k in range(len(candidates))}
        undecided = []
        for k, j in combinations(range(len(candidates)), 2):
            verdict = risk_dominance(game, candidates[k], candidates[j])
            winner = verdict.witness.get("dominant")
            if winner is not None:
                beaten[k if winner == 1 else j][j if winner == 1 else k] = verdict
            elif verdict.holds is None:
                undecided.append(str(verdict))
        figures = {"comparisons": {str(candidates[k]): len(wins) for k, wins in beaten.items()}}
        for k, wins in beaten.items():
            if len(wins) == len(candidates) - 1:
                words = f"it beats each of the {len(wins)} others"
                words = risk_in_words(*wins.values()) if len(wins) == 1 else words
                return Selection(rule, candidates[k], words, figures)
        words = undecided[0] if undecided else "no equilibrium risk-dominates each other one"
        return Selection(rule, None, words, figures)


@dataclass(frozen=True)
class PDominance(AbstractSelection):
    """The pure equilibrium that is p-dominant for the smallest p (Morris, Rob & Shin 1995)."""

    def choose(self, solution: Solution) -> Selection:
        """Choose the smallest largest p; a tie chooses nothing."""
        pure = [e for e in solution if e.pure]
        if not pure:
            return Selection("p-dominance", None, "no equilibrium is pure")
        levels = [max(p_dominance(solution.game, e).values()) for e in pure]
        figures = {"p": dict(zip(map(str, pure), levels, strict=True))}
        order = sorted(range(len(pure)), key=lambda k: levels[k])
        if len(order) > 1 and levels[order[1]] - levels[order[0]] <= SAME:
            return Selection("p-dominance", None, f"two equilibria share p = {number(levels[order[0]])}", figures)
        words = f"p = {number(levels[order[0]])}"
        words += f" against {number(levels[order[1]])} of the next" if len(order) > 1 else ""
        return Selection("p-dominance", pure[order[0]], words, figures)


@dataclass(frozen=True)
class PotentialMaximiser(AbstractSelection):
    """The pure equilibrium at the largest (exact or weighted) potential (Monderer & Shapley 1996).

    An ordinal potential is reported, but its maximiser is not chosen: another ordinal potential of the same
    game may have another.
    """

    def choose(self, solution: Solution) -> Selection:
        """Choose the maximiser of the potential; a tie chooses nothing."""
        game, rule = solution.game, "the potential"
        found = weighted_potential(game)
        if not found:
            ordinal = ordinal_potential(game)
            words = "the game has an ordinal potential only" if ordinal else "the game has no potential"
            return Selection(rule, None, f"{words}: {found.reason}", dict(ordinal.witness))
        potential, weights = found.witness
        top = potential.max()
        # The potential is a sum of n payoff differences, each within its player's tolerance.
        slack = game.tolerances().sum() * game.n_players
        tops = np.argwhere((potential >= top - slack).astype(bool)).tolist()
        profiles = [tuple(own[k] for own, k in zip(game.actions, at, strict=True)) for at in tops]
        figures = {"potential": potential, "weights": weights, "maximisers": profiles}
        if len(profiles) > 1:
            return Selection(rule, None, f"{len(profiles)} profiles share its maximum", figures)
        return Selection(
            rule, as_equilibrium(game, probabilities(game, profiles[0])), f"its maximum is {number(top)}", figures
        )


@dataclass(frozen=True)
class LargestBasin(AbstractSelection):
    """The equilibrium that attracts the largest share of starts under a law of motion."""

    dynamics: AbstractDynamics = field(default_factory=BestReplyDynamics)

    def choose(self, solution: Solution) -> Selection:
        """Run the dynamics and choose the largest basin; a tie chooses nothing."""
        found = basins(solution.game, self.dynamics)
        figures = {"basins": found}
        shares = [share for _, share in found.attractors]
        if not shares or (len(shares) > 1 and shares[0] - shares[1] <= SAME):
            return Selection("the largest basin", None, str(found), figures)
        return Selection("the largest basin", found.attractors[0][0], str(found), figures)


@dataclass(frozen=True)
class LogitSelection(AbstractSelection):
    """The limit of the principal branch of logit responses (McKelvey & Palfrey 1995)."""

    tracing: LogitTracing = field(default_factory=LogitTracing)

    def choose(self, solution: Solution) -> Selection:
        """Choose the limit, verified by its regret. An interrupt is no answer, and ends the call."""
        with longer_run():
            found = solve(solution.game, self.tracing, throw=False)
        if not len(found):
            return Selection("logit response", None, found.status.value)
        reason = ["the principal branch leads to it", found.stats.get("note")]
        return Selection("logit response", found[0], "; ".join(filter(None, reason)))


#: Every rule by its name.
SELECTIONS: dict[str, type[AbstractSelection]] = {
    "payoff_dominance": PayoffDominance,
    "risk_dominance": RiskDominance,
    "p_dominance": PDominance,
    "potential": PotentialMaximiser,
    "basin": LargestBasin,
    "logit": LogitSelection,
}
_SHORT = {f"{kind}{end}": f"{kind}_dominance" for kind in ("payoff", "risk") for end in ("", "_dominant")}


@as_annotated()
def select(solution: Given, by: str | AbstractSelection) -> Selection:
    """Return the equilibrium that a rule chooses out of a solution, with the reason.

    ``by``: a rule object, or the name of one of `SELECTIONS` ("payoff" and "risk" are short for two of them).
    Raises InvalidModelError for an unknown name and for a solution without equilibria.

    >>> from alignment_games import NormalFormGame, solve
    >>> from alignment_games.solvers import PureEnumeration
    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> solution = solve(hunt, PureEnumeration())
    >>> print(select(solution, by="payoff_dominance"))
    payoff dominance selects Ann: stag, Bob: stag: it gives every player more than each other equilibrium
    >>> print(select(solution, by="risk_dominance"))
    risk dominance selects Ann: hare, Bob: hare: products of deviation losses 4 against 1
    """
    solution = as_solution(solution)
    if not len(solution):
        raise InvalidModelError("there is no equilibrium to choose from")
    if isinstance(by, AbstractSelection):
        return by.choose(solution)
    name = _SHORT.get(by, by)
    if name not in SELECTIONS:
        raise unknown_name("selection", by, SELECTIONS)
    return SELECTIONS[name]().choose(solution)
