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

__getattr__, __dir__, __all__ = attach(__name__)


def _open(name: str) -> Any:
    from alignment_games.cases.target import open_named

    return open_named(name)


def _certify(solution: Any, path: Any, time_limit: float | None = None) -> Any:
    """Write a certificate, by the room above that can."""
    from alignment_games.certificates.writer import certify

    return certify(solution, path, time_limit=time_limit)


_ask(_open)
_certify_by(_certify)
