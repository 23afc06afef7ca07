"""What to cite: the model, the case, the theory, the algorithm and this software, as BibTeX."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from alignment_games._version import __version__
from alignment_games.catalogue.entries import catalog
from alignment_games.catalogue.works import references, works_in
from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.registry import BUILDERS
from alignment_games.solvers import AbstractSolver, Solution

#: The publications of each algorithm; a solver that is not here is cited by the equilibrium that it finds.
_ALGORITHMS = {
    "VertexEnumeration": ("avis2010",),
    "SupportEnumeration": ("dickhaut1993", "porter2008"),
    "LemkeHowson": ("lemke1964",),
    "LogitTracing": ("mckelvey1995", "turocy2005"),
}
_NASH = ("nash1951",)
#: The publications of each theory of alignment, by the name that it has in tables.
_THEORIES = {
    "balance of threat": ("walt1985", "walt1987"),
    "threat, securitized": ("walt1987", "buzan1998"),
    "first form": ("walt1985", "walt1987"),
    "balance of power": ("waltz1979",),
    "collective goods": ("olson1966",),
    "two stands": ("christensen1990", "mearsheimer2001"),
    "milieu": ("wolfers1962", "waltz1979"),
    "milieu by power": ("wolfers1962", "waltz1979", "olson1966"),
    "bandwagoning for profit": ("schweller1994",),
}
#: Fields of a case file that tell its story rather than say where something is from.
_STORY = ("title", "summary")


def cite(what: Any = None) -> str:
    """Return BibTeX for a model, a case, a theory or a result, and for this software.

    ``what``: the name of a model, of a bundled case (every work that its file cites) or of a theory; the function
    that builds a model, a case, a theory, a game, a solver or a solution (its model and its algorithm); None for the
    software alone. Raises InvalidModelError for a name or thing that is not known.

    >>> print(cite("landscape").splitlines()[0])
    @article{axelrod1993,
    """
    keys = dict.fromkeys(_keys(what))
    return "\n\n".join([*(references()[key] for key in keys), _software()])


def _keys(what: Any) -> tuple[str, ...]:
    if what is None:
        return ()
    if isinstance(what, str):
        return _by_name(what)
    if isinstance(what, Solution):
        return (*_keys(what.game), *_keys(what.solver))
    if isinstance(what, AbstractSolver):
        return (*_ALGORITHMS.get(type(what).__name__, ()), *_NASH)
    for name in (_model_of(what), getattr(what, "name", None)):
        if isinstance(name, str) and name in _names():
            return _by_name(name)
    if isinstance(what, NormalFormGame):
        return _NASH
    raise InvalidModelError(
        f"nothing to cite for {shown(what)}; give the name of a model, a case or a theory, a game, a solver or a "
        f"solution. models: {', '.join(catalog().names)}; theories: {'; '.join(_THEORIES)}"
    )


def _model_of(what: Any) -> str:
    """Return the encoding that a game remembers, a builder's entry, or the module where a model is defined."""
    home = str(getattr(what, "__module__", ""))
    module = home.partition(".models.")[2].partition(".")[0]
    builder = f"{module}:{getattr(what, '__name__', '')}"
    by_builder = {built_by: name for name, built_by in BUILDERS.items()}
    return str(getattr(what, "encoding", by_builder.get(builder, module)))


def _names() -> list[str]:
    return [*catalog().names, *_case_files(), *_THEORIES, *(f"{name} (additive)" for name in _THEORIES)]


def _by_name(name: str) -> tuple[str, ...]:
    """Return the keys of what a model, a case or a theory of a name rests on."""
    if name not in _names():
        raise unknown_name("model, case or theory", name, _names())
    if name in catalog().names:
        found: tuple[str, ...] = catalog()[name].references
        return found
    if name in _case_files():
        return tuple(works_in(case_text(_case_files()[name]))[0])
    return _THEORIES[name.removesuffix(" (additive)")]


@cache
def _case_files() -> dict[str, str]:
    """Return the text of each bundled case by its name."""
    folder = resources.files("alignment_games") / "cases" / "data"
    files = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return {each.name.removesuffix(".toml"): each.read_text("utf-8") for each in files if each.name.endswith(".toml")}


def case_text(written: str) -> str:
    """Return what a case file says of where its figures and codes are from: all its texts but its story."""
    document = tomllib.loads(written)
    return "\n".join(text for key, value in document.items() if key not in _STORY for text in _texts(value))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (Mapping, list)):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each)


def _software() -> str:
    return (
        "@software{alignment_games,\n"
        "  author  = {{The alignment-games authors}},\n"
        "  title   = {alignment\\_games: equilibria of balancing, bandwagoning and buck-passing},\n"
        f"  version = {{{__version__}}},\n"
        "  year    = {2026}\n"
        "}"
    )
