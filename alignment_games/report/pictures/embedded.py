"""Pictures inside a page of HTML: one file, nothing to load, the same bytes each time."""

from __future__ import annotations

import base64
import warnings
from io import BytesIO
from typing import Any

from alignment_games.errors import require
from alignment_games.text.html import html_text

#: Identifiers inside the picture depend on this alone.
_SALT = "alignment-games"


def embedded(figure: Any, alternative: str) -> str:
    """Return a matplotlib figure as an HTML image that holds the picture itself; the figure is closed.

    ``alternative``: what it shows, for those who do not see it.
    """
    matplotlib, pyplot = require("matplotlib", extra="plot"), require("matplotlib.pyplot", extra="plot")
    stream = BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": _SALT}), warnings.catch_warnings():
        # Both show in the picture itself: labels without room, letters that the font lacks.
        warnings.filterwarnings("ignore", "constrained_layout not applied|Glyph .* missing", UserWarning)
        figure.savefig(stream, format="svg", metadata={"Date": None})
    pyplot.close(figure)
    data = base64.b64encode(stream.getvalue()).decode("ascii")
    return f'<img class="picture" alt="{html_text(alternative)}" src="data:image/svg+xml;base64,{data}">'
