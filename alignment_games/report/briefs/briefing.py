"""The brief: everything about a case or a model, for a reader who will not run the software.

Two pages first: the answer, the picture, what would flip it, how sure that is. Then, as an appendix, what was assumed,
how threatened each state feels, the game, its equilibria in words, the phase diagram, where each figure comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from alignment_games.analysis.facts import Facts
from alignment_games.analysis.firmness import is_affordable
from alignment_games.cases.case import GRADES, Case, case_of
from alignment_games.errors import InvalidModelError, UnsupportedGameError, shown
from alignment_games.game.entrance import Given, opened
from alignment_games.io.results.provenance import provenance
from alignment_games.models.door import as_model
from alignment_games.models.model import Model
from alignment_games.models.response import ResponseGame, ResponseModel
from alignment_games.report import brief_encoding
from alignment_games.report.brief_encoding import described, figures_section
from alignment_games.report.briefs.chances import chances_section, flips_section
from alignment_games.report.briefs.game import game_section
from alignment_games.report.briefs.model import assumptions_section, map_section, threats_section
from alignment_games.report.briefs.plane import plane_section
from alignment_games.report.document import Block, Bullets, Document, Section, Text
from alignment_games.report.explanation import explanation
from alignment_games.report.show import against_record
from alignment_games.solvers.control import Progress
from alignment_games.solvers.solution import Solution
from alignment_games.solvers.solve import solve
from alignment_games.text.lists import listed
from alignment_games.text.play import does, who_plays
from alignment_games.text.tables import Table
from alignment_games.text.visible import visible

#: The title of a section, and what makes it.
_Planned = tuple[str, Callable[[], Sequence[Block]]]


def brief(target: Given, *, solution: Solution | None = None, progress: Progress | None = None) -> Document:
    """Return the brief as a document, which its ``save`` writes as HTML, Markdown or PDF.

    ``html()`` is one self-contained file, ``markdown()`` the same as text.

    ``target``: what `as_model` takes: a case or its name, a model, a game, a file, a solution.
    ``solution``: of the target's game; None solves it. ``progress``: called with the sections done and those in all.
    Raises UnsupportedGameError for a family of games.

    >>> page = brief("europe-1938")
    >>> [section.title for section in page.sections][:3]
    ['In short', 'Map', 'What would flip it']
    >>> [section.title for section in page.appendix][-2:]
    ['Sources', 'How this was made']
    """
    target = opened(target)
    solution = target if isinstance(target, Solution) else solution
    if not (solution is None or isinstance(solution, Solution)):
        raise InvalidModelError(f"expected what solve returns as the solution, got {shown(solution)}; None solves it")
    case, model = case_of(target), as_model(target)
    game = model.game() if solution is None else solution.game
    if game.batch_shape:
        raise UnsupportedGameError(f"a brief is about one game, and this is a family (batch {game.batch_shape})")
    solution = solve(game) if solution is None else solution
    facts = Facts(solution)
    ahead: list[_Planned] = [("In short", lambda: _in_short(case, solution)), *_ahead(case, model, facts)]
    planned = [*ahead, *_appendix(case, model, facts), ("How this was made", lambda: _provenance(solution))]
    sections = []
    for title, blocks in planned:
        sections.append(Section(title, blocks()))
        if progress:
            progress(len(sections), len(planned))
    return Document(*_title(case, model), sections, len(ahead))


def _ahead(case: Case | None, model: Model, facts: Facts) -> list[_Planned]:
    """Return what goes with the answer on the first two pages: the picture, what would flip it, how sure it is."""
    solution, game = facts.solution, facts.solution.game
    if isinstance(game, ResponseGame):
        return [
            ("Map", lambda: map_section(case, solution)),
            ("What would flip it", lambda: flips_section(facts)),
            ("How sure", lambda: chances_section(game.model, solution)),
        ]
    if not (model.parameters() and is_affordable(model)):
        return []
    return [
        ("What would flip it", lambda: brief_encoding.flips_section(model)),
        ("How sure", lambda: brief_encoding.chances_section(model)),
    ]


def _appendix(case: Case | None, model: Model, facts: Facts) -> list[_Planned]:
    """Return all that the answer rests on: figures, threats, the game, the reasons, the plane, the sources."""
    game, sections = facts.solution.game, list[_Planned]()
    if isinstance(game, ResponseGame):
        sections += [
            ("Assumptions", lambda: assumptions_section(case, game.model)),
            ("Threats", lambda: threats_section(game.model)),
        ]
    elif model.parameters():
        sections.append(("Assumptions", lambda: figures_section(model)))
    sections += [("The game", lambda: game_section(game)), ("Equilibria in words", lambda: _words(facts))]
    if isinstance(game, ResponseGame):
        sections.append(("Phase diagram", lambda: plane_section(game.model)))
    return [*sections, *([] if case is None else [("Sources", lambda: _sources(case))])]


def _title(case: Case | None, model: Model) -> tuple[str, str]:
    if case is not None:
        return f"{case.title} ({case.year})", " ".join(case.summary.split())
    if isinstance(model, ResponseModel):
        return f"Facing {model.against.name}", f"{listed(model.names)} face {model.against.name}."
    told = described(model)
    if told:
        return f"The model {getattr(model, 'encoding', '')}".replace("_", " "), told
    return "A game in normal form", f"Players: {listed(model.names)}."


def _in_short(case: Case | None, solution: Solution) -> list[Block]:
    count = f"{len(solution)} equilibri{'um' if len(solution) == 1 else 'a'}"
    blocks: list[Block] = [Text(f"{count}: {solution.status.value}.")]
    pure = [equilibrium for equilibrium in solution if equilibrium.pure]
    mixed = len(solution) - len(pure)
    rows = [who_plays(zip(solution.game.players, each.actions, strict=True)) for each in pure[:10]] or [
        "None is in pure strategies."
    ]
    blocks.append(Bullets([*rows, *([f"{mixed} in mixed strategies, told below"] if mixed else [])]))
    if case is not None:
        text = " ".join(against_record(case, solution).split())
        blocks.append(Text(f"{text[0].upper()}{text[1:]}."))
    return blocks


def _words(facts: Facts) -> list[Block]:
    """Return the explanation: a paragraph and a list for each of its parts."""
    blocks: list[Block] = []
    for first, *others in explanation(facts):
        blocks.append(Text(visible(first)))
        if others:
            blocks.append(Bullets(list(map(visible, others))))
    return blocks


def _sources(case: Case) -> list[Block]:
    figures = [(case.model.against.name, case.threat_figures), *((r.state, r.figures) for r in case.records)]
    record = [(r.state, does(r.recorded), GRADES[r.grade]) for r in case.records]
    return [
        Table(["state", "recorded", "grade"], record, "The record; outcome codes are judgements"),
        Table(["key", "source"], list(case.sources.items())),
        Table(["state", "its figures come from"], [(who, ", ".join(keys)) for who, keys in figures]),
    ]


def _provenance(solution: Solution) -> list[Block]:
    made = provenance(solution)
    versions = ", ".join(f"{name} {version}" for name, version in made["versions"].items())
    rows = [
        ("solver", made["solver"]),
        ("SHA-256 of the game's .nfg file", made["game_sha256"]),
        ("versions", versions),
    ]
    return [Table(["what", "value"], rows)]
