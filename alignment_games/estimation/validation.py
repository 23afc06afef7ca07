"""How well estimates predict what they have not seen: each case's games are predicted from estimates of the others."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.estimation.choices import Choices, Games
from alignment_games.estimation.fitting import maximise
from alignment_games.estimation.forecasts import Foretold, foretell
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.search import Progress


def leave_cases_out(
    games: Games,
    theory: QuantalResponse,
    *,
    penalty: float = 0,
    start: Sequence[float] | Array | None = None,
    progress: Progress | None = None,
) -> list[Foretold]:
    """Return every choice beside its prediction from the games of all other cases.

    ``penalty`` and ``start`` as in `fit`. ``progress``: called with the cases done and all.
    Raises InvalidModelError when there are fewer than two cases.
    """
    problem = Choices(games, theory, penalty=penalty)
    stack, names = problem.stack, problem.cases
    if len(names) < 2:
        raise InvalidModelError(f"leaving cases out needs at least two cases, got {', '.join(names)}")
    found: list[Foretold] = []
    for k, name in enumerate(names):
        away = stack.clusters == name
        found += foretell(stack.take(away), theory, maximise(stack.take(~away), theory, start, penalty))
        if progress:
            progress(k + 1, len(names))
    return found
