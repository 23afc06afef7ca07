"""A solution in words: who does what, what holds each state there, and what kind of game it is."""

from __future__ import annotations

import math
from typing import Any

from alignment_games.game.entrance import Given
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.problem import Problem
from alignment_games.game.sum_game import SumGame
from alignment_games.game.words import listed
from alignment_games.models.response import ResponseGame, ResponseModel
from alignment_games.refinements.refine import refine
from alignment_games.refinements.selection import select
from alignment_games.report.alike import figure, told_together
from alignment_games.report.kind import kind_of_game
from alignment_games.report.standing import standing
from alignment_games.report.switch import Switch, switches
from alignment_games.report.words import paragraph, who_plays
from alignment_games.solvers.answers import as_solution
from alignment_games.solvers.solution import Equilibrium, Solution
from alignment_games.states.words import does, doing
from alignment_games.text.visible import visible

#: Joint deviations and risk are looked into up to this many payoffs, so that an explanation takes seconds.
_MOST_PAYOFFS = 20_000
#: Coalitions are asked while they number, times the profiles (or what each takes at least), no more than this: seconds.
_MOST_STEPS, _LEAST_PROFILES = 2**22, 2**8

#: Up to so many states each is told apart; of more, those in the same position together.
_MOST_APART = 4


def explain(solution: Given, *, most: int = 20) -> str:
    """Return the solution in words, in lines of at most 96 characters.

    For each equilibrium (``most`` of them at most, and it says so) one sentence on each state: what it does,
    what its best deviation would cost it in payoff units, and, in response games, the perceived threat and
    the burden at which it would switch, the others' play held fixed, and with what chance it would hold if it
    were attacked, alone and as things stand; of more than four states, those whose sentences differ in figures alone
    are told together. In games of up to 20,000 payoffs also
    whether the equilibrium is strict, coalition-proof and Pareto-undominated, and which one payoff and risk
    dominance select.

    >>> from alignment_games.cases import load_case
    >>> from alignment_games.solvers import PureEnumeration, solve
    >>> print(explain(solve(load_case("europe-1938").game(), PureEnumeration())).splitlines()[0])
    2 equilibria: every pure equilibrium is here; mixed equilibria were not looked for.
    """
    solution = as_solution(solution)
    count = f"{len(solution)} equilibri{'um' if len(solution) == 1 else 'a'}"
    blocks = [
        "\n".join(paragraph(line, "  ") for line in [f"{count}: {solution.status.value}.", *kind_of_game(solution)])
    ]
    shown = list(solution)[:most]
    verdicts = _verdicts(solution) if len(solution) <= most else [""] * most
    blocks += [
        "\n".join([_equilibrium(solution, k, equilibrium), *([paragraph(verdict, "  ")] if verdict else [])])
        for k, (equilibrium, verdict) in enumerate(zip(shown, verdicts, strict=False), start=1)
    ]
    if len(solution) > most:
        blocks.append(f"... and {len(solution) - most} more.")
    if solution.components:
        blocks.append(
            "\n".join(paragraph(f"Component: {component.in_words}.", "  ") for component in solution.components)
        )
    if 1 < len(solution) <= most and _is_small(solution.problem):
        chosen = "; ".join(str(select(solution, rule)) for rule in ("payoff", "risk"))
        blocks.append(paragraph(f"{chosen[0].upper()}{chosen[1:]}.", "  "))
    return "\n\n".join(blocks)


def _verdicts(solution: Solution) -> list[str]:
    """Return what comparison and coalitions say of each equilibrium; nothing for games too large to ask.

    Coalitions double with each player; where there are too many, this is said in their place.
    """
    game = solution.problem
    if not _is_small(game):
        return [""] * len(solution)
    coalitions = 2**game.n_players
    if coalitions * max(_LEAST_PROFILES, math.prod(game.n_actions)) <= _MOST_STEPS:
        return refine(solution, ("strict", "coalition_proof", "pareto_undominated")).sentences()
    unasked = f" Coalitions were not asked: {game.n_players} players form {coalitions:,} of them."
    return [text + unasked for text in refine(solution, ("strict", "pareto_undominated")).sentences()]


def _is_small(game: Problem) -> bool:
    """Return whether there is a table of payoffs, small enough to be asked everything."""
    return isinstance(game, NormalFormGame) and game.payoffs.size <= _MOST_PAYOFFS


def _equilibrium(solution: Solution, order: int, equilibrium: Equilibrium) -> str:
    game = solution.problem
    lines = [f"Equilibrium {order}, {_headline(equilibrium)}."]
    where: dict[str, list[Switch]] = {}
    if isinstance(game, ResponseGame) or (isinstance(game, SumGame) and isinstance(game.model, ResponseModel)):
        where = switches(game, equilibrium.profile)
    each = game.deviation_payoffs(equilibrium.profile)
    sentences = {}
    for i, player in enumerate(game.players):
        sentence = _state(game.actions[i], equilibrium.profile[i], each[i])
        moves = _switching(where.get(player, []))
        held = f" {standing(game, equilibrium.profile, i)}." if isinstance(game, ResponseGame) else ""
        sentences[player] = f"{sentence}{moves}.{held}"
    lines += told_together(sentences, ranges=game.n_players > _MOST_APART)
    return "\n".join(paragraph(line, "  ") for line in lines)


def _headline(equilibrium: Equilibrium) -> str:
    if not equilibrium.pure:
        return "in mixed strategies"
    return f"pure ({who_plays(zip(equilibrium.problem.players, equilibrium.actions, strict=True))})"


def _state(labels: tuple[str, ...], probabilities: Any, payoffs: Any) -> str:
    """Return what a state does and what its best deviation would cost it."""
    used = [k for k in range(len(labels)) if probabilities[k] != 0]
    rest = [k for k in range(len(labels)) if k not in used]
    if len(used) == 1:
        start = _does(labels[used[0]])
    else:
        shares = listed(f"{_doing(labels[k])} ({figure(probabilities[k])})" for k in used)
        start = f"mixes {shares}, indifferent among them at {figure(payoffs[used[0]])}"
    if not rest:
        return f"{start}, and has no other action" if len(used) == 1 else start
    best = max(rest, key=lambda k: payoffs[k])
    cost = payoffs[used[0]] - payoffs[best]
    if abs(cost) * 10**12 <= max(1, abs(payoffs[best])):
        return f"{start}, but {_doing(labels[best])} would serve it as well (both give {figure(payoffs[best])})"
    figures = f"{figure(payoffs[best])} instead of {figure(payoffs[used[0]])}"
    return f"{start}; its best deviation, {_doing(labels[best])}, would cost it {figure(cost)} ({figures})"


def _switching(found: list[Switch]) -> str:
    """Return '. It would switch to balancing at a threat above 0.5 (now 0.1) or a burden below 0.01 (now 0.05)'."""
    targets: dict[str, list[str]] = {}
    for switch in found:
        side = "above" if switch.above else "below"
        point = f"a {switch.parameter} {side} {figure(switch.value)} (now {figure(switch.now)})"
        targets.setdefault(switch.to, []).append(point)
    parts = [f"to {_doing(action)} at {listed(points, 'or')}" for action, points in targets.items()]
    return f". It would switch {listed(parts)}" if parts else ""


def _does(label: str) -> str:
    return does(visible(label))


def _doing(label: str) -> str:
    return doing(visible(label))
