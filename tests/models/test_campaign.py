"""Campaigns: payoffs by hand, the price up to which a speech pays, refusals."""

from itertools import product

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.campaign import campaign_game
from alignment_games.models.response import response_game
from alignment_games.states import State, perceived_threat

FRANCE = State("France", power=0.3)
STATES = [State("Russia", power=0.2), State("Austria", power=0.15), State("Sweden", power=0.02)]
INTENT = {"Russia": 0.9, "Austria": 0.3, "Sweden": 0.6}


def responses(n=3, **inputs):
    states = STATES[:n]
    intent = {s.name: INTENT[s.name] for s in states}
    threat = perceived_threat(states, of=FRANCE, distance_km=500, **{"intent": intent, **inputs})
    return response_game(states, FRANCE, threat, actions=["balance", "buck_pass"])


def test_the_payoffs_by_hand():
    before, after = responses(), responses(securitization={"Russia": 1, "Austria": 5, "Sweden": 1})
    game = campaign_game(before, speaker="Russia", audience=["Austria"], securitization=5, cost=0.03, chance=0.6)
    assert game.actions[1] == (
        "balance",
        "balance if convinced else buck_pass",
        "buck_pass if convinced else balance",
        "buck_pass",
    )
    plans = [(0, 0), (0, 1), (1, 0), (1, 1)]
    for s, p, o in product(range(4), range(4), range(2)):
        speaks, own = divmod(s, 2)
        convinced, unconvinced = plans[p]
        quiet = before.payoffs[:, own, unconvinced, o]
        spoken = 0.6 * after.payoffs[:, own, convinced, o] + 0.4 * quiet - np.array([0.03, 0, 0])
        expected = spoken if speaks else quiet
        np.testing.assert_allclose(game.payoffs[:, s, p, o], expected, atol=1e-15)


def test_a_speech_adds_to_what_was_securitized_before():
    before = responses(2, securitization={"Russia": 1, "Austria": 2})
    game = campaign_game(before, speaker="Russia", audience=["Austria"], securitization=3, cost=0)
    after = responses(2, securitization={"Russia": 1, "Austria": 6})
    np.testing.assert_allclose(game.payoffs[:, 2:, [0, 3]], after.payoffs, atol=1e-15)


def test_speech_pays_up_to_what_the_chance_to_convince_is_worth():
    before = responses(2)
    chance, plan = 0.5, "balance if convinced else buck_pass"
    joined, alone = before.payoffs[0, :, 0], before.payoffs[0, :, 1]
    worth = (chance * joined + (1 - chance) * alone).max() - alone.max()
    assert worth > 0
    for share, speaks in ((0.99, True), (1.01, False)):
        game = campaign_game(before, speaker="Russia", audience=["Austria"], cost=share * worth, chance=chance)
        best = game.best_replies({"Russia": "silent+balance", "Austria": plan})["Russia"]
        assert [label.startswith("speak") for label in best] == [speaks]


def test_a_speech_that_convinces_nobody_is_not_made():
    game = campaign_game(responses(2), speaker="Russia", audience=["Austria"], chance=0)
    assert (game.payoffs[0, 2:] < game.payoffs[0, :2]).all()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"speaker": "Rusia"}, "did you mean 'Russia'"),
        ({"audience": ["Austira"]}, "did you mean 'Austria'"),
        ({"audience": "Austria"}, "audience must be a list"),
        ({"audience": []}, "audience must be a list"),
        ({"audience": ["Russia"]}, "in its own audience"),
        ({"chance": 1.5}, "chance must be between 0 and 1"),
        ({"cost": -1}, "cost must be"),
        ({"securitization": 0}, "securitization must be"),
        ({"chance": [0.1, 0.2], "cost": np.zeros((2, 3))}, r"got cost \(2, 3\), chance \(2,\); give one"),
    ],
)
def test_bad_campaigns_are_refused_in_words(changes, words):
    with pytest.raises(InvalidModelError, match=words):
        campaign_game(responses(), **{"speaker": "Russia", "audience": ["Austria"], **changes})


def test_only_response_games_can_be_spoken_about():
    with pytest.raises(InvalidModelError, match="made by response_game"):
        campaign_game(NormalFormGame([[[0, 0], [0, 0]]] * 2), speaker="A", audience=["B"])
