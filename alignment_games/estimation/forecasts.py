"""Forecasts of single choices: the probabilities that estimates give to each state's actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.stack import Stack
from alignment_games.signatures import as_annotated
from alignment_games.text.tidy import Tidy


@dataclass(frozen=True)
class Foretold:
    """One state's choice beside the probabilities that estimates, such as those from other cases, give its actions."""

    cluster: str
    game: str
    state: str
    played: str
    probabilities: dict[str, float]


@dataclass(frozen=True, eq=False, repr=False)
class Forecasts(Tidy, Sequence[Foretold]):
    """Choices beside the probabilities given to them, one for each state of each game, in the order of the games."""

    choices: tuple[Foretold, ...]

    @property
    def probabilities(self) -> Array:
        """The probabilities of the actions, (choices, actions)."""
        return np.array([list(each.probabilities.values()) for each in self.choices])

    def __len__(self) -> int:
        return len(self.choices)

    @overload
    def __getitem__(self, index: int) -> Foretold: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Foretold]: ...
    def __getitem__(self, index: Any) -> Any:
        return self.choices[index]

    def __iter__(self) -> Iterator[Foretold]:
        return iter(self.choices)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each choice: cluster, game, state, played, and ``p_...`` of each action."""
        return [
            {"cluster": each.cluster, "game": each.game, "state": each.state, "played": each.played}
            | {f"p_{action}": p for action, p in each.probabilities.items()}
            for each in self.choices
        ]

    def __repr__(self) -> str:
        return f"<Forecasts of {len(self)} choices>"


@as_annotated()
def foretell(stack: Stack, theory: QuantalResponse, parameters: Sequence[float] | Array) -> Forecasts:
    """Return every choice of a stack beside the probabilities at given parameters."""
    play = theory.play(stack, parameters)
    rows = zip(stack.clusters, stack.games, stack.states, stack.played, play.tolist(), strict=True)
    return Forecasts(
        tuple(
            Foretold(str(cluster), str(game), str(state), stack.actions[k], dict(zip(stack.actions, own, strict=True)))
            for cluster, game, state, k, own in rows
        )
    )
