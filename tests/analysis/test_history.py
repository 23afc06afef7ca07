"""Theories on cases, counted by hand: who has the record for an equilibrium, and what intent alone tells."""

import pytest

import alignment_games as ag
from alignment_games.analysis import history
from alignment_games.analysis.history import IN_RECORD, scores
from alignment_games.cases import BalanceOfThreat, alignment
from alignment_games.solvers import PureEnumeration

FEW = ["europe-1938", "napoleon-1805"]


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(history, "case_names", lambda: FEW)
    monkeypatch.setattr(history, "SCORED", (BalanceOfThreat(),))
    return [ag.load_case(name) for name in FEW]


def test_cases_in_the_record_are_bundled_cases():
    assert set(IN_RECORD) < set(ag.case_names())


def test_cases_are_scored_together_and_apart_from_the_record(few):
    found = scores(None, None)
    stable = [
        tuple(case.recorded.values()) in {each.actions for each in ag.solve(case.game(), PureEnumeration())}
        for case in few
    ]
    assert (found.every.cases, found.every.states) == (2, sum(len(case.recorded) for case in few))
    assert found.every.stable == (sum(stable),)
    assert (found.apart.cases, found.apart.stable) == (1, (int(stable[1]),))
    assert found.estimates is None
    assert found.left_out == ()


def test_a_record_that_cannot_be_read_is_refused_before_the_cases_are_judged(few, monkeypatch, tmp_path):
    monkeypatch.setattr(history, "judge", lambda *_: pytest.fail("judged"))
    with pytest.raises(ag.InvalidModelError, match="missing"):
        scores(tmp_path / "missing.csv", None)


def test_intent_alone_is_the_share_of_pairs_in_which_the_balancer_saw_more(few):
    balanced, others = [], []
    for case in few:
        for record in case.records:
            (balanced if alignment(record.recorded) == "balance" else others).append(float(record.intent))
    pairs = [(a > b) + (a == b) / 2 for a in balanced for b in others]
    assert scores(None, None).every.intent_alone == pytest.approx(sum(pairs) / len(pairs))


def test_two_codings_of_intent_are_held_against_each_other(few):
    pairs = [(record.intent, float(record.intent_rubric)) for case in few for record in case.records]
    by_chance = sum((a - b) ** 2 for a, _ in pairs for _, b in pairs) / len(pairs)
    figures, sides = scores(None, None).codings
    assert figures == pytest.approx(1 - sum((a - b) ** 2 for a, b in pairs) / by_chance)
    assert sides < 1
    assert scores(None, None, intent="rubric").codings is None
