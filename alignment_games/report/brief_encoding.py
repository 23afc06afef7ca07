"""The sections of a brief on a model of any encoding: its figures, which of them flips it, and how sure it is."""

from __future__ import annotations

from typing import Any

from alignment_games.analysis.firmness import SEED, SPREAD, chances_of_figures, flips_by_figure
from alignment_games.catalogue.entries import catalog
from alignment_games.errors import InvalidModelError
from alignment_games.models.model import Model
from alignment_games.models.parameter_rows import HEADER, parameter_rows
from alignment_games.report.document import Block, Bullets, Text
from alignment_games.text.lists import listed
from alignment_games.text.play import doing, who_plays
from alignment_games.text.tables import Table

#: Figures that were not asked and are named.
_MOST_TOLD = 8


def described(model: Model) -> str:
    """Return which encoding a model is of, who says so, and what is claimed; nothing for a table of payoffs."""
    name = getattr(model, "encoding", "")
    if name not in catalog().names:
        return ""
    entry = catalog()[name]
    return f"The model {name} ({entry.source}): {entry.claim}."


def figures_section(model: Model) -> list[Block]:
    """Return the blocks of the section: who plays, what is on offer, and the figures with their meaning."""
    choices = "; ".join(
        f"{name}: {listed(map(doing, own), 'or')}" for name, own in zip(model.names, model.actions, strict=True)
    )
    return [Text(f"On offer: {choices}."), Table(list(HEADER), parameter_rows(model))]


def flips_section(model: Model) -> list[Block]:
    """Return, for each figure that alone can flip the predicted alignment, the nearest value at which it does.

    Models whose games have to be made one by one are not searched, and the page says so: it would take minutes.
    """
    flips = flips_by_figure(model)
    found, unasked = list(map(str, flips.found)), list(map(_told, flips.unasked))
    blocks: list[Block] = [Text("One figure changes at a time:"), Bullets(found)] if found else []
    if not found:
        blocks.append(Text("No change of one figure alone was found that flips the predicted alignment."))
    if unasked:
        told = listed(unasked[:_MOST_TOLD]) + (f" and {len(unasked) - _MOST_TOLD} more" * (len(unasked) > _MOST_TOLD))
        blocks.append(Text(f"Not asked here, because it takes longer: {told}; nearest_flip(model, [...]) does."))
    return blocks


def _told(key: Any) -> str:
    return f"{key[0]} of {key[1]}" if isinstance(key, tuple) else str(key)


def chances_section(model: Model) -> list[Block]:
    """Return how often each alignment is the equilibrium when all figures are somewhat off."""
    try:
        found = chances_of_figures(model)
    except InvalidModelError as error:
        return [Text(f"How sure the answer is cannot be said by drawing figures: {error}.")]
    rows = [
        (who_plays(zip(found.players, labels, strict=True)), f"{estimate.value:.1%}")
        for labels, estimate in list(found.alignments().items())[:6]
    ]
    note = (
        f"When each figure is off by some {SPREAD:.0%} ({found.draws:,} draws, seed {SEED}), this is how often each "
        "alignment is the equilibrium, the one with the largest sum of payoffs where there are several:"
    )
    return [Text(note), Table(["alignment", "share of draws"], rows)]
