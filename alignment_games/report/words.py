"""Numbers and paragraphs as a report prints them."""

from __future__ import annotations

import textwrap
from typing import Any

WIDTH = 96


def number(value: Any) -> str:
    """Return three significant digits.

    >>> number(0.123456), number(0)
    ('0.123', '0')
    """
    return format(float(value), ".3g")


def paragraph(text: str, indent: str = "") -> str:
    """Return the text wrapped to the width of the page, further lines indented."""
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
