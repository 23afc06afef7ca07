import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import norm

from alignment_games.errors import InvalidModelError
from alignment_games.estimation import StrategicProblem, TwoMoves

GROUPS = (("status quo",), ("concession", "war"))
FIRST, SECOND = {"status quo": ["constant"], "war": ["power"]}, {"war": ["constant", "rivalry"]}
TRUTH = np.array([0.5, 1.5, -0.5, 1.0])


def record(link, count=1500):
    rng = np.random.default_rng(5)
    figures = {"power": rng.normal(size=count), "rivalry": rng.normal(size=count)}
    game = TwoMoves(GROUPS, FIRST, SECOND, link)
    totals = np.exp(game.chances(game.designs(figures, count), TRUTH)[0]).cumsum(axis=1)
    ended = (rng.uniform(size=(count, 1)) > totals).sum(axis=1)
    return {**figures, "end": np.array(game.outcomes)[ended], "dyad": np.arange(count) // 3}


@pytest.mark.slow
@pytest.mark.parametrize("link", ["logit", "probit"])
def test_a_known_truth_lies_within_three_errors(link):
    game = TwoMoves(GROUPS, FIRST, SECOND, link)
    found = StrategicProblem(record(link), game, outcome="end", cluster="dyad").solve()
    assert (abs(found.parameters - TRUTH) < 3 * np.array(list(found.errors.values()))).all()
    assert found.search.highest >= 3
    assert found.clusters == 500
    assert "first, war: power" in found.to_latex()


@pytest.mark.parametrize("link", ["logit", "probit"])
def test_a_second_mover_alone_is_an_ordinary_choice(link):
    # the first mover's utilities being 0, half go on whatever the second does, who has a plain logit or probit
    given, game = record(link, 300), TwoMoves(GROUPS, {}, SECOND, link)
    went = given["end"] != "status quo"
    war, rivalry = given["end"][went] == "war", given["rivalry"][went]
    yes = (lambda x: norm.logcdf(x / np.sqrt(2))) if link == "probit" else (lambda x: -np.logaddexp(0, -x))

    def lost(point):
        return -yes(np.where(war, 1, -1) * (point[0] + point[1] * rivalry)).sum()

    plain = minimize(lost, [0.0, 0.0], method="BFGS", options={"gtol": 1e-9})
    found = StrategicProblem(given, game, outcome="end").solve()
    assert found.parameters == pytest.approx(plain.x, abs=1e-5)
    assert found.log_likelihood == pytest.approx(-plain.fun - len(went) * np.log(2), abs=1e-8)


def test_what_is_not_identified_is_named():
    given = record("logit", 60)
    with pytest.raises(InvalidModelError, match="outcome 'war': the game has status quo, peace"):
        StrategicProblem(given, TwoMoves((("status quo",), ("peace", "concession")), {}, {}), outcome="end")
    idle = StrategicProblem({**given, "power": np.zeros(60)}, TwoMoves(GROUPS, FIRST, SECOND), outcome="end")
    with pytest.raises(InvalidModelError, match="the figure is 0 in every case"):
        idle.solve()
    both = {"war": ["constant"], "concession": ["constant"]}
    doubled = StrategicProblem(given, TwoMoves(GROUPS, {}, both), outcome="end")
    with pytest.raises(InvalidModelError, match="not separately identified"):
        doubled.solve()
