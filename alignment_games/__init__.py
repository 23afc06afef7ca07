"""A solver for alignment decisions: when is it rational to balance, to bandwagon, or to pass the buck.

States' figures -> perceived threat -> an n-player game -> every equilibrium, verified -> words.
"""

import logging
from typing import Any

from alignment_games._lazy import attach
from alignment_games._version import __version__ as __version__
from alignment_games.game.entrance import ask as _ask
from alignment_games.solvers.certifying import certify_by as _certify_by

# Silent unless the user's program asks to hear: the convention for libraries.
logging.getLogger(__name__).addHandler(logging.NullHandler())

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "cases.case": ["Case", "case_names", "load_case"],
        "cases.comparison": ["compare"],
        "cases.theories": ["BalanceOfPower", "BalanceOfThreat", "CollectiveGoods"],
        "catalogue.citation": ["cite"],
        "catalogue.entries": ["catalog", "model"],
        "certificates.writer": ["Certificate", "certify"],
        "errors": [
            "AlignmentGamesError",
            "InvalidModelError",
            "MissingExtraError",
            "NotConvergedError",
            "SolverError",
            "UnsupportedGameError",
        ],
        "estimation.fitting": ["fit"],
        "game.dominance": ["eliminate_dominated"],
        "game.normal_form": ["NormalFormGame"],
        "game.problem": ["Problem"],
        "game.sum_game": ["SumGame"],
        "inverse.nearest": ["nearest_rational_world"],
        "inverse.rationalise": ["rationalise"],
        "io.sources.capabilities": ["read_capabilities"],
        "io.sources.contiguity": ["read_contiguity"],
        "io.sources.distances": ["read_distances"],
        "io.dyads.outcomes": ["read_choices"],
        "io.dyads.table": ["read_dyads"],
        "io.dyads.games": ["from_dyads"],
        "io.interchange": ["from_gambit", "from_nashpy", "from_quantecon", "to_gambit", "to_nashpy", "to_quantecon"],
        "io.model_files.model_file": ["read_model"],
        "io.model_files.model_writer": ["write_model"],
        "io.game_files.nfg": ["read_nfg"],
        "io.results.provenance": ["versions"],
        "io.results.result_files": ["write_results"],
        "models.door": ["as_model"],
        "models.model": ["Model", "Parameter"],
        "models.response": ["ResponseGame", "ResponseModel", "response_game", "response_model"],
        "models.threshold": [
            "coalition_game",
            "minimal_winning_coalitions",
            "threshold_game",
            "threshold_model",
            "volunteers_dilemma",
        ],
        "refinements.refine": ["refine"],
        "refinements.selection": ["select"],
        "report.briefs.briefing": ["brief"],
        "report.classroom.classroom": ["classroom_page"],
        "report.deposit.deposit": ["replicate"],
        "report.explanation": ["explain"],
        "report.latex.latex": ["to_latex"],
        "report.latex.games": ["payoff_latex", "solution_latex"],
        "report.plot": ["plot"],
        "report.tables": ["payoff_frame", "payoff_text", "threat_frame"],
        "solvers.batch": ["BatchSolution", "solve_batch"],
        "solvers.correlated.programs": ["correlated_equilibrium"],
        "solvers.logit.principal": ["logit_path"],
        "solvers.solution": ["Equilibrium", "Solution"],
        "solvers.solve": ["solve"],
        "solvers.status": ["Status"],
        "states.given_threat": ["GivenThreat"],
        "states.security": ["Response", "SecurityUtility"],
        "states.state": ["State"],
        "states.system": ["System"],
        "states.threat": ["PerceivedThreat", "perceived_threat", "securitize"],
        "sweeps.flips.flip": ["nearest_flip"],
        "sweeps.grids.grid": ["sweep"],
        "sweeps.panels.panels": ["panel"],
        "sweeps.regions": ["regional_complexes"],
        "sweeps.uncertainties.uncertainty": ["uncertain"],
        "sweeps.years": ["series"],
        "symbolic.critical.critical_values": ["threshold", "thresholds"],
        "symbolic.equilibrium_conditions": ["conditions"],
        "symbolic.mixed": ["mixed_conditions"],
        "symbolic.naming": ["with_symbols"],
        "symbolic.partition": ["regimes"],
    },
    subpackages=[
        "cases",
        "catalogue",
        "certificates",
        "errors",
        "estimation",
        "game",
        "inverse",
        "io",
        "models",
        "refinements",
        "report",
        "solvers",
        "states",
        "sweeps",
        "symbolic",
    ],
)


def _open(name: str) -> Any:
    from alignment_games.cases.target import open_named

    return open_named(name)


def _certify(solution: Any, path: Any, time_limit: float | None = None) -> Any:
    """Write a certificate, by the room above that can."""
    from alignment_games.certificates.writer import certify

    return certify(solution, path, time_limit=time_limit)


_ask(_open)
_certify_by(_certify)
