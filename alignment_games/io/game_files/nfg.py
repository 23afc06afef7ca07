r"""Reading Gambit .nfg files, payoff and outcome version, by streaming.

The writer's counterpart is `game.nfg_text`, which describes the format. Labels may hold any character, a
quote as ``\"``; strings may run over lines; commas count as white space; action counts may stand in for
action labels; an unnamed player or action gets its number. The file is read line by line, so what is held
in memory is the payoffs alone.
"""

from __future__ import annotations

import math
from io import StringIO
from pathlib import Path
from typing import Any, TextIO, cast

import numpy as np

from alignment_games.errors import shown
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.io.doors.text import open_text
from alignment_games.io.game_files._nfg_numbers import Numbers, cut_short
from alignment_games.signatures import as_annotated

#: What is read at most; files of more are games that no solver here takes.
MOST_PLAYERS, MOST_ACTIONS, MOST_PAYOFFS = 30, 100_000, 25_000_000


@as_annotated()
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


@as_annotated()
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


class _Reader(Numbers):
    """The grammar, one method for each part of a file.

    ``settled``: whether numbers are to be kept as ``exact`` says, whatever the file holds.
    """

    def __init__(self, stream: TextIO, place: str, *, exact: bool, settled: bool) -> None:
        super().__init__(stream, place, exact=exact)
        self._settled = settled

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
        if not self._settled and self.only_exact:
            return None
        self.fit_in_floats()
        shape = (*(len(own) for own in reversed(actions)), len(players))
        return NormalFormGame(rows.reshape(shape).T, players=players, actions=actions)

    def _size(self, n_actions: list[int]) -> int:
        """Return the number of profiles, or refuse a table that no memory holds before anything is laid out."""
        size, n = math.prod(n_actions), len(n_actions)
        if n > MOST_PLAYERS or size * n > MOST_PAYOFFS:
            sizes = cut_short(" x ".join(map(str, n_actions)))
            self.fail(
                f"{n} players with {sizes} actions have {_about(size * n)} payoffs; "
                f"at most {MOST_PLAYERS} players and {MOST_PAYOFFS:,} payoffs are read"
            )
        return size

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
                count = self.integer(f"the number of actions of {players[len(found)]}", low=1, high=MOST_ACTIONS)
                found.append([str(k + 1) for k in range(count)])
        if len(found) < len(players):
            self.fail(f"expected the actions of {players[len(found)]}; each of {len(players)} players needs its own")
        self.close(f"the actions of {len(players)} players")
        return found

    def _payoffs(self, n: int, size: int) -> Any:
        """Return the payoffs, shape (profiles, n)."""
        found = self.numbers(size * n, f"{size} profiles x {n} players = {size * n} payoffs")
        return self.as_array(found).reshape(size, n)

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
                table.append(self.number())
                self.advance()
            self.close(f"outcome {count + 1}, which has {n} payoffs")
            count += 1
        self.close("the list of outcomes")
        values = self.as_array(table).reshape(count + 1, n)
        chosen = np.empty(size, dtype=np.int64)
        for k in range(size):
            if self.kind == "":
                self.fail(f"the file ends after {k} outcomes; expected one for each of {size} profiles")
            chosen[k] = self.integer("an outcome's number", low=0, high=count)
        self.end(f"{size} outcomes, one for each profile")
        return values[chosen]


def _about(number: int) -> str:
    return f"{number:,}" if number < 10**18 else f"some 10^{len(str(number)) - 1}" if number < 10**1000 else "countless"
