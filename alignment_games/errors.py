r"""What can go wrong, as one small tree.

```
AlignmentGamesError
├── InvalidModelError (also ValueError)   the states, file or game make no sense
│   └── UnwrittenError                    a file cannot be written; carries what it was to hold in words
├── MissingExtraError (also ImportError)  an optional package is not installed
├── StoreError (also OSError)             the file of a long run cannot be used
└── SolverError
    ├── UnsupportedGameError              wrong number of players, symbolic payoffs, too large
    └── NotConvergedError                 carries the unfinished solution
```

Every message says what was expected, what was given, where, and what to do about it. Who knows only Python's own errors
catches them all the same:

>>> issubclass(InvalidModelError, ValueError), issubclass(StoreError, OSError)
(True, True)
"""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Collection, Hashable, Iterable
from numbers import Real
from os import PathLike
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

#: Numbers up to here fit wherever they are counted.
_LARGEST = 2**62


class AlignmentGamesError(Exception):
    """Base of every error that this package raises on purpose.

    >>> import alignment_games as ag
    >>> try:
    ...     ag.load_case("europ-1938")
    ... except AlignmentGamesError as error:
    ...     print(str(error).split("?")[0])
    unknown case 'europ-1938'; did you mean 'europe-1938'
    """


class InvalidModelError(AlignmentGamesError, ValueError):
    """The states, the file or the game make no sense as given.

    >>> import alignment_games as ag
    >>> try:
    ...     ag.State("France", power=-1)
    ... except InvalidModelError as error:
    ...     print(error)
    power of France must be a finite number of at least 0, got -1
    """


class UnwrittenError(InvalidModelError):
    """A file cannot be written; ``result`` holds, in words, what had been computed by then."""

    def __init__(self, message: str, result: str = "") -> None:
        super().__init__(message)
        self.result = result


class MissingExtraError(AlignmentGamesError, ImportError):
    """An optional package is needed for this call and is not installed.

    >>> try:
    ...     require("no_such_module", extra="plot")
    ... except MissingExtraError as error:
    ...     print(str(error).split(";")[0])
    no_such_module is not installed
    """


class StoreError(AlignmentGamesError, OSError):
    """The file that keeps a long run belongs to another run, or cannot be read or written."""


class SolverError(AlignmentGamesError):
    """A solver could not do what it was asked to do.

    >>> import alignment_games as ag
    >>> try:
    ...     ag.solve(ag.volunteers_dilemma(3, cost=0.25), ag.solvers.LemkeHowson())
    ... except SolverError as error:
    ...     print(type(error).__name__)
    UnsupportedGameError
    """


class UnsupportedGameError(SolverError):
    """The game is of a kind that this solver does not treat.

    >>> import alignment_games as ag
    >>> try:
    ...     ag.to_nashpy(ag.volunteers_dilemma(3, cost=0.25))
    ... except UnsupportedGameError as error:
    ...     print(error)
    nashpy holds games of two players; this one has 3
    """


class NotConvergedError(SolverError):
    """The run ended before it was done; ``solution`` holds what had been proven by then.

    >>> import alignment_games as ag
    >>> try:
    ...     ag.solve(ag.volunteers_dilemma(4, cost=0.25), time_limit=0)
    ... except NotConvergedError as error:
    ...     print(error.solution.complete)
    False
    """

    def __init__(self, message: str, solution: Any = None) -> None:
        super().__init__(message)
        self.solution = solution


def shown(value: object, most: int = 60) -> str:
    """Return what was given as it would be written in Python, cut at ``most`` characters.

    >>> print(shown("a" * 100, most=12))
    'aaaaaaaaaaa...
    """
    if isinstance(value, (str, bytes)):  # the whole of a long text need not be quoted to be cut
        text = repr(value[: most + 1])
    elif isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 4 * most:
        return f"a whole number of some {value.bit_length() * 3 // 10:,} digits"
    else:
        text = " ".join(repr(value).split())  # arrays and frames have several lines
    return text if len(text) <= most else f"{text[:most]}..."


def unknown_name(kind: str, given: object, known: Iterable[object]) -> InvalidModelError:
    """Return the error for a name that is not among the known ones, with the closest match.

    >>> print(unknown_name("state", "Grance", ["Britain", "France"]))
    unknown state 'Grance'; did you mean 'France'? states: Britain, France
    """
    names = [str(name) for name in known]
    close = difflib.get_close_matches(str(given)[:200], names, n=1)
    if not close:
        folded = {name.casefold(): name for name in names}
        close = [folded[key] for key in difflib.get_close_matches(str(given)[:200].casefold(), folded, n=1)]
    hint = f"; did you mean {shown(close[0])}?" if close else ";"
    return InvalidModelError(f"unknown {kind} {shown(given)}{hint} {_plural(kind)}: {_listed(names)}")


def _plural(kind: str) -> str:
    return kind[:-1] + "ies" if kind.endswith("y") else kind + "s"


def _listed(names: list[str], most: int = 30, longest: int = 60) -> str:
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(name if len(name) <= longest else f"{name[:longest]}..." for name in names[:most]) + rest or "none"


def only_known(kind: str, given: Iterable[object], known: Collection[object]) -> None:
    """Raise the error of `unknown_name` for the first name given that is not among the known ones.

    Raises InvalidModelError for what holds no names, too.

    >>> only_known("state", ["France"], ["Britain", "France"])
    """
    if not isinstance(given, Iterable):
        raise InvalidModelError(f"expected names of {_plural(kind)}, got {shown(given)}; give a list of them")
    for name in given:  # a text is hashable too, and told so in a fraction of the time
        if not isinstance(name, (str, Hashable)) or name not in known:
            raise unknown_name(kind, name, known)


def whole_number(name: str, value: Any, *, least: int = 1) -> int:
    """Return a whole number, given as an int or as a float such as 1e6, of at least ``least``.

    Raises InvalidModelError for what is none.

    >>> whole_number("draws", 1e6), whole_number("draws", 7)
    (1000000, 7)
    """
    real = isinstance(value, Real) and not isinstance(value, bool)
    if real and abs(value) > _LARGEST:
        raise InvalidModelError(f"{name} must be a whole number of at least {least} and below 2**62, got one beyond")
    if not real or not value >= least or value != int(value):
        raise InvalidModelError(f"{name} must be a whole number of at least {least}, got {shown(value)}")
    return int(value)


def refuse_no_path(path: object, what: str) -> None:
    """Raise InvalidModelError where something else than a path is given for the file of ``what``.

    >>> refuse_no_path("munich.toml", "a model")
    """
    if not isinstance(path, (str, PathLike)):
        raise InvalidModelError(f"expected the path of {what}, got {shown(path)}")


def require(module: str, extra: str) -> ModuleType:
    """Return the imported optional module, or raise the error that names the extra to install.

    Raises MissingExtraError when the module is not installed.

    >>> require("no_such_module", extra="plot")
    Traceback (most recent call last):
    ...
    alignment_games.errors.MissingExtraError: no_such_module is not installed; install it with: pip install ...
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name and not module.startswith(error.name):
            raise
        message = (
            f'{module.partition(".")[0]} is not installed; install it with: pip install "alignment-games[{extra}]"'
        )
        raise MissingExtraError(message) from error
