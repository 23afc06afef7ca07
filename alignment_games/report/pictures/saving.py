"""Pictures as files: for print, with their fonts, and the same bytes each time."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from alignment_games.errors import InvalidModelError, UnwrittenError, require, shown
from alignment_games.io.results.outputs import check_writable, output_file
from alignment_games.signatures import as_annotated

#: Fonts as TrueType inside PDF and PostScript, which journals ask for, instead of matplotlib's Type 3; identifiers
#: inside SVG depend on the salt alone.
_SETTINGS = {"pdf.fonttype": 42, "ps.fonttype": 42, "svg.hashsalt": "alignment-games"}
#: What each format calls the date, which is left out.
_DATES = {"pdf": "CreationDate", "svg": "Date"}

#: What a picture may be saved as.
ENDINGS = (".png", ".pdf", ".svg", ".eps", ".ps", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")


def check_picture(path: str | Path) -> None:
    """Raise where a picture cannot be saved there, before the work.

    UnwrittenError, InvalidModelError for an ending, MissingExtraError where there is nothing to draw with.
    """
    check_writable(path)
    ending = Path(path).suffix.lower()
    if ending and ending not in ENDINGS:
        raise InvalidModelError(f"{path}: pictures are saved as .png, .pdf, .svg or .eps; give one of these endings")
    require("matplotlib", extra="plot")


@as_annotated()
def save_picture(picture: Any, path: str | Path, *, dpi: float = 300) -> None:
    """Write a picture, as `plot` and its like return it, and close it.

    ``picture``: axes, a list of axes, or a figure. ``path``: its ending says the format: pdf, svg and eps are vectors
    with their fonts embedded or drawn, png has ``dpi`` points to the inch. The same picture gives the same bytes.
    Raises UnwrittenError where the file cannot be written.

    >>> import alignment_games as ag, tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "munich.pdf"
    >>> save_picture(ag.plot("europe-1938", style="journal", width="column"), path)
    >>> path.read_bytes()[:5]
    b'%PDF-'
    """
    matplotlib, pyplot = require("matplotlib", extra="plot"), require("matplotlib.pyplot", extra="plot")
    first = picture[0] if isinstance(picture, list) and picture else picture
    figure: Any = getattr(first, "figure", first)
    if not hasattr(figure, "savefig"):
        raise InvalidModelError(f"picture: expected axes, a list of axes, or a figure, got {shown(picture)}")
    form = Path(path).suffix[1:].lower() or "png"
    metadata = {_DATES[form]: None} if form in _DATES else None
    try:
        with output_file(path) as stream, warnings.catch_warnings(), matplotlib.rc_context(_SETTINGS):
            # Both show in the picture itself: labels without room, letters that the font lacks.
            warnings.filterwarnings("ignore", "constrained_layout not applied|Glyph .* missing", UserWarning)
            figure.savefig(stream, format=form, dpi=dpi, metadata=metadata)
    except ValueError as error:  # matplotlib knows no such ending, or a name breaks its fonts
        if isinstance(error, UnwrittenError):
            raise
        raise UnwrittenError(f"{path}: the picture cannot be written: {error}") from error
    finally:
        pyplot.close(figure)
