"""What a signature says of its arguments, looked at when the function is called.

A function's own checks say what a name, a figure or a mapping may be; that it is one at all stands in the signature.
`as_annotated` refuses another kind in one line, before an array is asked for its truth or a number for its entries:

>>> @as_annotated()
... def swept(values: Iterable[float], *, strict: bool = False) -> int:
...     return len(list(values))
>>> swept([1.0, 2.0])
2
>>> swept(3)
Traceback (most recent call last):
...
alignment_games.errors.InvalidModelError: values must be a list, got 3
"""

from __future__ import annotations

import functools
import inspect
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from numbers import Integral, Real
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, ParamSpec, TypeVar, Union, get_args, get_origin

import numpy as np

from alignment_games.errors import InvalidModelError, shown

P = ParamSpec("P")
T = TypeVar("T")


class Quantity(ABC):
    """What formulas compute with, as it can be raised to a power: numbers, fractions, arrays, symbols."""

    @abstractmethod
    def __pow__(self, exponent: Any) -> Any: ...

    @classmethod
    def __subclasshook__(cls, kind: type) -> bool:
        return hasattr(kind, "__pow__") and not hasattr(kind, "columns")  # no frames: they have cells of any kind


#: What each kind is called.
_WORDS: Mapping[type, str] = {
    NoneType: "None",
    bool: "True or False",
    str: "a text",
    int: "a whole number",
    float: "a number",
    Mapping: "a mapping",
    Iterable: "a list",
    Sequence: "a list",
    Callable: "a function",  # type: ignore[dict-item] # a class to `isinstance`
    os.PathLike: "a path",
    Path: "a path",
    Quantity: "a number, an array of numbers or a symbol",
    np.ndarray: "an array",
}
#: Types of which a value fits if another does, with one that is neither true nor false where others are.
_PLAIN: Mapping[type, object] = {
    NoneType: None,
    bool: True,
    int: 2,
    float: 0.5,
    np.float64: np.float64(0.5),
    Fraction: Fraction(1, 2),
    str: "",
}
#: Kinds for which anything that can be gone through will do.
_LISTS = (Iterable, Collection, Sequence, list, tuple, set, frozenset)


class _Kind(NamedTuple):
    """A kind that an argument may be of, and of a list the kinds of its entries, none where these are not looked at."""

    kind: type
    entries: tuple[_Kind, ...] = ()


def as_annotated(*, but: Collection[str] = (), **told: type) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return what makes a function refuse arguments of another kind than its signature says, as InvalidModelError.

    Looked at are truth values, texts, numbers, mappings, lists and their entries, functions, paths and classes, and
    unions of these; an annotation with anything else in it leaves its argument to the function, and so do lists of
    numbers. ``but``: arguments of which the function itself says more. ``told``: by argument, the kind where the
    annotation says less, such as `Quantity` for what a formula computes with. A generator given for a list is taken
    whole first, except where the annotation is ``Iterable``.

    >>> @as_annotated(threat=Quantity, own=Quantity)
    ... def share(own: Any, threat: Any) -> Any:
    ...     return threat / (own + threat)
    >>> share(np.array([1.0, 3.0]), 1).tolist()
    [0.5, 0.25]
    >>> share(1, "3")
    Traceback (most recent call last):
    ...
    alignment_games.errors.InvalidModelError: threat must be a number, an array of numbers or a symbol, got '3'
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        parameters = inspect.signature(function).parameters.values()
        names = [each.name for each in parameters if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
        kinds: dict[str, tuple[_Kind, ...]] = {}
        passing: dict[str, frozenset[type]] = {}
        lists: list[str] = []
        known: dict[str, tuple[_Kind, ...]] = {name: (_Kind(kind),) for name, kind in told.items()}
        known |= dict.fromkeys(but, ())

        @functools.wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> T:
            if not kinds:  # at the first call, when all that annotations name has been imported
                kinds.update(_kinds(function) | known)
                passing.update({name: _passing(named) for name, named in kinds.items() if named})
                lists.extend(name for name, named in kinds.items() if any(each.kind is Sequence for each in named))
            if lists and any(isinstance(value, Iterator) for value in (*args, *kwargs.values())):
                every = inspect.signature(function).bind_partial(*args, **kwargs)
                every.arguments |= {name: _whole(every.arguments[name]) for name in lists if name in every.arguments}
                args, kwargs = every.args, every.kwargs  # type: ignore[assignment] # of the same kinds as before
            for name, value in (*zip(names, args, strict=False), *kwargs.items()):
                if name in passing and type(value) not in passing[name]:
                    _look_at(name, value, kinds[name])
            return function(*args, **kwargs)

        return checked

    return decorate


def fields_as_annotated(*, but: Collection[str] = ()) -> Callable[[type[T]], type[T]]:
    """Return what makes the constructor of a record refuse fields of another kind, before the record looks at them."""

    def decorate(record: type[T]) -> type[T]:
        record.__init__ = as_annotated(but=but)(record.__init__)  # type: ignore[method-assign]
        return record

    return decorate


def _whole(value: object) -> object:
    """Return what is made as it goes as a tuple, and anything else as it is: a function may go through a list twice."""
    return tuple(value) if isinstance(value, Iterator) else value


def _look_at(name: str, value: object, kinds: tuple[_Kind, ...]) -> None:
    fitting = [each for each in kinds if _is(value, each.kind)]
    if kinds and not fitting:
        words = " or ".join(dict.fromkeys(_word(each.kind) for each in kinds))
        raise InvalidModelError(f"{name} must be {words}, got {shown(value)}")
    # What is made as it goes and is gone through once is left alone: to look at it would use it up.
    if fitting and isinstance(value, Collection) and all(each.entries for each in fitting):
        entries = tuple(entry for each in fitting for entry in each.entries)
        passing = _passing(entries)
        for k, entry in enumerate(value, start=1):
            if type(entry) not in passing:
                _look_at(f"entry {k} of {name}", entry, entries)


@functools.cache
def _passing(kinds: tuple[_Kind, ...]) -> frozenset[type]:
    """Return the types of which every value passes and need not be looked at: most are plain numbers and texts."""
    found = set()
    for type_, value in _PLAIN.items():
        fitting = [each for each in kinds if _is(value, each.kind)]
        if not kinds or (fitting and not (type_ is str and all(each.entries for each in fitting))):
            found.add(type_)
    return frozenset(found)


def _word(kind: type) -> str:
    """Return what a kind is called."""
    return _WORDS.get(kind) or f"{'an' if kind.__name__[0] in 'AEIOU' else 'a'} {kind.__name__}"


def _kinds(function: Callable[..., Any]) -> dict[str, tuple[_Kind, ...]]:
    """Return the kinds that each argument may be of, none for an argument that is not looked at."""
    scope = inspect.unwrap(function).__globals__
    found: dict[str, tuple[_Kind, ...]] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        annotation = parameter.annotation
        if annotation is parameter.empty or parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        try:
            hint = eval(annotation, scope) if isinstance(annotation, str) else annotation  # noqa: S307 - from the source
        except NameError:  # imported for type checkers alone
            continue
        found[name] = _named(hint)
    return found


def _named(hint: Any) -> tuple[_Kind, ...]:
    """Return the kinds that an annotation names, none where one of them cannot be asked for."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        each = [_named(one) for one in get_args(hint)]
        return tuple(kind for kinds in each for kind in kinds) if all(each) else ()
    if origin is Literal:
        return tuple(_Kind(kind) for kind in {type(value) for value in get_args(hint)})
    kind = NoneType if hint is None else origin or hint
    if not isinstance(kind, type) or kind is Any or getattr(kind, "_is_protocol", False) or kind is np.ndarray:
        return ()
    if kind in _LISTS:
        return (_Kind(Iterable if kind is Iterable else Sequence, _entries(hint)),)
    return (_Kind(kind),)


def _entries(hint: Any) -> tuple[_Kind, ...]:
    """Return the kinds of the entries of a list, none for numbers, which formulas may have as symbols."""
    each = [_named(one) for one in get_args(hint) if one is not ...]
    kinds = tuple(kind for kinds in each for kind in kinds) if all(each) else ()
    return () if any(issubclass(one.kind, (int, float)) for one in kinds) else kinds


def _is(value: object, kind: type) -> bool:
    """Return whether a value is of a kind, as it is understood here: 1 is true, 2.0 a whole number, an array a list."""
    if kind is bool:
        return type(value).__name__ in ("bool", "bool_") or (isinstance(value, Integral) and value in (0, 1))
    if kind in (int, float):
        return isinstance(value, Real) and not isinstance(value, bool)
    if issubclass(kind, os.PathLike):
        return isinstance(value, os.PathLike)
    if kind is Mapping:  # a series of pandas is one in all but name, a frame is not
        is_one = hasattr(value, "keys") and hasattr(value, "__getitem__") and not hasattr(value, "columns")
        return isinstance(value, Mapping) or is_one
    if kind in (Iterable, Sequence):
        return isinstance(value, Iterable) and not isinstance(value, bytes) and getattr(value, "ndim", 1) > 0
    return isinstance(value, kind)
