"""Which models are games of sums, and the figures of each."""

from __future__ import annotations

from alignment_games.errors import UnsupportedGameError
from alignment_games.models.response import ResponseModel
from alignment_games.models.threshold import ThresholdModel
from alignment_games.solvers._sums.game_sums import GameSums
from alignment_games.solvers._sums.response_figures import response_sums
from alignment_games.solvers._sums.threshold_sums import threshold_sums

#: The models whose payoffs depend on the own action and on sums of the others'.
AggregativeModel = ResponseModel | ThresholdModel


def model_sums(model: AggregativeModel) -> GameSums:
    """Return the game of a model by its sums.

    Raises UnsupportedGameError for what is no such model, and where the figures are no plain numbers.
    """
    if isinstance(model, ResponseModel):
        return response_sums(model)
    if isinstance(model, ThresholdModel):
        return threshold_sums(model)
    raise UnsupportedGameError(
        f"expected a model from response_model(...) or threshold_model(...), got {type(model).__name__}"
    )
