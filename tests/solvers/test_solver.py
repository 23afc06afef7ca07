"""What every solver has: options as fields, a row in the table of the room, one line for games of other kinds."""

import inspect

import pytest

import alignment_games as ag
from alignment_games import solvers
from alignment_games.solvers.solver import AbstractSolver

SOLVERS = [
    each
    for each in (getattr(solvers, name) for name in solvers.__all__)
    if inspect.isclass(each) and issubclass(each, AbstractSolver) and not inspect.isabstract(each)
]
GAME = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]])
SUMS = ag.threshold_model({"A": 1, "B": 1}, against=1).sums()


@pytest.mark.parametrize("solver", SOLVERS)
def test_options_are_fields_and_the_repr_repeats_the_run(solver):
    assert solver.__dataclass_params__.frozen
    assert repr(solver()).startswith(f"{solver.__name__}(")


@pytest.mark.parametrize("solver", [each for each in SOLVERS if each is not solvers.Auto])
def test_it_stands_in_the_table_of_the_room(solver):
    rows = {line.partition(" ")[0] for line in solvers.__doc__.partition("=\n")[2].splitlines()}
    assert solver.__name__ in rows, "give it a row of the table at the head of solvers/__init__.py"


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_game_of_another_kind_is_refused_in_one_line(solver):
    for kind, game in ((ag.NormalFormGame, GAME), (ag.SumGame, SUMS)):
        if kind not in solver.games:
            assert solver().refusal(game).startswith("it takes a game ")
            with pytest.raises(ag.UnsupportedGameError, match="it takes a game "):
                ag.solve(game, solver())


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: solvers.DropDominated("pure"), "solver must be a solver, such as"),
        (lambda: solvers.VertexEnumeration(otherwise=3), "otherwise must be a solver"),
        (lambda: solvers.LogitTracing("far"), "last_rate must be"),
        (lambda: solvers.LogitBySums(most_steps=None), "most_steps must be"),
        (lambda: ag.solve(GAME, solvers.LemkeHowson(["stag"])), "expected a player and an action"),
    ],
)
def test_options_of_another_kind_are_refused_in_one_line(build, words):
    with pytest.raises(ag.InvalidModelError, match=words):
        build()
