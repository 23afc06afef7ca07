"""A page of HTML as a PDF, printed by a Chromium that is on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from alignment_games.errors import UnwrittenError

#: What the programs are called, in the order in which they are looked for.
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_QUIETLY = ("--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
#: Seconds after which a browser that prints nothing is given up.
_PATIENCE = 300
_INSTEAD = "write it to a file ending in .html and print that from a browser"


def printer() -> str:
    """Return the path of the browser that prints. Raises UnwrittenError where there is none."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        raise UnwrittenError(f"a PDF is printed by Chromium or Chrome, and neither is installed; {_INSTEAD}")
    return found


def printed(page: str) -> bytes:
    """Return a page of HTML as a PDF. Raises UnwrittenError where no browser prints it."""
    browser = printer()
    # The sandbox of a browser needs a user who is not the administrator.
    unboxed = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        options = [*_QUIETLY, *unboxed, f"--user-data-dir={folder}/profile", "--no-pdf-header-footer"]
        command = [browser, *options, f"--print-to-pdf={target}", source.as_uri()]
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=_PATIENCE)  # noqa: S603 - a browser
            made = target.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise UnwrittenError(f"{browser} did not print the page ({type(error).__name__}); {_INSTEAD}") from error
    if not made.startswith(b"%PDF"):
        raise UnwrittenError(f"{browser} printed no PDF; {_INSTEAD}")
    return made
