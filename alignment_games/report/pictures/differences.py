"""First differences: what each term does to the chance of joining."""

from __future__ import annotations

from typing import Any

from alignment_games.estimation.joining.differences import FirstDifferences
from alignment_games.report.pictures.looks import axes_of, change_in_percent, ink, neutral


def differences(found: FirstDifferences, ax: Any = None) -> Any:
    """Return the axes with the change of the chance of joining for each term, the largest on top, and its interval."""
    ax = axes_of(ax)
    rows = sorted(found.differences, key=lambda each: abs(each.change))
    for place, each in enumerate(rows):
        colour = ink() if each.change >= 0 else neutral(0.6)
        ax.plot(each.interval, [place, place], color=colour, alpha=0.45, linewidth=4, solid_capstyle="butt")
        ax.plot([each.change], [place], "o" if each.change >= 0 else "s", color=colour)
    ax.axvline(0, color=ink(), linewidth=0.8, linestyle="--")
    ax.set_yticks(range(len(rows)), [f"{each.parameter}\n{each.low:.3g} to {each.high:.3g}" for each in rows])
    ax.xaxis.set_major_formatter(lambda value, _: change_in_percent(value))
    ax.set_ylim(-0.6, len(rows) - 0.4)
    ax.set(xlabel=f"change of the mean chance of joining, {found.level:.0%} interval")
    return ax
