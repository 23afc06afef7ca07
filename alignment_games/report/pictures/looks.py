"""What all pictures share: colours, hatches and markers for actions, axes, legends.

Colours are Okabe and Ito's (2008), which colour-blind readers can tell apart; hatches and shapes say the same again
for print in grey.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import cycle
from string import ascii_uppercase, digits
from typing import Any

from alignment_games.errors import require

SKY, ORANGE, GREEN, VERMILLION = "#56B4E9", "#E69F00", "#009E73", "#D55E00"
BLUE, PURPLE, YELLOW, GREY = "#0072B2", "#CC79A7", "#F0E442", "#999999"

#: The look of each action, the same in every picture: colour, hatch, marker.
LOOKS = {
    "balance": (ORANGE, "///", "o"),
    "buck_pass": (SKY, "", "s"),
    "bandwagon": (VERMILLION, "xxx", "v"),
    "neutral": (YELLOW, "...", "D"),
    "arm": (GREEN, "\\\\\\", "^"),
    "soft_balance": (PURPLE, "---", "p"),
    "align": (GREY, "|||", "<"),
}
#: One letter for each action, for those who see no colours.
LETTERS = {
    "balance": "B", "buck_pass": "P", "bandwagon": "W", "neutral": "N", "arm": "A", "soft_balance": "S", "align": "L",
}  # fmt: skip
OTHER_LOOKS = ((BLUE, "+++", "h"), ("#DDDDDD", "ooo", "8"), ("#000000", "***", "*"))
#: Keeps writing readable on whatever it stands on.
BOX = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}


def axes_of(ax: Any, *, width: float = 6.8, height: float = 5.2) -> Any:
    """Return the axes given, or those of a new figure."""
    pyplot = require("matplotlib.pyplot", extra="plot")
    return pyplot.subplots(figsize=(width, height), layout="constrained")[1] if ax is None else ax


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


def pale(colour: str) -> tuple[float, ...]:
    """Return the colour on its way to white, so that black text can be read on it."""
    from matplotlib.colors import to_rgb

    return tuple(0.45 + 0.55 * part for part in to_rgb(colour))


def patch(colour: str, hatch: str) -> dict[str, Any]:
    """Return the look of a filled shape, as matplotlib takes it."""
    return {
        "facecolor": pale(colour),
        "edgecolor": "black" if colour == "white" else colour,
        "hatch": hatch,
        "linewidth": 0.8,
    }


def write_inside(ax: Any, x: float, y: float, text: str) -> None:
    """Write a text centred on a point."""
    ax.text(x, y, text, ha="center", va="center", fontsize="small", bbox=BOX)


def legend(ax: Any, rows: Sequence[tuple[str, tuple[str, str]]]) -> None:
    """Write a legend above the axes: patches of colour and hatch."""
    from matplotlib.patches import Patch

    handles = [Patch(label=name, **patch(colour, hatch)) for name, (colour, hatch) in rows]
    columns = 1 if max((len(name) for name, _ in rows), default=0) > 30 else min(3, len(rows))
    ax.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, 1.01), ncols=columns, fontsize="small", frameon=False
    )


def capital(text: str) -> str:
    """Return the text with its first letter large."""
    return text[:1].upper() + text[1:]
