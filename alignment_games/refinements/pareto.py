"""Pareto comparison of equilibria with each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alignment_games.game.entrance import Given
from alignment_games.game.profile import ProfileLike
from alignment_games.refinements._verdict import Verdict, entered, multiplied_out, probabilities
from alignment_games.signatures import as_annotated
from alignment_games.solvers import Equilibrium, Solution
from alignment_games.text.lists import listed
from alignment_games.text.numbers import number
from alignment_games.text.play import named


@as_annotated()
def pareto_undominated(game: Given, profile: ProfileLike, equilibria: Sequence[ProfileLike | Equilibrium]) -> Verdict:
    """Return whether no other equilibrium is better for some player and worse for none.

    ``equilibria``: a `Solution` or any list. A yes against a solution that may miss equilibria is left
    undecided; a list is taken as all that there is to compare with.

    >>> from alignment_games.game.normal_form import NormalFormGame
    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> print(pareto_undominated(hunt, "hare, hare", ["stag, stag", "hare, hare"]))
    not Pareto-undominated: at equilibrium 1 Ann and Bob get 2 and 2 more
    """
    notion = "Pareto-undominated"
    game, x, refused = entered(game, profile, notion)
    if refused is not None:
        return refused
    now, slack = game.expected_payoffs(x), game.tolerances()
    for place, other in enumerate(equilibria, start=1):
        gain = multiplied_out(game.expected_payoffs(probabilities(game, other)) - now)
        better = np.flatnonzero(gain > slack).tolist()
        if better and (gain >= -slack).all():
            players = [game.players[i] for i in better]
            words = (
                f"at equilibrium {place} {listed(map(named, players))} "
                f"get{'s' if len(players) == 1 else ''} {listed(number(gain[i]) for i in better)} more"
            )
            data = {"equilibrium": place, "players": tuple(players), "gains": tuple(gain[i] for i in better)}
            return Verdict(notion, False, words, data)
    if isinstance(equilibria, Solution) and not equilibria.complete:
        words = "no equilibrium that was found is better, but the solution may miss some"
        return Verdict(notion, None, words)
    return Verdict(notion, True)
