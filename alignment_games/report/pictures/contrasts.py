"""What each input made of the change between two scenarios: a matrix of inputs and states, or one state's way."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.report.pictures.looks import axes_of, ink, ink_on, letters_across, neutral, paper, patch
from alignment_games.sweeps.contrasts.contrast import Contrast
from alignment_games.text.play import doing
from alignment_games.text.plots import plot_text

#: Inches for a row and a column, and what stands around them.
_ROW, _COLUMN, _BESIDE, _ABOVE = 0.32, 0.8, 2.6, 1.5
#: From so many letters of a column on, heads stand aslant, else upright.
_ASLANT = 7
#: Shades between paper and ink: of a chance, of a rise; a fall is hatched.
_WHOLE, _RISE = 0.15, 0.45
#: Inputs that are shown, the rest put together, and states, those that move most.
_MOST, _MOST_STATES = 20, 16
#: Changes below these are written as 0, in the matrix and on the way of one state; inputs with no more go together.
_LEAST, _LEAST_STEP = 0.005, 0.0005


def contrast_picture(found: Contrast, ax: Any = None, *, state: str | None = None, response: str | None = None) -> Any:
    """Return the axes with what each input made of the chances of the first scenario's responses, state by state.

    ``state``: draws the way of one state's chance from the first scenario to the second instead, input by input, of
    the ``response``, by default the one of the first scenario. Raises InvalidModelError where no input differs, play
    does not settle, or there is no such state or response.
    """
    if not found.changes:
        raise InvalidModelError("no input differs, so there is nothing to draw; compare two scenarios that do")
    if state is not None:
        return _way(found, ax, state, response)
    rows = [row for row in found.states if not math.isnan(row.chances[0] + row.chances[1])]
    if not rows:
        raise InvalidModelError("play does not settle, so there are no chances to draw; take a lower rate")
    known, rows = len(rows), sorted(rows, key=lambda row: -abs(row.chances[1] - row.chances[0]))[:_MOST_STATES]
    rows = [row for row in found.states if row in rows]
    columns = [{each.input: each.value for each in found.effects(row.state)} for row in rows]
    names = sorted(found.inputs, key=lambda name: -max(abs(column[name]) for column in columns))
    values = np.array([[column[name] for column in columns] for name in names])
    labels, values = _fitted(names, values)
    whole = np.array([[row.chances[1] - row.chances[0] for row in rows]])
    width, height = _BESIDE + _COLUMN * max(len(rows), 4), _ABOVE + _ROW * (len(labels) + 1)
    ax = axes_of(ax, width=width, height=height, rows=True)
    _matrix(ax, np.concatenate([values, whole]), [*labels, "all together"])
    heads = [f"{row.state}\n{doing(row.watched)}" for row in rows]
    wide = (letters_across(ax.figure.get_figwidth()) - max(map(len, labels))) / len(rows) >= _ASLANT
    stand = {"rotation": 30, "ha": "left"} if wide else {"rotation": 90}
    ax.set_xticks(range(len(rows)), [plot_text(head) for head in heads], fontsize="small", **stand)
    ax.xaxis.tick_top()
    fewer = f" ({len(rows)} of {known} states)" if len(rows) < known else ""
    way = f"change of the chance of the response{fewer}\nfrom {found.names[0]} to {found.names[1]}"
    ax.set_xlabel(plot_text(way))
    return ax


def _fitted(names: list[str], values: Any) -> tuple[list[str], Any]:
    """Return the rows that there is room for, the last one for all others."""
    telling = int((np.abs(values).max(axis=1) >= _LEAST).sum())
    most = min(_MOST, max(telling, 1) + 1)
    if len(names) <= most:
        return names, values
    rest = values[most - 1 :].sum(axis=0, keepdims=True)
    return [*names[: most - 1], f"the other {len(names) - most + 1}"], np.concatenate([values[: most - 1], rest])


def _matrix(ax: Any, values: Any, labels: list[str]) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    most = float(np.abs(values).max()) or 1.0
    colours = LinearSegmentedColormap.from_list("change", [paper(), neutral(0.6)])
    image = ax.imshow(np.abs(values), cmap=colours, vmin=0, vmax=most, aspect="auto")
    for (row, column), value in np.ndenumerate(values):
        written = ink_on(image.cmap(image.norm(abs(value)))[:3])
        ax.text(column, row, _told(value), ha="center", va="center", fontsize="small", color=written)
    ax.set_yticks(range(len(labels)), [plot_text(label) for label in labels])
    ax.axhline(len(labels) - 1.5, color=ink(), linewidth=1)
    ax.tick_params(length=0)


def _told(value: float) -> str:
    """Return a change of a chance, as short as a narrow cell needs it.

    >>> _told(0.4719), _told(-1.0), _told(-0.004)
    ('+.47', '-1.00', '0')
    """
    return f"{value:+.2f}".replace("0.", ".") if abs(value) >= _LEAST else "0"  # what rounds to nothing has no sign


def _way(found: Contrast, ax: Any, state: str, response: str | None) -> Any:
    """Draw the chance of one response as it goes from one scenario to the other, one input after another."""
    before, after = found.change(state, response)
    if math.isnan(before + after):
        raise InvalidModelError(f"the chance of {state} is not known in both; take a lower rate, or another response")
    effects = found.effects(state, response)
    telling = sum(abs(each.value) >= _LEAST_STEP for each in effects)
    most = len(effects) if len(effects) <= min(_MOST, telling + 1) else min(_MOST - 1, telling)
    shown, rest = effects[:most], effects[most:]
    steps = [(each.input, each.value, each.error) for each in shown]
    if rest:
        steps.append((f"the other {len(rest)}", sum(each.value for each in rest), 0.0))
    ax = axes_of(ax, height=_ABOVE + _ROW * (len(steps) + 2))
    at = before
    ax.barh(0, before, color=neutral(_WHOLE))
    for place, (_, value, error) in enumerate(steps, start=1):
        look = patch(neutral(_RISE)) if value >= 0 else patch(paper(), "////")
        ax.barh(place, value, left=at, xerr=error or None, capsize=2, **look)
        ax.plot([at, at], [place - 1.4, place + 0.4], color=ink(), linewidth=0.6)
        at += value
        told = f"{value:+.3f}" if abs(value) >= _LEAST_STEP else "0"
        ax.annotate(told, (max(at, at - value), place), (4, 0), textcoords="offset points", va="center")
    ax.barh(len(steps) + 1, after, color=neutral(_WHOLE))
    for place, value in ((0, before), (len(steps) + 1, after)):
        ax.annotate(f"{value:.3f}", (value, place), (4, 0), textcoords="offset points", va="center")
    names = [found.names[0], *(name for name, *_ in steps), found.names[1]]
    ax.set_yticks(range(len(names)), [plot_text(name) for name in names])
    ax.invert_yaxis()
    reached = before + np.cumsum([0.0, *(value for _, value, _ in steps)])
    low, high = min(0.0, float(reached.min())), float(reached.max())
    ax.set_xlim(low, high + 0.15 * (high - low or 1.0))
    watched = next(row.watched for row in found.states if row.state == state) if response is None else response
    ax.set_xlabel(plot_text(f"chance: {state} {doing(watched)}"))
    return ax
