"""The sections of a brief on a model of any encoding: its figures, which of them flips it, and how sure it is."""

from __future__ import annotations

import math
from typing import Any

from alignment_games.catalogue.entries import catalog
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.models.model import Model
from alignment_games.models.parameter_rows import HEADER, parameter_rows
from alignment_games.report.document import Block, Bullets, Table, Text
from alignment_games.sweeps.flip import nearest_flip
from alignment_games.sweeps.grid import sweep
from alignment_games.sweeps.guesses import guesses
from alignment_games.sweeps.uncertainty import uncertain
from alignment_games.text.lists import listed
from alignment_games.text.play import doing, who_plays

#: How uncertain each figure is, as a share of it; the seed of the draws, and how many where games are built one by one.
_SPREAD, _SEED, _DRAWS = 0.1, 1, 400
#: Flips and draws are looked into up to this many payoffs, so that a brief takes seconds.
MOST_PAYOFFS = 5_000
_MOST_FIGURES, _MOST_TOLD = 6, 8


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


def flips_by_figure(model: Model) -> list[Block]:
    """Return, for each figure that alone can flip the predicted alignment, the nearest value at which it does.

    Models whose games have to be made one by one are not searched, and the page says so: it would take minutes.
    """
    keys = [
        (name, entry) if entry else name
        for name, parameter in model.parameters().items()
        for entry in parameter.entries or ("",)
    ]
    found, unasked = [], []
    for key in keys[:_MOST_FIGURES]:
        try:
            if _is_slow(model, key):
                unasked.append(_told(key))
                continue
            flip = nearest_flip(model, [key])
        except (InvalidModelError, UnsupportedGameError):  # the model ends there, or nothing is predicted
            continue
        if flip is not None and flip.verified:
            found.append(str(flip))
    unasked += [_told(key) for key in keys[_MOST_FIGURES:]]
    blocks: list[Block] = [Text("One figure changes at a time:"), Bullets(found)] if found else []
    if not found:
        blocks.append(Text("No change of one figure alone was found that flips the predicted alignment."))
    if unasked:
        told = listed(unasked[:_MOST_TOLD]) + (f" and {len(unasked) - _MOST_TOLD} more" * (len(unasked) > _MOST_TOLD))
        blocks.append(Text(f"Not asked here, because it takes longer: {told}; nearest_flip(model, [...]) does."))
    return blocks


def _told(key: Any) -> str:
    return f"{key[0]} of {key[1]}" if isinstance(key, tuple) else str(key)


def _is_slow(model: Model, key: Any) -> bool:
    """Return whether games have to be made one by one to vary a figure."""
    parameter, entry = key if isinstance(key, tuple) else (key, "")
    value = model.parameters()[parameter].value
    now = float(value[entry] if entry else value)
    return sweep(model, {key: [now, now]}).one_by_one


def chances_of_figures(model: Model) -> list[Block]:
    """Return how often each alignment is the equilibrium when all figures are somewhat off."""
    try:
        found = uncertain(model, guesses(model, _SPREAD), draws=_DRAWS, rng=_SEED)
    except InvalidModelError as error:
        return [Text(f"How sure the answer is cannot be said by drawing figures: {error}.")]
    rows = [
        (who_plays(zip(found.players, labels, strict=True)), f"{estimate.value:.1%}")
        for labels, estimate in list(found.alignments().items())[:6]
    ]
    note = (
        f"When each figure is off by some {_SPREAD:.0%} ({found.draws:,} draws, seed {_SEED}), this is how often each "
        "alignment is the equilibrium, the one with the largest sum of payoffs where there are several:"
    )
    return [Text(note), Table(["alignment", "share of draws"], rows)]


def is_affordable(model: Model) -> bool:
    """Return whether flips and draws of a model take seconds, as its games are built one by one."""
    return len(model.names) * math.prod(map(len, model.actions)) <= MOST_PAYOFFS
