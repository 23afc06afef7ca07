"""The table of models: what each one is, who plays, what they choose, where it comes from, what it claims."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from alignment_games.errors import unknown_name
from alignment_games.models.model import Model
from alignment_games.models.registry import builder, example
from alignment_games.text.display import Displayed
from alignment_games.text.tables import Table


@dataclass(frozen=True)
class Entry:
    """One model of the catalogue.

    ``references``: keys of the bibliography, the source of the model first.
    """

    name: str
    players: str
    actions: str
    source: str
    claim: str
    references: tuple[str, ...]

    def load(self) -> Callable[..., Any]:
        """Return the function that builds the model's game."""
        return builder(self.name)

    def example(self) -> Model:
        """Return the model of a small example."""
        return example(self.name)


@dataclass(frozen=True, repr=False)
class Catalog(Displayed, Sequence[Entry]):
    """The entries, in order; printing gives a table, indexing by name one entry."""

    entries: tuple[Entry, ...]

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, str):
            return self.entries[key]
        for entry in self.entries:
            if entry.name == key:
                return entry
        raise unknown_name("model", key, self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the models."""
        return tuple(entry.name for entry in self.entries)

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        rows = [[e.name, e.players, e.actions, e.source, e.claim] for e in self.entries]
        return [Table(["model", "players", "actions", "source", "claim"], rows)]

    def __str__(self) -> str:
        wide = max(map(len, self.names))
        return "\n".join(line for entry in self.entries for line in _told(entry, wide))


def _told(entry: Entry, wide: int) -> list[str]:
    """Return an entry in lines of at most 100 characters: its claim beside its name, and who says so below."""
    indent = " " * (wide + 2)
    claim = textwrap.wrap(entry.claim, 100 - len(indent))
    source = textwrap.wrap(f"{entry.source}; {entry.players}: {entry.actions}", 98 - len(indent))
    return [
        entry.name.ljust(wide + 2) + claim[0],
        *(indent + line for line in claim[1:]),
        *(f"{indent}  {line}" for line in source),
    ]


@cache
def catalog() -> Catalog:
    """Return the table of models, which ``data/models.toml`` keeps.

    >>> catalog()["landscape"].source
    'Axelrod & Bennett 1993'
    """
    text = (resources.files("alignment_games.catalogue") / "data" / "models.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)["model"]
    return Catalog(tuple(Entry(**{**entry, "references": tuple(entry["references"])}) for entry in entries))


def model(name: str) -> Callable[..., Any]:
    """Return the function that builds a model's game. Raises InvalidModelError with the closest name.

    >>> game = model("dilemma")(4, 3, 2, 0)
    >>> game.actions[0]
    ('cooperate', 'defect')
    """
    if not isinstance(name, str):
        raise unknown_name("model", name, catalog().names)
    entry: Entry = catalog()[name]
    return entry.load()
