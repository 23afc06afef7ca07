"""The key of alignment maps: which colour and letter each response has, what sizes, arrows, rings and numbers mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from alignment_games.report.pictures.looks import capital, ink, letters_of, looks_of, neutral, paper
from alignment_games.report.pictures.scene import Scene
from alignment_games.text.play import doing
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import one_line, visible

#: How far from paper to ink the arrows are; the threat itself is ink.
ARROW = 0.67
#: The width of a letter of the legend and of what stands before a text, and the height of a line, in inches.
_LETTER, _BEFORE, LINE = 0.073, 0.55, 0.2
#: Letters of a name on the map, and in the key, where longer ones are cut and end in dots.
MOST_LETTERS, _MOST_IN_KEY = 28, 60
#: The lines of the guarantors' rings, in words; guarantors after the third share the last.
_LINES = {"-": "", "--": " (dashed)", ":": " (dotted)"}
#: The widest arrow, in points, of few states and of many, and the least.
_WIDEST, _WIDEST_OF_MANY, _NARROWEST, _MANY = 7.0, 3.5, 0.8, 12
#: The width of a map from which arrows have their full width, in inches.
_WIDE = 4.0


@dataclass(frozen=True)
class Key:
    """How maps that belong together show what they have in common.

    ``colours``, ``letters``: by action. ``rings``: the line of each guarantor's ring. ``strongest``: the largest power,
    ``threat``: the largest threat, ``widest``: its arrow, in points. ``different``: states that do not do the same in
    both of two maps.
    """

    colours: Mapping[str, str]
    letters: Mapping[str, str]
    rings: Mapping[str, str]
    strongest: float
    threat: float
    widest: float
    different: frozenset[str]

    @classmethod
    def of(cls, scenes: Sequence[Scene], width: float) -> Key:
        """Return the key of some scenes on maps so wide, in inches."""
        used = dict.fromkeys(action for scene in scenes for own in scene.responses.values() for action in own)
        guarantors = dict.fromkeys(name for scene in scenes for names in scene.backed.values() for name in names)
        different: set[str] = set()
        if len(scenes) == 2:
            first, second = (scene.responses for scene in scenes)
            different = {name for name in first if name in second and first[name] != second[name]}
        return cls(
            {action: look[0] for action, look in looks_of(used).items()},
            letters_of(used),
            dict(zip(guarantors, chain(_LINES, repeat(":")), strict=False)),
            max(power for scene in scenes for power in scene.powers.values()) or 1.0,
            max(threat for scene in scenes for threat in scene.threats.values()),
            (_WIDEST if max(len(scene.names) for scene in scenes) <= _MANY else _WIDEST_OF_MANY)
            * min(1.0, width / _WIDE),
            frozenset(different),
        )

    def width(self, threat: float) -> float:
        """Return the width of the arrow of a threat, in points."""
        return _NARROWEST + (self.widest - _NARROWEST) * (threat / self.threat if self.threat else 0.0)

    def write(self, host: Any, numbered: Mapping[str, int]) -> Any:
        """Write the legend below the host (axes or a figure) and return it; the key of numbers is part of it."""
        from matplotlib.figure import Figure
        from matplotlib.lines import Line2D

        handles = [
            Line2D([], [], label=plot_text(text), **{"linestyle": "" if "linewidth" not in look else "-", **look})
            for text, look in self._rows(numbered)
        ]
        below: dict[str, Any] = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.04)}
        where = {"loc": "outside lower center"} if isinstance(host, Figure) else below
        columns = self._columns(host, numbered)
        return host.legend(handles=handles, ncols=columns, fontsize="small", frameon=False, **where)

    def lines(self, host: Any, numbered: Mapping[str, int]) -> int:
        """Return how many lines the legend has."""
        return -(-len(self._rows(numbered)) // self._columns(host, numbered))

    def _columns(self, host: Any, numbered: Mapping[str, int]) -> int:
        longest = max(len(text) for text, _ in self._rows(numbered))
        figure = getattr(host, "figure", None) or host
        return max(1, int(figure.get_figwidth() / (_LETTER * longest + _BEFORE)))

    def _rows(self, numbered: Mapping[str, int]) -> list[tuple[str, dict[str, Any]]]:
        names = [(f"{k}  {one_line(name, _MOST_IN_KEY)}", dict[str, Any]()) for name, k in numbered.items()]
        return [*self._signs(), *names]

    def _signs(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield what the legend says, with the look of what stands before it."""
        disc = {"marker": "o", "markersize": 9, "markeredgecolor": ink()}
        for action, colour in self.colours.items():
            yield f"{self.letters[action]}: {visible(capital(doing(action)))}", {**disc, "markerfacecolor": colour}
        yield "The threat (areas: power)", {**disc, "markerfacecolor": ink()}
        for threat in (self.threat, self.threat / 2) if self.threat else ():
            yield (
                f"Perceived threat {threat:.2g}",
                {"color": neutral(ARROW), "alpha": 0.6, "linewidth": self.width(threat), "solid_capstyle": "butt"},
            )
        for name, line in self.rings.items():
            ring = {"markersize": 11, "markerfacecolor": "none", "markeredgecolor": ink(), "markeredgewidth": 1.6}
            yield f"Backed by {one_line(name, _MOST_IN_KEY)}{_LINES[line]}", {**disc, **ring}
        if self.different:
            yield "Differs between the two", {**disc, "markerfacecolor": paper(), "markeredgewidth": 2.4}
