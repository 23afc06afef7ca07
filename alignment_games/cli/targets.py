"""What a command is about: the case, model or game named, with the changes of ``--set`` made."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from alignment_games.cli.output import tell
from alignment_games.errors import InvalidModelError, shown

#: No figure of a model has more digits before or after its point than a float can tell.
_LARGEST_EXPONENT = 400


def target_of(options: argparse.Namespace) -> Any:
    """Return the case, model or game named, with the changes of ``--set`` made."""
    from dataclasses import replace

    from alignment_games.cases.case import case_of
    from alignment_games.cases.target import open_target
    from alignment_games.models.door import as_model
    from alignment_games.models.named import with_named

    target = open_target(options.target, exact=getattr(options, "exact", False))
    if not options.changes:
        return target
    model = as_model(target)
    pairs = _changes(options)
    changed: Any = with_named(model, pairs)
    _say_what_stays(list(pairs))
    case = case_of(target)
    return changed if case is None else replace(case, model=changed)


def model_of(options: argparse.Namespace) -> Any:
    """Return the model named, or that of the case or game named."""
    from alignment_games.models.door import as_model

    return as_model(target_of(options))


def symbolic_model(options: argparse.Namespace, names: Sequence[str] | None) -> Any:
    """Return the model in fractions, with a positive symbol for each of the names.

    None stands for the burden of a response model, for all parameters of a game in symbols that are not set, and for
    none of a game without parameters. Raises InvalidModelError for None where a model has no burden.
    """
    from alignment_games.symbolic import with_symbols

    options.exact = True
    model = model_of(options)
    return with_symbols(model, _kept(model) if names is None else names)


def _kept(model: Any) -> Sequence[str]:
    """Return the parameters that stay symbols where none are named."""
    known = model.parameters()
    if known and "burden" not in known and not hasattr(model, "unset"):
        raise InvalidModelError(f"say with --symbols which parameters stay symbols; parameters: {', '.join(known)}")
    kept: Sequence[str] = getattr(model, "unset", ("burden",) if known else ())
    return kept


def _changes(options: argparse.Namespace) -> dict[str, Any]:
    """Return what ``--set`` says, in order: NAME=VALUE for all states, NAME.STATE=VALUE for one."""
    pairs: dict[str, Any] = {}
    for change in options.changes:
        name, equals, text = (part.strip() for part in change.partition("="))
        if not equals:
            raise InvalidModelError(f"--set {shown(change)}: expected NAME=VALUE, like burden=0.2")
        if name in pairs:
            raise InvalidModelError(f"--set {shown(name)} is given twice; give it once")
        pairs[name] = number(text, f"--set {shown(change)}", exact=getattr(options, "exact", False))
    return pairs


def _say_what_stays(names: Sequence[str]) -> None:
    """Say where a figure for all states comes after that of one, which keeps its own."""
    for k, name in enumerate(names):
        earlier = [other for other in names[:k] if other.startswith(f"{name}.")]
        if earlier:
            tell(f"--set {name} is for the states without a figure of their own; {', '.join(earlier)} stays")


def number(text: str, place: str, *, exact: bool) -> Any:
    """Return a finite number, a fraction where ``exact``. Raises InvalidModelError, which names the place."""
    try:
        exponent = re.search(r"[eE]([-+]?\d+)\s*$", text)
        if exponent and abs(int(exponent[1])) > _LARGEST_EXPONENT:
            raise InvalidModelError(f"{place}: its exponent is beyond {_LARGEST_EXPONENT}; choose other units")
        value = Fraction(text) if exact else float(text)
        if math.isfinite(value):
            return value
    except (ZeroDivisionError, OverflowError):
        pass
    except ValueError as error:
        if isinstance(error, InvalidModelError):
            raise
    raise InvalidModelError(f"{place}: {shown(text)} is not a number; expected a finite one, like 0.2")
