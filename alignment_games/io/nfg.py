r"""Reading Gambit .nfg files, payoff and outcome version, by streaming.

The writer's counterpart is `game.nfg_text`, which describes the format. Labels may hold any character, a
quote as ``\"``; strings may run over lines; commas count as white space; action counts may stand in for
action labels; an unnamed player or action gets its number. The file is read line by line, so what is held
in memory is the payoffs alone.
"""

from __future__ import annotations

import math
import re
from array import array
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn, TextIO

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame

_TOKEN = re.compile(r'"(?P<string>(?:\\"|\\(?!")|[^"\\])*)"|(?P<brace>[{}])|(?P<open>")|(?P<word>[^\s,{}"]+)|[\s,]+')
_PLAIN = re.compile(r"[\s,\d.eE+-]*")
_NUMBER = re.compile(r"[+-]?(\d+(/\d+)?|(\d+\.\d*|\.\d+|\d+)([eE][+-]?\d+)?)", re.ASCII)


def read_nfg(path: str | Path, *, exact: bool | None = None) -> NormalFormGame:
    """Return the game in a Gambit .nfg file.

    ``exact``: True reads every number as a fraction, False as a float; None takes fractions where the file
    writes a ratio such as 2/3 or only whole numbers, and floats where it writes decimals.
    Raises InvalidModelError with the file, the line and the remedy where it does not parse.
    """
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig") as stream:
            return _game(stream, str(path), exact=exact)
    except FileNotFoundError as error:
        raise InvalidModelError(f"{path}: no such file; give the path of a Gambit .nfg file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidModelError(f"{path}: cannot be read as text: {error}") from error


def parse_nfg(text: str, *, exact: bool | None = None, place: str = "nfg text") -> NormalFormGame:
    """Return the game in the text of a Gambit .nfg file; see `read_nfg`.

    >>> game = parse_nfg('NFG 1 R "Pennies" { "Even" "Odd" } { 2 2 } 1 -1 -1 1 -1 1 1 -1')
    >>> game.payoffs[0].tolist()
    [[1, -1], [-1, 1]]
    """
    return _game(StringIO(text), place, exact=exact)


def _game(stream: TextIO, place: str, *, exact: bool | None) -> NormalFormGame:
    reader = _Reader(stream, place, exact=bool(exact))
    game = reader.game()
    if exact is None and (reader.ratio or not reader.decimal):
        stream.seek(0)
        return _Reader(stream, place, exact=True).game()
    return game


class _Reader:
    """One pass over a file: tokens with their line, then the grammar, one method for each part."""

    def __init__(self, stream: TextIO, place: str, *, exact: bool) -> None:
        self._lines = iter(stream)
        self._place = place
        self._exact = exact
        self._line = 0
        self._text = ""
        self._at = 0
        self._careful_line = 0
        self._kind, self._value = "", ""
        self.decimal = self.ratio = False

    def game(self) -> NormalFormGame:
        """Return the game. Raises InvalidModelError with the line."""
        self._advance()
        for wanted in ("NFG", "1"):
            if (self._kind, self._value) != ("word", wanted):
                self._fail("expected the file to start with: NFG 1 R")
            self._advance()
        if (self._kind, self._value) not in (("word", "R"), ("word", "D")):
            self._fail("expected R or D after NFG 1")
        self._advance()
        self._string("the title in quotes")
        players = self._labels("player", "players", "Player {}")
        actions = self._actions(players)
        if self._kind == "string":  # the comment
            self._advance()
        size = math.prod(len(own) for own in actions)
        rows = self._outcomes(len(players), size) if self._kind == "{" else self._payoffs(len(players), size)
        shape = (*(len(own) for own in reversed(actions)), len(players))
        return NormalFormGame(rows.reshape(shape).T, players=players, actions=actions)

    # The parts of the file

    def _action_labels(self, player: str) -> list[str]:
        return self._labels(f"action of {player}", f"actions of {player}", "{}")

    def _labels(self, kind: str, kinds: str, unnamed: str) -> list[str]:
        """Return the quoted names of a braced list, the unnamed ones numbered."""
        self._open(f"the list of {kinds}")
        names: list[str] = []
        while self._kind == "string":
            name = self._value if self._value.strip() else unnamed.format(len(names) + 1)
            if name in names:
                self._fail(f"the {kind} {name!r} is named twice; names must differ")
            names.append(name)
            self._advance()
        if not names:
            self._fail(f"expected at least one {kind} name in quotes")
        self._close(f"the list of {kinds}")
        return names

    def _actions(self, players: list[str]) -> list[list[str]]:
        self._open("the actions: one list for each player, or one number of actions for each player")
        found: list[list[str]] = []
        while self._kind in ("{", "word") and len(found) < len(players):
            if self._kind == "{":
                found.append(self._action_labels(players[len(found)]))
            else:
                count = self._integer(f"the number of actions of {players[len(found)]}", low=1)
                found.append([str(k + 1) for k in range(count)])
        if len(found) < len(players):
            self._fail(f"expected the actions of {players[len(found)]}; each of {len(players)} players needs its own")
        self._close(f"the actions of {len(players)} players")
        return found

    def _payoffs(self, n: int, size: int) -> Any:
        """Return the payoffs, shape (profiles, n)."""
        found = self._numbers(size * n, f"{size} profiles x {n} players = {size * n} payoffs")
        return self._as_array(found).reshape(size, n)

    def _outcomes(self, n: int, size: int) -> Any:
        """Return the payoffs of the outcome that each profile leads to, shape (profiles, n); outcome 0 pays 0."""
        self._open("the list of outcomes")
        table: list[Any] = [0] * n
        count = 0
        while self._kind == "{":
            self._advance()
            self._string("the outcome's name in quotes")
            for player in range(n):
                if self._kind != "word":
                    self._fail(f"outcome {count + 1} has {player} payoffs; expected {n}, one for each player")
                table.append(self._number())
                self._advance()
            self._close(f"outcome {count + 1}, which has {n} payoffs")
            count += 1
        self._close("the list of outcomes")
        values = self._as_array(table).reshape(count + 1, n)
        chosen = np.empty(size, dtype=np.int64)
        for k in range(size):
            if self._kind == "":
                self._fail(f"the file ends after {k} outcomes; expected one for each of {size} profiles")
            chosen[k] = self._integer("an outcome's number", low=0, high=count)
        self._end(f"{size} outcomes, one for each profile")
        return values[chosen]

    # Numbers

    def _numbers(self, wanted: int, what: str) -> Any:
        found: Any = [] if self._exact else array("d")
        while self._kind:
            if self._kind != "word":
                self._fail(f"expected a payoff, got {self._shown()}")
            if len(found) == wanted:
                self._fail(f"expected {what}, and here is one more: {self._value}")
            found.append(self._number())
            if not self._exact:
                self._whole_lines(found, wanted)
            self._advance()
        if len(found) < wanted:
            self._fail(f"the file ends after {len(found)} payoffs; expected {what}")
        return found

    def _whole_lines(self, found: Any, wanted: int) -> None:
        """Take lines of plain decimals at once, as long as they fit; the careful path handles the rest."""
        while self._line != self._careful_line:
            rest = self._text[self._at :]
            if not _PLAIN.fullmatch(rest):
                self._careful_line = self._line  # so that a long line of ratios is looked at once
                return
            try:
                values = array("d", map(float, rest.replace(",", " ").split()))
            except ValueError:
                return
            if len(found) + len(values) > wanted or not all(map(math.isfinite, values)):
                return
            found.extend(values)
            self.decimal = self.decimal or "." in rest or "e" in rest.lower()
            self._at = len(self._text)
            if not self._next_line():
                return

    def _as_array(self, found: Any) -> Any:
        if not self._exact:
            return np.array(found, dtype=np.float64)
        table = np.empty(len(found), dtype=object)
        table[:] = found
        return table

    def _number(self) -> Any:
        text = self._value
        if not _NUMBER.fullmatch(text):
            self._fail(f"{text!r} is not a number; expected a whole number, a decimal or a ratio such as 2/3")
        self.ratio = self.ratio or "/" in text
        self.decimal = self.decimal or not set(text).isdisjoint(".eE")
        try:
            value = Fraction(text) if self._exact or "/" in text else float(text)
        except ZeroDivisionError:
            self._fail(f"{text} divides by zero")
        if self._exact:
            return value
        if not math.isfinite(value):
            self._fail(f"{text} is too large for a float; read the file with exact=True")
        return float(value)

    def _integer(self, what: str, low: int, high: int | None = None) -> int:
        text = self._value
        if self._kind != "word" or not re.fullmatch(r"\d+", text, re.ASCII):
            self._fail(f"expected {what} as a whole number, got {self._shown()}")
        number = int(text)
        if number < low or (high is not None and number > high):
            self._fail(
                f"{what} must be {low} or more" + (f" and at most {high}" if high is not None else "") + f", got {text}"
            )
        self._advance()
        return number

    # Tokens

    def _string(self, what: str) -> None:
        if self._kind != "string":
            self._fail(f"expected {what}, got {self._shown()}")
        self._advance()

    def _open(self, what: str) -> None:
        if self._kind != "{":
            self._fail(f"expected {{ to open {what}, got {self._shown()}")
        self._advance()

    def _close(self, what: str) -> None:
        if self._kind != "}":
            self._fail(f"expected }} to close {what}, got {self._shown()}")
        self._advance()

    def _end(self, what: str) -> None:
        if self._kind:
            self._fail(f"expected {what}, and here is more: {self._shown()}")

    def _advance(self) -> None:
        """Step to the next token: kind "string", "{", "}", "word", or "" at the end of the file."""
        while True:
            while self._at >= len(self._text):
                if not self._next_line():
                    self._kind = self._value = ""
                    return
            match = _TOKEN.match(self._text, self._at)
            if match is None or match["open"] is not None:
                self._extend_string()
                continue
            self._at = match.end()
            if match.lastgroup is not None:
                self._value = match[match.lastgroup].replace('\\"', '"')
                self._kind = self._value if match.lastgroup == "brace" else match.lastgroup
                return

    def _next_line(self) -> bool:
        line = next(self._lines, None)
        if line is None:
            return False
        self._text, self._at = line, 0
        self._line += 1
        return True

    def _extend_string(self) -> None:
        """Join lines until the string that opens here is closed."""
        opened, parts = self._line, [self._text[self._at :]]
        for line in self._lines:
            self._line += 1
            parts.append(line)
            if '"' in line.replace('\\"', ""):
                self._text, self._at = "".join(parts), 0
                return
        self._line = opened
        self._fail("a string opens here and is never closed; add the closing quote")

    def _shown(self) -> str:
        return repr(self._value) if self._kind else "the end of the file"

    def _fail(self, reason: str) -> NoReturn:
        raise InvalidModelError(f"{self._place}, line {max(self._line, 1)}: {reason}")
