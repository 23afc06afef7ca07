"""Each page once more as Markdown beside its HTML, and ``llms.txt``, the list of them all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

#: What is for the margin of the HTML alone.
_MARGIN = re.compile(r"^`{3}\{toctree\}\n.*?^`{3}\n+", re.DOTALL | re.MULTILINE)


def twin(text: str) -> str:
    """Return a page's Markdown without what only Sphinx reads."""
    return _MARGIN.sub("", text)


def _announce(*event: Any) -> None:
    """Name a page's twin in its head and at its foot."""
    _, pagename, _, context, doctree = event
    if doctree is None:
        return
    name = f"{pagename.rsplit('/', 1)[-1]}.md"
    context["metatags"] = f'{context.get("metatags", "")}<link rel="alternate" type="text/markdown" href="{name}">'
    context["body"] += f'<p class="twin"><a href="{name}">This page as Markdown</a></p>'


def _write(app: Any, exception: Exception | None) -> None:
    """Write every twin, and the list of them."""
    if exception or app.builder.name != "html":
        return
    source, target = Path(app.srcdir), Path(app.outdir)
    lines = ["# alignment_games", "", f"> {_first(source / 'index.md')}", "", "## Pages", ""]
    for path in sorted(source.rglob("*.md")):
        name = path.relative_to(source)
        (target / name).write_text(twin(path.read_text("utf-8")), encoding="utf-8")
        title = app.env.titles[name.with_suffix("").as_posix()].astext()
        lines.append(f"- [{title}]({name.as_posix()}): {_first(path)}")
    (target / "llms.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _first(path: Path) -> str:
    """Return the first sentence below the title of a page."""
    body = twin(path.read_text("utf-8")).split("\n", 1)[1]
    prose = next((part for part in body.split("\n\n") if re.match(r"\s*[\w*`\"]", part)), "")
    text = " ".join(prose.split()).replace("**", "")
    return re.split(r"(?<=[.:?])\s", text, maxsplit=1)[0]


def setup(app: Any) -> dict[str, bool]:
    """Connect to Sphinx."""
    app.connect("html-page-context", _announce)
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
