"""What a notebook shows of a model: who may do what, and its figures with their meaning."""

from __future__ import annotations

from alignment_games.models.model import Model
from alignment_games.models.parameter_rows import HEADER, parameter_rows
from alignment_games.text.display import Displayed
from alignment_games.text.tables import Table
from alignment_games.text.visible import one_line

#: Letters of the players in a repr.
_NAMES = 80


class DisplayedModel(Displayed):
    """A model that a notebook shows by its players and its parameters, and whose repr is one line."""

    def display_parts(self: Model) -> list[str | Table]:
        """Return what a notebook shows."""
        offered = list(zip(self.names, map(", ".join, self.actions), strict=True))
        figures = parameter_rows(self)
        return [
            Table(["player", "on offer"], offered, repr(self)[1:-1]),
            *([Table(HEADER, figures)] if figures else []),
        ]

    def __repr__(self: Model) -> str:
        return f"<{type(self).__name__}: {one_line(', '.join(self.names), _NAMES)}>"
