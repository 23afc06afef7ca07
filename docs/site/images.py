"""The three pictures that README and the first pages show: ``python -m docs.site.images`` draws them anew.

They are committed, so that the pages read well before anything is built; a build draws its own from the same lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docs.site.gallery import draw
from docs.site.pictures import svg

FOLDER = Path(__file__).parent.parent / "images"
#: Which picture of the gallery each is.
NAMES = {"munich": "01_alignments", "russia": "02_eight_states", "plane": "05_phase_diagram"}


def pictures() -> Iterator[tuple[str, bytes]]:
    """Yield the pictures with their places in the site."""
    for name, drawn in NAMES.items():
        yield f"images/{name}.svg", svg(draw(drawn))


def main() -> None:
    """Write the pictures into the folder that is committed."""
    FOLDER.mkdir(exist_ok=True)
    for place, picture in pictures():
        (FOLDER.parent / place).write_bytes(picture)


if __name__ == "__main__":
    main()
