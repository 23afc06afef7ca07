r"""Names that come from files of others are data: what would steer a terminal or turn a line round is shown, not sent.

Shown as Python writes it in a string (``\x1b``, ``\r``, ``\u202e``): control characters (Cc), marks of direction and
other characters without a shape (Cf; the joiners that Persian and Indian scripts need pass), line and paragraph
separators, and halves of surrogate pairs, which are no text at all. Accents and alphabets pass as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

#: The longest line that an error may have.
LONGEST_LINE = 600
#: Zero-width non-joiner and joiner: spelling, not steering.
_SPELLING = "\u200c\u200d"
#: What stands for a sign where only ASCII can be shown.
_TWINS = str.maketrans(
    {"±": "+-", "×": "x", "−": "-", "–": "-", "—": "-", "…": "...", "·": "*", "≥": ">=", "≤": "<=", "≠": "!=", "≈": "~"}
    | {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "}
)


def visible(text: str, keep: str = "") -> str:
    r"""Return the text with the characters that steer rather than show written out; those in ``keep`` pass.

    >>> print(visible("Fran\x1b[31mce\r"), visible("Łódź\n"))
    Fran\x1b[31mce\r Łódź\n
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if char in keep or _shows(char) else _written_out(char) for char in text)


def in_lines(lines: Iterable[str]) -> str:
    r"""Return lines one below the other, each of them one line whatever names are in it.

    >>> print(in_lines(["Fran\nce", "Italy"]))
    Fran\nce
    Italy
    """
    return "\n".join(map(visible, lines))


def _shows(char: str) -> bool:
    return char.isprintable() or char in _SPELLING or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _written_out(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def one_line(text: str, most: int = LONGEST_LINE) -> str:
    r"""Return the text as one visible line of at most so many characters, its end cut off with dots.

    >>> one_line("a\nb"), one_line("abcdefgh", 6)
    ('a\\nb', 'abc...')
    """
    line = visible(text)
    return line if len(line) <= most else line[: most - 3] + "..."


def encodable(text: str, encoding: str) -> str:
    r"""Return the text in characters that the encoding has: signs by their ASCII twins, the rest written out.

    >>> print(encodable("0.25 ± 0.01 for Łódź", "ascii"))
    0.25 +- 0.01 for \u0141\xf3d\u017a
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return re.sub(r"[^\x00-\x7f]", lambda match: _encodable_character(match[0], encoding), text)
    return text


def _encodable_character(char: str, encoding: str) -> str:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return char.translate(_TWINS).encode("ascii", "backslashreplace").decode("ascii")
    return char
