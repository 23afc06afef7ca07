"""Curves of predicted probabilities: each response against one input, with bands, state by state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alignment_games.errors import InvalidModelError
from alignment_games.report.pictures.looks import capital, hatching, in_lines, legend, letters_across, looks_of, rim
from alignment_games.report.pictures.small import left_out, small_multiples
from alignment_games.sweeps.uncertainties.chances import Chances
from alignment_games.sweeps.uncertainties.estimate import Estimate
from alignment_games.text.lists import listed
from alignment_games.text.play import doing
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

#: Curves have a marker at so many places, which tells them apart in grey.
_MARKERS = 6
#: States of which one figure is drawn are named up to so many.
_MOST_NAMED = 3


def probability_curves(found: Chances, ax: Any = None, *, state: str | None = None) -> Any:
    """Return the axes with the probability of each response of a state and its 95 % band; of several states the first.

    ``state``: the one to draw, needed with ``ax`` where there are several. Bands are of the draws alone: with more of
    them they narrow. What a state does in no draw has no curve, and a state that does one thing in all of them no
    panel: it is named below. Raises InvalidModelError for an unknown state.
    """
    given = list(found.players) if state is None else [state]
    every = {player: _ever(found.response(player)) for player in given}
    responses = {player: own for player, own in every.items() if not _certain(own)} or every
    shown, certain = list(responses), {k: next(iter(own)) for k, own in every.items() if k not in responses}
    if ax is not None and len(shown) > 1:
        raise InvalidModelError(f"one pair of axes shows one state; say which with state=: {', '.join(shown)}")
    if ax is None:
        figure, axes = small_multiples([plot_text(visible(player)) for player in shown])
    else:
        figure, axes = ax.figure, [ax]
    looks = looks_of(action for own in responses.values() for action in own)
    for each, own in zip(axes, responses.values(), strict=True):
        for action, estimates in own.items():
            _curve(each, found.values, estimates, looks[action])
        each.set(xlim=(found.values[0], found.values[-1]) if len(found.values) > 1 else None, ylim=(-0.02, 1.02))
    first = found.found[0]
    told = f"{first.selection.replace('_', '-')} equilibrium; {first.draws:,} draws of {_inputs(first.inputs)}"
    along = str(found.along) + (f" ({found.unit})" if found.unit else "")
    label = in_lines(f"{plot_text(visible(along))}\n({told}; bands: 95%)", axes[0])
    if ax is None:
        room = letters_across(figure.get_figwidth())
        below = [label, left_out("in every draw", certain, room)]
        figure.supxlabel("\n".join(filter(None, below)), fontsize="medium")
    else:
        ax.set_xlabel(label)
    axes[0].set_ylabel("probability")
    if ax is None:
        legend(figure, [], _handles(looks))
    else:
        ax.legend(handles=_handles(looks), frameon=False, fontsize="small")
    return axes[0]


def _ever(response: Mapping[str, Sequence[Estimate]]) -> dict[str, Sequence[Estimate]]:
    """Return the probabilities of what is done in any draw."""
    return {action: each for action, each in response.items() if any(estimate.value for estimate in each)}


def _certain(response: Mapping[str, Sequence[Estimate]]) -> bool:
    """Return whether a state does one thing in every draw, at every value."""
    return len(response) == 1 and all(estimate.value == 1 for each in response.values() for estimate in each)


def _inputs(names: Sequence[str]) -> str:
    """Return what was drawn, in words: a figure of several states is named once.

    >>> _inputs(["burden", "intent of Britain", "intent of France"]), _inputs([f"intent of {k}" for k in range(8)])
    ('burden, intent of Britain and France', 'intent of 8 states')
    """
    by_figure: dict[str, list[str]] = {}
    for name in names:
        figure, _, state = name.partition(" of ")
        by_figure.setdefault(figure, []).extend([state] if state else [])
    told = []
    for figure, own in by_figure.items():
        who = listed(own) if 0 < len(own) <= _MOST_NAMED else f"{len(own)} states"
        told.append(f"{figure} of {who}" if own else figure)
    return plot_text(visible(", ".join(told)))


def _curve(ax: Any, x: Any, estimates: Sequence[Estimate], look: tuple[str, str, str]) -> None:
    colour, _, marker = look
    p, low, high = ([getattr(each, name) for each in estimates] for name in ("value", "low", "high"))
    ax.fill_between(x, low, high, color=colour, alpha=0.3, linewidth=0)
    every = max(1, len(x) // _MARKERS)
    (line,) = ax.plot(
        x, p, color=colour, marker=marker, markevery=every, markersize=4, markeredgecolor=hatching(colour)
    )
    line.set_path_effects(rim(colour, line.get_linewidth()))


def _handles(looks: dict[str, tuple[str, str, str]]) -> list[Any]:
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], color=colour, marker=marker, label=plot_text(visible(capital(doing(action)))))
        for action, (colour, _, marker) in looks.items()
    ]
