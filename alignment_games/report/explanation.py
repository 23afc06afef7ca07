"""A solution in words: who does what, what holds each state there, and what kind of game it is."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_games.analysis.facts import EquilibriumFacts, Facts, PlayerFacts
from alignment_games.analysis.standing import Standing
from alignment_games.analysis.switches import Switch
from alignment_games.errors import whole_number
from alignment_games.game.entrance import Given
from alignment_games.report.kind_in_words import kind_in_words
from alignment_games.signatures import as_annotated
from alignment_games.solvers.answers import as_solution
from alignment_games.solvers.solution import Equilibrium
from alignment_games.text.alike import figure, told_together
from alignment_games.text.lists import listed
from alignment_games.text.pages import paragraph
from alignment_games.text.play import does, doing, who_plays
from alignment_games.text.visible import visible

#: Up to so many states each is told apart; of more, those in the same position together.
_MOST_APART = 4


@as_annotated()
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
    told = explanation(Facts(as_solution(solution), whole_number("most", most, least=0)))
    return "\n\n".join("\n".join(paragraph(line, "  ") for line in part) for part in told)


def explanation(facts: Facts) -> list[list[str]]:
    """Return the parts of the explanation, each of them lines, the first of which opens it."""
    solution = facts.solution
    count = f"{len(solution)} equilibri{'um' if len(solution) == 1 else 'a'}"
    kind = kind_in_words(facts.kind) if facts.kind else []
    parts = [[f"{count}: {solution.status.value}.", *kind]]
    verdicts = _verdicts(facts)
    for k, each in enumerate(facts.equilibria):
        parts.append([*_equilibrium(each, k + 1), *([verdicts[k]] if verdicts else [])])
    if not facts.is_whole:
        parts.append([f"... and {len(solution) - facts.most} more."])
    if facts.components:
        parts.append([f"Component: {component.in_words}." for component in facts.components])
    if facts.selections:
        chosen = "; ".join(map(str, facts.selections))
        parts.append([f"{chosen[0].upper()}{chosen[1:]}."])
    return parts


def _verdicts(facts: Facts) -> list[str]:
    """Return what comparison and coalitions say of each equilibrium; nothing where they were not asked.

    Coalitions double with each player; where there are too many, this is said in their place.
    """
    if facts.verdicts is None:
        return []
    number, unasked = facts.unasked_coalitions, ""
    if number:
        unasked = f" Coalitions were not asked: {facts.solution.problem.n_players} players form {number:,} of them."
    return [f"{text}{unasked}" for text in facts.verdicts.sentences()]


def _equilibrium(facts: EquilibriumFacts, order: int) -> list[str]:
    sentences = {each.player: _player(each) for each in facts.players}
    alike = told_together(sentences, ranges=len(facts.players) > _MOST_APART)
    return [f"Equilibrium {order}, {_headline(facts.equilibrium)}.", *alike]


def _headline(equilibrium: Equilibrium) -> str:
    if not equilibrium.pure:
        return "in mixed strategies"
    return f"pure ({who_plays(zip(equilibrium.problem.players, equilibrium.actions, strict=True))})"


def _player(facts: PlayerFacts) -> str:
    """Return what a player does, what its best deviation would cost it, where it would switch, how it would stand."""
    held = f" {_standing(facts.standing)}." if facts.standing else ""
    return f"{_play(facts)}{_switching(facts.switches)}.{held}"


def _play(facts: PlayerFacts) -> str:
    used, payoff, best = facts.used, facts.payoff, facts.best_deviation
    if len(used) == 1:
        start = _does(facts.actions[used[0]])
    else:
        shares = listed(f"{_doing(facts.actions[k])} ({figure(facts.probabilities[k])})" for k in used)
        start = f"mixes {shares}, indifferent among them at {figure(payoff)}"
    if best is None:
        return f"{start}, and has no other action" if len(used) == 1 else start
    if best.is_as_good:
        return f"{start}, but {_doing(best.action)} would serve it as well (both give {figure(best.payoff)})"
    figures = f"{figure(best.payoff)} instead of {figure(payoff)}"
    return f"{start}; its best deviation, {_doing(best.action)}, would cost it {figure(best.cost)} ({figures})"


def _switching(switches: Sequence[Switch]) -> str:
    """Return '. It would switch to balancing at a threat above 0.5 (now 0.1) or a burden below 0.01 (now 0.05)'."""
    targets: dict[str, list[str]] = {}
    for switch in switches:
        side = "above" if switch.above else "below"
        point = f"a {switch.parameter} {side} {figure(switch.value)} (now {figure(switch.now)})"
        targets.setdefault(switch.to, []).append(point)
    parts = [f"to {_doing(action)} at {listed(points, 'or')}" for action, points in targets.items()]
    return f". It would switch {listed(parts)}" if parts else ""


def _standing(found: Standing) -> str:
    text = (
        f"Attacked, it would hold with chance {figure(found.alone)} alone and {figure(found.now)} in this equilibrium"
    )
    return text if found.can_be_held else f"{text}; no coalition here holds it (at best {figure(found.best)})"


def _does(label: str) -> str:
    return does(visible(label))


def _doing(label: str) -> str:
    return doing(visible(label))
