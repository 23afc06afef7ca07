r"""Promises by pacts: help is promised where a pact of defence says so, and between other states nothing is.

The reliability of the response game is the share of *promised* help that arrives, .75 by default: of the obligations
of alliances 74.5 % are honoured (Leeds, Long & Mitchell 2000). In a game of a few states that negotiate a stand, to
balance is to promise. Of all states of the world most have promised one another nothing, and there is no share of
nothing to arrive. So here

.. math:: \rho_{ik} = \rho_k \text{ where } k \text{ owes } i \text{ defence by a pact, else } 0.

The pacts are data, as the powers are; no new figure comes in. What is known of a pair in particular, such as that no
road leads from the one to the other, stays as it is.

It turns round who balances in a system of many states. Where everybody's help reaches everybody, the coalition fills
from below (`catalogue.sign_claims`): of the 194 states of 2016, all of one intent, 89 to 152 mostly weak ones stand
against Russia in every equilibrium in which anybody does, and the median balancer has less than a sixth of the power of
the median outsider. With the North Atlantic treaty as the promises, 18 to 43 balance, most of them its parties, and the
median balancer is stronger than the median outsider in every pure equilibrium with a balancer, at each intent from .2
to 1; at .1 nobody balances. With the pacts of Rio, of the Arab League and of West Africa as well, which are aimed at
others than Russia, it is so in all from .5 on, and in two thirds to four fifths of them below. It hangs on the line
between promise and none: with .02 of everybody's power for all others, at an intent of .5, the weak are back. And what
it tells is who relies on whom, not who stays loyal: the United States and the small at Russia's border still pass the
buck, as others' stand shields them as well. What keeps parties in is the other side of a treaty, that it costs
something to leave (`models.standing_alliance`). `benchmarks/world_against_russia.py` computes this from files of the
user.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from alignment_games.errors import InvalidModelError, only_known, shown
from alignment_games.game.entrance import not_taken
from alignment_games.models.response.figures import Pair
from alignment_games.models.response.model import ResponseModel
from alignment_games.signatures import as_annotated


@as_annotated(but=("model",))
def promised_by_pacts(model: ResponseModel, pacts: Iterable[Pair]) -> ResponseModel:
    """Return the model in which help arrives by pacts of defence alone, as far as promises are kept.

    ``pacts``: pairs of states, who owes defence and to whom; a mutual pact is given both ways. Help that is owed
    arrives with the reliability of its giver. Raises InvalidModelError for an unknown state, and for what is no pair.

    >>> from alignment_games.cases import load_case
    >>> model = promised_by_pacts(load_case("europe-1939").model, [("Britain", "France"), ("France", "Britain")])
    >>> model.arrives(0, 1), model.arrives(0, 2)  # to Britain from France, and from the USSR
    (0.75, 0)
    """
    if not isinstance(model, ResponseModel):
        raise not_taken(model, "a response model, as load_case(...).model is")
    owed = {_checked(pact, model.names) for pact in pacts}
    known = {frozenset(pair) for pair in model.reliability}
    kept: dict[Pair, Any] = dict(model.reliability)
    for by, to in sorted(owed):
        if frozenset((by, to)) not in known:
            kept[to, by] = model.arrives(model.names.index(to), model.names.index(by))
            if (to, by) not in owed:
                kept[by, to] = 0  # a pair given one way would hold both ways
    return replace(model.with_parameters(reliability=0), reliability=kept)


def _checked(pact: Pair, names: Sequence[str]) -> Pair:
    if isinstance(pact, str) or len(pact) != 2 or pact[0] == pact[1]:
        raise InvalidModelError(f"a pact is between two different states, who owes first, got {shown(pact)}")
    only_known("state", pact, names)
    return pact[0], pact[1]
