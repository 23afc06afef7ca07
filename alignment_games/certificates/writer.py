"""Write a certificate: the equilibria of a game and the proof that there are no others, for `checker` to verify."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

from alignment_games.certificates.checker import FORMAT, VERSION, Game
from alignment_games.certificates.equilibria import Line, Point, text_of
from alignment_games.certificates.search import ProofSearch
from alignment_games.game.entrance import Given
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.io.results.outputs import output_file
from alignment_games.solvers.answers import as_solution
from alignment_games.solvers.control import Control, prepared
from alignment_games.solvers.numeric import one_game_of_numbers
from alignment_games.text.display import Displayed


@dataclass(frozen=True, repr=False)
class Certificate(Displayed):
    """What a certificate proves: as many ``equilibria`` as there are ``indices``, and no others.

    ``indices``: +1 or -1 of each equilibrium, None where ties leave it undetermined; of a game without ties they add up
    to one. ``pieces``: products of polytopes of equilibria. ``open``: parts of all supports of
    which nothing is proven; the checker names them. ``lines``: of the file at ``path``.

    >>> import alignment_games as ag
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     made = certify(ag.solve("dilemma"), Path(folder) / "proof.jsonl")
    >>> made.complete, made.open
    (True, 0)
    """

    path: Path
    indices: tuple[int | None, ...]
    pieces: int
    open: int
    lines: int

    @property
    def complete(self) -> bool:
        """Whether nothing is open: all equilibria of the game are told."""
        return not self.open

    def __str__(self) -> str:
        told = ", ".join("not told" if index is None else f"{index:+d}" for index in self.indices)
        indices = f", of indices {told}" if self.indices else ""
        pieces = f", {self.pieces} products of polytopes" if self.pieces else ""
        rest = "nothing is open" if self.complete else f"open: {self.open} cells"
        return f"{len(self.indices)} equilibria{indices}{pieces}; {rest}"


def certify(solution: Given, path: str | Path, *, time_limit: float | None = None) -> Certificate:
    """Write a certificate of a solution's game, and return what it proves.

    ``solution``: or what `solve` takes, which is solved first.
    The proof is a second one, in exact arithmetic: of the solution it takes its equilibria as starting points, no more,
    so that it finds what a solver missed. It is about the payoffs as they stand, floats being the fractions that they
    are. The file is written as the proof goes on, beside its place, and then renamed. ``time_limit``: seconds, after
    which what is left stays open: the certificate then says so, and is valid. Raises NotConvergedError, which carries
    the solution, where it passes before the payoffs are written as fractions.

    Raises UnsupportedGameError for a game by its sums, and UnwrittenError where the file cannot be written. Format:
    docs/certificates.md.

    >>> import alignment_games as ag
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "proof.jsonl"
    ...     print(certify(ag.solve(ag.load_case("europe-1938").game()), path))
    3 equilibria, of indices +1, +1, -1; nothing is open
    """
    solution = as_solution(solution)
    control = Control(time_limit)
    header, game = prepared(
        lambda: _stated(solution.game),
        time_limit,
        "the payoffs were written as fractions",
        "allow more, or offer fewer actions",
        solution,
    )
    known = [_exact(equilibrium.profile) for equilibrium in solution]
    search = ProofSearch(game, known, in_time=lambda: control.seconds_left > 0)
    count = 0
    with output_file(path) as stream:
        for line in chain([header], search.lines()):
            stream.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
            count += 1
    indices = tuple(found.index for found in search.found)
    return Certificate(Path(path), indices, search.pieces, search.open, count)


def _stated(game: NormalFormGame) -> tuple[Line, Game]:
    """Return the header of a game's certificate, and the game as the checker reads it there."""
    header = header_of(game)
    return header, Game(header)


def header_of(game: NormalFormGame) -> Line:
    """Return the header of a game's certificate."""
    one_game_of_numbers(game, "a certificate")
    payoffs = [[Fraction(entry) for entry in own.ravel().tolist()] for own in game.payoffs]
    players, actions = list(game.players), [list(own) for own in game.actions]
    text = json.dumps([players, actions, [list(map(str, own)) for own in payoffs]], separators=(",", ":"))
    return {
        "format": FORMAT,
        "version": VERSION,
        "players": players,
        "actions": actions,
        "payoffs": [list(map(text_of, own)) for own in payoffs],
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


def _exact(profile: Any) -> Point:
    """Return a profile in fractions that add up to one."""
    plays = [[x if isinstance(x, (int, Fraction)) else Fraction(float(x)) for x in own.tolist()] for own in profile]
    return tuple(tuple(Fraction(x) / sum(own) for x in own) for own in plays)
