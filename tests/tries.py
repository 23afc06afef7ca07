"""How much is drawn at random: a share of it in every run, all of it in a thorough one (``nox -s thorough``)."""

import os

#: Set by whoever has the time: ``ALIGNMENT_GAMES_THOROUGH=1 python -m pytest -n 2``.
THOROUGH = bool(os.environ.get("ALIGNMENT_GAMES_THOROUGH"))


def tries(few: int, *, of: int) -> int:
    """Return how many are tried: few, or ``of`` in a thorough run."""
    return of if THOROUGH else few
