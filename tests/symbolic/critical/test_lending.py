"""Critical values by what others lend, against thresholds for each combination and payoffs computed apart."""

from fractions import Fraction

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.symbolic import thresholds, thresholds_by_lending, with_symbols
from alignment_games.symbolic.critical.lending_record import AID, COALITION, HELP

CASE = ag.load_case("europe-1938", exact=True)


def lent(model, i, actions):
    """Return help, aid and coalition as the formula at the head of `models.response.payoffs` sums them."""
    found = [Fraction(0)] * 3
    for k, action in actions.items():
        row, power = model.rows[action], Fraction(str(model.states[k].power))
        found[0] += Fraction(str(row.contribution)) * power * Fraction(str(model.arrives(i, k)))
        found[1] += Fraction(str(row.aid)) * power
        found[2] += Fraction(str(row.contribution)) * power
    return found


def holds(value, bounds):
    low, high = bounds
    return (low is None or value >= low) and (high is None or value < high)


def part_of(found, sums):
    (part,) = [part for part in found.parts if all(map(holds, sums, part.ranges))]
    return part


@pytest.mark.slow
@pytest.mark.parametrize(("by", "state"), [("burden", "France"), ("threat_power", "France"), ("spillover", "USSR")])
def test_it_agrees_with_the_threshold_of_every_combination(by, state):
    model = with_symbols(CASE.model, by)
    between = ["balance", "buck_pass"]
    found = thresholds_by_lending(model, state, between, by)
    i = model.names.index(state)
    each = thresholds(model.game(), state, between, by)
    assert len(each) > len(found.parts)
    for threshold in each:
        actions = {model.names.index(name): action for name, action in threshold.others.items()}
        sums = [
            x if s in found.gain.free_symbols else Fraction(0)
            for s, x in zip((HELP, AID, COALITION), lent(model, i, actions), strict=True)
        ]
        runs = [] if threshold.where.nowhere else threshold.where.runs
        kind = tuple(tuple(None if end is None else end[1] for end in run) for run in runs)
        (answer,) = [answer for answer in part_of(found, sums).answers if answer.kind == kind]
        ends = [float(end[0]) for run in runs for end in run if end is not None]
        for low, end, high in zip(answer.low, ends, answer.high, strict=False):
            assert low - 1e-9 <= end <= high + 1e-9


@pytest.mark.slow
def test_five_random_states_hold_what_is_told():
    rng = np.random.default_rng(7)
    names = [f"S{k}" for k in range(5)]
    states = [
        ag.State(name, float(power)) for name, power in zip(names, rng.uniform(0.02, 0.1, 5).round(3), strict=True)
    ]
    model = ag.response_model(
        states, ag.State("Foe", 0.15), rng.uniform(0.2, 0.9, 5).round(2).tolist(),
        actions=["balance", "arm", "soft_balance", "buck_pass", "neutral", "bandwagon"],
        utility=ag.SecurityUtility(milieu=0.3, spillover=0.2),
    )  # fmt: skip
    found = thresholds_by_lending(with_symbols(model, "burden"), "S1", ["balance", "buck_pass"], "burden")
    assert found.seen == found.sums
    assert 1 < len(found.parts) <= 8
    told = 0
    for _ in range(150):
        others = {k: model.actions[k][rng.integers(6)] for k in (0, 2, 3, 4)}
        answers = part_of(found, lent(model, 1, others)).answers
        if len(answers) > 1:
            continue  # of which kind this one is, the part does not say
        (answer,) = answers
        for burden, prefers in ((float(answer.low[0]) - 1e-6, True), (float(answer.high[0]) + 1e-6, False)):
            if answer.kind != ((None, True),) or burden < 0:
                continue
            told += 1
            game = model.with_parameters(burden=burden).game()
            index = [game.actions[k].index(others[k]) if k != 1 else 0 for k in range(5)]
            own = [game.actions[1].index(action) for action in ("balance", "buck_pass")]
            gain = np.subtract(*(game.payoffs[(1, *index[:1], a, *index[2:])] for a in own))
            assert (gain > 0) == prefers
    assert told > 100


def test_a_hundred_states_are_more_than_an_array_has_axes():
    several = [ag.State(f"S{k}", power=Fraction(1, 100)) for k in range(100)]
    model = ag.response_model(several, ag.State("T", power=1), [Fraction(1, 2)] * 100, actions=["balance", "buck_pass"])
    found = thresholds_by_lending(with_symbols(model, "burden"), "S7", ["balance", "buck_pass"], "burden")
    assert found.sums == 100  # from none to all 99 others


@pytest.mark.parametrize(
    ("model", "arguments", "message"),
    [
        (CASE.model, ("France", ["balance", "buck_pass"], "brden"), "unknown symbol 'brden'"),
        (CASE.model, ("Frans", ["balance", "buck_pass"], "burden"), "did you mean 'France'"),
        (CASE.model, ("France", ["balance", "buckpass"], "burden"), "did you mean 'buck_pass'"),
        (CASE.model, ("France", "balance", "burden"), "expected two actions"),
        ("europe-1938", ("France", ["balance", "buck_pass"], "brden"), "unknown symbol 'brden'"),
        ("dilemma", ("First", ["cooperate", "defect"], "burden"), "about states that face one threat"),
    ],
)
def test_bad_input_is_refused(model, arguments, message):
    with pytest.raises(InvalidModelError, match=message):
        thresholds_by_lending(model, *arguments)
