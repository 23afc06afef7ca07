"""Pages as wide as a screen: in a real browser nothing sticks out on a phone or on a small laptop."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

#: Of a phone held upright, and of a window in which a page has the contents beside it and no room to spare.
WIDTHS = (390, 1100)
#: One page of so many is looked at: they are laid out alike.
_EACH = 3
_ASKED = "const page = document.scrollingElement; return [page.scrollWidth, page.clientWidth]"


def too_wide(folder: Path) -> Iterator[str]:
    """Yield what is wider than a screen among the pages below a folder; nothing where there is no Chromium to ask."""
    if not (shutil.which("chromium") and shutil.which("chromedriver") and find_spec("pytest")):
        return
    from tests.browser import session

    with session() as browser:
        for path in sorted(folder.rglob("*.html"))[::_EACH]:
            browser.open(path)
            for width in WIDTHS:
                browser.size(width, 900)
                wide, there = browser.run(_ASKED)
                if wide > there:
                    yield f"{path.name}: {wide} wide where the screen has {there}"
