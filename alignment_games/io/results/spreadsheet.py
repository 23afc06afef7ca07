"""Cells of CSV files that people open in a spreadsheet, which takes text that begins with = + - @ for a formula.

Such text gets an apostrophe in front, by which spreadsheets know it as text. Numbers stay as they are, negative ones
and labels that read as numbers too, so that files read back as the same figures.
"""

from __future__ import annotations

import re
from typing import Any

_FORMULA = re.compile(r"[=+\-@\t\r\n|%]")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


def cell(value: Any) -> Any:
    """Return the value of a cell, text that would be a formula with an apostrophe before it.

    >>> cell("=HYPERLINK(A1)"), cell("balance"), cell(-0.5), cell("-0.5")
    ("'=HYPERLINK(A1)", 'balance', -0.5, '-0.5')
    """
    formula = isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value)
    return f"'{value}" if formula else value
