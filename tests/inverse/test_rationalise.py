"""Identified sets of bundled cases beside games that are built at points and asked for regrets."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.inverse import RecordedPlay
from alignment_games.inverse.boxes import INSIDE, OUTSIDE
from alignment_games.models.model import Input
from tests.inverse.boxes_by_games import rational_at

NAMES = [("burden", ""), ("reliability", ""), ("threat_offence", "")]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["europe-1938", "europe-1939", "bulgaria-1913", "middle-east-1967"])
def test_boxes_agree_with_games_at_points(name):
    case = ag.load_case(name)
    found = ag.rationalise(case, undecided=0.2, most=800)
    boxes = found.identified.boxes
    rng = np.random.default_rng(0)
    at = rng.integers(len(boxes.low), size=40)
    points = boxes.low[at] + rng.uniform(size=(40, 3)) * (boxes.high[at] - boxes.low[at])
    verdicts = rational_at(case, points, NAMES)
    assert (verdicts[boxes.kind[at] == INSIDE] >= 0).all()
    assert (verdicts[boxes.kind[at] == OUTSIDE] <= 0).all()
    if not found.empty:
        centre = np.array([list(found.centre.values())])
        assert rational_at(case, centre, NAMES)[0] == 1


@pytest.mark.parametrize("name", ["europe-1938", "europe-1939", "imperial-china", "july-1914", "nato-1949"])
def test_exact_sets_agree_with_games_at_points(name):
    case = ag.load_case(name)
    names = [("burden", ""), ("punishment", ""), ("benefit", ""), ("hiding", "")]
    found = ag.rationalise(case, [each for each, _ in names])
    assert found.exact
    low, high = np.array(list(found.box.values())).T
    points = np.random.default_rng(0).uniform(low, high, (50, 4))
    verdicts = rational_at(case, points, names)
    inside = found.identified.contains(points)
    assert (inside[verdicts != 0] == (verdicts[verdicts != 0] == 1)).all()
    if found.empty:
        assert not inside.any()
        assert found.identified.proof.most < 0
    else:
        assert rational_at(case, np.array([found.identified.centre.point]), names)[0] == 1


@pytest.mark.slow
def test_the_volume_is_that_of_many_points():
    case = ag.load_case("europe-1938")
    found = ag.rationalise(case, undecided=0.02)
    low, high = np.array(list(found.box.values())).T
    points = np.random.default_rng(1).uniform(low, high, (500, 3))
    share = (rational_at(case, points, NAMES) == 1).mean()
    assert found.share[0] - 0.06 < share < found.share[1] + 0.06  # more than three standard errors
    assert found.share[1] - found.share[0] <= 0.02


def test_parameters_of_single_states():
    case = ag.load_case("europe-1938")
    names = [("intent", "Britain"), ("intent", "France"), ("burden", "USSR")]
    found = ag.rationalise(case, [("intent", "Britain"), "intent.France"], box={}, undecided=0.02)
    assert [str(each) for each in found.parameters] == ["intent of Britain", "intent of France"]
    points = np.random.default_rng(2).uniform(0, 1, (100, 2))
    verdicts = rational_at(case, points, names[:2])
    assert (found.identified.contains(points) == (verdicts == 1))[verdicts != 0].all()
    own = ag.rationalise(case, [("burden", "USSR")])
    ((low, high),) = own.identified.ranges
    for burden, holds in ((low - 1e-6, False), (low + 1e-6, True)):
        game = case.game(burden=np.array([0.05, 0.05, burden]))
        assert (max(game.regrets(case.recorded)) == 0) == holds
    assert high == 0.3


def test_several_records_are_rational_where_each_is():
    names = ["europe-1938", "europe-1939", "napoleon-1813"]
    cases = [ag.load_case(name) for name in names]
    open_ = ["burden", "punishment"]
    joint = ag.rationalise(cases, open_)
    each = [ag.rationalise(case, open_) for case in cases]
    points = np.random.default_rng(3).uniform((0, 0), (0.3, 0.5), (2000, 2))
    inside = np.all([one.identified.contains(points) for one in each], axis=0)
    assert (joint.identified.contains(points) == inside).all()
    assert joint.share[0] <= min(one.share[0] for one in each)
    assert {row.case for row in joint.inequalities} == set(names)


def test_a_record_of_ones_own_and_a_threat_given_outright():
    # Two states, nothing at stake but the burden: both pass the buck iff the burden is at least what balancing saves.
    states = [ag.State("A", 0.1), ag.State("B", 0.1)]
    model = ag.response_model(states, ag.State("T", 0.2), [0, 0], actions=["balance", "buck_pass"])
    found = ag.rationalise(RecordedPlay(model, {"A": "buck_pass", "B": "buck_pass"}, "mine"), "burden")
    assert found.share == (1, 1)  # without a threat nobody gains by balancing, and at no burden it is a tie
    never = ag.rationalise(RecordedPlay(model, {"A": "balance", "B": "buck_pass"}, "mine"), box={"burden": (0.1, 0.2)})
    assert never.empty
    assert "mine" in str(never)
    edge = ag.rationalise(RecordedPlay(model, {"A": "balance", "B": "buck_pass"}, "mine"), box={"burden": (0, 0.2)})
    assert not edge.empty  # at a burden of 0 alone
    assert edge.share == (0, 0)
    assert edge.ranges == {"burden": (0, 0)}


def test_what_cannot_be_asked_is_refused():
    case = ag.load_case("europe-1938")
    with pytest.raises(ag.InvalidModelError, match="expected a case"):
        ag.rationalise(3)
    with pytest.raises(ag.InvalidModelError, match="did you mean 'europe-1938'"):
        ag.rationalise("europe-1938x")
    with pytest.raises(ag.InvalidModelError, match="no records"):
        ag.rationalise([])
    with pytest.raises(ag.InvalidModelError, match="no parameter is open"):
        ag.rationalise(case, [])
    with pytest.raises(ag.InvalidModelError, match="no record has it"):
        ag.rationalise(case, [("intent", "Italy")])
    with pytest.raises(ag.InvalidModelError, match="did you mean 'burden'"):
        ag.rationalise(case, "burdn")
    states = [ag.State("A", 0.1), ag.State("B", 0.1)]
    model = ag.response_model(states, ag.State("T", 0.2), [0.5, 0.5])
    with pytest.raises(ag.InvalidModelError, match="given outright"):
        ag.rationalise(RecordedPlay(model, dict.fromkeys("AB", "balance")), "offence_balance")


def test_rows_and_documents_hold_the_same():
    found = ag.rationalise(ag.load_case("europe-1938"), ["burden", "autonomy"])
    rows = found.to_records()
    assert [row["binds"] for row in rows].count(True) == len(found.binding)
    case = ag.load_case("europe-1938")
    payoffs = case.game().deviation_payoffs(case.recorded)
    assert rows[0]["slack"] == pytest.approx(float(payoffs[0][1] - payoffs[0][0]))
    document = found.to_dict()
    assert document["share"] == list(found.share)
    assert document["box"] == {"burden": [0, 0.3], "autonomy": [0, 0.5]}
    assert found.start[Input("burden")] == 0.05


def test_rows_as_a_frame():
    pytest.importorskip("pandas")
    frame = ag.rationalise(ag.load_case("europe-1938"), "burden").to_frame()
    assert list(frame.columns[:4]) == ["case", "state", "recorded", "deviation"]
    assert len(frame) == 6
