"""``python -m docs.site``: make the pages, build them, check them, count them."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from docs.site.links import faults, read
from docs.site.live import add_python
from docs.site.stage import DOCS, ROOT, stage
from docs.site.widths import too_wide

#: Warnings are errors, all of them are told, and nothing of an earlier build is used.
_STRICTLY = ["-b", "html", "-W", "--keep-going", "-q", "-E", "-j", "2", "-c", str(DOCS)]


def main() -> int:
    """Build the site and return 0, or say what is wrong and return 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "docs", help="the folder to build in")
    parser.add_argument("--live", action="store_true", help="with a Python for the browser (the extra live, and npm)")
    options = parser.parse_args()
    pages, html = options.output / "pages", options.output / "html"
    started = time.monotonic()
    counts = stage(pages)
    made = time.monotonic()
    tags = ["-t", "live"] if options.live else []
    if subprocess.run(
        [sys.executable, "-m", "sphinx", *_STRICTLY, *tags, str(pages), str(html)], check=False
    ).returncode:
        return 1
    if options.live:
        add_python(html)
    read_back = read(html)
    wrong = [*faults(read_back), *too_wide(html)]
    links = sum(len(reader.links) for reader in read_back.values())
    print("\n".join(wrong))
    made_of = ", ".join(f"{counts[what]} {what}" for what in ("pages", "pictures", "examples"))
    print(f"{made_of}, {links} links, {len(wrong)} faults")
    print(f"made in {made - started:.0f} s, built in {time.monotonic() - made:.0f} s: {html / 'index.html'}")
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
