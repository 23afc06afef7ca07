"""All predicates on all equilibria of a solution, in one call."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from alignment_games.errors import only_known
from alignment_games.game.entrance import Given
from alignment_games.refinements._verdict import Verdict
from alignment_games.refinements.coalitions import coalition_proof, strong
from alignment_games.refinements.evolution import evolutionarily_stable
from alignment_games.refinements.local import quasi_strict, regular, strict, undominated
from alignment_games.refinements.pareto import pareto_undominated
from alignment_games.refinements.trembles import perfect, proper
from alignment_games.signatures import as_annotated
from alignment_games.solvers import Equilibrium, Solution
from alignment_games.solvers.answers import as_solution
from alignment_games.text.display import Displayed
from alignment_games.text.lists import listed
from alignment_games.text.tables import Table
from alignment_games.text.tidy import Tidy

#: Every predicate by its name; each takes a game and a profile, and one that `compares` takes the equilibria too.
PREDICATES: dict[str, Callable[..., Verdict]] = {
    "strict": strict,
    "quasi_strict": quasi_strict,
    "undominated": undominated,
    "perfect": perfect,
    "proper": proper,
    "regular": regular,
    "evolutionarily_stable": evolutionarily_stable,
    "strong": strong,
    "coalition_proof": coalition_proof,
    "pareto_undominated": pareto_undominated,
}


@dataclass(frozen=True, eq=False, repr=False)
class Refinement(Displayed, Tidy):
    """The verdicts on every equilibrium of a solution.

    ``verdicts``: for each equilibrium, in the solution's order, a dictionary from predicate to `Verdict`.
    """

    solution: Solution
    verdicts: tuple[dict[str, Verdict], ...]

    def __getitem__(self, index: int) -> dict[str, Verdict]:
        return self.verdicts[index]

    def __len__(self) -> int:
        return len(self.verdicts)

    def surviving(self) -> tuple[Equilibrium, ...]:
        """Return the equilibria that pass every predicate asked for; what is not decided does not pass."""
        rows = zip(self.solution, self.verdicts, strict=True)
        return tuple(equilibrium for equilibrium, each in rows if all(each.values()))

    def sentences(self) -> list[str]:
        """Return what the verdicts say of each equilibrium, as running text; see `in_words`."""
        return [in_words(list(each.values())) for each in self.verdicts]

    def to_records(self) -> list[dict[str, Any]]:
        """Return tidy rows: equilibrium (from 1), refinement, holds (True, False or None), reason."""
        return [
            {"equilibrium": k, "refinement": name, "holds": verdict.holds, "reason": verdict.reason}
            for k, each in enumerate(self.verdicts, start=1)
            for name, verdict in each.items()
        ]

    def display_parts(self) -> list[Table]:
        """Return what a notebook shows."""
        said = {True: "yes", False: "no", None: "not decided"}
        rows = [
            [k, str(equilibrium), verdict.notion, said[verdict.holds], verdict.reason]
            for k, (equilibrium, each) in enumerate(zip(self.solution, self.verdicts, strict=True), start=1)
            for verdict in each.values()
        ]
        return [Table(["number", "equilibrium", "refinement", "holds", "because"], rows)]

    def __str__(self) -> str:
        lines = []
        for k, (equilibrium, each) in enumerate(zip(self.solution, self.verdicts, strict=True), start=1):
            lines.append(f"{k}  {equilibrium}")
            lines += [f"   {verdict}" for verdict in each.values()]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Refinement: {len(self)} equilibria>"


@as_annotated()
def refine(solution: Given, by: Sequence[str] = ("strict", "coalition_proof", "pareto_undominated")) -> Refinement:
    """Return the verdict of each named predicate on each equilibrium of a solution.

    Raises InvalidModelError for an unknown name, with the closest one; the names are those of `PREDICATES`.

    >>> from alignment_games import NormalFormGame, solve
    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> from alignment_games.solvers import PureEnumeration
    >>> print(refine(solve(hunt, PureEnumeration()), by=["strict", "coalition_proof"]))
    1  Ann: stag, Bob: stag
       strict: the cheapest deviation costs Ann 1
       coalition-proof
    2  Ann: hare, Bob: hare
       strict: the cheapest deviation costs Ann 2
       not coalition-proof: Ann and Bob gain 2 each by both playing stag
    """
    solution = as_solution(solution)
    names = [by] if isinstance(by, str) else list(by)
    only_known("refinement", names, PREDICATES)
    return Refinement(solution, tuple({name: _verdict(name, e, solution) for name in names} for e in solution))


@as_annotated()
def in_words(verdicts: Sequence[Verdict]) -> str:
    """Return the verdicts on one equilibrium as running text, the objections with their witness.

    >>> hare = [Verdict("strict", True), Verdict("strong", False, "Ann and Bob gain 2 each by both playing stag")]
    >>> in_words([*hare, Verdict("proper", None, "it is mixed")])
    'It is strict, but not strong: Ann and Bob gain 2 each by both playing stag. Whether it is proper is not decided.'
    """
    kept = [verdict.notion for verdict in verdicts if verdict.holds is True]
    failed = [verdict for verdict in verdicts if verdict.holds is False]
    open_ = [verdict.notion for verdict in verdicts if verdict.holds is None]
    text = [f"It is {listed(kept)}"] if kept else []
    by_reason: dict[str, list[str]] = {}
    for verdict in failed:
        by_reason.setdefault(verdict.reason, []).append(verdict.notion)
    for place, (reason, notions) in enumerate(by_reason.items()):
        denied = f"not {listed(notions, 'or')}" + (f": {reason}" if reason else "")
        text.append(f"{text.pop()}, but {denied}" if place == 0 and text else f"It is {denied}")
    if open_:
        text.append(f"Whether it is {listed(open_, 'or')} is not decided")
    return ". ".join(text) + "." if text else ""


def compares(name: str) -> bool:
    """Return whether a predicate takes ``equilibria`` too, because it compares them.

    >>> compares("pareto_undominated"), compares("strict")
    (True, False)
    """
    return "equilibria" in inspect.signature(PREDICATES[name]).parameters


def _verdict(name: str, equilibrium: Equilibrium, solution: Solution) -> Verdict:
    others = [solution] if compares(name) else []
    return PREDICATES[name](solution.game, equilibrium, *others)
