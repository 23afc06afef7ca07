"""How lists, numbers and tables are told in plain text, and how plain text is told in LaTeX and in pictures."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from contextlib import suppress
from decimal import Context, Decimal
from numbers import Rational
from typing import Any

import numpy as np

from alignment_games.text.visible import one_line, visible

#: Exact numbers of more digits than this are rounded where people read.
_LONGEST = 24


def listed(items: Iterable[str], word: str = "and") -> str:
    """Return 'A', 'A and B' or 'A, B and C'.

    >>> listed(["Britain", "France", "USSR"], "or")
    'Britain, France or USSR'
    """
    names = list(items)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def number(value: Any, digits: int = 4) -> str:
    """Return a value as a reader wants it: a float in so many significant digits, anything else as it prints.

    Exact numbers that are too long to read are rounded, and say so.

    >>> from fractions import Fraction
    >>> number(0.123456), number("1/3"), number(Fraction(10**50, 3))
    ('0.1235', '1/3', '≈3.333e+49')
    """
    if isinstance(value, (float, np.floating)):
        return format(value, f".{digits}g")
    if isinstance(value, Rational) and _length(value) > _LONGEST:
        return f"≈{significant(value, digits)}"
    return str(value)


def significant(value: Any, digits: int) -> str:
    """Return a number in so many significant digits, also where it is beyond the floats.

    >>> from fractions import Fraction
    >>> significant(Fraction(1, 3), 3), significant(-(10**400), 3), significant(Fraction(1, 7 * 10**400), 3)
    ('0.333', '-1e+400', '1.43e-401')
    """
    with suppress(OverflowError):
        nearest = float(value)
        if nearest or value == 0:
            return format(nearest, f".{digits}g")
    quotient = Context(digits).divide(Decimal(value.numerator), Decimal(value.denominator))
    return f"{quotient.normalize():e}"


def rounded(value: Any) -> str:
    """Return three significant digits; of an array the numbers, separated by commas; a symbol by its name.

    >>> rounded(0.123456), rounded(0), rounded(np.array([0.5, 0.25]))
    ('0.123', '0', '0.5, 0.25')
    """
    return ", ".join(
        str(each) if getattr(each, "free_symbols", ()) else significant(each, 3)
        for each in np.ravel(np.asarray(value)).tolist()
    )


def exact_text(value: Any) -> str:
    """Return a number or name as it prints, also a fraction of more digits than Python turns into text at once.

    >>> from fractions import Fraction
    >>> exact_text(Fraction(2, 3)), len(exact_text(10**5000))
    ('2/3', 5001)
    """
    if not isinstance(value, Rational) or _length(value) < sys.int_info.default_max_str_digits:
        return str(value)
    top, bottom = (f"{Decimal(int(part)):f}" for part in (value.numerator, value.denominator))
    return top if bottom == "1" else f"{top}/{bottom}"


def _length(value: Rational) -> int:
    """Return about how many digits a fraction has, both parts together."""
    return int(sum(int(part).bit_length() for part in (value.numerator, value.denominator)) / 3.3)


def decimals(value: Any, digits: int = 3) -> str:
    """Return a float with so many decimals, more where it would read as nothing; fractions and symbols as they are.

    >>> decimals(0.25), decimals(1e-9), decimals(0.0)
    ('0.250', '1e-09', '0.000')
    """
    if isinstance(value, (float, np.floating)):
        text = f"{value:.{digits}f}"
        return text if float(text) != 0 or value == 0 else f"{value:.{digits}g}"
    return str(value)


def table(header: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> list[str]:
    r"""Return the lines of a table, columns aligned to the left and two blanks apart.

    ``width``: of the page, in characters; long headers, then long cells are wrapped at blanks to fit it. What would
    steer a terminal, line ends included, is shown.

    >>> print("\n".join(table(["state", "does"], [["France", "balance"], ["USSR", "arm"]])))
    state   does
    France  balance
    USSR    arm
    >>> print("\n".join(table(["", "is an equilibrium"], [["record", "no"]], width=20)))
            is an
            equilibrium
    record  no
    """
    lines = [[visible(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[k]) for row in lines) for k in range(len(header))]
    if width is not None:
        widths = narrowed(widths, lines, width - 2 * (len(header) - 1))
    found = []
    for row in lines:
        cells = [_wrapped(cell, w) for cell, w in zip(row, widths, strict=True)]
        for k in range(max(map(len, cells))):
            parts = [cell[k] if k < len(cell) else "" for cell in cells]
            found.append("  ".join(part.ljust(w) for part, w in zip(parts, widths, strict=True)).rstrip())
    return found


def narrowed(widths: Sequence[int], lines: Sequence[Sequence[str]], total: int) -> list[int]:
    """Return the widths of a table's columns cut down to a total, as far as the longest words allow.

    What only the header, the first line, needs goes first, then the widest column.
    """
    found = list(widths)
    longest = [max((len(word) for row in lines for word in row[k].split()), default=0) for k in range(len(found))]
    bodies = [max((len(row[k]) for row in lines[1:]), default=0) for k in range(len(found))]
    while sum(found) > total and (able := [k for k in range(len(found)) if found[k] > longest[k]]):
        found[max(able, key=lambda k: (found[k] > bodies[k], found[k]))] -= 1
    return found


def _wrapped(cell: str, width: int) -> list[str]:
    if len(cell) <= width:
        return [cell]
    return textwrap.wrap(cell, width, break_long_words=False, break_on_hyphens=False)


#: Letters that stand side by side in a picture.
_PICTURE = 100
_LATEX = {letter: "\\" + letter for letter in "&%$#_{}"}
_LATEX |= {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
# After a line's end, \\toprule and the like, these would begin an argument or a variant of the command.
_LATEX |= {"[": "{[}", "]": "{]}", "*": "{*}"}
_LATEX |= {"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", "−": "$-$", "≤": r"$\leq$", "≥": r"$\geq$"}


def latex_text(text: str) -> str:
    r"""Return the text with LaTeX's own characters escaped, and signs that it reads in formulas alone put into one.

    Accented letters pass as they are; other alphabets need XeLaTeX or LuaLaTeX. What would steer is shown.

    >>> print(latex_text("R&D_1 −5 %"), latex_text("[down]"))
    R\&D\_1 $-$5 \% {[}down{]}
    """
    escaped = re.sub(f"[{re.escape(''.join(_LATEX))}]", lambda match: _LATEX[match[0]], visible(text))
    return re.sub("-(?=-)", "-{}", escaped)  # two hyphens, not a dash


def plot_text(text: str) -> str:
    r"""Return plain text as matplotlib sets it: dollars are no mathematics, and what would steer is shown.

    A label that begins with an underscore would be left out of legends, so a blank goes before it; lines are cut at
    100 characters, the width of a picture.

    >>> plot_text("US$ and A$"), plot_text("_hidden")
    ('US\\$ and A\\$', ' _hidden')
    """
    lines = [one_line(line, _PICTURE) for line in text.split("\n")]
    shown = "\n".join(lines).replace("$", r"\$")
    return f" {shown}" if shown.startswith("_") else shown
