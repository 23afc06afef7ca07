"""The section of a brief on the plane: its shares are those of the games."""

import numpy as np

import alignment_games as ag
from alignment_games.game.best_reply import pure_equilibria


def test_shares_of_the_phase_diagram_are_those_of_a_grid_solved_here(munich):
    figure = next(section for section in munich.sections if section.title == "Phase diagram").blocks[1]
    burden, sigma = np.linspace(0, 0.2, 61), 2.0 ** np.linspace(-3, 3, 61)
    game = ag.load_case("europe-1938").game(burden=burden[:, None, None], securitization=sigma[None, :, None])
    found = pure_equilibria(game.payoffs, 3)
    nobody = found[..., 1, 1, 1] & (found.sum(axis=(-1, -2, -3)) == 1)
    assert f"{nobody.mean():.1%}  A: all passing the buck\n" in figure.text
