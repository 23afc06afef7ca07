r"""A standing alliance: an institution that pays its members something whatever the threat, and is costly to leave.

A model of threat alone predicts that an alliance dissolves when its threat does. Institutions outlive their purpose
where their assets, such as joint staffs, standards and habits of consultation, are of use for other ends and
took long to build (Wallander 2000, on NATO after the Cold War). Here each member of a response game either stays,

.. math:: U_i(\text{stay}) = U_i(\text{balance}) + \beta,

or leaves for one of its other responses, :math:`U_i(\text{leave} + a) = U_i(a) - \varepsilon`, with the *benefit*
:math:`\beta` of the institution and the *exit cost* :math:`\varepsilon`. So staying gains
:math:`\beta + \varepsilon` on every other response, and a member stays against others' given play iff it would lose no
more than that by balancing.

A treaty turns round who balances. By threat alone a coalition fills from below (`catalogue.sign_claims`): of the 194
states of 2016, all of one intent, 89 to 152 mostly weak ones stand against Russia in every equilibrium in which anybody
does. Where the others hold the threat anyway, what keeps a member is its burden, burden times the threat's share of the
power of the pair, which is least for the great; and behind their stand no other state joins. With the 28 parties to the
North Atlantic treaty in a standing alliance, balancers are at the median stronger than the rest in every pure
equilibrium, at each intent from .1 to 1 and each exit cost tried from .02 to .2; from .05 the parties alone balance,
and so they do at the defaults below. What a treaty promises is its other side (`models.promised_by_pacts`).
Against the Soviet Union of 1949 or 1985 that fails above low intents: the parties do not hold it surely enough for
others to rely on them. `benchmarks/world_against_russia.py` computes this from files of the user.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from alignment_games.errors import InvalidModelError, only_known
from alignment_games.game.entrance import not_taken
from alignment_games.models.response.model import ResponseModel
from alignment_games.signatures import as_annotated
from alignment_games.states.arguments import checked

STAY, LEAVE = "stay", "leave+"


@as_annotated()
def standing_alliance(
    model: ResponseModel, members: Sequence[str], *, benefit: Any = 0.05, exit_cost: Any = 0.05
) -> ResponseModel:
    """Return the model in which these states stay in their alliance, or leave it for another response.

    ``benefit``: what the institution pays a member whatever the threat; ``exit_cost``: what leaving costs; both in
    units of threat, as the burden. The new responses keep the utility's present figures. Raises InvalidModelError for
    an unknown state, a member that cannot balance, or figures below zero.

    >>> from alignment_games.cases import load_case
    >>> model = standing_alliance(load_case("nato-1999").model, ["Poland", "Hungary"])
    >>> model.actions[model.names.index("Poland")]
    ('stay', 'leave+buck_pass', 'leave+neutral', 'leave+bandwagon')
    """
    if not isinstance(model, ResponseModel):
        raise not_taken(model, "a response model, as load_case(...).model is")
    for name in members:
        only_known("state", [name], model.names)
    for what, value in (("benefit", benefit), ("exit_cost", exit_cost)):
        checked(value, what, low=0)
    rows = model.rows
    actions, table = list(model.actions), dict(model.table)
    for i, name in enumerate(model.names):
        if name not in members:
            continue
        if "balance" not in actions[i]:
            raise InvalidModelError(
                f"{name}: a member stays by balancing, but has only {', '.join(actions[i])}; offer it balance"
            )
        table[STAY] = replace(rows["balance"], cost=rows["balance"].cost - benefit)
        others = [action for action in actions[i] if action != "balance"]
        table |= {LEAVE + action: replace(rows[action], cost=rows[action].cost + exit_cost) for action in others}
        actions[i] = tuple(STAY if action == "balance" else LEAVE + action for action in actions[i])
    return replace(model, actions=tuple(actions), table=table)
