r"""One pure profile of a large game and every deviation from it: all that the profile's conditions are about.

With n states of m actions these are :math:`n m` payoffs, where the table has :math:`n m^n`: what each state gets by
each own action against the others' play. Of a response model no table is made; the payoffs are its table's, operation
by operation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from typing import Any

from alignment_games.game.labelled_game import LabelledGame
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import ProfileLike, is_pure, supports
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.own_payoffs import payoffs_against
from alignment_games.symbolic._polynomials import as_expression

#: Payoffs of a table that are read as formulas within a second or two.
_MOST_PAYOFFS = 20_000


class Entries(dict[tuple[int, ...], Any]):
    """Payoffs in symbols by player and profile, as an array of them is asked."""

    @property
    def flat(self) -> list[Any]:
        """All of them."""
        return list(self.values())


@dataclass(frozen=True, eq=False, repr=False)
class Surroundings(LabelledGame):
    """A pure profile of a model or game and the deviations from it, asked like a game; make it with `surroundings`.

    ``expressions``: the payoffs by player and profile, of these alone.
    """

    model: ResponseModel | NormalFormGame
    expressions: Entries
    batch_shape: tuple[int, ...] = ()


def surroundings(given: Any, profile: ProfileLike) -> Surroundings | None:
    """Return what the conditions of a pure profile of a response model, or of a game in normal form, are about.

    None for anything else, for mixed profiles, and where the table is small enough to be gone through.

    >>> from alignment_games.cases import load_case
    >>> from alignment_games.symbolic import parameters
    >>> large = load_case("russia-2022", exact=True).model.with_parameters(**parameters("burden"))
    >>> around = surroundings(large, ["balance"] * 8)
    >>> len(around.expressions), surroundings(load_case("europe-1938").model, ["balance"] * 3)
    (40, None)
    """
    if not isinstance(given, (ResponseModel, NormalFormGame)) or given.batch_shape:
        return None
    names = given.names if isinstance(given, ResponseModel) else given.players
    game = Surroundings(names, given.actions, _exact(given), Entries())
    if game.n_players * prod(game.n_actions) <= _MOST_PAYOFFS:
        return None
    parsed = game.profile(profile)
    if not is_pure(parsed):
        return None
    index = tuple(support[0] for support in supports(parsed))
    entries = Entries()
    for i in range(game.n_players):
        for action, payoff in enumerate(_against(game.model, i, index)):
            entries[(i, *index[:i], action, *index[i + 1 :])] = payoff
    return Surroundings(game.players, game.actions, game.model, entries)


def _exact(given: ResponseModel | NormalFormGame) -> ResponseModel | NormalFormGame:
    return given.exact() if isinstance(given, ResponseModel) else given


def _against(given: ResponseModel | NormalFormGame, i: int, index: tuple[int, ...]) -> Iterable[Any]:
    """Return what each action of a state pays against the others' in a profile, floats as decimals."""
    if isinstance(given, ResponseModel):
        return payoffs_against(given, i, index)
    payoffs: Any = given.payoffs
    return map(as_expression, payoffs[(i, *index[:i], slice(None), *index[i + 1 :])].tolist())
