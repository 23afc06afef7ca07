"""The public names by topic, each with its call, its parameters and its examples; and one page for each room."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import alignment_games as ag
from docs.site.docstrings import Link, inline, markdown, summary
from docs.site.markdown import block, page, table, toctree
from docs.site.parameters import parameter_rows, signature_text

#: Every public name under the question that it answers: file, title, what it is about, names. Kept by hand, and held
#: against the package by a test: a name that comes or goes is entered here, and told in the changelog.
TOPICS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "figures",
        "States and threats",
        "From figures of states to the threat that each perceives.",
        ("State", "System", "PerceivedThreat", "perceived_threat", "GivenThreat", "securitize", "threat_frame"),
    ),
    (
        "response",
        "The response game",
        "What states may do about a threat, what it is worth, and the game that follows.",
        ("Response", "SecurityUtility", "ResponseModel", "ResponseGame", "response_game", "response_model"),
    ),
    (
        "models",
        "Models and their parameters",
        "What every encoding has: players, actions, figures that may be changed, and the game that they make.",
        ("Model", "Parameter", "as_model"),
    ),
    (
        "games",
        "Games",
        "Any finite game, and games of coalitions that no figures of states are needed for.",
        (
            "Problem",
            "NormalFormGame",
            "SumGame",
            "eliminate_dominated",
            "coalition_game",
            "threshold_game",
            "threshold_model",
            "minimal_winning_coalitions",
            "volunteers_dilemma",
        ),
    ),
    (
        "equilibria",
        "Equilibria",
        "Finding every equilibrium, or saying what was not proven.",
        (
            "solve",
            "Solution",
            "Equilibrium",
            "Status",
            "solve_batch",
            "BatchSolution",
            "correlated_equilibrium",
            "logit_path",
            "explain",
        ),
    ),
    (
        "proofs",
        "Proofs to hand on",
        "A file that proves that these are all equilibria, for a checker that trusts nothing in it.",
        ("certify", "Certificate"),
    ),
    ("which", "Which equilibrium", "Refinements and selections, each with a witness.", ("refine", "select")),
    (
        "conditions",
        "Conditions in symbols",
        "When exactly a profile is an equilibrium, and at which value a state changes its response.",
        ("with_symbols", "conditions", "mixed_conditions", "regimes", "threshold", "thresholds"),
    ),
    (
        "what_if",
        "What if",
        "Grids, uncertain figures, years, and the smallest change that flips the answer.",
        ("sweep", "uncertain", "series", "nearest_flip", "regional_complexes"),
    ),
    (
        "inverse",
        "Inverse questions",
        "For which parameters what the states did is rational, and how far the nearest such world is.",
        ("rationalise", "nearest_rational_world"),
    ),
    (
        "history",
        "Cases, theories, estimates",
        "The bundled cases, rival theories beside the record, and weights estimated from it.",
        (
            "Case",
            "case_names",
            "load_case",
            "compare",
            "BalanceOfPower",
            "BalanceOfThreat",
            "CollectiveGoods",
            "fit",
        ),
    ),
    ("published", "Published models", "The catalogue of models and its bibliography.", ("catalog", "model", "cite")),
    (
        "files",
        "Files and other programs",
        "Model files, data files of the field, Gambit, nashpy, QuantEcon, results.",
        (
            "read_model",
            "write_model",
            "read_nfg",
            "write_results",
            "from_dyads",
            "read_dyads",
            "read_choices",
            "panel",
            "read_capabilities",
            "read_contiguity",
            "read_distances",
            "from_gambit",
            "from_nashpy",
            "from_quantecon",
            "to_gambit",
            "to_nashpy",
            "to_quantecon",
            "versions",
        ),
    ),
    (
        "reports",
        "Words, tables, pictures, pages",
        "What is handed to others: it renders and computes nothing.",
        (
            "plot",
            "brief",
            "classroom_page",
            "replicate",
            "to_latex",
            "payoff_text",
            "payoff_latex",
            "payoff_frame",
            "solution_latex",
        ),
    ),
    (
        "errors",
        "Errors",
        "One family; each message says what was expected, what was given, where, and what to do.",
        (
            "AlignmentGamesError",
            "InvalidModelError",
            "SolverError",
            "UnsupportedGameError",
            "NotConvergedError",
            "MissingExtraError",
        ),
    ),
)
#: The subpackages that the face names, in the order in which data walks through them.
ROOMS = (
    "states",
    "game",
    "models",
    "solvers",
    "symbolic",
    "io",
    "sweeps",
    "refinements",
    "certificates",
    "inverse",
    "cases",
    "catalogue",
    "estimation",
    "report",
    "errors",
)


def home_of() -> dict[str, str]:
    """Return the page of each public name, from the folder of the pages of the interface."""
    places = {name: f"{file}.md#{name.lower()}" for file, _, _, names in TOPICS for name in names}
    return places | {room: f"room_{room}.md" for room in ROOMS}


def linker(prefix: str = "") -> Link:
    """Return how names in backticks become links to their entries; ``prefix``: the way to the interface's folder."""
    homes = home_of()

    def link(name: str) -> str:
        first = name.removeprefix("alignment_games.").split(".")[0].split("(")[0]
        # A short word such as game is mostly a method or an argument; the room is meant where the package is named.
        is_known = first in homes and (first not in ROOMS or name.startswith("alignment_games."))
        return f"[`{name}`]({prefix}{homes[first]})" if is_known else f"`{name}`"

    return link


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each page of the interface."""
    link = linker()
    files = [*(file for file, *_ in TOPICS), *(f"room_{room}" for room in ROOMS)]
    yield "api/index.md", _index(files, link)
    for file, title, about, names in TOPICS:
        entries = [_entry(name, getattr(ag, name), link) for name in names]
        yield f"api/{file}.md", page(f"# {title}", about, _contents({n: getattr(ag, n) for n in names}, link), *entries)
    for room in ROOMS:
        yield f"api/room_{room}.md", _room(room, link)


def _index(files: list[str], link: Link) -> str:
    topics = [[f"[{title}]({file}.md)", about, ", ".join(map(link, names))] for file, title, about, names in TOPICS]
    rooms = [[f"[`{room}`](room_{room}.md)", summary(getattr(ag, room), link)] for room in ROOMS]
    return page(
        "# The interface",
        "`import alignment_games as ag` brings all public names, and loads nothing heavier than numpy. By topic:",
        table(["topic", "what it is about", "names"], topics),
        "The rooms behind the names hold more, for those who want a part of the machinery:",
        table(["room", "what is in it"], rooms),
        toctree(files),
    )


def _contents(names: Mapping[str, Any], link: Link) -> str:
    return table(["name", "what it is"], [[link(name), summary(value, link)] for name, value in names.items()])


def _entry(name: str, value: Any, link: Link) -> str:
    """Return one name with its call, its words and examples, its parameters and, of a class, its methods."""
    rows = list(parameter_rows(value, link))
    members = list(_members(value, link)) if inspect.isclass(value) else []
    return page(
        f"## {name}",
        block(signature_text(f"ag.{name}", value) or f"ag.{name}", "text"),
        markdown(value.__doc__ or "", link),
        table(["parameter", "type", "default", "meaning"], rows) if rows else "",
        table(["has", "which is"], members) if members else "",
        *_method_examples(value, link),
    )


def _members(value: type, link: Link) -> Iterator[list[str]]:
    for name, member in inspect.getmembers(value):
        documented = inspect.isroutine(member) or isinstance(
            inspect.getattr_static(value, name), (property, cached_property)
        )
        inherited = any(name in vars(base) for base in (object, Exception, BaseException, int, str))
        if name.startswith("_") or inherited or not documented or not (member.__doc__ or "").strip():
            continue
        shown = signature_text(name, member).replace("(self, ", "(").replace("(self)", "()")
        yield [f"`{shown if inspect.isroutine(member) else name}`", summary(member, link)]


def _method_examples(value: Any, link: Link) -> Iterator[str]:
    """Yield the docstrings with examples of the methods of a class."""
    if not inspect.isclass(value):
        return
    for name, member in vars(value).items():
        text = (inspect.isfunction(member) and member.__doc__) or ""
        if not name.startswith("_") and ">>> " in text:
            yield f"### {value.__name__}.{name}\n\n{markdown(text, link)}"


def _room(room: str, link: Link) -> str:
    module = getattr(ag, room)
    names = {name: getattr(module, name) for name in getattr(module, "__all__", ())}
    own = {name: value for name, value in names.items() if name not in home_of()}
    entries = [_entry_of_room(room, name, value, link) for name, value in own.items()]
    listed = [[f"[`{name}`](#{slug})", summary(own[name], link)] for name, slug in _slugs(own)]
    return page(
        f"# The room {room}",
        markdown(module.__doc__ or "", link),
        f"On the face already: {', '.join(link(name) for name in names if name not in own)}." if names else "",
        table(["name", "what it is"], listed) if listed else "",
        *entries,
    )


def _slugs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each name with the anchor of its heading: names that differ in their capitals alone are numbered."""
    seen: Counter[str] = Counter()
    for name in names:
        low = name.lower()
        yield name, f"{low}-{seen[low]}" if seen[low] else low
        seen[low] += 1


def _entry_of_room(room: str, name: str, value: Any, link: Link) -> str:
    if not (inspect.isclass(value) or inspect.isroutine(value)):
        return page(f"## {name}", inline(f"A constant of `ag.{room}`.", link), block(_constant(value)))
    return _entry(name, value, link).replace(f"\nag.{name}", f"\nag.{room}.{name}", 1)


def _constant(value: Any) -> str:
    """Return a constant as text: of a table of names, the names."""
    return "\n".join(map(str, value)) if isinstance(value, (Mapping, tuple)) else repr(value)
