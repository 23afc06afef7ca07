"""What a run over large games may take, reckoned as it goes, and said before it is spent.

Beyond some nine states a point of a sweep takes a millisecond where dominance decides nearly all, and minutes where it
decides little; which it is shows only as the games are looked at. Each step says what it is about to take, and the run
is refused as soon as that, at the same rate for all points, comes to more than is allowed. Games that are made as whole
tables take at every point what their table takes, so that these runs are refused before the first.
"""

from __future__ import annotations

from dataclasses import dataclass

from alignment_games.errors import UnsupportedGameError
from alignment_games.solvers.control import FEW_PLAYERS

_ALL_THE_SAME = "give time_limit= (--time-limit) to run it all the same"
_FOR_MANY = "panel and solve(model.sums()) answer for many states"
#: What to do instead: where there are many points, where inputs are drawn, and where the nearest change is looked for.
LONG_RUN = f"{_ALL_THE_SAME}, fewer points or fewer responses; {_FOR_MANY}"
LESS = f"{_ALL_THE_SAME}, fewer inputs or draws or fewer responses; {_FOR_MANY}"
NO_TABLE = f"{_ALL_THE_SAME}, or fewer responses; rationalise and nearest_rational_world answer without a table"
#: What a payoff, or a bound on one, takes to find, in seconds of one processor; measured, and within a factor of two.
_SECONDS = 2.5e-7
#: The same of a payoff of a whole table, which arrays make together.
_SECONDS_IN_TABLES = 2e-8
#: What a run may take that nobody has said may be long, in seconds: of many players, and how many times more of few.
ALLOWED, _MORE = 10.0, 360


def allowed(players: int) -> float:
    """Return what a run over games of so many players may take, in seconds.

    >>> allowed(8), allowed(40)
    (3600.0, 10.0)
    """
    return ALLOWED * (_MORE if players <= FEW_PLAYERS else 1)


@dataclass
class Allowance:
    """What a run of so many ``points`` may take; None where their number is not known beforehand.

    ``remedy``: what to do instead. ``seconds``: `allowed`. ``spent``: so far, by reckoning, for ``begun`` points.
    """

    points: int | None
    remedy: str
    seconds: float
    spent: float = 0.0
    begun: int = 0

    def begin(self, points: int) -> None:
        """Say that so many more points are looked at."""
        self.begun += points

    def take(self, payoffs: float) -> None:
        """Say that so many payoffs, or bounds on them, are about to be found.

        Raises UnsupportedGameError where the run would take more than is allowed.

        >>> Allowance(900, "take fewer points", seconds=10).take(1e9)
        Traceback (most recent call last):
        ...
        alignment_games.errors.UnsupportedGameError: this would take more than 4 minutes: dominance leaves too much ...
        """
        self._foresee(payoffs * _SECONDS, "dominance leaves too much open in these games")
        self.spent += payoffs * _SECONDS

    def take_tables(self, payoffs: float) -> None:
        """Say that tables of so many payoffs are about to be made. Raises as `take` does."""
        self.foresee_tables(payoffs)
        self.spent += payoffs * _SECONDS_IN_TABLES

    def foresee_tables(self, payoffs: float) -> None:
        """Say that tables of so many payoffs will be made, in parts. Raises as `take` does.

        >>> Allowance(None, "take fewer players", seconds=10).foresee_tables(1e10)
        Traceback (most recent call last):
        ...
        alignment_games.errors.UnsupportedGameError: this would take more than 3 minutes: each point takes a whole ...
        """
        self._foresee(payoffs * _SECONDS_IN_TABLES, "each point takes a whole table of payoffs")

    def _foresee(self, seconds: float, why: str) -> None:
        """Raise where so many seconds more, at the same rate for all points, come to more than is allowed."""
        whole = (self.spent + seconds) * (self.points / self.begun if self.points and self.begun else 1)
        if whole > self.seconds:
            raise UnsupportedGameError(f"this would take more than {_duration(whole)}: {why}; {self.remedy}")


def _duration(seconds: float) -> str:
    """Return a time in words.

    >>> _duration(45), _duration(100), _duration(9e4), _duration(1e9)
    ('45 seconds', '2 minutes', '25 hours', '1,000 hours')
    """
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    if seconds < 5400:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.0f} hours" if seconds < 3.6e6 else "1,000 hours"
