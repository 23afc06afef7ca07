"""What a command is about: the case, model or game named, with the changes of ``--set`` made."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from alignment_games.cli.output import tell
from alignment_games.errors import InvalidModelError, only_known, shown

if TYPE_CHECKING:
    from alignment_games.models.model import Parameter

#: Parameters that are functions; a model file names them.
_FUNCTIONS = ("form", "proximity", "capability", "contest")
#: No figure of a model has more digits before or after its point than a float can tell.
_LARGEST_EXPONENT = 400


def target_of(options: argparse.Namespace) -> Any:
    """Return the case, model or game named, with the changes of ``--set`` made."""
    from dataclasses import replace

    from alignment_games.cases.case import case_of
    from alignment_games.cases.target import open_target
    from alignment_games.models.door import as_model

    target = open_target(options.target, exact=getattr(options, "exact", False))
    if not options.changes:
        return target
    model = as_model(target)
    pairs = _changes(options)
    changed = model.with_parameters(**_parameters(pairs, model.parameters()))
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
    from alignment_games.symbolic import parameters

    options.exact = True
    model = model_of(options)
    found: dict[str, Any] = {}
    for name in _kept(model) if names is None else names:
        (symbol,) = parameters(symbol_name(name)).values()
        put(found, name, symbol, model.parameters())
    return model.with_parameters(**found)


def _kept(model: Any) -> Sequence[str]:
    """Return the parameters that stay symbols where none are named."""
    known = model.parameters()
    if known and "burden" not in known and not hasattr(model, "unset"):
        raise InvalidModelError(f"say with --symbols which parameters stay symbols; parameters: {', '.join(known)}")
    kept: Sequence[str] = getattr(model, "unset", ("burden",) if known else ())
    return kept


def symbol_name(name: str) -> str:
    """Return the name of the symbol for a parameter, such as intent_France. Raises InvalidModelError for no name."""
    symbol = re.sub(r"[\s,.]+", "_", name.strip())
    if not symbol.strip("_"):
        raise InvalidModelError("a symbol is missing its name; expected names such as burden,intent.France")
    return symbol


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


def _parameters(pairs: Mapping[str, Any], known: Mapping[str, Parameter]) -> dict[str, Any]:
    """Return the parameters of a model: what is said of one state goes before what is said of all."""
    found: dict[str, Any] = {}
    for name in sorted(pairs, key=lambda name: "." in name):
        put(found, name, pairs[name], known)
    return found


def put(found: dict[str, Any], name: str, value: Any, known: Mapping[str, Parameter]) -> None:
    """Enter a value under NAME, or under NAME and then STATE for NAME.STATE, beside what all states have there.

    Raises InvalidModelError for an unknown state and for parameters that are functions.
    """
    parameter, dot, state = name.partition(".")
    if parameter in _FUNCTIONS and parameter not in known:
        raise InvalidModelError(f"{parameter} is a function, not a number; name it in a model file")
    if not dot:
        found[parameter] = value
        return
    if parameter not in known and state in known and parameter in known[state].entries:
        raise InvalidModelError(f"{shown(name)}: the parameter comes first, as in {state}.{parameter}")
    entries = known[parameter].entries if parameter in known else ()
    if entries:
        only_known("state", [state], entries)
    before = found.get(parameter, {})
    found[parameter] = {**(before if isinstance(before, Mapping) else dict.fromkeys(entries, before)), state: value}


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
