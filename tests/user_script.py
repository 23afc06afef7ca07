"""What a user of the library writes, with every public name once, so that type checkers can be asked about each."""

from pathlib import Path
from typing import Any, assert_type

import numpy as np

import alignment_games as ag

HUNT = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])


def solutions() -> ag.Solution:
    """Solve games, one and many, and look at what comes back."""
    solution = ag.solve(HUNT, ag.solvers.PureEnumeration(), time_limit=10)
    assert_type(solution, ag.Solution)
    assert_type(solution[0], ag.Equilibrium)
    assert_type(solution.status, ag.Status)
    assert_type(ag.solve_batch(np.zeros((5, 2, 2, 2))), ag.BatchSolution)
    assert_type(ag.explain(solution), str)
    print(ag.refine(solution), ag.select(solution, "payoff_dominant"), ag.eliminate_dominated(HUNT))
    print(ag.logit_path(HUNT).rates, ag.correlated_equilibrium(HUNT), ag.versions()["python"])
    ag.write_results(solution, Path("results.json"))
    assert_type(ag.certify(solution, Path("proof.jsonl"), time_limit=10), ag.Certificate)
    return solution


def states() -> ag.ResponseModel:
    """Build a game of states against a threat."""
    germany = ag.State("Germany", power=0.154, offence=1.2)
    others = [ag.State("Britain", power=0.078), ag.State("France", power=0.046)]
    threat = ag.perceived_threat(others, of=germany, distance_km=[932, 880], intent=ag.securitize(0.5, 1.2))
    assert_type(threat, ag.PerceivedThreat)
    assert_type(
        ag.response_game(others, against=germany, threat=threat, utility=ag.SecurityUtility(burden=0.1)),
        ag.ResponseGame,
    )
    given = ag.GivenThreat(("Britain", "France"), [0.5, 0.6])
    model = ag.response_model(others, germany, given, table={"balance": ag.Response(membership=1)})
    assert_type(model.sums(), ag.SumGame)
    problems: list[ag.Problem] = [model.game(), model.sums()]
    assert_type([ag.solve(problem) for problem in problems], list[ag.Solution])
    print(ag.regional_complexes(ag.System([germany, *others]), 0.5))
    return model


def cases() -> None:
    """Take bundled cases apart and hold theories against them."""
    case = ag.load_case(ag.case_names()[0])
    assert_type(case, ag.Case)
    print(ag.compare(case, [ag.BalanceOfThreat(), ag.BalanceOfPower(), ag.CollectiveGoods()]))
    assert_type(ag.classroom_page(case), str)
    assert_type(ag.replicate(case, "folder"), Path)
    print(ag.brief(case), ag.catalog(), ag.cite("walt"), ag.model("dilemma"))


def families() -> None:
    """Vary the inputs of a model."""
    model = states()
    print(ag.sweep(model, vary={"burden": [0.0, 0.1]}).counts, ag.uncertain(model, {}, draws=100).draws)
    print(ag.nearest_flip(model, {"burden": 0.1}), ag.series({1938: model}))
    known: dict[str, ag.Parameter] = ag.as_model("dilemma").parameters()
    print(known, ag.Model)
    ag.plot(ag.sweep(model, vary={"burden": [0.0, 0.1]})).figure.savefig("regions.png")
    munich = ag.load_case("europe-1938")
    print(ag.rationalise(munich, ["burden"]).share, ag.nearest_rational_world(munich, ["reliability"]))
    print(ag.fit([]))


def thresholds() -> None:
    """Build games of coalitions against a threshold, and derive conditions."""
    strengths = {"Ann": 2, "Bob": 1}
    assert_type(ag.threshold_game(strengths, 2), ag.NormalFormGame)
    assert_type(ag.minimal_winning_coalitions(strengths, 2), set[frozenset[str]])
    print(ag.threshold_model(strengths, 2), ag.coalition_game(list(strengths), [["Ann"]], cost=0.5))
    game = ag.volunteers_dilemma(3, cost=0.25)
    print(ag.conditions(game, "act, pass, pass"), ag.mixed_conditions(game), ag.regimes(game))
    print(ag.threshold(game, "Ann", ["act", "pass"], "c"), ag.thresholds(game, "Ann", ["act", "pass"], "c"))
    assert_type(ag.with_symbols("europe-1938", ["burden", "intent.France"]), ag.Model)


def files(path: Path, frame: Any) -> None:
    """Read and write."""
    assert_type(ag.read_nfg(path), ag.NormalFormGame)
    assert_type(ag.read_model(path), ag.ResponseModel)
    ag.write_model(states(), path)
    print(
        ag.read_capabilities(path),
        ag.read_contiguity(path),
        ag.read_distances(path),
        ag.from_dyads(frame, 255, 1938),
        ag.read_choices(path, "outcome"),
    )
    print(ag.panel(ag.read_dyads(frame), 255, [1938]).to_records())
    print(
        ag.from_gambit(ag.to_gambit(HUNT)), ag.from_nashpy(ag.to_nashpy(HUNT)), ag.from_quantecon(ag.to_quantecon(HUNT))
    )


def papers() -> None:
    """Make tables for a paper."""
    solution = solutions()
    for text in (ag.payoff_text(HUNT), ag.payoff_latex(HUNT), ag.solution_latex(solution), ag.to_latex(HUNT)):
        assert_type(text, str)
    print(ag.payoff_frame(HUNT), ag.threat_frame(states()))


def rooms() -> None:
    """Reach into the rooms by their names."""
    print(
        ag.solvers.Auto().why(HUNT),
        ag.cases.load_case,
        ag.catalogue.known_games,
        ag.certificates.certify,
        ag.estimation.fit,
        ag.io.read_nfg,
    )
    print(ag.models.volunteers_dilemma, ag.refinements.refine, ag.report.explain, ag.states.State, ag.sweeps.sweep)
    print(ag.symbolic.conditions, ag.inverse.alone, ag.game.__name__, ag.errors.unknown_name)


def mistakes() -> None:
    """Catch what may go wrong."""
    try:
        solutions()
    except ag.NotConvergedError as error:
        print(error.solution)
    except (ag.InvalidModelError, ag.UnsupportedGameError, ag.MissingExtraError, ag.SolverError):
        raise
    except ag.AlignmentGamesError as error:
        print(error)
