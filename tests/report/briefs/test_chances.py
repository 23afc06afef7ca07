"""The sections of a brief on how firm its answer is: each flip is one, and the draws are as many as are told."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.analysis.facts import Facts
from alignment_games.report.briefs.chances import flips_section


@pytest.mark.slow
def test_each_flip_printed_is_a_flip_when_the_game_is_built_again(munich):
    table = next(section for section in munich.sections if section.title == "What would flip it").blocks[1]
    case = ag.load_case("europe-1938")
    threat, weight = case.model.threat.values, case.model.threat.weight(case.model.utility.nearness)
    now = dict(zip(case.model.names, weight.tolist(), strict=True))
    scale = dict(zip(case.model.names, (weight / threat).tolist(), strict=True))  # a threat counts by its weight
    assert table.rows
    for state, _, _, figure, _, when in table.rows:
        side, value = when.split()
        beyond = float(value) * (1.02 if side == "above" else 0.98) * (scale[state] if figure == "threat" else 1)
        level = {**(now if figure == "threat" else dict.fromkeys(now, 0.05)), state: beyond}
        game = case.game(**{figure: np.array(list(level.values()))})
        regrets = dict(zip(game.players, game.regrets("balance, balance, buck_pass").tolist(), strict=True))
        assert regrets[state] > 0
        assert all(regret == 0 for other, regret in regrets.items() if other != state)


def test_without_a_pure_equilibrium_there_is_no_response_to_leave():
    pennies = ag.NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
    (block,) = flips_section(Facts(ag.solve(pennies)))
    assert block.text == "No equilibrium in pure strategies, so there is no response to leave."


def test_the_figures_that_were_drawn_are_named_with_their_factor(munich):
    note, table = next(section for section in munich.sections if section.title == "How sure").blocks
    assert "When burden, the power of Germany and securitization are each up to a factor of 1.25 off" in note.text
    assert "(4,000 draws, seed 1)" in note.text
    assert 0 < sum(float(share.rstrip("%")) for _, share in table.rows) <= 100.5
