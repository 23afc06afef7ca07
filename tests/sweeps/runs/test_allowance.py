"""What large games would take is said before it is spent, unless somebody has said how long it may take."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.sweeps.runs._allowance import ALLOWED, LESS, Allowance

BURDENS = {"burden": np.linspace(0.01, 0.2, 40)}


@pytest.fixture(scope="module")
def six():
    """Return a model of six states, which is solved without its table of 25 thousand payoffs."""
    states = [ag.State(f"S{k}", power=0.1 + 0.01 * k) for k in range(6)]
    threat = ag.perceived_threat(states, of=ag.State("T", power=0.8), distance_km=[900.0] * 6, intent=0.7)
    offered = ["balance", "arm", "buck_pass", "bandwagon"]
    return ag.response_model(states, ag.State("T", power=0.8), threat, actions=offered)


@pytest.mark.parametrize(
    ("verb", "instead"),
    [
        (lambda model: ag.sweep(model, BURDENS), "give time_limit= .*panel and solve"),
        (lambda model: ag.uncertain(model, {"burden": _Uniform()}, draws=1000, rng=1), "give time_limit="),
        (
            lambda model: ag.sweeps.sobol(model, "held", {"burden": _Uniform()}, draws=64),
            "fewer inputs or draws",
        ),
        (lambda model: ag.sweeps.swings(model, {"burden": _Uniform()}), "fewer inputs or draws"),
        (lambda model: ag.nearest_flip(model, ["burden"]), "nearest_rational_world"),
        (lambda model: ag.series(model, [*range(40)], BURDENS), "panel"),
        (lambda model: ag.series({1950: model}), "panel"),
    ],
)
def test_verbs_over_large_games_say_what_they_would_take(verb, instead, six, monkeypatch):
    monkeypatch.setattr("alignment_games.sweeps.runs._allowance.ALLOWED", 1e-7)
    with pytest.raises(ag.UnsupportedGameError, match=f"would take more than .*{instead}"):
        verb(six)


def test_a_limit_or_an_executor_says_that_it_may_take_long(six, monkeypatch):
    monkeypatch.setattr("alignment_games.sweeps.runs._allowance.ALLOWED", 1e-7)
    few = {"burden": [0.01, 0.2]}
    limited = ag.sweep(six, few, time_limit=1000)
    with ThreadPoolExecutor(1) as executor:
        pooled = ag.sweep(six, few, executor=executor)
    monkeypatch.setattr("alignment_games.sweeps.runs._allowance.ALLOWED", 1e3)
    assert ag.sweep(six, few).selected.tolist() == limited.selected.tolist() == pooled.selected.tolist()


@pytest.mark.parametrize(
    "verb",
    [
        lambda model, **limit: ag.sweeps.sobol(model, "held", {"burden": _Uniform()}, draws=2, rng=1, **limit),
        lambda model, **limit: ag.sweeps.chances(
            model, {"burden": [0.01]}, {"buffer": _Uniform()}, draws=2, rng=1, **limit
        ),
        lambda model, **limit: ag.sweeps.swings(model, {"burden": _Uniform()}, **limit),
        lambda model, **limit: ag.nearest_flip(model, {"burden": 0.01}, **limit),
        lambda model, **limit: ag.series(model, [1, 2], {"burden": [0.01, 0.2]}, **limit),
        lambda model, **limit: ag.series({1950: model}, **limit),
    ],
    ids=["sobol", "chances", "swings", "nearest_flip", "series of one", "series of many"],
)
def test_every_verb_over_large_games_takes_long_where_a_limit_is_given_and_stops_at_it(verb, six, monkeypatch):
    usual = verb(six)
    monkeypatch.setattr("alignment_games.sweeps.runs._allowance.ALLOWED", 1e-7)
    with pytest.raises(ag.UnsupportedGameError, match=r"give time_limit= \(--time-limit\) to run it all the same"):
        verb(six)
    assert str(verb(six, time_limit=1000)) == str(usual)
    with pytest.raises(ag.NotConvergedError, match="the time limit of 0 s passed"):
        verb(six, time_limit=0)


def test_what_is_spent_counts_for_all_points_that_are_to_come():
    allowance = Allowance(100, LESS, ALLOWED)
    allowance.begin(50)
    allowance.take(ALLOWED / 2 * 4e6 * 0.99)  # half of the points, nearly half of what is allowed
    with pytest.raises(ag.UnsupportedGameError):
        allowance.take(ALLOWED / 2 * 4e6 * 0.02)
    unknown = Allowance(None, LESS, ALLOWED)
    unknown.take(ALLOWED * 4e6 * 0.99)
    with pytest.raises(ag.UnsupportedGameError):
        unknown.take(ALLOWED * 4e6 * 0.02)


def test_games_that_are_made_as_tables_are_refused_before_the_first_of_many(monkeypatch):
    model = ag.threshold_model({f"S{k}": 1 for k in range(6)}, against=2, cost=0.25)
    monkeypatch.setattr("alignment_games.sweeps.runs._allowance.ALLOWED", 5e-6)
    for verb in [
        lambda **limit: ag.sweep(model, {"cost": np.linspace(0.01, 0.2, 900)}, points_per_chunk=1, **limit),
        lambda **limit: ag.nearest_flip(model, {"cost": 0.25}, **limit),
    ]:
        with pytest.raises(ag.UnsupportedGameError, match="takes a whole table of payoffs; give time_limit="):
            verb()
    assert len(ag.sweep(model, {"cost": [0.1, 0.2]}).selected) == 2
    two = ["balance"] * 2 + ["buck_pass"] * 4
    flip = ag.nearest_flip(model, {"cost": 0.25}, profile=two, time_limit=1000)
    assert flip.to["cost"] == pytest.approx(0, abs=1e-9)  # where those who pass the buck lose nothing by balancing


class _Uniform:
    def ppf(self, u):
        return 0.01 + 0.2 * np.asarray(u)
