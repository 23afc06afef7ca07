"""What has a solution is taken for one."""

import alignment_games as ag
from alignment_games.solvers.answers import as_solution


def test_a_solution_stays_and_anything_else_is_solved():
    solution = ag.solve("dilemma")
    assert as_solution(solution) is solution
    assert [e.regret for e in as_solution("dilemma")] == [e.regret for e in solution]
