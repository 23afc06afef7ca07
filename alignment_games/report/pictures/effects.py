"""What sources of threat do to play, and the estimates themselves, each with its interval."""

from __future__ import annotations

from typing import Any

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.effects import FIRST, Effects
from alignment_games.estimation.fitted import Fitted
from alignment_games.report.pictures.looks import axes_of, capital, change_in_percent, ink, looks_of, neutral
from alignment_games.text.play import doing
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

#: How far the actions of one source stand apart, of the 1 between sources.
_APART = 0.22


def effects(found: Effects, ax: Any = None) -> Any:
    """Return the axes with the change of each action's mean probability, source by source, and its band."""
    sources = list(dict.fromkeys(each.source for each in found.effects))
    actions = list(dict.fromkeys(each.action for each in found.effects))
    ax = axes_of(ax, height=1.6 + 0.9 * len(sources))
    for j, (action, (colour, _, marker)) in enumerate(looks_of(actions).items()):
        for k, source in enumerate(sources):
            each, place = found[source, action], -k + _APART * ((len(actions) - 1) / 2 - j)
            ax.plot(each.band, [place, place], color=colour, alpha=0.55, linewidth=4, solid_capstyle="butt")
            label = plot_text(visible(capital(doing(action)))) if k == 0 else None
            ax.plot([each.change], [place], marker, color=colour, markeredgecolor=ink(), linestyle="", label=label)
    ax.axvline(0, color=ink(), linewidth=0.8, linestyle="--")
    ax.set_yticks([-k for k in range(len(sources))], [_moved(found, source) for source in sources])
    ax.set_ylim(-len(sources) + 0.4, 0.6)
    if found.kind == FIRST:
        ax.xaxis.set_major_formatter(lambda value, _: change_in_percent(value))
    what = "change of the mean probability" if found.kind == FIRST else "change of the mean probability for one unit"
    ax.set(xlabel=f"{what}, {found.level:.0%} band")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False, fontsize="small")
    return ax


def _moved(found: Effects, source: str) -> str:
    first = next(each for each in found.effects if each.source == source)
    return source if first.low is None else f"{source}\n{first.low:.3g} to {first.high:.3g}"


def estimates(found: Fitted, ax: Any = None, *, kind: str | None = None, level: float = 0.95) -> Any:
    """Return the axes with the estimates and their intervals; rate and scale, which are logarithms, stand apart.

    ``kind`` and ``level``: as in `Fitted.intervals`. Raises InvalidModelError as that does. A star marks intervals with
    a note, which `ConfidenceIntervals` prints.
    """
    intervals = found.intervals(kind, level=level)
    names = sorted(found.estimates, key=lambda name: name.startswith("log "))
    if not names:
        raise InvalidModelError("no estimates to draw; the theory has no parameters")
    ax = axes_of(ax, height=1.6 + 0.5 * len(names))
    for k, name in enumerate(names):
        colour = neutral(0.6) if name.startswith("log ") else ink()
        low, high = intervals[name]
        ax.plot([low, high], [-k, -k], color=colour, alpha=0.55, linewidth=4, solid_capstyle="butt")
        fill = "none" if name in found.at_bound else "full"
        ax.plot([found.estimates[name]], [-k], "o", color=colour, fillstyle=fill)
    ax.axvline(0, color=ink(), linewidth=0.8, linestyle="--")
    ax.set_yticks([-k for k in range(len(names))], [f"{name} *" if name in intervals.notes else name for name in names])
    ax.set_ylim(-len(names) + 0.4, 0.6)
    starred = "; * play jumps at an end" if intervals.notes else ""
    ax.set(xlabel=f"estimate, {level:.0%} interval ({intervals.kind}{starred})")
    return ax
