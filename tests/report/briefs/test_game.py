"""The section of a brief on the game: what dominance takes away, why, and what is left."""

import re

import numpy as np

import alignment_games as ag
from alignment_games.analysis.elimination import Reason
from alignment_games.report.briefs.briefing import brief
from alignment_games.report.briefs.game import game_section, reason_in_words
from alignment_games.report.document import Bullets
from alignment_games.text.play import doing


def test_a_game_that_dominance_solves_is_told_to_its_end():
    text = brief(ag.NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["Ann", "Bob"], ["hold", "defect"])).markdown()
    assert "Whatever the others do, Ann and Bob do better by playing defect than by playing hold." in text
    assert "That leaves one profile, the only equilibrium: playing defect: Ann and Bob." in text


def test_the_sentences_name_actions_that_are_beaten_at_every_profile():
    game = ag.load_case("europe-1938-large").game()
    (reasons,) = (block.items for block in game_section(game) if isinstance(block, Bullets))
    sentence = next(text for text in reasons if text.startswith("Whatever the others do, Czechoslovakia"))
    names = {doing(action): action for action in game.actions[3]}
    better = names[re.search(r"better by ([a-z ]+) than", sentence)[1]]
    own = np.moveaxis(game.payoffs[3], 3, 0).reshape(4, -1)
    for worse in re.findall(r"by ([a-z ]+?)(?:,| or|\.)", sentence.split(" than ")[1]):
        assert (own[game.actions[3].index(better)] > own[game.actions[3].index(names[worse])]).all()


def test_later_rounds_say_then():
    told = reason_in_words(Reason(2, ("Ann",), "arm", ("balance", "buck_pass")))
    assert (
        told == "Whatever the others then do, Ann does better by arming alone than by balancing or by passing the buck."
    )
