import numpy as np

from alignment_games.game.html import payoff_panels
from alignment_games.game.nfg_text import nfg_lines


class Plain:
    """Payoffs with labels that are no NormalFormGame."""

    players = ("Ann", "Bob")
    actions = (("stag", "hare"), ("stag", "hare"))
    payoffs = np.array([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], dtype=object)
    arithmetic = "exact"
    n_players = 2
    n_actions = (2, 2)
    batch_shape = ()

    def tolerances(self):
        return np.array([0, 0], dtype=object)


def test_the_writers_need_no_more_of_a_game_than_its_labels_and_payoffs():
    assert "".join(nfg_lines(Plain())).splitlines()[-4:] == ["4 4", "3 0", "0 3", "2 2"]
    html = payoff_panels(Plain())
    assert html.count('class="equilibrium"') == 2
    assert "<b><u>4</u>, <u>4</u></b>" in html
