"""What the theme leaves out for readers without a mouse: levels of headings, frames that scroll by keys."""

from __future__ import annotations

from typing import Any

#: What is written in a page, and what takes its place.
_MENDED = {
    '<div class="table-wrapper': '<div tabindex="0" role="group" aria-label="table" class="table-wrapper',
    "<pre>": '<pre tabindex="0">',
    "<p><img": '<p class="picture" tabindex="0" role="group" aria-label="picture"><img',
}


def _mend(*event: Any) -> None:
    """Mend the margin and the body of a page before it is written."""
    context = event[3]
    for name in ("furo_navigation_tree", "toctree"):
        if isinstance(context.get(name), str):
            context[name] = context[name].replace('role="heading"', 'role="heading" aria-level="2"')
    for written, mended in _MENDED.items():
        context["body"] = context.get("body", "").replace(written, mended)


def setup(app: Any) -> dict[str, bool]:
    """Connect to Sphinx, after the theme."""
    app.connect("html-page-context", _mend, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
