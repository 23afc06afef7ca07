r"""The inverse question: for which parameters the record is rational.

.. math:: \Theta = \{\theta \in \text{box} : u_i(a; \theta) \ge u_i(b, a_{-i}; \theta)
          \text{ for every state } i \text{ and response } b\}

No rule that selects among equilibria is needed. Where the payoffs are affine in what is left open (burden, autonomy,
appeasement, ... together) the set is a polyhedron in fractions; elsewhere (reliability, offence, intent, distance) it
is given by boxes proven inside and outside of it. Many records at once: the parameters that make all of them
rational.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alignment_games.errors import InvalidModelError, shown
from alignment_games.game.entrance import opened
from alignment_games.inverse.identified import identified
from alignment_games.inverse.inequalities import affine, inequalities, symbols_of
from alignment_games.inverse.parameter import ParameterLike, as_parameter, belongs, box_of, value_of
from alignment_games.inverse.rationalisation import Rationalisation, Recorded
from alignment_games.models.model import Input
from alignment_games.models.response import ResponseModel
from alignment_games.signatures import as_annotated

#: What is open unless the user says otherwise: what balancing costs, what allies are worth, what attack is worth.
DEFAULT_PARAMETERS = ("burden", "reliability", "threat_offence")


@as_annotated()
def rationalise(
    records: Recorded | str | Sequence[Recorded | str],
    parameters: Iterable[ParameterLike] | str | Input | None = None,
    *,
    box: Mapping[Any, Sequence[Any]] | None = None,
    undecided: float = 0.02,
    most: int = 60_000,
) -> Rationalisation:
    """Return the set of parameters under which what the states did is an equilibrium.

    ``records``: a case or its name, a `Record` of any response model, or several of them, of which all are to be
    rational at once. ``parameters``: which are open: "burden" for all states, ("intent", "Britain") or "intent.Britain"
    for one; by default those of ``box``, or burden, reliability and the threat's offence. ``box``: the lowest and
    highest value of each; those left out have usual ones. ``undecided`` and ``most``: where boxes are needed, the share
    of the set that may stay undecided and the number of boxes that may.

    Raises InvalidModelError for unknown parameters, states and actions, and for ranges that are none.

    >>> munich = rationalise("europe-1938", ["burden", "punishment"])
    >>> munich.exact, munich.empty, round(munich.share[0], 4)
    (True, False, 0.9169)
    >>> [str(each) for each in munich.binding][0]
    'Britain: passing the buck rather than balancing'
    """
    found = checked_records(records)
    models = [each.model for each in found]
    chosen = _parameters(parameters, box, models)
    ends = box_of(chosen, box, models)
    symbols = symbols_of(chosen)
    rows = [row for each in found for row in inequalities(each.model, each.recorded, chosen, each.name)]
    exact = [affine(row.slack, list(symbols.values())) for row in rows]
    held = identified(
        [row.slack for row in rows], exact, list(symbols.values()), list(ends.values()), undecided=undecided, most=most
    )
    start = {each: _mean([value_of(each, model) for model in models if belongs(each, model)]) for each in chosen}
    return Rationalisation(found, ends, start, tuple(rows), held)


def _mean(values: Sequence[Any]) -> float:
    return float(sum(values) / len(values))


def checked_records(given: Any) -> tuple[Recorded, ...]:
    """Return the records given, one or several. Raises InvalidModelError for what is none."""
    several = [opened(each) for each in (given if isinstance(given, (list, tuple)) else [given])]
    for each in several:
        if not isinstance(each, Recorded) or not isinstance(each.model, ResponseModel):
            raise InvalidModelError(
                f"expected a case, or a Record of a response model and what its states did, got {shown(each)}; "
                'a model file with recorded = "..." for each state is a case'
            )
    if not several:
        raise InvalidModelError("no records to make rational; give at least one case")
    return tuple(several)


def _parameters(
    given: Iterable[ParameterLike] | str | Input | None,
    box: Mapping[Any, Any] | None,
    models: Sequence[ResponseModel],
) -> list[Input]:
    if given is None:
        named: list[Any] = list(box) if box else list(DEFAULT_PARAMETERS)
    elif isinstance(given, (str, Input)):
        named = [given]
    else:
        named = list(given)
    found = list(dict.fromkeys(map(as_parameter, named)))
    if not found:
        raise InvalidModelError("no parameter is open; name at least one, such as 'burden'")
    for each in found:
        if not any(belongs(each, model) for model in models):
            owners = dict.fromkeys(name for model in models for name in model.names)
            raise InvalidModelError(
                f"{each}: no record has it; states: {', '.join(owners)}"
                if each.state
                else f"{each}: the threat was given outright, so it is no part of the model"
            )
    return found
