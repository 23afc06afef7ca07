"""When is it rational to balance, to bandwagon, or to pass the buck?

States' figures -> perceived threat -> an n-player game -> every equilibrium, verified -> words.
"""

from alignment_games._lazy import attach
from alignment_games._version import __version__ as __version__

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
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
        "solvers._base": ["solve"],
    },
    subpackages=["solvers"],
)
