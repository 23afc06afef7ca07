"""Small HTML tables for notebooks: every text escaped, every header marked as one.

Rooms above give their results a ``_repr_html_`` with these; `report.tables` makes the full ones.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from alignment_games.game import best_reply
from alignment_games.game.payoff_table import PayoffTable
from alignment_games.text.html import ROOM, html_text
from alignment_games.text.numbers import decimals

#: Panels of a payoff table beyond this are not drawn.
MOST_PANELS = 27


def panels(game: PayoffTable) -> list[tuple[int, ...]]:
    """Return the choices of the players after the second, one for each panel of a payoff table."""
    return list(product(*map(range, game.n_actions[2:])))


def payoff_panels(game: PayoffTable) -> str:
    """Return the payoffs as HTML: one table for each choice of the players after the second.

    Best replies are underlined, pure equilibria set bold in a box. Families, and games with more panels
    than ``MOST_PANELS``, get a sentence in place of the tables.
    """
    size = " x ".join(map(str, game.n_actions))
    if game.batch_shape or len(panels(game)) > MOST_PANELS:
        return f"<p>{html_text(repr(game))}: {html_text(size)} actions, too many to print as a table.</p>"
    marks = Marks(game)
    return "".join(_panel(game, marks, panel) for panel in panels(game))


class Marks:
    """Which payoffs are best replies and which profiles equilibria; none where symbols forbid comparison."""

    def __init__(self, game: PayoffTable) -> None:
        n = game.n_players
        self.best = np.zeros(game.payoffs.shape, dtype=bool)
        self.equilibria = np.zeros(game.n_actions, dtype=bool)
        if game.arithmetic != "symbolic":
            slack = game.tolerances()
            for i in range(n):
                own = game.payoffs[i]
                self.best[i] = own >= own.max(axis=i, keepdims=True) - slack[i]
            self.equilibria = best_reply.pure_equilibria(game.payoffs, n)


def _panel(game: PayoffTable, marks: Marks, others: tuple[int, ...]) -> str:
    columns = range(game.n_actions[1]) if game.n_players > 1 else [None]
    head = "".join(f'<th scope="col">{html_text("" if k is None else game.actions[1][k])}</th>' for k in columns)
    rows = "".join(
        f'<tr><th scope="row">{html_text(label)}</th>'
        + "".join(_cell(game, marks, (row, *(() if k is None else (k,)), *others)) for k in columns)
        + "</tr>"
        for row, label in enumerate(game.actions[0])
    )
    fixed = ", ".join(f"{game.players[2 + k]}: {game.actions[2 + k][a]}" for k, a in enumerate(others))
    caption = " \\ ".join(game.players[:2]) + (f"; {fixed}" if fixed else "")
    corner = '<th scope="col"></th>'
    return (
        f'<table class="payoffs" {ROOM}><caption>{html_text(caption)}</caption><thead><tr>{corner}{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _cell(game: PayoffTable, marks: Marks, profile: tuple[int, ...]) -> str:
    shown = [html_text(decimals(game.payoffs[(i, *profile)])) for i in range(game.n_players)]
    parts = [f"<u>{text}</u>" if marks.best[(i, *profile)] else text for i, text in enumerate(shown)]
    text = ", ".join(parts)
    if marks.equilibria[profile]:
        return f'<td class="equilibrium" style="border:2px solid"><b>{text}</b></td>'
    return f"<td>{text}</td>"
