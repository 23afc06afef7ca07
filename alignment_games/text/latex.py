r"""Plain text as LaTeX, and tables that fit the page: in smaller letters, else with paragraphs in their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alignment_games.text.columns import narrowed
from alignment_games.text.visible import visible

#: Sizes of letters, and how many digits fit on a line of 345 points, the width of a page of LaTeX's own classes.
_SIZES = (("", 69), (r"\small", 74), (r"\footnotesize", 81), (r"\scriptsize", 87))
#: Which share of the line the gaps of a column take, usual ones and those of 1 pt for tables whose words leave no
#: room; how many letters a box around a cell takes, and what a column of words of wide letters needs more.
_GAP, _NARROW_GAP, _BOX, _SPARE = 0.036, 0.006, 2, 0.4
_LATEX = {letter: "\\" + letter for letter in "&%$#_{}"}
_LATEX |= {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
# After a line's end, \\toprule and the like, these would begin an argument or a variant of the command.
_LATEX |= {"[": "{[}", "]": "{]}", "*": "{*}"}
_LATEX |= {"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", "−": "$-$", "≤": r"$\leq$", "≥": r"$\geq$"}


def latex_text(text: str) -> str:
    r"""Return the text with LaTeX's own characters escaped, and signs that it reads in formulas alone put into one.

    Accented letters pass as they are; other alphabets need XeLaTeX or LuaLaTeX. What would steer is shown.

    >>> print(latex_text("R&D_1 −5 %"), latex_text("-0.5 in 1938-1939"), latex_text("[down]"))
    R\&D\_1 $-$5 \% $-$0.5 in 1938-1939 {[}down{]}
    """
    escaped = re.sub(f"[{re.escape(''.join(_LATEX))}]", lambda match: _LATEX[match[0]], visible(text))
    escaped = re.sub("-(?=-)", "-{}", escaped)  # two hyphens, not a dash
    return re.sub(r"(?<![\w.)}\]-])-(?=\.?\d)", "$-$", escaped)  # a minus sign, not a hyphen


def floating_table(lines: Sequence[Sequence[str]], caption: str = "") -> str:
    """Return rows that are in LaTeX already, the header first, as a booktabs table with a caption in plain text."""
    natural = [max(map(letters_of, column)) for column in zip(*lines, strict=True)]
    size, letters = fitting_size(natural)
    widths, apart = _widths(natural, [[_plain(cell) for cell in row] for row in lines], letters)
    pairs = list(zip(widths, natural, strict=True))
    kinds = "".join(
        "l" if width == full else rf"p{{{(width + _SPARE) / letters:.3f}\linewidth}}" for width, full in pairs
    )
    first, *others = (_row(row, [width < full for width, full in pairs]) for row in lines)
    title = [rf"\caption{{{latex_text(caption)}}}"] if caption else []
    head = [r"\begin{table}", *title, rf"\centering{size}{apart}"]
    body = [rf"\begin{{tabular}}{{{kinds}}}", r"\toprule", first, r"\midrule", *others, r"\bottomrule"]
    return "\n".join([*head, *body, r"\end{tabular}", r"\end{table}"])


def _widths(natural: Sequence[int], printed: Sequence[Sequence[str]], letters: int) -> tuple[list[int], str]:
    """Return the letters of each column, and the command that moves columns together where words need the room."""
    found: list[int] = []
    for gap, apart in ((_GAP, ""), (_NARROW_GAP, r"\setlength{\tabcolsep}{1pt}")):
        room = int((1 - gap * len(natural)) * letters - _SPARE * len(natural))
        found = narrowed(natural, printed, room)
        if sum(found) <= room:
            return found, apart
    return found, apart


def _row(cells: Sequence[str], paragraphs: Sequence[bool]) -> str:
    r"""Return a row, its paragraphs ragged; these take ``\\`` for themselves, so that it has to end otherwise."""
    parts = [rf"\raggedright {cell}" if ragged else cell for cell, ragged in zip(cells, paragraphs, strict=True)]
    return " & ".join(parts) + (r" \tabularnewline" if any(paragraphs) else r" \\")


def fitting_size(widths: Sequence[int]) -> tuple[str, int]:
    """Return the largest size in which columns of so many letters fit on a line, else the smallest; and its letters."""
    room = 1 - _GAP * len(widths)
    return next((each for each in _SIZES if sum(widths) <= room * each[1]), _SIZES[-1])


def letters_of(cell: str) -> int:
    """Return about how many letters wide a cell in LaTeX is; a minus takes two."""
    return len(_plain(cell)) + (cell.count("-") if "$" in cell else 0) + (_BOX if r"\fbox" in cell else 0)


def _plain(cell: str) -> str:
    """Return what is printed of a cell in LaTeX, about."""
    return re.sub(r"\\[a-zA-Z]+|[{}$\\]", "", cell)
