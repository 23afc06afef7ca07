"""What all pictures share: colours, hatches and markers of responses, shades of everything else, legends.

**Colour means a response, and nothing else.** The seven are the chromatic colours of Okabe and Ito (2008), which
colour-blind readers can tell apart; hatches, shapes and letters say the same again for print in grey. Whatever is no
response (threats, regions in which states do different things, samples, scenarios) is drawn between paper and ink,
which are those of the style that is in force, light or dark.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from itertools import cycle
from string import ascii_uppercase, digits
from typing import Any

from alignment_games.errors import InvalidModelError, require, shown
from alignment_games.report.pictures.styles import figure_size

SKY, ORANGE, GREEN, VERMILLION = "#56B4E9", "#E69F00", "#009E73", "#D55E00"
BLUE, PURPLE, YELLOW = "#0072B2", "#CC79A7", "#F0E442"

#: The look of each action, the same in every picture: colour, hatch, marker.
LOOKS = {
    "balance": (ORANGE, "///", "o"),
    "buck_pass": (SKY, "", "s"),
    "bandwagon": (VERMILLION, "xxx", "v"),
    "neutral": (YELLOW, "...", "D"),
    "arm": (GREEN, "\\\\\\", "^"),
    "soft_balance": (PURPLE, "---", "p"),
    "align": (BLUE, "|||", "<"),
}
#: One letter for each action, for those who see no colours.
LETTERS = {
    "balance": "B", "buck_pass": "P", "bandwagon": "W", "neutral": "N", "arm": "A", "soft_balance": "S", "align": "L",
}  # fmt: skip
#: The looks of actions of one's own: indigo, lime, brown, as far from the seven and from each other as can be had.
OTHER_LOOKS = (("#110099", "+++", "h"), ("#EEFFAA", "ooo", "8"), ("#443300", "***", "*"))
#: How much of the way from paper to ink the fills of what is no response go; far enough from every response's colour,
#: as colour-blind readers see them.
SHADES = (0.09, 0.21, 0.03, 0.15)
#: Inches left free at either end of bars, for the figures there, and the most of the axes' width that this may take.
_BESIDE_BARS, _MOST_BESIDE = 0.7, 0.3
#: Letters that a line has room for, however little there is.
_LEAST_LINE = 20
#: From so many rows on each is lower, down to so many inches.
_MANY_ROWS, _LEAST_ROW = 16, 0.22
#: The least writing, in points at least and as a share of the style's size.
_LEAST_POINTS, _SMALLEST = 6.0, 0.7
#: The width of a letter of a legend, and of what stands before its text, in inches at 10 points.
_LETTER, _BEFORE = 0.073, 0.62


def axes_of(ax: Any, *, width: float = 6.8, height: float = 5.2, rows: bool = False) -> Any:
    """Return the axes given, or those of a new figure of that size, or of the width asked for; see `figure_size`."""
    pyplot = require("matplotlib.pyplot", extra="plot")
    refuse_no_axes(ax)
    size = figure_size(width, height, rows=rows)
    return pyplot.subplots(figsize=size, layout="constrained")[1] if ax is None else ax


def lay_out(figure: Any) -> None:
    """Give each axes its room now, where the figure is one that does so as it is drawn; drawing takes far longer."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)


def refuse_no_axes(ax: Any) -> None:
    """Raise InvalidModelError for what is neither axes of matplotlib nor None."""
    if not (ax is None or hasattr(ax, "figure")):
        raise InvalidModelError(f"ax: expected axes to draw on, or None for a new figure, got {shown(ax)}")


def refuse_unreadable(what: str, width: float, least: float) -> None:
    """Raise InvalidModelError where a new figure, of that width by itself, would be less wide than it can be read."""
    wide = figure_size(width, 1.0)[0]
    if wide < least:
        raise InvalidModelError(f"{what} can be read from {least:.1f} inches on, got {wide:.1f}; make it wider")


def neutral(share: float) -> tuple[float, ...]:
    """Return the colour so far on the way from paper (0) to ink (1), in the style that is in force."""
    from matplotlib import rcParams
    from matplotlib.colors import to_rgb

    ends = zip(to_rgb(rcParams["axes.facecolor"]), to_rgb(rcParams["text.color"]), strict=True)
    return tuple(paper + share * (ink - paper) for paper, ink in ends)


def ink() -> tuple[float, ...]:
    """Return the colour of writing and lines."""
    return neutral(1.0)


def paper() -> tuple[float, ...]:
    """Return the colour behind them."""
    return neutral(0.0)


def height_of_rows(count: int, row: float) -> float:
    """Return the room for so many rows in inches: of many, each is lower, so that a page holds them.

    >>> height_of_rows(8, 0.4), height_of_rows(40, 0.4)
    (3.2, 8.8)
    """
    return count * (row if count <= _MANY_ROWS else max(_LEAST_ROW, _MANY_ROWS * row / count))


def smallest() -> float:
    """Return the size of the least writing in points: a share of the style's, and never below what journals print."""
    from matplotlib import rcParams

    return max(_LEAST_POINTS, _SMALLEST * float(rcParams["font.size"]))


def threat_shades() -> Any:
    """Return the scale of threats and other figures from nothing to much: from paper to ink, without a hue."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("threat", [neutral(0.03), neutral(0.95)])


def box() -> dict[str, Any]:
    """Return what keeps writing readable on whatever it stands on."""
    return {"boxstyle": "round,pad=0.15", "facecolor": paper(), "edgecolor": "none", "alpha": 0.85}


def looks_of(actions: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    """Return the look of each action, in the order in which they come."""
    others = cycle(OTHER_LOOKS)
    return {action: LOOKS.get(action) or next(others) for action in dict.fromkeys(actions)}


def letters_of(actions: Iterable[str]) -> dict[str, str]:
    """Return a letter for each action, no two alike: the usual one, else its first letter, else the next free one.

    >>> letters_of(["balance", "hedge", "bide"])
    {'balance': 'B', 'hedge': 'H', 'bide': 'I'}
    """
    found: dict[str, str] = {}
    for action in dict.fromkeys(actions):
        usual = LETTERS.get(action, "")
        wished = usual + "".join(filter(str.isalnum, action.upper())) + ascii_uppercase + digits
        reserved = {*found.values(), *(LETTERS.values() if not usual else ())}
        found[action] = next((letter for letter in wished if letter not in reserved), "?")
    return found


def ink_on(colour: str | Sequence[float]) -> str:
    """Return black or white, whichever is read more easily on a colour (by its relative luminance, WCAG 2).

    ``colour``: as #rrggbb, or red, green and blue from 0 to 1.

    >>> ink_on("#0072B2"), ink_on((1, 1, 1))
    ('white', 'black')
    """
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)] if isinstance(colour, str) else colour
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "black" if luminance > 0.179 else "white"


def hatching(colour: Any) -> tuple[float, ...]:
    """Return the colour of hatches and edges on a fill: half-way from it to black, or to white on a dark one."""
    from matplotlib.colors import to_rgb

    end = 0.0 if ink_on(to_rgb(colour)) == "black" else 1.0
    return tuple(0.6 * part + 0.4 * end for part in to_rgb(colour))


def rim(colour: Any, width: float) -> list[Any]:
    """Return the effects by which a line of that colour and width, in points, stands out where its colour is pale."""
    from matplotlib.patheffects import Normal, Stroke

    return [Stroke(linewidth=width + 0.6, foreground=hatching(colour)), Normal()]


def patch(colour: Any, hatch: str = "") -> dict[str, Any]:
    """Return the look of a filled shape, as matplotlib takes it."""
    return {"facecolor": colour, "edgecolor": hatching(colour), "hatch": hatch, "linewidth": 0.8}


def write_inside(ax: Any, x: float, y: float, text: str) -> None:
    """Write a text centred on a point."""
    ax.text(x, y, text, ha="center", va="center", fontsize="small", color=ink(), bbox=box())


def letters_across(width: float) -> int:
    """Return how many letters of a legend's text stand side by side in so many inches, what stands before them too."""
    from matplotlib import rcParams

    return max(12, int((width - _BEFORE) / (_LETTER * rcParams["font.size"] / 10)))


def room_beside(ax: Any, names: Iterable[str]) -> float:
    """Return the margin, as a share of what the bars span, that leaves room for figures at both ends.

    ``names``: of the rows, which take their part of the figure's width.
    """
    from matplotlib import rcParams

    wide = ax.figure.get_figwidth() - _LETTER * rcParams["font.size"] / 10 * max(map(len, names), default=0)
    share = float(min(_BESIDE_BARS / max(wide, 1.0), _MOST_BESIDE))
    return share / (1 - 2 * share)


def in_lines(text: str, ax: Any, beside: Iterable[str] = ()) -> str:
    """Return a text broken into lines that are no longer than the figure is wide, but for the names ``beside`` it."""
    most = max(letters_across(ax.figure.get_figwidth()) - max(map(len, beside), default=0), _LEAST_LINE)
    return "\n".join(line for part in text.split("\n") for line in textwrap.wrap(part, most) or [part])


def legend(host: Any, rows: Sequence[tuple[str, tuple[Any, str]]], handles: Sequence[Any] = ()) -> int:
    """Write a legend above its host, axes or a figure: patches of colour and hatch, lines broken where it ends.

    ``handles``: further entries. Returns how many lines it has.
    """
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

    room = letters_across((host if isinstance(host, Figure) else host.figure).get_figwidth())
    told = [("\n".join(textwrap.wrap(name, room, subsequent_indent="    ")) or name, look) for name, look in rows]
    each = [*(Patch(label=name, **patch(*look)) for name, look in told), *handles]
    longest = max((len(line) for entry in each for line in entry.get_label().split("\n")), default=0)
    columns = max(1, min(4, len(each), int((room + 6) / (longest + 6))))
    where: dict[str, Any] = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.01)}
    if isinstance(host, Figure):
        where = {"loc": "outside upper center"}
    host.legend(handles=each, ncols=columns, fontsize="small", frameon=False, **where)
    high = [entry.get_label().count("\n") + 1 for entry in each]
    down = -(-len(each) // columns)
    return sum(max(high[k::down], default=0) for k in range(down))


def change_in_percent(share: float) -> str:
    """Return a change of a probability as an axis shows it.

    >>> change_in_percent(0.1), change_in_percent(-0.125), change_in_percent(0.0)
    ('+10%', '-12.5%', '0%')
    """
    return f"{100 * share:+.3g}%" if share else "0%"


def capital(text: str) -> str:
    """Return the text with its first letter large."""
    return text[:1].upper() + text[1:]
