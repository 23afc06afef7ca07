"""Where records are rational: what was asked and what was found, in words, rows and documents.

Apart from what finds it, so that a picture of something else need not load symbols.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from alignment_games.models.model import Input
from alignment_games.models.response import ResponseModel
from alignment_games.text.display import Displayed
from alignment_games.text.tables import Table
from alignment_games.text.tidy import Tidy
from alignment_games.text.visible import one_line

if TYPE_CHECKING:
    from alignment_games.inverse.identified import IdentifiedSet
    from alignment_games.inverse.inequalities import Inequality


@runtime_checkable
class Recorded(Protocol):
    """A model and what its states did, such as a case."""

    @property
    def name(self) -> str:
        """How it is called."""

    @property
    def model(self) -> ResponseModel:
        """The model."""

    @property
    def recorded(self) -> Mapping[str, str]:
        """The action that each state took."""


@dataclass(frozen=True, eq=False)
class RecordedPlay:
    """What the states of a model did."""

    model: ResponseModel
    recorded: Mapping[str, str]
    name: str = "the record"


@dataclass(frozen=True, eq=False, repr=False)
class Rationalisation(Displayed, Tidy):
    """The parameters under which records are equilibria; make it with `rationalise`.

    ``inequalities``: what must hold, of all records. ``identified``: where it does. ``start``: what the records say
    of the parameters (means where they differ).
    """

    records: tuple[Recorded, ...]
    box: Mapping[Input, tuple[float, float]]
    start: Mapping[Input, float]
    inequalities: tuple[Inequality, ...] = field(repr=False)
    identified: IdentifiedSet = field(repr=False)

    @property
    def parameters(self) -> tuple[Input, ...]:
        """The parameters that are open."""
        return tuple(self.box)

    @property
    def empty(self) -> bool | None:
        """Whether no parameters of the box make the record rational, proven; None where that is undecided."""
        return self.identified.empty

    @property
    def exact(self) -> bool:
        """Whether the set is a polyhedron, known exactly."""
        return self.identified.exact

    @property
    def share(self) -> tuple[float, float]:
        """The share of the box in which the record is rational, from below and above, both proven."""
        return self.identified.share

    @property
    def centre(self) -> dict[str, float] | None:
        """The most central parameters of the set, by name; None where none are known."""
        found = self.identified.centre
        return None if found is None else dict(zip(map(str, self.parameters), found.point, strict=True))

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """Between which values each parameter lies in the set, by name; none where it is empty."""
        return dict(zip(map(str, self.parameters), self.identified.ranges, strict=False))

    @property
    def binding(self) -> tuple[Inequality, ...]:
        """The inequalities that bound the set within the box; where it is empty, those that prove it."""
        return tuple(self.inequalities[k] for k in self.identified.binding)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each inequality: who is held to what, whether it binds, and at the records' figures."""
        from alignment_games.inverse.words import rows_of

        return rows_of(self)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain numbers and text, for JSON."""
        from alignment_games.inverse.words import as_document

        return as_document(self)

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        from alignment_games.inverse.words import parts

        return parts(self)

    def __repr__(self) -> str:
        names = one_line(", ".join(each.name for each in self.records), 60)
        return f"<Rationalisation: {len(self.parameters)} open parameters of {names}>"

    def __str__(self) -> str:
        from alignment_games.inverse.words import in_words

        return in_words(self)
