"""A page for each published model: what it says, its game, its claims checked, a picture, code and sources."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import alignment_games as ag
from alignment_games.catalogue import CheckedClaim, Entry, check_claims
from docs.site.api import linker
from docs.site.catalogue_games import GAMES
from docs.site.docstrings import as_code, markdown, summary
from docs.site.markdown import block, escaped, folded, page, table, toctree
from docs.site.parameters import parameter_rows, record_rows, signature_text
from docs.site.pictures import svg

#: Tables of more lines are folded away.
_SHORT = 30


def index() -> Iterator[tuple[str, str]]:
    """Yield the page that lists the models."""
    entries = list(ag.catalog())
    rows = [
        [f"[{e.name}]({e.name}.md)", escaped(e.claim), escaped(e.source), escaped(e.players), escaped(e.actions)]
        for e in entries
    ]
    yield (
        "catalogue/index.md",
        page(
            "# Published models",
            f"{len(entries)} models, each a game that [`ag.model`](../api/published.md#model) builds, with the claims "
            "of its publication checked as this page was built: `alignment-games catalogue --check` checks them again.",
            table(["model", "what it says", "source", "who plays", "what they choose"], rows),
            toctree(entry.name for entry in entries),
        ),
    )


def pages(name: str) -> Iterator[tuple[str, str | bytes]]:
    """Yield the page of a model, and its picture."""
    entry: Entry = ag.catalog()[name]
    builder, link = entry.load(), linker("../api/")
    names: dict[str, Any] = {"ag": ag}
    exec(GAMES[name], names)  # noqa: S102 - the project's own lines
    solution = ag.solve(names["game"])
    yield f"catalogue/{name}.svg", svg(ag.plot(ag.logit_path(names["game"])))
    rows = list(parameter_rows(builder, link))
    yield (
        f"catalogue/{name}.md",
        page(
            f"# {name.replace('_', ' ').capitalize()}",
            f"**{escaped(entry.claim)}** ({escaped(entry.source)}). Who plays: {escaped(entry.players)}. "
            f"What they choose: {escaped(entry.actions)}.",
            "## The model",
            markdown(sys.modules[builder.__module__].__doc__ or "", link),
            "## A game of it",
            _code(GAMES[name], solution),
            "Each player's payoffs, best replies starred:",
            _payoffs(names["game"]),
            f"![Curves: the probability of each action in quantal responses, from chance to nearly best replies.]"
            f"({name}.svg)",
            "How play settles as states err less: the branch of quantal responses from chance "
            "([`logit_path`](../api/equilibria.md#logit_path)).",
            "## What the publication claims, and what comes out",
            *(_claim(checked) for checked in check_claims(name)),
            _parameters(names["game"]),
            f"## How to build it\n\n{block(signature_text(builder.__name__, builder))}",
            markdown(builder.__doc__ or "", link),
            table(["parameter", "type", "default", "meaning"], rows) if rows else summary(builder, link),
            "## Sources",
            block(ag.cite(name), "bibtex"),
        ),
    )


def _code(lines: str, solution: ag.Solution) -> str:
    written = ["import alignment_games as ag", *lines.strip().splitlines(), "print(ag.solve(game))"]
    prompt = [f"{'...' if line.startswith((' ', ')', ']', '}')) else '>>>'} {line}" for line in written]
    return block("\n".join([*prompt, str(solution)]), "python")


def _parameters(game: ag.NormalFormGame) -> str:
    """Return the figures that may be changed, varied and drawn; long tables are folded away."""
    rows = list(record_rows(ag.as_model(game).parameters(), as_code))
    if not rows:
        return ""
    made = table(["parameter", "meaning", "unit", "range", "default"], [row[:-1] for row in rows])
    shown = made if len(rows) <= _SHORT else folded(f"{len(rows)} parameters", made)
    return page("## What may be changed", "By `with_parameters`, `sweep`, `uncertain` and the others:", shown)


def _payoffs(game: ag.NormalFormGame) -> str:
    words = ag.payoff_text(game)
    length = len(words.splitlines())
    return block(words) if length <= _SHORT else folded(f"The table, {length} lines", block(words))


def _claim(checked: CheckedClaim) -> str:
    claim = checked.claim
    verdict = "reproduced" if checked.reproduced else "**not reproduced**"
    lines = str(checked).splitlines()[1:]
    return (
        f"- {escaped(claim.statement)} ({escaped(claim.source)}): {verdict}.\n\n{_indented(block(chr(10).join(lines)))}"
    )


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
