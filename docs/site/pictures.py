"""Pictures as SVG files that are the same in each build."""

from __future__ import annotations

import io
from contextlib import AbstractContextManager
from typing import Any


def svg(drawn: Any) -> bytes:
    """Return what `plot` drew (axes, a list of axes, or a figure) as SVG, and close it."""
    import matplotlib as mpl
    from matplotlib import pyplot as plt

    first = drawn[0] if isinstance(drawn, list) else drawn
    figure = getattr(first, "figure", first)
    written = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "alignment_games"}):
        figure.savefig(written, format="svg", bbox_inches="tight", metadata={"Date": None})
    plt.close("all")
    return written.getvalue()


def dark() -> AbstractContextManager[None]:
    """Draw as for dark pages while this lasts."""
    from alignment_games.report.pictures.styles import styled

    return styled("dark")
