"""What to cite: the model, the algorithm and this software, as BibTeX."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

from alignment_games._version import __version__
from alignment_games.catalogue.entries import catalog
from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import AbstractSolver, Solution

#: The publications of each algorithm; a solver that is not here is cited by the equilibrium that it finds.
_ALGORITHMS = {
    "VertexEnumeration": ("avis2010",),
    "SupportEnumeration": ("dickhaut1993", "porter2008"),
    "LemkeHowson": ("lemke1964",),
    "LogitTracing": ("mckelvey1995", "turocy2005"),
}
_NASH = ("nash1951",)


def cite(what: Any = None) -> str:
    """Return BibTeX for a model or a result, and for this software.

    ``what``: a model's name, the function that builds it, a game, a solver or a solution (its model and its
    algorithm); None for the software alone. Raises InvalidModelError for a name or thing that is not known.

    >>> print(cite("landscape").splitlines()[0])
    @article{axelrod1993,
    """
    keys = dict.fromkeys(_keys(what))
    return "\n\n".join([*(_references()[key] for key in keys), _software()])


def _keys(what: Any) -> tuple[str, ...]:
    if what is None:
        return ()
    if isinstance(what, str):
        references: tuple[str, ...] = catalog()[what].references
        return references
    if isinstance(what, Solution):
        return (*_keys(what.game), *_keys(what.solver))
    if isinstance(what, AbstractSolver):
        return (*_ALGORITHMS.get(type(what).__name__, ()), *_NASH)
    name = _model_of(what)
    if name in catalog().names:
        return _keys(name)
    if isinstance(what, NormalFormGame):
        return _NASH
    raise InvalidModelError(
        f"nothing to cite for {what!r}; give a model's name, a game, a solver or a solution. "
        f"models: {', '.join(catalog().names)}"
    )


def _model_of(what: Any) -> str:
    """Return the encoding that a game remembers, a builder's entry, or the module where a model is defined."""
    module = str(getattr(what, "__module__", "")).removeprefix("alignment_games.models.").partition(".")[0]
    builder = f"{module}:{getattr(what, '__name__', '')}"
    by_builder = {entry.builder: entry.name for entry in catalog()}
    return str(getattr(what, "encoding", by_builder.get(builder, module)))


@cache
def _references() -> dict[str, str]:
    """Return the bibliography, each entry's text by its key."""
    text = (resources.files("alignment_games.catalogue") / "references.bib").read_text(encoding="utf-8")
    return {match[1]: match[0] for match in re.finditer(r"^@\w+\{(\w+),\n.*?^\}", text, re.MULTILINE | re.DOTALL)}


def _software() -> str:
    return (
        "@software{alignment_games,\n"
        "  author  = {{The alignment-games authors}},\n"
        "  title   = {alignment\\_games: equilibria of balancing, bandwagoning and buck-passing},\n"
        f"  version = {{{__version__}}},\n"
        "  year    = {2026}\n"
        "}"
    )
