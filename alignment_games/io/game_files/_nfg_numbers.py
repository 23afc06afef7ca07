"""Numbers in Gambit .nfg files: whole, decimal or ratio; as floats, line by line, or as fractions."""

from __future__ import annotations

import math
import re
from array import array
from fractions import Fraction
from typing import Any, TextIO

import numpy as np

from alignment_games.errors import InvalidModelError, shown
from alignment_games.io.doors.document import MOST_DIGITS, exact_number
from alignment_games.io.game_files._nfg_tokens import Tokens

_PLAIN = re.compile(r"[\s,\d.eE+-]*")
#: Digits of a count or of an outcome's number.
_LONGEST = 18
_NUMBER = re.compile(r"[+-]?(\d+(/\d+)?|(\d+\.\d*|\.\d+|\d+)([eE][+-]?\d+)?)", re.ASCII)


class Numbers(Tokens):
    """The tokens of a file and their numbers. ``exact``: whether these are kept as fractions."""

    def __init__(self, stream: TextIO, place: str, *, exact: bool) -> None:
        super().__init__(stream, place)
        self._exact = exact
        self._careful_line = 0
        self._decimal = self._ratio = False
        self._too_large: tuple[str, int] | None = None

    @property
    def only_exact(self) -> bool:
        """Whether what was read has a ratio, or no decimal."""
        return self._ratio or not self._decimal

    def fit_in_floats(self) -> None:
        """Refuse the first number that was too large for a float."""
        if self._too_large:
            text, line = self._too_large
            self.fail(f"{shown(text)} is too large for a float; read the file with exact=True", line)

    def numbers(self, wanted: int, what: str) -> Any:
        """Return as many numbers as are ``wanted``, which are all that is left of the file."""
        found: Any = [] if self._exact else array("d")
        while self.kind:
            if self.kind != "word":
                self.fail(f"expected a payoff, got {self.shown()}")
            if len(found) == wanted:
                self.fail(f"expected {what}, and here is one more: {cut_short(self.value)}")
            found.append(self.number())
            if not self._exact:
                self._whole_lines(found, wanted)
            self.advance()
        if len(found) < wanted:
            self.fail(f"the file ends after {len(found)} payoffs; expected {what}")
        return found

    def _whole_lines(self, found: Any, wanted: int) -> None:
        """Take lines of plain decimals at once, as long as they fit; the careful path handles the rest."""
        while self.line != self._careful_line:
            rest = self.text[self.at :]
            if not _PLAIN.fullmatch(rest):
                self._careful_line = self.line  # so that a long line of ratios is looked at once
                return
            try:
                values = array("d", map(float, rest.replace(",", " ").split()))
            except ValueError:
                return
            if len(found) + len(values) > wanted or not all(map(math.isfinite, values)):
                return
            found.extend(values)
            self._decimal = self._decimal or "." in rest or "e" in rest.lower()
            self.at = len(self.text)
            if not self.next_line():
                return

    def as_array(self, found: Any) -> Any:
        """Return numbers as an array, of fractions where they are exact."""
        if not self._exact:
            return np.array(found, dtype=np.float64)
        table = np.empty(len(found), dtype=object)
        table[:] = found
        return table

    def number(self) -> Any:
        """Return the number at hand; one beyond the floats is remembered until the file is read."""
        text = self.value
        if not _NUMBER.fullmatch(text):
            self.fail(f"{shown(text)} is not a number; expected a whole number, a decimal or a ratio such as 2/3")
        self._ratio = self._ratio or "/" in text
        self._decimal = self._decimal or not set(text).isdisjoint(".eE")
        value = self._fraction(text) if self._exact or "/" in text else None
        if self._exact:
            return value
        try:
            number = float(text if value is None else value)
        except OverflowError:  # of a ratio; a decimal becomes infinite
            number = math.inf
        if math.isinf(number):
            self._too_large = self._too_large or (text, self.line)  # unless the file turns out to hold fractions
        return number

    def _fraction(self, text: str) -> Fraction:
        numerator, _, denominator = text.partition("/")
        if not denominator:
            try:
                return exact_number(text)
            except InvalidModelError as error:
                self.fail(str(error))
        if not denominator.strip("0"):
            self.fail(f"{cut_short(text)} divides by zero")
        if max(len(numerator), len(denominator)) > MOST_DIGITS:
            self.fail(f"the number {shown(text)} is too long to be held exactly")
        return Fraction(text)

    def integer(self, what: str, low: int, high: int) -> int:
        """Step past a whole number within bounds, or refuse what is there."""
        text = self.value
        if self.kind != "word" or not re.fullmatch(r"\d+", text, re.ASCII):
            self.fail(f"expected {what} as a whole number, got {self.shown()}")
        number = int(text[:_LONGEST])  # longer ones are out of range all the same
        if number < low or number > high or len(text) > _LONGEST:
            self.fail(f"{what} must be {low} or more and at most {high:,}, got {cut_short(text)}")
        self.advance()
        return number


def cut_short(text: str, most: int = 60) -> str:
    """Return a text, or its beginning where it is long."""
    return text if len(text) <= most else f"{text[:most]}..."
