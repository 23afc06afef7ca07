"""Where a solution is taken, what has one is taken too: it is solved first."""

from __future__ import annotations

from alignment_games.game.entrance import Given, opened
from alignment_games.solvers.solution import Solution
from alignment_games.solvers.solve import solve


def as_solution(given: Given) -> Solution:
    """Return a solution as it is, and that of whatever `solve` takes. Raises as `solve` does.

    >>> len(as_solution("dilemma"))
    3
    """
    found = opened(given)
    return found if isinstance(found, Solution) else solve(found)
