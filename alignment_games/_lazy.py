"""Names that load on first use (PEP 562), so that importing the package costs next to nothing."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any


def attach(
    package: str, modules: Mapping[str, Sequence[str]], subpackages: Sequence[str] = ()
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return ``__getattr__``, ``__dir__`` and ``__all__`` for a package.

    ``modules`` maps each module, relative to the package, to the public names that it holds. A public name means the
    same whatever was imported: a submodule of that name, such as ``solvers.solve``, does not take its place.
    """
    home = {name: module for module, names in modules.items() for name in names}
    public = sorted([*home, *subpackages])
    loaded: dict[str, ModuleType] = {}

    class Package(ModuleType):
        """A package that the import system does not bind a submodule in under a public name."""

        def __setattr__(self, name: str, value: Any) -> None:
            if not (name in home and isinstance(value, ModuleType)):
                super().__setattr__(name, value)

    sys.modules[package].__class__ = Package

    def getattr_(name: str) -> Any:
        if name in home:
            if name not in loaded:  # the import system takes ten times as long to say that it has a module
                loaded[name] = importlib.import_module(f"{package}.{home[name]}")
            return getattr(loaded[name], name)
        if name in subpackages:
            return importlib.import_module(f"{package}.{name}")
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return getattr_, lambda: public, public
