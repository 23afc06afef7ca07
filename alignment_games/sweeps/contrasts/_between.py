"""Models between two models: some of the inputs in which they differ have their second value, the others their first.

An input is a figure that both models have with different values, or figures that move together. What no parameter says
moves in parts of its own: the responses on offer and whom the guarantors back, of response models, and all the rest,
such as which states there are, at once: then the model in between is made from the second instead of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, UnsupportedGameError, unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.sum_game import SumGame
from alignment_games.game.symbols_left import symbols_left
from alignment_games.models.door import kind_of
from alignment_games.models.model import Input, Model, Parameter
from alignment_games.models.plain import FunctionModel
from alignment_games.models.response import ResponseModel
from alignment_games.states.guarantor import Guarantor
from alignment_games.sweeps._inputs import arguments
from alignment_games.sweeps._outcome import problem_of
from alignment_games.text.lists import listed
from alignment_games.text.numbers import number

#: The parts in which models may differ beside their figures.
MENU, BACKED, REST = "responses on offer", "whom the guarantors back", "all else"
#: Payoffs that agree this closely, as a share of the largest, are the same.
_SAME = 1e-9


class FigurePair(NamedTuple):
    """A figure that differs: what it is in the first model and in the second."""

    input: Input
    first: Any
    second: Any


@dataclass(frozen=True, eq=False)
class Change:
    """What moves at once from the first model to the second: figures, or a part that no parameter says.

    ``name``: what it is called. ``said``: what it is in the two models, in words.
    """

    name: str
    figures: tuple[FigurePair, ...] = ()
    part: str = ""
    said: tuple[str, str] = ("", "")


@dataclass(frozen=True, eq=False)
class Between:
    """Two models and the changes that lead from one to the other, one after another or in any order."""

    first: Model
    second: Model
    changes: tuple[Change, ...]

    def problem(self, taken: Sequence[bool]) -> NormalFormGame | SumGame:
        """Return the game in which some of the changes are made.

        Raises InvalidModelError where the figures of both do not go together.
        """
        try:
            return problem_of(self.at(taken))
        except InvalidModelError as error:
            raise InvalidModelError(
                f"between the two models: {error}; move figures together, by parameter or by state"
            ) from error

    def at(self, taken: Sequence[bool]) -> Any:
        """Return the model in which some of the changes are made."""
        made = [(change, bool(yes)) for change, yes in zip(self.changes, taken, strict=True)]
        parts = {change.part for change, yes in made if yes}
        base: Any = self.second if REST in parts else self.first
        if isinstance(base, ResponseModel):
            base = self._restructured(base, parts)
        figures = {each.input: each.second if yes else each.first for change, yes in made for each in change.figures}
        return with_figures(base, figures) if figures else base

    def _restructured(self, base: ResponseModel, parts: set[str]) -> ResponseModel:
        """Return a response model with the parts that the changes name as the first or the second model has them."""
        for part, change in ((MENU, _with_menu_of), (BACKED, _with_guarantors_of)):
            if any(each.part == part for each in self.changes):
                base = change(base, self.second if part in parts else self.first)
        return base


def with_figures(model: Any, figures: Mapping[Input, Any]) -> Any:
    """Return a model with other figures; a function gets its mappings whole, for it takes arguments as they are."""
    given = arguments(figures)
    if isinstance(model, FunctionModel):
        known = model.parameters()
        whole = {name: known[name].value for name, value in given.items() if isinstance(value, Mapping)}
        given |= {name: {**before, **given[name]} for name, before in whole.items() if isinstance(before, Mapping)}
    return model.with_parameters(**given)


def between(first: Model, second: Model, by: str = "figure") -> Between:
    """Return the way from one model to another. ``by``: what moves at once, a "figure", a "parameter" or a "state".

    Raises InvalidModelError for models of two kinds, for models without a player in common, and another ``by``.
    """
    if by not in _GROUPS:
        raise unknown_name("grouping", by, _GROUPS)
    kinds = [kind_of(model) for model in (first, second)]
    if kinds[0] != kinds[1] or type(first) is not type(second):
        raise InvalidModelError(f"compare takes two models of one kind, got {kinds[0]} and {kinds[1]}")
    if not set(first.names) & set(second.names):
        raise InvalidModelError(
            f"the two have no state in common: one is of {listed(first.names[:5])}, the other of "
            f"{listed(second.names[:5])}; give models of the same states"
        )
    changes = [*_grouped(_figures(first, second), by), *_parts(first, second)]
    way = Between(first, second, tuple(changes))
    if _alike(way.at([True] * len(changes)), second):
        return way
    return Between(first, second, (*changes, Change(REST, part=REST, said=_rest_in_words(first, second))))


def _figures(first: Model, second: Model) -> Iterator[tuple[Parameter, FigurePair]]:
    known = second.parameters()
    for name, parameter in first.parameters().items():
        if name not in known:
            continue
        before, after = _entries(parameter), _entries(known[name])
        for entry in before:
            if entry in after and _differs(before[entry], after[entry]):
                yield parameter, FigurePair(Input(name, entry), before[entry], after[entry])


def _entries(parameter: Parameter) -> Mapping[str, Any]:
    return parameter.value if isinstance(parameter.value, Mapping) else {"": parameter.value}


def _differs(one: Any, other: Any) -> bool:
    return bool(np.any(np.asarray(one) != np.asarray(other)))


#: By what figures are put together: chances that sum to one always are.
_GROUPS: dict[str, Callable[[Parameter, Input], str]] = {
    "figure": lambda parameter, each: each.name if parameter.sums_to_one else str(each),
    "parameter": lambda _, each: each.name,
    "state": lambda parameter, each: "" if parameter.sums_to_one else each.state.partition(".")[0],
}


def _grouped(found: Iterator[tuple[Parameter, FigurePair]], by: str) -> list[Change]:
    groups: dict[str, list[FigurePair]] = {}
    for parameter, figure in found:
        groups.setdefault(_GROUPS[by](parameter, figure.input) or figure.input.name, []).append(figure)
    return [Change(name, tuple(figures), said=_said(figures)) for name, figures in groups.items()]


def _said(figures: Sequence[FigurePair]) -> tuple[str, str]:
    if len(figures) == 1:
        return number(figures[0].first), number(figures[0].second)
    return f"{len(figures)} figures", "moved together"


def _parts(first: Model, second: Model) -> Iterator[Change]:
    if not (isinstance(first, ResponseModel) and isinstance(second, ResponseModel)):
        return
    menus = [dict(zip(model.names, model.actions, strict=True)) for model in (first, second)]
    other = [name for name in menus[0] if name in menus[1] and menus[0][name] != menus[1][name]]
    if other and {*first.rows} == {*second.rows}:
        yield Change(MENU, part=MENU, said=tuple(_menu_in_words(menu, other) for menu in menus))  # type: ignore[arg-type] # two of them
    backed = [_backing(model.guarantors) for model in (first, second)]
    if backed[0] != backed[1]:
        yield Change(BACKED, part=BACKED, said=(_backing_in_words(backed[0]), _backing_in_words(backed[1])))


def _menu_in_words(menu: Mapping[str, Sequence[str]], states: Sequence[str]) -> str:
    return "; ".join(f"{state}: {', '.join(menu[state])}" for state in states)


def _backing(guarantors: Sequence[Guarantor]) -> dict[str, frozenset[str]]:
    return {each.name: frozenset(each.backs) for each in guarantors}


def _backing_in_words(backed: Mapping[str, frozenset[str]]) -> str:
    return "; ".join(f"{name}: {', '.join(sorted(states))}" for name, states in backed.items()) or "none"


def _with_menu_of(base: ResponseModel, source: Any) -> ResponseModel:
    menus = dict(zip(base.names, base.actions, strict=True)) | {
        name: own for name, own in zip(source.names, source.actions, strict=True) if name in base.names
    }
    return base.with_actions([menus[name] for name in base.names])


def _with_guarantors_of(base: ResponseModel, source: Any) -> ResponseModel:
    there = {*base.names, base.against.name}
    outside = [each for each in source.guarantors if each.name not in there]
    backing = [(each, tuple(name for name in each.backs if name in base.names)) for each in outside]
    return replace(base, guarantors=tuple(replace(each, backs=backs) for each, backs in backing if backs))


def _alike(made: Any, second: Any) -> bool:
    """Return whether a model is the second one, as far as payoffs tell, whatever the order of its states."""
    if set(made.names) != set(second.names) or _menus(made) != _menus(second):
        return False
    payoffs, wanted = (_samples(model, made.names) for model in (made, second))
    return bool(np.allclose(payoffs, wanted, rtol=_SAME, atol=_SAME * float(np.abs(wanted).max(initial=0.0))))


def _menus(model: Any) -> dict[str, tuple[str, ...]]:
    return dict(zip(model.names, model.actions, strict=True))


def _samples(model: Any, names: Sequence[str]) -> Array:
    """Return payoffs in which every figure counts, of all deviations from a few profiles.

    All play their k-th action; neighbours play one after another; and, where there is a table, all play any. By sums
    the last costs seconds and shows nothing more: what an action adds to the sums shows where it is played.
    """
    problem, found = problem_of(model), []
    if isinstance(problem, NormalFormGame) and problem.arithmetic == "symbolic":
        raise UnsupportedGameError(symbols_left(problem))
    sizes = [len(own) for own in model.actions]
    turns = range(max(sizes))
    profiles = [[np.eye(m)[min(k, m - 1)] for m in sizes] for k in turns]
    places = [names.index(name) for name in model.names]
    profiles += [[np.eye(m)[(place + k) % m] for place, m in zip(places, sizes, strict=True)] for k in turns]
    if not isinstance(problem, SumGame):
        profiles.append([np.full(m, 1 / m) for m in sizes])
    for profile in profiles:
        values = dict(zip(model.names, problem.deviation_payoffs(profile), strict=True))
        found += [np.asarray(values[name], dtype=float) for name in names]
    return np.concatenate(found)


def _rest_in_words(first: Model, second: Model) -> tuple[str, str]:
    """Return what of the rest is known to differ: states that one of the two lacks, and how a threat is made."""
    only = [
        [name for name in one.names if name not in other.names] for one, other in ((first, second), (second, first))
    ]
    said = [f"with {', '.join(names)}" if names else "" for names in only]
    if isinstance(first, ResponseModel) and isinstance(second, ResponseModel):
        for k, model in enumerate((first, second)):
            form = getattr(model.threat, "form", None)
            if form != getattr((second, first)[k].threat, "form", None):
                said[k] = ", ".join(
                    filter(None, (said[k], "the threat given" if form is None else type(form).__name__))
                )
    return said[0] or "as it is", said[1] or "as it is"
