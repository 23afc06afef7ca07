"""Packages whose names load on first use: each name is what its home says, whatever was imported before."""

import ast
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import alignment_games as ag

ROOT = Path(__file__).parent.parent
PACKAGES = sorted(".".join(stub.parent.relative_to(ROOT).parts) for stub in (ROOT / "alignment_games").rglob("*.pyi"))


def _homes(package):
    """Return where the stub of a package says that each name comes from."""
    tree = ast.parse((ROOT / package.replace(".", "/") / "__init__.pyi").read_text("utf-8"))
    return {name.asname: node.module for node in tree.body for name in node.names}


def test_every_package_with_lazy_names_has_a_stub():
    lazy = [path.parent for path in (ROOT / "alignment_games").rglob("__init__.py") if "attach(" in path.read_text()]
    assert sorted(".".join(folder.relative_to(ROOT).parts) for folder in lazy) == PACKAGES


@pytest.mark.parametrize("package", PACKAGES)
def test_names_come_from_where_stubs_tell_type_checkers_that_they_do(package):
    homes = _homes(package)
    room = importlib.import_module(package)
    assert sorted(set(homes) - {"__version__"}) == room.__all__ == dir(room)
    for name, source in homes.items():
        home = importlib.import_module(source)
        wanted = importlib.import_module(f"{package}.{name}") if source == package else getattr(home, name)
        assert getattr(room, name) is wanted


@pytest.mark.parametrize("package", PACKAGES)
def test_no_submodule_takes_the_place_of_a_public_name(package):
    room = importlib.import_module(package)
    submodules = [module.name for module in pkgutil.iter_modules(room.__path__) if module.name != "__main__"]
    for name in submodules:
        importlib.import_module(f"{package}.{name}")
    subpackages = ag.__all__ if room is ag else []
    taken = [name for name in room.__all__ if isinstance(getattr(room, name), ModuleType) and name not in subpackages]
    assert taken == []


def test_a_function_and_its_module_of_the_same_name_are_both_reached():
    import alignment_games.catalogue.known_games as by_import
    from alignment_games.catalogue.known_game import KnownGame

    assert by_import is ag.catalogue.known_games
    assert next(iter(ag.catalogue.known_games())).__class__ is KnownGame
    assert isinstance(importlib.import_module("alignment_games.solvers.solve"), ModuleType)
    assert ag.solvers.solve is ag.solve
