"""Every verb on every object: each pair works, or is refused in one line that says what to give."""

import numpy as np
import pytest
from scipy.stats import uniform

import alignment_games as ag
from alignment_games.errors import AlignmentGamesError
from alignment_games.models import chain_ganging_game
from tests.in_hand import CASE, NOTHING, first_actions, in_hand

pytestmark = pytest.mark.slow  # every verb with every object


def _encoded():
    return chain_ganging_game({"France": 1.0, "Britain": 1.0}, front=1, threat=2)


@pytest.fixture(scope="module")
def objects(tmp_path_factory):
    """Return the things that a user has in hand, by what they are."""
    folder = tmp_path_factory.mktemp("files")
    return {
        **in_hand(folder),
        "name of a case": "europe-1938",
        "model of an encoding": _encoded().model,
        "game of an encoding": _encoded(),
        "model file": folder / "munich.toml",
        "solution of a response game": ag.solve(CASE),
        **NOTHING,
        "function": lambda cost=0.1: chain_ganging_game({"A": 1.0, "B": 1.0}, front=1, threat=2, cost=cost),
    }


def _some(given):
    known = ag.as_model(given).parameters()
    return next(iter(known), "cost")


#: Each public verb about a model or a game.
VERBS = {
    "as_model": lambda x, _: ag.as_model(x).names,
    "solve": lambda x, _: ag.solve(x),
    "explain": lambda x, _: ag.explain(x),
    "refine": lambda x, _: ag.refine(x),
    "select": lambda x, _: ag.select(x, "payoff"),
    "conditions": lambda x, _: ag.conditions(x, first_actions(x)),
    "mixed_conditions": lambda x, _: ag.mixed_conditions(x),
    "regimes": lambda x, _: ag.regimes(x),
    "with_symbols": lambda x, _: ag.with_symbols(x, [_some(x)]).names,
    "threshold": lambda x, _: ag.threshold(x, "Ann", ("stag", "hare"), "b", others="stag"),
    "logit_path": lambda x, _: ag.logit_path(x),
    "correlated_equilibrium": lambda x, _: ag.correlated_equilibrium(x),
    "sweep": lambda x, _: ag.sweep(x, {_some(x): [0.1, 0.2]}),
    "uncertain": lambda x, _: ag.uncertain(x, {_some(x): uniform(0.1, 0.1)}, draws=10, rng=1),
    "nearest_flip": lambda x, _: ag.nearest_flip(x, {_some(x): 0.1}),
    "series": lambda x, _: ag.series({1938: x}),
    "compare": lambda x, _: ag.compare(x, [ag.BalanceOfThreat()]),
    "compare two": lambda x, _: ag.compare(x, x),
    "payoff_text": lambda x, _: ag.payoff_text(x),
    "payoff_latex": lambda x, _: ag.payoff_latex(x),
    "solution_latex": lambda x, _: ag.solution_latex(x),
    "to_latex": lambda x, _: ag.to_latex(x),
    "to_nashpy": lambda x, _: ag.to_nashpy(x),
    "write_model": lambda x, path: ag.write_model(x, path / "model.toml"),
    "write_results": lambda x, path: ag.write_results(x, path / "results.csv"),
    "classroom_page": lambda x, _: ag.classroom_page(x),
    "eliminate_dominated": lambda x, _: ag.eliminate_dominated(x),
    "fit": lambda x, _: ag.fit(x),
    "from_gambit": lambda x, _: ag.from_gambit(x),
    "perceived_threat": lambda x, _: ag.perceived_threat(x, of=ag.State("Germany", power=1), distance_km=1, intent=1),
    "coalition_game": lambda x, _: ag.coalition_game(x, [{"UK"}], cost=1),
    "minimal_winning_coalitions": lambda x, _: ag.minimal_winning_coalitions(x, 1),
    "read_model": lambda x, _: ag.read_model(x),
    "read_nfg": lambda x, _: ag.read_nfg(x),
    "read_distances": lambda x, _: ag.read_distances(x),
}
#: Verbs that take whatever has a game of two or more players in numbers.
OF_GAMES = (
    "as_model",
    "compare two",
    "solve",
    "explain",
    "refine",
    "select",
    "conditions",
    "logit_path",
    "correlated_equilibrium",
    "payoff_text",
    "payoff_latex",
    "solution_latex",
    "to_latex",
    "series",
    "write_results",
)


@pytest.mark.parametrize("verb", VERBS)
def test_it_works_or_says_in_one_line_what_to_give(verb, objects, tmp_path):
    answered, refused = set(), {}
    for name, given in objects.items():
        try:
            VERBS[verb](given, tmp_path)
            answered.add(name)
        except AlignmentGamesError as error:
            refused[name] = str(error)
    assert all("\n" not in line and len(line) > 20 for line in refused.values()), refused
    assert not answered & set(NOTHING)
    if verb in OF_GAMES:
        assert answered >= set(objects) - {*NOTHING, "function"}


@pytest.mark.parametrize("wrong", [3, ["x"], np.zeros(2)])
def test_a_wrong_second_argument_is_refused_as_well(wrong, tmp_path):
    hunt, solution = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]]), ag.solve(CASE)
    dyads = {name: [1, 2] for name in ("ccode1", "ccode2", "year", "cinc1", "cinc2", "capdist")}
    asked = [
        lambda: ag.explain(solution, most=str(wrong)),
        lambda: ag.conditions(hunt, wrong),
        lambda: ag.certify(solution, wrong),
        lambda: ag.compare(CASE, theories=wrong),
        lambda: ag.brief(CASE, solution=wrong),
        lambda: ag.read_dyads(dyads, names=wrong),
        lambda: ag.read_dyads(dyads, covariates=wrong),
        lambda: ag.classroom_page(CASE, states=wrong),
        lambda: ag.solve(hunt, time_limit=str(wrong)),
        lambda: ag.certify(solution, tmp_path / "proof.json", time_limit=str(wrong)),
        lambda: ag.sweep(CASE, {"burden": [0, 1]}, executor=wrong),
    ]
    for ask in asked:
        with pytest.raises(AlignmentGamesError, match=r"^.{20,}$"):
            ask()


def test_a_page_for_a_class_needs_numbers():
    symbols = CASE.model.exact().with_parameters(**ag.symbolic.parameters("burden"))
    with pytest.raises(AlignmentGamesError, match="needs numbers, and the model holds the symbols burden"):
        ag.classroom_page(symbols)


@pytest.mark.parametrize("given", ["case", "response model", "response game", "model file", "path of a model file"])
def test_one_object_gives_one_answer_whatever_stands_for_it(given, objects):
    found = ag.solve(objects[given])
    whole = ag.solve(CASE.game())
    assert [e.regret for e in found] == [e.regret for e in whole]
    for one, other in zip(found, whole, strict=True):
        assert all(np.allclose(x, y) for x, y in zip(one.profile, other.profile, strict=True))
