"""Chances given against shares that came true."""

from __future__ import annotations

from typing import Any

from alignment_games.estimation.foresight import Foresight
from alignment_games.estimation.joining.study import JoinerStudy
from alignment_games.report.pictures.looks import axes_of, ink, neutral

#: How far from paper to ink the samples are drawn, and their markers.
_LOOKS = ((1.0, "o"), (0.6, "s"))
#: Intervals of 95 % reach so many errors.
_Z95 = 1.96


def calibration(scored: JoinerStudy | Foresight, ax: Any = None) -> Any:
    """Return the axes with the share that came true against the chance given, in groups of like chances.

    Both axes are logarithmic. Bars are the 95 % within which a share lies where the chances are right; a group of
    which nothing came true stands as an open marker at the foot.
    """
    ax = axes_of(ax)
    groups = scored.calibration
    what = "joining" if isinstance(scored, JoinerStudy) else "an action"
    low = 0.5 * min(each.given for each in groups)
    high = min(1.0, 2 * max(max(each.given, each.share) for each in groups))
    ax.plot([low, high], [low, high], color=ink(), linewidth=0.8, linestyle="--", label="as given")
    for sample, (shade, marker) in zip(dict.fromkeys(each.sample for each in groups), _LOOKS, strict=False):
        colour = neutral(shade)
        own = [each for each in groups if each.sample == sample]
        for each in own:
            ends = [max(each.given + k * _Z95 * each.error, low) for k in (-1, 1)]
            ax.plot([each.given] * 2, ends, color=colour, alpha=0.35, linewidth=4, solid_capstyle="butt")
        some = [each for each in own if each.share > 0]
        none = [each for each in own if each.share == 0]
        ax.plot([e.given for e in some], [e.share for e in some], marker, color=colour, label=sample)
        if none:
            ax.plot([e.given for e in none], [low] * len(none), marker, color=colour, fillstyle="none", clip_on=False)
    ax.set(xscale="log", yscale="log", xlim=(low, high), ylim=(low, high))
    ticks = [t for t in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1) if low <= t <= high]
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_ticks(ticks, [f"{t:.1%}" if t < 0.01 else f"{t:.0%}" for t in ticks])
        axis.set_ticks([], minor=True)
    ax.set(xlabel=f"chance of {what} given", ylabel="share that came true")
    ax.legend(loc="upper left", frameon=False, fontsize="small")
    return ax
