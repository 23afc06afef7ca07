"""Games of sums beside the same games as tables of payoffs."""

from alignment_games import solve
from alignment_games.solvers import PureBySums, PureEnumeration, Status


def pure_equilibria(solution):
    """Return the actions of each pure equilibrium."""
    return {equilibrium.actions for equilibrium in solution}


def numbers_of_both(models):
    """Return how many pure equilibria each model has by sums, having seen that enumeration finds the same."""
    counts = []
    for number, model in enumerate(models):
        solution = solve(model.sums(), PureBySums())
        assert solution.status is Status.ALL_PURE
        assert pure_equilibria(solution) == pure_equilibria(solve(model.game(), PureEnumeration())), number
        assert len(solution) == len(pure_equilibria(solution))
        counts.append(len(solution))
    return counts
