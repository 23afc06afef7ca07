"""Names that load on first use (PEP 562), so that importing the package costs next to nothing."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

#: A line of a stub that hands out a public name.
_LINE = re.compile(r"^from (\S+) import ([^\W_]\w*) as \2$", re.MULTILINE)


def attach(package: str) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return ``__getattr__``, ``__dir__`` and ``__all__`` for a package, whose stub says where each name comes from.

    A public name means the same whatever was imported: a submodule of that name, such as ``solvers.solve``, does not
    take its place.
    """
    stub = pkgutil.get_data(package, "__init__.pyi") or b""
    home = {name: module for module, name in _LINE.findall(stub.decode().replace("\r\n", "\n"))}
    public = sorted(home)
    loaded: dict[str, ModuleType] = {}

    class Package(ModuleType):
        """A package that the import system does not bind a submodule in under a public name."""

        def __setattr__(self, name: str, value: Any) -> None:
            if not (home.get(name, package) != package and isinstance(value, ModuleType)):
                super().__setattr__(name, value)

    sys.modules[package].__class__ = Package

    def getattr_(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if home[name] == package:
            return importlib.import_module(f"{package}.{name}")
        if name not in loaded:  # the import system takes ten times as long to say that it has a module
            loaded[name] = importlib.import_module(home[name])
        return getattr(loaded[name], name)

    return getattr_, lambda: public, public
