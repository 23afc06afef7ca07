"""The model file to begin from: every setting with a comment, what may be left out behind a #."""

from __future__ import annotations

from importlib import resources


def template() -> str:
    """Return a model file in TOML in which every setting stands, what may be left out behind a #.

    >>> template().splitlines()[1]
    '# A model file: states that face one threat. With `recorded` in every state it is a case, which'
    """
    return (resources.files(__package__) / "template.toml").read_text(encoding="utf-8")
