"""``python -m docs.site``: make the pages, build them, check them, count them."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from docs.site.links import faults, read
from docs.site.stage import DOCS, ROOT, stage


def main() -> int:
    """Build the site and return 0, or say what is wrong and return 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "docs", help="the folder to build in")
    output: Path = parser.parse_args().output
    started = time.monotonic()
    pages, html = output / "pages", output / "html"
    counts = stage(pages)
    made = time.monotonic()
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-b",
        "html",
        "-W",
        "--keep-going",
        "-q",
        "-E",
        "-j",
        "2",
        "-c",
        str(DOCS),
    ]
    if subprocess.run([*command, str(pages), str(html)], check=False).returncode:
        return 1
    wrong = list(faults(html))
    print("\n".join(wrong))
    links = sum(len(reader.links) for reader in read(html).values())
    print(f"{counts['pages']} pages, {counts['pictures']} pictures, {links} links, {len(wrong)} faults")
    print(f"made in {made - started:.0f} s, built in {time.monotonic() - made:.0f} s: {html / 'index.html'}")
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
