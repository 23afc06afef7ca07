"""Two scenarios side by side, beside games solved one by one and closed forms."""

from itertools import combinations
from math import factorial

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError, NotConvergedError, UnsupportedGameError
from alignment_games.models import threshold_model
from alignment_games.solvers.logit.response import logit_response
from alignment_games.sweeps.contrasts.scenarios import changed, contrast

MUNICH, PRAGUE = (ag.load_case(name).model for name in ("europe-1938", "europe-1939"))
#: What differs between the two, as `with_parameters` takes it.
INPUTS = [("intent", "Britain"), ("intent", "France"), ("power", "Britain"), ("power", "France"), ("power", "USSR"), ""]


@pytest.fixture(scope="module")
def found():
    return contrast(MUNICH, PRAGUE)


def mixture(members):
    """Return the game of 1938 with some figures of 1939."""
    figures = {"intent": {}, "power": {}}
    for k in members:
        if not INPUTS[k]:
            figures["threat_power"] = PRAGUE.against.power
            continue
        name, state = INPUTS[k]
        figures[name][state] = PRAGUE.parameters()[name].value[state]
    return MUNICH.with_parameters(**{name: value for name, value in figures.items() if value}).game()


def shapley(worth, n=6):
    """Return Shapley values from worths by set, by the formula over subsets."""
    values = []
    for i in range(n):
        others = [k for k in range(n) if k != i]
        values.append(
            sum(
                factorial(size) * factorial(n - size - 1) / factorial(n) * (worth[{*s, i}] - worth[set(s)])
                for size in range(n)
                for s in combinations(others, size)
            )
        )
    return values


class Worths(dict):
    def __getitem__(self, members):
        return super().__getitem__(frozenset(members))


@pytest.mark.slow
def test_chances_and_gains_are_attributed_as_games_solved_one_by_one_have_it(found):
    chances, gains = Worths(), Worths()
    fixed = ("balance", "balance", "buck_pass")
    for size in range(len(INPUTS) + 1):
        for members in combinations(range(len(INPUTS)), size):
            game = mixture(members)
            chances[frozenset(members)] = float(logit_response(game, 20.0)[0][0])
            own = game.payoffs[2][0, 0]
            gains[frozenset(members)] = float(own[0] - own[1])
    assert tuple(row.before for row in found.states) == fixed
    for worth, asked in ((chances, ("Britain", "balance", None)), (gains, ("USSR", "balance", "buck_pass"))):
        state, response, rather_than = asked
        told = {each.input: each.value for each in found.effects(state, response, rather_than=rather_than)}
        assert list(told) == sorted(told, key=lambda name: -abs(told[name]))
        in_order = [told[name] for name in found.inputs]
        assert in_order == pytest.approx(shapley(worth), abs=1e-8)
        before, after = found.change(state, response, rather_than=rather_than)
        assert sum(in_order) == pytest.approx(after - before, abs=1e-12)


def test_who_changes_and_which_inequality_gave_way(found):
    # Of Prague, computed from its table: the USSR gains by balancing where Britain and France do and it does not.
    regrets = PRAGUE.game().regrets(["balance", "balance", "buck_pass"])
    assert [row.gives_way for row in found.states] == (regrets > 1e-9).tolist() == [False, False, True]
    assert found.gave_way == ("USSR",)
    ussr = found.states[2]
    assert (ussr.before, ussr.after, ussr.deviation, ussr.verdict) == ("buck_pass", "balance", "balance", "gives way")
    assert ussr.slacks[1] == pytest.approx(-regrets[2])
    assert found.states[0].verdict == "stays"


def test_a_state_follows_where_its_own_inequality_holds():
    backed = ag.load_case("russia-2022").model.with_actions([("balance", "neutral")] * 5 + [("neutral", "align")] * 3)
    found = contrast(backed, changed(backed, {"guarantors": {"USA": 0}})[0])
    verdicts = {row.state: row.verdict for row in found.states}
    assert verdicts["Sweden"] == "follows the others"
    assert verdicts["Poland"] == "gives way"
    assert verdicts["Armenia"] == "stays"
    (only,) = found.effects("Poland")
    assert only.value == pytest.approx(np.subtract(*found.change("Poland")[::-1]))


def product(height=1.0, width=1.0):
    """A game in which the first player gains height * width by going up, whatever the other does."""
    gain = height * width
    return ag.NormalFormGame(
        [[[0.0, 0.0], [gain - 4, gain - 4]], [[0.0, 0.0], [0.0, 0.0]]], ["Ann", "Bob"], ["stay", "up"]
    )


def test_of_a_product_each_factor_makes_its_change_times_the_mean_of_the_other():
    model = ag.as_model(product)
    found = contrast(model, model.with_parameters(height=3.0, width=5.0), rate=0.5, select="first")
    told = {each.input: each.value for each in found.effects("Ann", "up", rather_than="stay")}
    assert told == pytest.approx({"height": 2 * 3, "width": 4 * 2})
    assert found.change("Ann", "up", rather_than="stay") == pytest.approx((-3, 11))
    assert found.change("Ann", "up")[1] == pytest.approx(1 / (1 + np.exp(-0.5 * 11)))


def test_ties_are_no_way_out():
    model = ag.as_model(product)
    found = contrast(model, model.with_parameters(height=4.0), select="first")
    assert found.gave_way == ()
    assert found.states[1].slacks == (0, 0)
    assert "still one of B" in str(found)


def test_drawn_orders_state_an_error_and_add_up(found):
    drawn = contrast(MUNICH, PRAGUE, orders=8, rng=1)
    assert drawn.orders == 8
    for exact, told in zip(found.effects("Britain"), drawn.effects("Britain"), strict=True):
        assert told.input == exact.input
        assert told.value == pytest.approx(exact.value, abs=max(6 * told.error, 1e-6))
    assert sum(each.value for each in drawn.effects("USSR")) == pytest.approx(np.subtract(*drawn.change("USSR")[::-1]))
    assert "±" in str(drawn)


def test_what_many_large_games_in_between_take_is_said_before():
    strengths = {f"State {k}": 1 + k for k in range(17)}
    one = threshold_model(strengths, against=3)
    other = threshold_model({name: each + 1 for name, each in strengths.items()}, against=3)
    with pytest.raises(UnsupportedGameError, match=r"17 inputs differ, .* of 17 players in between: about \d+ seconds"):
        contrast(one, other)
    together = contrast(one, other, by="parameter")
    assert (together.games, len(together.changes)) == (2, 1)


@pytest.mark.slow
def test_what_they_take_grows_with_the_players():
    one, other = ({f"State {k}": 1 + (k < changed) for k in range(30)} for changed in (0, 6))
    with pytest.raises(UnsupportedGameError, match="6 inputs differ, which make 64 games of 30 players in between: ab"):
        contrast(threshold_model(one, against=2), threshold_model(other, against=2))


def test_menus_that_differ_leave_no_gain_where_a_response_is_not_on_offer():
    menu = MUNICH.with_actions([("buck_pass", "neutral")] + [("balance", "buck_pass", "bandwagon")] * 2)
    found = contrast(MUNICH, menu)
    assert found.change("Britain", "balance")[1] == 0
    assert np.isnan(found.change("USSR", "balance", rather_than="buck_pass")[1])
    assert found.gave_way == ()
    records = found.to_records()
    assert any(row["second"] is None for row in records)


def test_nothing_differs():
    found = contrast(MUNICH, MUNICH)
    assert (found.changes, found.games, found.gave_way) == ((), 1, ())
    assert "no input differs" in str(found)


def test_progress_and_the_time_limit():
    seen = []
    contrast(MUNICH, PRAGUE, by="parameter", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (8, 8)
    with pytest.raises(NotConvergedError, match="time limit"):
        contrast(MUNICH, PRAGUE, time_limit=0)


@pytest.mark.parametrize(
    ("asked", "said"),
    [(("Italy",), "Italy"), (("France", "arm"), "no such figure"), (("France", "arm", "stay"), "chance")],
)
def test_what_there_is_not_is_refused(found, asked, said):
    state, *response = asked
    with pytest.raises(InvalidModelError, match=said):
        found.effects(state, *response[:1], rather_than=response[1] if response[1:] else None)


@pytest.mark.parametrize("options", [{"select": "best"}, {"rate": -1}, {"by": "year"}])
def test_other_options_are_refused(options):
    with pytest.raises(InvalidModelError):
        contrast(MUNICH, PRAGUE, **options)
