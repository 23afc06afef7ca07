"""How pictures come out: light or dark, for a screen or a journal, and as wide as asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from alignment_games.errors import InvalidModelError, require, shown, unknown_name

_DARK_INK, _DARK_PAPER = "#dadada", "#16181c"
#: Matplotlib's settings of each style; whatever a style does not say is as the user has set it.
STYLES: Mapping[str, Mapping[str, Any]] = {
    "light": {},
    "dark": {
        **dict.fromkeys(("figure.facecolor", "axes.facecolor", "savefig.facecolor"), _DARK_PAPER),
        **dict.fromkeys(
            ("text.color", "axes.edgecolor", "axes.labelcolor", "axes.titlecolor", "xtick.color", "ytick.color"),
            _DARK_INK,
        ),
    },
    "journal": {
        "font.size": 8.0,
        "axes.linewidth": 0.6,
        "lines.linewidth": 1.1,
        "lines.markersize": 4.5,
        "hatch.linewidth": 0.5,
        **dict.fromkeys(("xtick.major.width", "ytick.major.width"), 0.6),
    },
}
#: The widths of a column and of a page of most journals, 89 and 183 mm, in inches.
WIDTHS: Mapping[str, float] = {"column": 3.5, "page": 7.2}
_NARROWEST, _WIDEST = 2.0, 40.0

_wanted: ContextVar[float | None] = ContextVar("_wanted", default=None)


@contextmanager
def styled(style: str | None = None, width: str | float | None = None) -> Iterator[None]:
    """Draw in a style, and new figures so wide, while this lasts.

    ``style``: "light", "dark", "journal", or None for matplotlib's settings as they are. ``width``: in inches, or
    "column" or "page" of a journal; None lets each picture choose. Raises InvalidModelError for others.
    """
    if style is not None and style not in STYLES:
        raise unknown_name("style", style, STYLES)
    before = _wanted.set(_in_inches(width))
    try:
        with require("matplotlib", extra="plot").rc_context(dict(STYLES[style or "light"])):
            yield
    finally:
        _wanted.reset(before)


def _in_inches(width: str | float | None) -> float | None:
    if width is None:
        return None
    if isinstance(width, str):
        if width not in WIDTHS:
            raise unknown_name("width", width, WIDTHS)
        return WIDTHS[width]
    if isinstance(width, (int, float)) and _NARROWEST <= width <= _WIDEST:
        return float(width)
    raise InvalidModelError(
        f"width: expected {_NARROWEST:g} to {_WIDEST:g} inches, 'column' or 'page', got {shown(width)}"
    )


def figure_size(width: float, height: float, *, rows: bool = False) -> tuple[float, float]:
    """Return the size of a new figure in inches: as a picture would have it, or as wide as was asked for.

    ``rows``: the height is that of so many rows of text, and stays; otherwise it goes with the width.

    >>> with styled(width="column"):
    ...     figure_size(7.0, 4.0), figure_size(7.0, 4.0, rows=True)
    ((3.5, 2.0), (3.5, 4.0))
    """
    wanted = _wanted.get()
    if wanted is None:
        return width, height
    return wanted, height if rows else height * wanted / width
