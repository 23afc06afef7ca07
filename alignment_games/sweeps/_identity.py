"""What makes a builder what it is: its code, what its closure holds, and the data that it reads, as one digest.

Two builders that differ anywhere make two runs, though they agree wherever one looks. Followed are the functions,
classes and modules of the user that the code names; what comes with Python, with this package or from another installed
one stands for itself by name and version. Not seen is what a builder reads from files or draws at random while it
builds; and numbers or lists that it changes while it builds (counters, caches) are no part of it.
"""

from __future__ import annotations

import functools
import hashlib
import sys
import sysconfig
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FunctionType, MappingProxyType, MethodType, ModuleType
from typing import Any

import numpy as np

#: Numbers of digits enough to tell runs apart.
_DIGITS = 24
_PLAIN = (type(None), bool, int, float, complex, str, bytes, type(Ellipsis), type(NotImplemented))
#: What a builder may keep to count or remember what it did.
_STATE = (int, float, list, dict, set, deque, np.ndarray)
_RANDOM = (np.random.Generator, np.random.RandomState, np.random.BitGenerator)
_CODE = [
    "co_code",
    "co_names",
    "co_varnames",
    "co_freevars",
    "co_cellvars",
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_flags",
    "co_exceptiontable",
]
_BOOKKEEPING = {"__dict__", "__weakref__", "__doc__", "__module__", "__annotations__", "__dataclass_fields__"}
#: The name of a bound value: the function (or class) that binds it, and the name it has there.
Binding = tuple[int, str]


class Identity:
    """The digest of a builder, taken twice: made before the builder is tried, asked with `digest` after it.

    >>> def builder(cost):
    ...     return lambda burden: burden - cost
    >>> [Identity(builder(cost)).digest()[:6] == Identity(builder(2)).digest()[:6] for cost in (1, 2)]
    [False, True]
    """

    def __init__(self, source: Any) -> None:
        self._source = source
        self._before = _Reader(source, {}).bound

    def digest(self) -> str:
        """Return the digest, and the kind of Python where it depends on how that compiles."""
        reader = _Reader(self._source, self._before)
        return f"{reader.told}{f' on {sys.implementation.cache_tag}' if reader.compiled else ''}"


def selection_identity(select: Any) -> str:
    """Return the name of a selection, and the digest of one that is not of this package."""
    name = f"{getattr(select, '__module__', '')}.{getattr(select, '__qualname__', type(select).__qualname__)}"
    return name if _home(select) == "alignment_games" else f"{name} ({Identity(select).digest()})"


def of_the_user(value: Any) -> bool:
    """Return whether the code of a value is the user's own, not of this package or of another library."""
    home = _home(value)
    return home != "alignment_games" and not _is_installed(home)


class _Reader:
    """One reading of a builder. ``before``: what names were bound to in a reading before this one."""

    def __init__(self, source: Any, before: Mapping[Binding, str]) -> None:
        self.before = before
        self.bound: dict[Binding, str] = {}
        self.compiled = False
        self._home = _home(source)
        self._known: dict[int, str] = {}
        self._kept: list[Any] = []  # what is known by its address must not be freed
        self.told = self.of(source)

    def of(self, value: Any) -> str:
        """Return the digest of any value."""
        if isinstance(value, _PLAIN):
            return _digest(type(value).__name__, repr(value))
        if id(value) not in self._known:
            self._kept.append(value)
            self._known[id(value)] = f"again {type(value).__name__} {getattr(value, '__qualname__', '')}"
            self._known[id(value)] = _digest(type(value).__name__, *self._parts(value))
        return self._known[id(value)]

    def _parts(self, value: Any) -> Iterator[str]:  # noqa: C901, PLR0912 - one line for each kind of thing
        if isinstance(value, CodeType):
            yield from self._code(value)
        elif isinstance(value, FunctionType):
            yield from self._function(value)
        elif isinstance(value, type):
            yield from self._class(value)
        elif isinstance(value, MethodType):
            yield from map(self.of, (value.__func__, value.__self__))
        elif isinstance(value, (classmethod, staticmethod)):
            yield self.of(value.__func__)
        elif isinstance(value, property):
            yield from map(self.of, (value.fget, value.fset, value.fdel))
        elif isinstance(value, functools.cached_property):
            yield self.of(value.func)
        elif isinstance(value, functools.partial):
            yield from map(self.of, (value.func, value.args, value.keywords))
        elif isinstance(value, ModuleType):
            yield self._by_name(value.__name__, "")
        elif isinstance(value, (dict, MappingProxyType)):
            yield from (self.of(each) for pair in value.items() for each in pair)
        elif isinstance(value, (list, tuple, deque)):
            yield from map(self.of, value)
        elif isinstance(value, (set, frozenset)):
            yield from sorted(map(self.of, value))
        elif isinstance(value, np.ndarray) and value.dtype != object:
            yield from (str(value.dtype), str(value.shape), hashlib.sha256(value.tobytes()).hexdigest())
        elif isinstance(value, np.ndarray):
            yield from (str(value.shape), *map(self.of, value.ravel().tolist()))
        else:
            yield from self._instance(value)

    def _function(self, value: FunctionType) -> Iterator[str]:
        if self._of_a_library(value.__module__):
            yield self._by_name(value.__module__, value.__qualname__)
            if value.__closure__ is None or _is_handed_out(value):
                return
        else:
            self.compiled = True
            yield self.of(value.__code__)
        yield from map(self.of, (value.__defaults__, value.__kwdefaults__))
        yield from (self._bind(value, name, held) for name, held in vars(value).items() if name != "__wrapped__")
        for name, cell in zip(value.__code__.co_freevars, value.__closure__ or (), strict=True):
            try:
                yield self._bind(value, name, cell.cell_contents)
            except ValueError:
                yield f"{name} is empty"
        if not self._of_a_library(value.__module__):
            names = list(_names(value.__code__))
            for name, held in self._reached(names, value.__globals__, {id(value.__globals__)}):
                yield self._bind(value, name, held)

    def _bind(self, owner: Any, name: str, value: Any) -> str:
        """Return the digest of what a name stands for, without what changed while the builder was tried."""
        told = self.of(value)
        self.bound[id(owner), name] = told
        if isinstance(value, _STATE) and self.before.get((id(owner), name), told) != told:
            told = "changes while it builds"
        return _digest(name, told)

    def _reached(self, names: list[str], scope: Mapping[str, Any], seen: set[int]) -> Iterator[tuple[str, Any]]:
        """Yield what the names stand for in a module, and in the user's modules that are named there."""
        for name in names:
            value = scope.get(name, sys.modules.get(name))
            if isinstance(value, ModuleType) and not self._of_a_library(value.__name__):
                if id(vars(value)) not in seen:
                    seen.add(id(vars(value)))
                    yield from self._reached(names, vars(value), seen)
            elif name in scope:
                yield name, value

    def _code(self, code: CodeType) -> Iterator[str]:
        yield from (repr(getattr(code, name)) for name in _CODE)
        yield from map(self.of, code.co_consts)

    def _class(self, value: type) -> Iterator[str]:
        yield self._by_name(value.__module__, value.__qualname__)
        for base in value.__mro__:
            if self._of_a_library(base.__module__):
                yield self._by_name(base.__module__, base.__qualname__)
                continue
            for name, held in sorted(vars(base).items()):
                if name not in _BOOKKEEPING and (callable(held) or not _dunder(name)):
                    yield self._bind(base, name, held)

    def _instance(self, value: Any) -> Iterator[str]:
        """Yield what an object is: its class, and what it holds."""
        kind = type(value)
        yield self.of(kind)
        if isinstance(value, (_RANDOM, BuiltinFunctionType)):
            yield str(getattr(value, "__qualname__", ""))
        elif hasattr(value, "__wrapped__"):  # such as functools.lru_cache, whose memory is no part of it
            yield self.of(value.__wrapped__)
        elif hasattr(value, "__dataclass_fields__") or not self._of_a_library(kind.__module__):
            yield from (_digest(name, self.of(held)) for name, held in _attributes(value))
        else:
            yield from self._reduced(value)

    def _reduced(self, value: Any) -> Iterator[str]:
        """Yield what a library would pickle of its object; nothing of locks, open files and the like."""
        try:
            told = value.__reduce_ex__(4)
        except (TypeError, AttributeError, NotImplementedError):
            return
        if isinstance(told, str):
            yield told
            return
        yield from map(self.of, told[:3])
        for iterator in told[3:5]:
            yield from map(self.of, iterator or ())

    def _of_a_library(self, module: str | None) -> bool:
        top = _top(module)
        if top in ("alignment_games", "builtins"):
            return True
        return top not in (self._home, "__main__") and _is_installed(top)

    def _by_name(self, module: str | None, name: str) -> str:
        known = sys.modules.get(_top(module))
        version = getattr(known, "__version__", "") if self._of_a_library(module) else ""
        return f"{module}.{name} {version}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _is_handed_out(function: FunctionType) -> bool:
    """Return whether a function is the one of its name in its module, so that what its wrappers keep tells nothing."""
    found: Any = sys.modules.get(function.__module__)
    for part in function.__qualname__.split("."):
        found = getattr(found, part, None)
    return found is function


def _home(source: Any) -> str:
    """Return the package that a builder comes from, which is the user's own though it may be installed."""
    while isinstance(source, functools.partial):
        source = source.func
    return _top(getattr(source, "__module__", None) or type(source).__module__)


def _top(module: str | None) -> str:
    return (module or "__main__").partition(".")[0]


@functools.cache
def _is_installed(top: str) -> bool:
    """Return whether a package comes with Python or was installed, rather than written by the user beside the model."""
    if top in sys.stdlib_module_names or top in sys.builtin_module_names:
        return True
    file = getattr(sys.modules.get(top), "__file__", None)
    places = {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}
    return file is not None and bool(places & set(Path(file).resolve().parents))


def _dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _names(code: CodeType) -> Iterator[str]:
    """Yield the names that code and the functions inside it may look up."""
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)


def _attributes(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what an object holds, without what it works out from the rest and keeps."""
    kind = type(value)
    for name, held in sorted(getattr(value, "__dict__", {}).items()):
        if not isinstance(getattr(kind, name, None), functools.cached_property):
            yield name, held
    for base in kind.__mro__:
        slots = vars(base).get("__slots__", ())
        for name in [slots] if isinstance(slots, str) else slots:
            if not _dunder(name) and hasattr(value, name):
                yield name, getattr(value, name)
