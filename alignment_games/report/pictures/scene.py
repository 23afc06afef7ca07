"""What a map of an alignment shows: who faces whom, how strong each is, what each does, and where each lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.cases.case import case_of
from alignment_games.errors import InvalidModelError, only_known, shown
from alignment_games.game.entrance import opened
from alignment_games.models.door import as_response_model
from alignment_games.models.response import ResponseModel
from alignment_games.report.pictures.capitals import Place, capital_places, checked_places
from alignment_games.solvers.solution import Equilibrium
from alignment_games.text.lists import listed

#: What each state does: an action, or actions with their probabilities; or an equilibrium, which says it too.
Alignment = Mapping[str, str | Mapping[str, Any]] | Equilibrium


@dataclass(frozen=True, eq=False)
class Scene:
    """One alignment around one threat, in numbers.

    ``powers``: of all states, the threat's too. ``threats``: as each state perceives it. ``closeness``: of each state
    to the threat, 1 at its border. ``responses``: for each state the actions that it uses, with their probabilities.
    ``backed``: the guarantors of each state. ``places``: of all states in degrees; empty where some are not known.
    """

    centre: str
    powers: Mapping[str, float]
    threats: Mapping[str, float]
    closeness: Mapping[str, float]
    responses: Mapping[str, Mapping[str, float]]
    backed: Mapping[str, tuple[str, ...]]
    places: Mapping[str, Place]

    @property
    def names(self) -> tuple[str, ...]:
        """The states around the threat."""
        return tuple(self.responses)


def scene_of(target: Any, alignment: Alignment | None = None, places: Mapping[str, Place] | None = None) -> Scene:
    """Return what a map shows of a case, a response model, its game, or an equilibrium of it.

    ``alignment``: None takes the equilibrium itself, or what a case records; another may be given, and need have no
    table of payoffs. ``places``: beside the capitals known, or instead of them. Raises InvalidModelError where the
    alignment leaves a state out, a state has no place though others were given theirs, or the figures are no single
    numbers.
    """
    target = opened(target)
    model = as_response_model(target, "a map")
    case = case_of(target)
    if alignment is None:
        alignment = target if case is None else case.recorded
    alignment = _by_name(alignment)
    only_known("state", alignment, model.names)
    missing = [name for name in model.names if name not in alignment]
    if missing:
        raise InvalidModelError(f"the alignment says nothing of {listed(missing)}; give an action for every state")
    everybody = (*model.names, model.against.name)
    powers = [_number(state.power, f"the power of {state.name}") for state in (*model.states, model.against)]
    return Scene(
        model.against.name,
        dict(zip(everybody, powers, strict=True)),
        _by_state(model, model.threat.values, "the perceived threat"),
        _by_state(model, model.threat.closeness, "the proximity"),
        {name: _shares(alignment[name]) for name in model.names},
        {name: tuple(g.name for g in model.guarantors if name in g.backs) for name in model.names},
        _places(everybody, places, None if case is None else case.year),
    )


def _by_name(alignment: Any) -> Mapping[str, str | Mapping[str, Any]]:
    """Return what each state does by its name; of an equilibrium its play, with or without a table of payoffs."""
    if isinstance(alignment, Equilibrium):
        return {player: alignment[player] for player in alignment.problem.players}
    if not isinstance(alignment, Mapping):
        raise InvalidModelError(
            "alignment: say what each state does, by name, or give an equilibrium; of a solution, solution[0]"
        )
    return alignment


def _shares(doing: str | Mapping[str, Any]) -> dict[str, float]:
    """Return the actions used with their probabilities, the likeliest first."""
    if isinstance(doing, str):
        return {doing: 1.0}
    used = {action: _number(share, f"the probability of {shown(action)}") for action, share in doing.items()}
    return dict(sorted(((a, share) for a, share in used.items() if share > 0), key=lambda pair: -pair[1]))


def _by_state(model: ResponseModel, values: Any, what: str) -> dict[str, float]:
    found = np.asarray(values)
    if found.ndim > 1:
        raise InvalidModelError(f"a map is of one game, and {what} has one value for each of a family of games")
    return {
        name: _number(v, what) for name, v in zip(model.names, np.broadcast_to(found, len(model.names)), strict=True)
    }


def _number(value: Any, what: str) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise InvalidModelError(f"{what} must be a number to be drawn, got {shown(value)}; put numbers in") from None


def _places(names: tuple[str, ...], given: Mapping[str, Place] | None, year: int | None) -> dict[str, Place]:
    """Return the place of each, or none at all where some are not known and the user gave none."""
    found = {**capital_places(names, year), **checked_places(given or {})}
    missing = [name for name in names if name not in found]
    if missing and given:
        raise InvalidModelError(f"no place is known for {listed(missing)}; give (latitude, longitude) in places")
    return {} if missing else {name: found[name] for name in names}
