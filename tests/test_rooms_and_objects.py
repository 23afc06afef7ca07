"""Every public function of every room that is about a game, on every object: it works, or is refused in one line."""

import inspect
import re
from dataclasses import replace
from importlib import import_module

import pytest
from scipy.stats import uniform

import alignment_games as ag
from alignment_games import cases, inverse, io, models, refinements, report, solvers, sweeps, symbolic
from alignment_games.errors import AlignmentGamesError
from alignment_games.refinements.refine import compares
from tests.in_hand import CASE, NOTHING, first_actions, in_hand
from tests.test_verbs_and_objects import VERBS

pytestmark = pytest.mark.slow  # every function with every object

ROOMS = ("cases", "certificates", "inverse", "io", "models", "refinements", "report", "solvers", "sweeps", "symbolic")
#: What is about one game says so by its first argument: by its type, or by its name where it takes more than games.
TYPES = re.compile(r"\b(Given|NormalFormGame|ResponseGame|ResponseModel|SumGame|Problem|Solution|Case)\b")
NAMED = ("game", "model", "target", "solution", "case")
#: Those that write files, take many games or cases, or need an extra that is seldom there: each has tests of its own.
ELSEWHERE = {"replicate", "brief", "certify", "solve_batch", "scorecard", "to_gambit", "to_quantecon"}

OTHER_SIDE = ag.as_model("both_sides").first
ITALY = replace(CASE.model, against=replace(CASE.model.against, name="Italy"))


def _last(given):
    return [own[-1] for own in ag.as_model(given).actions]


def _some(given):
    return next(iter(ag.as_model(given).parameters()), "cost")


def _names(given):
    return ag.as_model(given).names


def _profiles(function):
    """Return the call of a function that takes a game and a profile."""
    return lambda x: function(x, first_actions(x))


def _predicate(name):
    """Return the call of a predicate, with another play where it compares."""
    function = refinements.PREDICATES[name]
    return (lambda x: function(x, first_actions(x), [_last(x)])) if compares(name) else _profiles(function)


#: What exact conditions are derived from.
SYMBOLIC = {"model in a symbol": CASE.model.exact().with_parameters(**symbolic.parameters("burden"))}

#: What takes whatever has a game in numbers, with the rest of what each needs.
OF_GAMES = {
    "predicted_probabilities": cases.predicted_probabilities,
    "fingerprint": io.fingerprint,
    "provenance": io.provenance,
    "results_csv": io.results_csv,
    "results_json": io.results_json,
    "bicentric_prior": lambda x: refinements.bicentric_prior(x, first_actions(x), _last(x)),
    **{name: _predicate(name) for name in refinements.PREDICATES},
    "coalition_proof_profiles": refinements.coalition_proof_profiles,
    "ordinal_potential": refinements.ordinal_potential,
    "trace_from_prior": lambda x: refinements.trace_from_prior(x, first_actions(x)),
    "payoff_html": report.payoff_html,
    "all_pure_starts": solvers.all_pure_starts,
    "basins": lambda x: solvers.basins(x, solvers.BestReplyDynamics()),
    "correlated_polytope": solvers.correlated_polytope,
    "maximum_entropy_correlated": solvers.maximum_entropy_correlated,
    "random_starts": lambda x: solvers.random_starts(x, 2),
    "with_indices": solvers.with_indices,
    "cells": symbolic.cells,
}
#: What takes some games only.
OF_SOME = {
    "judge": lambda x: cases.judge(x, cases.THEORIES[0]),
    "situations": cases.situations,
    "campaign_game": lambda x: models.campaign_game(x, speaker="Britain", audience=["USSR"]),
    "deterrence_game": models.deterrence_game,
    "observed_deterrence_game": models.observed_deterrence_game,
    "two_threats_game": lambda x: models.two_threats_game(x, ITALY.game()),
    "both_sides_game": lambda x: models.both_sides_game(x, OTHER_SIDE),
    "both_sides_model": lambda x: models.both_sides_model(x, OTHER_SIDE),
    "standing_alliance": lambda x: models.standing_alliance(x, ["Britain"]),
    "promised_by_pacts": lambda x: models.promised_by_pacts(x, [("Britain", "France")]),
    "p_dominance": _profiles(refinements.p_dominance),
    "risk_dominance": lambda x: refinements.risk_dominance(x, first_actions(x), _last(x)),
    "nash_subsets": solvers.nash_subsets,
    "chances": lambda x: sweeps.chances(x, {_some(x): [0.1]}, {"securitization": uniform(1, 2)}, draws=5, rng=1),
    "guesses": sweeps.guesses,
    "intent_guesses": sweeps.intent_guesses,
    "regional_games": lambda x: sweeps.regional_games(x, [list(_names(x))]),
    "sobol": lambda x: sweeps.sobol(x, first_actions(x), {_some(x): uniform(0.1, 0.1)}, draws=8, rng=1),
    "split_error": lambda x: sweeps.split_error(x, [list(_names(x))]),
    "swings": lambda x: sweeps.swings(x, {_some(x): uniform(0.1, 0.1)}),
    "algebraic_equilibria": symbolic.algebraic_equilibria,
    "exact_equilibrium": lambda x: symbolic.exact_equilibrium(x, first_actions(x)),
    "mixed_equilibria": symbolic.mixed_equilibria,
    "symmetric_mixed": symbolic.symmetric_mixed,
    "thresholds": lambda x: symbolic.thresholds(x, _names(x)[0], ("balance", "buck_pass"), "burden"),
    "thresholds_by_lending": lambda x: symbolic.thresholds_by_lending(
        x, _names(x)[0], ("balance", "buck_pass"), "burden"
    ),
    "rationalise": lambda x: inverse.rationalise(x, [_some(x)]),
}
#: What is drawn, or needs pandas, with what it is of.
OF_EXTRAS = {
    "best_reply_graph": ("matplotlib", report.best_reply_graph),
    "alignment_map": ("matplotlib", report.alignment_map),
    "threat_by_source": ("matplotlib", report.threat_by_source),
    "threat_heat_map": ("matplotlib", report.threat_heat_map),
    "payoff_frame": ("pandas", report.payoff_frame),
    "threat_frame": ("pandas", report.threat_frame),
}
TRIED = {*OF_GAMES, *OF_SOME, *OF_EXTRAS, *VERBS, *ELSEWHERE}


@pytest.fixture(scope="module")
def objects(tmp_path_factory):
    """Return the things that a user has in hand, by what they are."""
    folder = tmp_path_factory.mktemp("files")
    return in_hand(folder), {**NOTHING, "folder": folder}


def _about_a_game():
    """Return the name of each public function of a room that is about one game."""
    for room in ROOMS:
        here = import_module(f"alignment_games.{room}")
        for name in here.__all__:
            function = getattr(here, name)
            if not inspect.isfunction(function):
                continue
            first = next(iter(inspect.signature(function).parameters.values()), None)
            if first is None:
                continue
            if TYPES.search(str(first.annotation)) or (first.annotation == "Any" and first.name in NAMED):
                yield name


def test_every_function_about_a_game_is_tried():
    named = set(_about_a_game())
    assert named - TRIED == set(), (
        "give these a call in OF_GAMES, OF_SOME, OF_EXTRAS or the VERBS of test_verbs_and_objects"
    )
    assert {*OF_EXTRAS, "strict", "cells", "basins", "fingerprint"} <= named


@pytest.mark.parametrize("name", [*OF_GAMES, *OF_SOME])
def test_it_works_or_says_in_one_line_what_to_give(name, objects):
    games, others = objects
    answered, refused = _tried((OF_GAMES | OF_SOME)[name], {**games, **(SYMBOLIC if name in OF_SOME else {}), **others})
    assert answered
    assert not answered & set(others)
    if name in OF_GAMES:
        assert answered == set(games), refused


@pytest.mark.parametrize("name", OF_EXTRAS)
def test_a_picture_or_frame_takes_a_path_as_well(name, objects):
    extra, function = OF_EXTRAS[name]
    pytest.importorskip(extra)
    games, others = objects
    answered, _ = _tried(function, {"path of a model file": games["path of a model file"]} | others)
    assert answered == {"path of a model file"}


def _tried(function, objects):
    """Return on which objects a function answers, and the one line that each of the others is refused in."""
    answered, refused = set(), {}
    for what, given in objects.items():
        try:
            function(given)
            answered.add(what)
        except AlignmentGamesError as error:
            refused[what] = str(error)
    assert all("\n" not in line and len(line) > 20 for line in refused.values()), refused
    return answered, refused
