"""Tokens of Gambit .nfg files, line by line, each refusal with its line."""

from __future__ import annotations

import re
from typing import NoReturn, TextIO

from alignment_games.errors import InvalidModelError, shown

_TOKEN = re.compile(r'"(?P<string>(?:\\"|\\(?!")|[^"\\])*)"|(?P<brace>[{}])|(?P<open>")|(?P<word>[^\s,{}"]+)|[\s,]+')


class Tokens:
    """One pass over a file: ``kind`` and ``value`` of the token at hand, ``line`` its number, ``text`` the line.

    ``kind`` is "string", "{", "}", "word", or "" at the end of the file. ``at``: where the next token begins.
    """

    def __init__(self, stream: TextIO, place: str) -> None:
        self._lines = iter(stream)
        self._place = place
        self.line, self.text, self.at = 0, "", 0
        self.kind, self.value = "", ""

    def string(self, what: str) -> None:
        """Step past a quoted string, or refuse what is there."""
        if self.kind != "string":
            self.fail(f"expected {what}, got {self.shown()}")
        self.advance()

    def open(self, what: str) -> None:
        """Step past an opening brace, or refuse what is there."""
        if self.kind != "{":
            self.fail(f"expected {{ to open {what}, got {self.shown()}")
        self.advance()

    def close(self, what: str) -> None:
        """Step past a closing brace, or refuse what is there."""
        if self.kind != "}":
            self.fail(f"expected }} to close {what}, got {self.shown()}")
        self.advance()

    def end(self, what: str) -> None:
        """Refuse anything but the end of the file."""
        if self.kind:
            self.fail(f"expected {what}, and here is more: {self.shown()}")

    def advance(self) -> None:
        """Step to the next token."""
        while True:
            while self.at >= len(self.text):
                if not self.next_line():
                    self.kind = self.value = ""
                    return
            match = _TOKEN.match(self.text, self.at)
            if match is None or match["open"] is not None:
                self._extend_string()
                continue
            self.at = match.end()
            if match.lastgroup is not None:
                self.value = match[match.lastgroup].replace('\\"', '"')
                self.kind = self.value if match.lastgroup == "brace" else match.lastgroup
                return

    def next_line(self) -> bool:
        """Take the next line in place of what is left of this one, and say whether there was one."""
        line = next(self._lines, None)
        if line is None:
            return False
        self.text, self.at = line, 0
        self.line += 1
        return True

    def _extend_string(self) -> None:
        """Join lines until the string that opens here is closed."""
        opened, parts = self.line, [self.text[self.at :]]
        for line in self._lines:
            self.line += 1
            parts.append(line)
            if '"' in line.replace('\\"', ""):
                self.text, self.at = "".join(parts), 0
                return
        self.line = opened
        self.fail("a string opens here and is never closed; add the closing quote")

    def shown(self) -> str:
        """Return the token at hand for an error."""
        return shown(self.value) if self.kind else "the end of the file"

    def fail(self, reason: str, line: int | None = None) -> NoReturn:
        """Raise InvalidModelError with the place and the line."""
        raise InvalidModelError(f"{self._place}, line {max(line or self.line, 1)}: {reason}")
