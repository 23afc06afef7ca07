"""The game that the classroom page shows, built by the package and not by the page's formulas."""

import numpy as np

import alignment_games as ag
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.report.classroom.formulas import sliders

CASE = "europe-1938"
SLIDERS = sliders(ag.load_case(CASE).model)


def python_game(values):
    """The case's game at the sliders' values."""
    named = dict(zip([slider.name for slider in SLIDERS], values, strict=True))
    return ag.load_case(CASE).game(
        threat_power=named["power"],
        burden=named["burden"],
        spillover=named["spillover"],
        intent=[named[f"own_{i}"] for i in range(3)],
        securitization=2.0 ** named["securitization"],
    )


def found(values):
    """The positions of its pure equilibria."""
    game = python_game(values)
    return np.flatnonzero(pure_equilibria(game.payoffs, game.n_players)).tolist()


def put(**moved):
    """The sliders' values at the start, some moved."""
    return [moved.get(slider.name, slider.value) for slider in SLIDERS]
