"""Where a state would leave its response: the game itself says whether it does."""

import numpy as np
import pytest

from alignment_games import load_case, solve
from alignment_games.analysis.switches import switches
from alignment_games.solvers import PureEnumeration


@pytest.mark.parametrize("name", ["europe-1936", "europe-1938", "europe-1939"])
def test_at_every_switching_value_the_state_really_switches(name):
    case = load_case(name)
    game = case.game()
    checked = 0
    for equilibrium in solve(game, PureEnumeration()):
        for player, found in switches(game, equilibrium.profile).items():
            i = game.players.index(player)
            at = tuple(s[0] for s in equilibrium.supports)
            for switch in found:
                # A threat is told on its own scale, and put into the game by its weight, which is in proportion.
                by_weight = switch.parameter == "threat"
                weight = case.model.threat.weight(case.model.utility.nearness)
                now = np.broadcast_to(weight if by_weight else case.model.utility.burden, (3,))
                scale = weight[i] / case.model.threat.values[i] if by_weight else 1
                for beyond, stays in ((1 - 1e-6, True), (1 + 1e-6, False)):
                    value = scale * (switch.now + (switch.value - switch.now) * beyond)
                    moved = np.where(np.arange(3) == i, value, now)
                    payoffs = case.game(**{switch.parameter: moved}).payoffs[i]
                    own = payoffs[(*at[:i], slice(None), *at[i + 1 :])]
                    best = game.actions[i][int(own.argmax())]
                    assert best == (equilibrium.actions[i] if stays else switch.to)
                    checked += 1
    assert checked > 0
