"""What the pages of a built site point at: every target and anchor there, nothing fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: Attributes from which a browser fetches without being asked.
_FETCHED = {("img", "src"), ("script", "src"), ("link", "href"), ("iframe", "src"), ("source", "src")}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and name in ("id", "name"):
                self.anchors.add(value)
            if value and name in ("href", "src"):
                self.links.append((tag, name, value))


def read(folder: Path) -> dict[Path, _Reader]:
    """Return the anchors and links of every page below a folder."""
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        reader = _Reader()
        reader.feed(path.read_text("utf-8"))
        pages[path.resolve()] = reader
    return pages


def faults(pages: Mapping[Path, _Reader]) -> Iterator[str]:
    """Yield each link that leads nowhere, and each thing that a browser would fetch from another place."""
    target_of = cache(_target)  # every page has the links of the menu
    for path, reader in pages.items():
        for tag, attribute, link in reader.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if (tag, attribute) in _FETCHED and parts.scheme != "data":
                    yield f"{path.name}: fetches {link}"
                continue
            target = target_of(path.parent, parts.path) if parts.path else path
            if target is None:
                yield f"{path.name}: {link} leads nowhere"
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
                yield f"{path.name}: {link} has no such anchor"


def _target(folder: Path, link: str) -> Path | None:
    """Return the file that a link in a folder means, None where there is none."""
    target = (folder / unquote(link)).resolve()
    return target if target.exists() else None
