"""A solver for alignment decisions: when is it rational to balance, to bandwagon, or to pass the buck.

States' figures -> perceived threat -> an n-player game -> every equilibrium, verified -> words.
"""

from alignment_games._lazy import attach
from alignment_games._version import __version__ as __version__

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "cases.case": ["Case", "case_names", "load_case"],
        "errors": [
            "AlignmentGamesError",
            "InvalidModelError",
            "MissingExtraError",
            "NotConvergedError",
            "SolverError",
            "UnsupportedGameError",
        ],
        "game.dominance": ["eliminate_dominated"],
        "game.normal_form": ["NormalFormGame"],
        "io.model_file": ["read_model"],
        "models.response": ["ResponseGame", "ResponseModel", "response_game"],
        "models.threshold": ["coalition_game", "minimal_winning_coalitions", "threshold_game", "volunteers_dilemma"],
        "report.explanation": ["explain"],
        "solvers._base": ["solve"],
        "solvers._solution": ["Equilibrium", "Solution", "Status"],
        "states.security": ["Response", "SecurityUtility"],
        "states.state": ["State"],
        "states.system": ["System"],
        "states.threat": ["GivenThreat", "PerceivedThreat", "perceived_threat", "securitize"],
        "symbolic.critical_values": ["threshold"],
        "symbolic.equilibrium_conditions": ["conditions"],
    },
    subpackages=["cases", "errors", "game", "io", "models", "report", "solvers", "states", "sweep", "symbolic"],
)
