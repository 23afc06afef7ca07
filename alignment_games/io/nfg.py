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
from typing import Any, TextIO, cast

import numpy as np

from alignment_games.errors import InvalidModelError, shown
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.io._nfg_tokens import Tokens
from alignment_games.io.document import MOST_DIGITS, exact_number
from alignment_games.io.text import open_text

_PLAIN = re.compile(r"[\s,\d.eE+-]*")
#: What is read at most; files of more are games that no solver here takes.
MOST_PLAYERS, MOST_ACTIONS, MOST_PAYOFFS = 30, 100_000, 25_000_000
#: Digits of a count or of an outcome's number.
_LONGEST = 18
_NUMBER = re.compile(r"[+-]?(\d+(/\d+)?|(\d+\.\d*|\.\d+|\d+)([eE][+-]?\d+)?)", re.ASCII)


def read_nfg(path: str | Path, *, exact: bool | None = None) -> NormalFormGame:
    """Return the game in a Gambit .nfg file.

    ``exact``: True reads every number as a fraction, False as a float; None takes fractions where the file
    writes a ratio such as 2/3 or only whole numbers, and floats where it writes decimals.
    Raises InvalidModelError with the file, the line and the remedy where it does not parse.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "stag_hunt.nfg"
    ...     NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"]).to_nfg(path)
    ...     read_nfg(path).players
    ('Ann', 'Bob')
    """
    with open_text(path, "a Gambit .nfg file") as stream:
        return _game(stream, str(path), exact=exact)


def parse_nfg(text: str, *, exact: bool | None = None, place: str = "nfg text") -> NormalFormGame:
    """Return the game in the text of a Gambit .nfg file; see `read_nfg`.

    >>> game = parse_nfg('NFG 1 R "Pennies" { "Even" "Odd" } { 2 2 } 1 -1 -1 1 -1 1 1 -1')
    >>> game.payoffs[0].tolist()
    [[1, -1], [-1, 1]]
    """
    return _game(StringIO(text.removeprefix("\ufeff"), newline=None), place, exact=exact)


def _game(stream: TextIO, place: str, *, exact: bool | None) -> NormalFormGame:
    game = _Reader(stream, place, exact=bool(exact), settled=exact is not None).game()
    if game is None:
        stream.seek(0)
        game = _Reader(stream, place, exact=True, settled=True).game()
    return cast("NormalFormGame", game)


class _Reader(Tokens):
    """The grammar, one method for each part of a file.

    ``exact``: whether numbers are kept as fractions. ``settled``: whether that is so whatever the file holds.
    """

    def __init__(self, stream: TextIO, place: str, *, exact: bool, settled: bool) -> None:
        super().__init__(stream, place)
        self._exact, self._settled = exact, settled
        self._careful_line = 0
        self._decimal = self._ratio = False
        self._too_large: tuple[str, int] | None = None

    def game(self) -> NormalFormGame | None:
        """Return the game, or None where its numbers turn out to be fractions.

        Raises InvalidModelError with the line.
        """
        self.advance()
        for wanted in ("NFG", "1"):
            if (self.kind, self.value) != ("word", wanted):
                self.fail("expected the file to start with: NFG 1 R")
            self.advance()
        if (self.kind, self.value) not in (("word", "R"), ("word", "D")):
            self.fail("expected R or D after NFG 1")
        self.advance()
        self.string("the title in quotes")
        players = self._labels("player", "players", "Player {}")
        actions = self._actions(players)
        if self.kind == "string":  # the comment
            self.advance()
        size = self._size([len(own) for own in actions])
        rows = self._outcomes(len(players), size) if self.kind == "{" else self._payoffs(len(players), size)
        if not self._settled and (self._ratio or not self._decimal):
            return None
        if self._too_large:
            text, line = self._too_large
            self.fail(f"{shown(text)} is too large for a float; read the file with exact=True", line)
        shape = (*(len(own) for own in reversed(actions)), len(players))
        return NormalFormGame(rows.reshape(shape).T, players=players, actions=actions)

    def _size(self, n_actions: list[int]) -> int:
        """Return the number of profiles, or refuse a table that no memory holds before anything is laid out."""
        size, n = math.prod(n_actions), len(n_actions)
        if n > MOST_PLAYERS or size * n > MOST_PAYOFFS:
            self.fail(
                f"{n} players with {_cut(' x '.join(map(str, n_actions)))} actions have {_about(size * n)} payoffs; "
                f"at most {MOST_PLAYERS} players and {MOST_PAYOFFS:,} payoffs are read"
            )
        return size

    # The parts of the file

    def _action_labels(self, player: str) -> list[str]:
        return self._labels(f"action of {player}", f"actions of {player}", "{}")

    def _labels(self, kind: str, kinds: str, unnamed: str) -> list[str]:
        """Return the quoted names of a braced list, the unnamed ones numbered."""
        self.open(f"the list of {kinds}")
        names: dict[str, None] = {}  # in order, and looked up at once
        while self.kind == "string":
            name = self.value if self.value.strip() else unnamed.format(len(names) + 1)
            if name in names:
                self.fail(f"the {kind} {shown(name)} is named twice; names must differ")
            names[name] = None
            self.advance()
        if not names:
            self.fail(f"expected at least one {kind} name in quotes")
        self.close(f"the list of {kinds}")
        return list(names)

    def _actions(self, players: list[str]) -> list[list[str]]:
        self.open("the actions: one list for each player, or one number of actions for each player")
        found: list[list[str]] = []
        while self.kind in ("{", "word") and len(found) < len(players):
            if self.kind == "{":
                found.append(self._action_labels(players[len(found)]))
            else:
                count = self._integer(f"the number of actions of {players[len(found)]}", low=1, high=MOST_ACTIONS)
                found.append([str(k + 1) for k in range(count)])
        if len(found) < len(players):
            self.fail(f"expected the actions of {players[len(found)]}; each of {len(players)} players needs its own")
        self.close(f"the actions of {len(players)} players")
        return found

    def _payoffs(self, n: int, size: int) -> Any:
        """Return the payoffs, shape (profiles, n)."""
        found = self._numbers(size * n, f"{size} profiles x {n} players = {size * n} payoffs")
        return self._as_array(found).reshape(size, n)

    def _outcomes(self, n: int, size: int) -> Any:
        """Return the payoffs of the outcome that each profile leads to, shape (profiles, n); outcome 0 pays 0."""
        self.open("the list of outcomes")
        table: list[Any] = [0] * n
        count = 0
        while self.kind == "{":
            self.advance()
            self.string("the outcome's name in quotes")
            for player in range(n):
                if self.kind != "word":
                    self.fail(f"outcome {count + 1} has {player} payoffs; expected {n}, one for each player")
                table.append(self._number())
                self.advance()
            self.close(f"outcome {count + 1}, which has {n} payoffs")
            count += 1
        self.close("the list of outcomes")
        values = self._as_array(table).reshape(count + 1, n)
        chosen = np.empty(size, dtype=np.int64)
        for k in range(size):
            if self.kind == "":
                self.fail(f"the file ends after {k} outcomes; expected one for each of {size} profiles")
            chosen[k] = self._integer("an outcome's number", low=0, high=count)
        self.end(f"{size} outcomes, one for each profile")
        return values[chosen]

    # Numbers

    def _numbers(self, wanted: int, what: str) -> Any:
        found: Any = [] if self._exact else array("d")
        while self.kind:
            if self.kind != "word":
                self.fail(f"expected a payoff, got {self.shown()}")
            if len(found) == wanted:
                self.fail(f"expected {what}, and here is one more: {_cut(self.value)}")
            found.append(self._number())
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

    def _as_array(self, found: Any) -> Any:
        if not self._exact:
            return np.array(found, dtype=np.float64)
        table = np.empty(len(found), dtype=object)
        table[:] = found
        return table

    def _number(self) -> Any:
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
            self.fail(f"{_cut(text)} divides by zero")
        if max(len(numerator), len(denominator)) > MOST_DIGITS:
            self.fail(f"the number {shown(text)} is too long to be held exactly")
        return Fraction(text)

    def _integer(self, what: str, low: int, high: int) -> int:
        text = self.value
        if self.kind != "word" or not re.fullmatch(r"\d+", text, re.ASCII):
            self.fail(f"expected {what} as a whole number, got {self.shown()}")
        number = int(text[:_LONGEST])  # longer ones are out of range all the same
        if number < low or number > high or len(text) > _LONGEST:
            self.fail(f"{what} must be {low} or more and at most {high:,}, got {_cut(text)}")
        self.advance()
        return number


def _about(number: int) -> str:
    return f"{number:,}" if number < 10**18 else f"some 10^{len(str(number)) - 1}" if number < 10**1000 else "countless"


def _cut(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most]}..."
