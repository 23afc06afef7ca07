"""What states do, in words: every response has its verb, and no other action is given one."""

import pytest

import alignment_games as ag
from alignment_games.text.play import do, does, doing, heading, who_does_what, who_plays


@pytest.mark.parametrize("response", sorted(ag.SecurityUtility().responses()))
def test_every_response_has_its_words(response):
    assert not do(response).startswith("play ")
    assert not does(response).startswith("plays ")
    assert not doing(response).startswith("playing ")
    assert heading(response) == do(response)


def test_other_actions_are_played():
    assert (do("hare"), does("hare"), doing("hare")) == ("play hare", "plays hare", "playing hare")


def test_players_of_one_action_are_told_together_in_the_order_of_their_first():
    pairs = [("A", "arm"), ("B", "balance"), ("C", "arm")]
    assert who_plays(pairs) == "arming alone: A and C; balancing: B"


def test_those_who_pass_the_buck_come_last_and_the_fewest_first():
    assert who_does_what("ABCD", ("buck_pass", "arm", "arm", "balance")) == (
        "balancing: D; arming alone: B, C; passing the buck: A"
    )
    assert who_does_what(["A", "B"], ("arm", "arm")) == "all arming alone"
