"""The public face: the names, what importing costs, and the layers."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import alignment_games as ag
from docs.site.api import ROOMS, TOPICS

ROOT = Path(__file__).parent.parent
#: The public face, as the documentation has it: this list is kept by hand, by topic.
NAMES = sorted([*(name for *_, names in TOPICS for name in names), *ROOMS])


def test_assertions_of_tests_are_alive_under_every_option_of_the_interpreter():
    with pytest.raises(AssertionError):
        assert sys.version_info < (3, 11)


def test_the_public_names_are_exactly_these():
    assert set(ag.__all__) - set(NAMES) == set(), "give these a topic in docs/site/api.py"
    assert set(NAMES) - set(ag.__all__) == set(), "topics of docs/site/api.py have these, the package has not"
    assert ag.__all__ == NAMES
    assert dir(ag) == ag.__all__
    for name in ag.__all__:
        assert getattr(ag, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'slove'"):
        _ = ag.slove


@pytest.mark.parametrize("module", ["scipy", "sympy", "nashpy", "matplotlib", "pandas", "xarray", "networkx"])
def test_importing_the_package_loads_nothing_heavy(module):
    code = f"import alignment_games, sys; print({module!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_public_names_carry_documentation():
    bare = [name for name in ag.__all__ if not (getattr(ag, name).__doc__ or "").strip()]
    assert bare == []


def test_every_function_and_class_of_the_face_has_a_home_of_that_name():
    for name in ag.__all__:
        value = getattr(ag, name)
        if hasattr(value, "__module__") and not name.islower():
            assert getattr(importlib.import_module(value.__module__), name) is value
