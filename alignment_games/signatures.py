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
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from numbers import Integral, Real
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin

import numpy as np

from alignment_games.errors import InvalidModelError, shown

P = ParamSpec("P")
T = TypeVar("T")

#: What each kind is called.
_WORDS: Mapping[type, str] = {
    NoneType: "None",
    bool: "True or False",
    str: "a text",
    int: "a whole number",
    float: "a number",
    Mapping: "a mapping",
    Iterable: "a list",
    Callable: "a function",  # type: ignore[dict-item] # a class to `isinstance`
    os.PathLike: "a path",
    Path: "a path",
}
#: Kinds for which anything that can be gone through will do.
_LISTS = (Collection, Sequence, list, tuple)


def as_annotated(*, but: Collection[str] = ()) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return what makes a function refuse arguments of another kind than its signature says, as InvalidModelError.

    Looked at are truth values, texts, numbers, mappings, lists, functions, paths and classes, and unions of these; an
    annotation with anything else in it leaves its argument to the function, and so do the entries of lists. ``but``:
    arguments of which the function itself says more.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        parameters = inspect.signature(function).parameters.values()
        names = [each.name for each in parameters if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
        kinds: dict[str, tuple[type, ...]] = dict.fromkeys(but, ())

        @functools.wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> T:
            if len(kinds) == len(but):  # at the first call, when all that annotations name has been imported
                kinds.update({name: kind for name, kind in _kinds(function).items() if name not in but})
            for name, value in (*zip(names, args, strict=False), *kwargs.items()):
                _look_at(name, value, kinds.get(name, ()))
            return function(*args, **kwargs)

        return checked

    return decorate


def _look_at(name: str, value: object, kinds: tuple[type, ...]) -> None:
    if kinds and not any(_is(value, kind) for kind in kinds):
        words = " or ".join(dict.fromkeys(_WORDS.get(kind, kind.__name__) for kind in kinds))
        raise InvalidModelError(f"{name} must be {words}, got {shown(value)}")


def _kinds(function: Callable[..., Any]) -> dict[str, tuple[type, ...]]:
    """Return the kinds that each argument may be of, none for an argument that is not looked at."""
    scope = inspect.unwrap(function).__globals__
    found: dict[str, tuple[type, ...]] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        annotation = parameter.annotation
        try:
            hint = eval(annotation, scope) if isinstance(annotation, str) else annotation  # noqa: S307 - from the source
        except NameError:  # imported for type checkers alone
            continue
        found[name] = _classes(hint)
    return found


def _classes(hint: Any) -> tuple[type, ...]:
    """Return the classes that an annotation names, none where one of them cannot be asked for."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        each = [_classes(one) for one in get_args(hint)]
        return tuple(kind for classes in each for kind in classes) if all(each) else ()
    if origin is Literal:
        return tuple({type(value) for value in get_args(hint)})
    kind = NoneType if hint is None else origin or hint
    if not isinstance(kind, type) or kind is Any or getattr(kind, "_is_protocol", False) or kind is np.ndarray:
        return ()
    return (Iterable if kind in _LISTS else kind,)


def _is(value: object, kind: type) -> bool:
    """Return whether a value is of a kind, as it is understood here: 1 is true, 2.0 a whole number, an array a list."""
    if kind is bool:
        return type(value).__name__ in ("bool", "bool_") or (isinstance(value, Integral) and value in (0, 1))
    if kind in (int, float):
        return isinstance(value, Real) and not isinstance(value, bool)
    if issubclass(kind, os.PathLike):
        return isinstance(value, os.PathLike)
    if kind is Mapping:  # a series of pandas is one in all but name
        return isinstance(value, Mapping) or (hasattr(value, "keys") and hasattr(value, "__getitem__"))
    return isinstance(value, kind) and not (kind is Iterable and isinstance(value, bytes))
