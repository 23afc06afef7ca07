import sys
from dataclasses import replace

import numpy as np
import pytest

from alignment_games.cases import case_names, load_case, scorecard
from alignment_games.cases.propositions import PROPOSITIONS
from alignment_games.cases.scorecard import Scorecard, Tally
from alignment_games.errors import InvalidModelError

MUNICH = load_case("europe-1938")


def gains_by_table(model, play, action, alternative):
    """What the action gains on the alternative for each state, read from the whole table of payoffs."""
    model = replace(model, actions=(("balance", "buck_pass", "bandwagon"),) * len(model.states))
    game = model.game()
    found = []
    for i in range(len(play)):
        at = [game.actions[k].index(label) for k, label in enumerate(play)]
        pays = []
        for label in (action, alternative):
            at[i] = game.actions[i].index(label)
            pays.append(game.payoffs[(i, *at)])
        found.append(pays[0] - pays[1])
    return np.array(found)


@pytest.mark.parametrize("name", ["europe-1938", "europe-1939"])
def test_the_signs_of_intent_are_those_of_the_table(name):
    case = load_case(name)
    play = [case.recorded[state] for state in case.model.names]
    raised = case.model.with_parameters(intent=[i + 0.1 * (1 - i) for i in case.model.threat.intent])
    rows = {each.words: record for each, record, _ in scorecard([case], draws=1).rows}
    for words, action, alternative in (
        ("more hostile intent: balancing gains on passing the buck", "balance", "buck_pass"),
        ("more hostile intent: bandwagoning loses to balancing", "balance", "bandwagon"),
    ):
        # One state at a time: another's intent draws the attack elsewhere.
        alone = []
        for i, state in enumerate(case.model.names):
            one = case.model.with_parameters(intent={state: raised.threat.intent[i]})
            change = gains_by_table(one, play, action, alternative) - gains_by_table(
                case.model, play, action, alternative
            )
            alone.append(change[i])
        tally = rows[words]
        assert (tally.rose, tally.fell) == (sum(np.array(alone) > 1e-12), sum(np.array(alone) < -1e-12))


def test_a_border_cannot_come_nearer():
    rows = {each.words: record for each, record, _ in scorecard([MUNICH], draws=1).rows}
    nearer = rows["nearer: balancing gains on passing the buck"]
    assert nearer.rose + nearer.same + nearer.fell == 2  # France has a border with Germany


@pytest.mark.slow
def test_draws_are_repeatable_and_counted():
    one, other = (scorecard([MUNICH], draws=10, seed=3) for _ in range(2))
    assert one == other
    assert all(drawn.rose + drawn.same + drawn.fell == 10 for _, _, drawn in one.rows)
    assert scorecard([MUNICH], draws=10, seed=4) != one


@pytest.mark.slow
def test_hostile_intent_never_makes_giving_way_gain_in_the_record(monkeypatch):
    words = (
        "more hostile intent: bandwagoning loses to passing the buck",
        "more hostile intent: giving way or aligning loses to all else",
    )
    chosen = tuple(each for each in PROPOSITIONS if each.words in words)
    monkeypatch.setattr(sys.modules["alignment_games.cases.scorecard"], "PROPOSITIONS", chosen)
    every = [load_case(name) for name in case_names()]
    rows = scorecard(every, draws=1).rows
    states = sum(len(case.model.names) for case in every)
    assert states >= 186
    assert [(record.tried, record.fell) for _, record, _ in rows] == [(states, 0)] * 2
    assert {record.same for _, record, _ in rows} == {2}  # Ukraine in 2022 and the USSR in 1941 are sure already


def test_it_prints_shares_and_where_they_fail():
    shown = str(Scorecard(((PROPOSITIONS[0], Tally(2, 1, 1, "europe-1938: USSR"), Tally(1, 0, 0, "")),)))
    assert "75% of 4" in shown
    assert "100% of 1" in shown
    assert "europe-1938: USSR" in shown


def test_nothing_to_try_is_refused():
    with pytest.raises(InvalidModelError, match="no cases"):
        scorecard([])
    with pytest.raises(
        InvalidModelError,
        match=r"draws must be from 1 to 10,000, .* got 0",
    ):
        scorecard([MUNICH], draws=0)
    with pytest.raises(InvalidModelError, match="got 10,001"):
        scorecard([MUNICH], draws=10_001)
    with pytest.raises(InvalidModelError, match="a seed is a whole number of at least 0, got -1"):
        scorecard([MUNICH], seed=-1)


def test_where_a_figure_can_be_raised_nowhere_there_is_no_share():
    bordering = replace(MUNICH, model=MUNICH.model.with_parameters(contiguous=True))
    rows = {each.words: record for each, record, _ in scorecard([bordering], draws=1).rows}
    assert str(rows["nearer: balancing gains on passing the buck"]) == "-"


def test_work_is_told_and_what_fails_is_told_through_which_part():
    seen = []
    card = scorecard([MUNICH], draws=5, progress=lambda done, total: seen.append((done, total)))
    total = len(PROPOSITIONS) * (3 + 5)
    assert seen == [(k, total) for k in range(1, total + 1)]
    failing = [tally for _, *tallies in card.rows for tally in tallies if tally.fell]
    assert failing
    assert all(tally.through for tally in failing)
    assert not any(tally.through for _, *tallies in card.rows for tally in tallies if not tally.fell)
