"""The facts of a solution, each asked of the payoffs, and found once."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.analysis.facts import Facts
from alignment_games.solvers import PureEnumeration

HUNT = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])


@pytest.fixture(scope="module")
def munich():
    return Facts(ag.solve(ag.load_case("europe-1938")))


def test_what_holds_each_player_stands_in_the_table(munich):
    game = munich.solution.game
    for each in munich.equilibria:
        if not each.equilibrium.pure:
            continue
        at = [own[0] for own in each.equilibrium.supports]
        for i, player in enumerate(each.players):
            own = game.payoffs[(i, *at[:i], slice(None), *at[i + 1 :])]
            assert player.payoffs == pytest.approx(own)
            assert player.used == [at[i]]
            assert player.payoff == pytest.approx(own[at[i]])
            best = player.best_deviation
            assert best.cost == pytest.approx(own[at[i]] - np.delete(own, at[i]).max())
            assert own[game.actions[i].index(best.action)] == pytest.approx(best.payoff)


def test_players_that_mix_are_indifferent_among_what_they_use(munich):
    mixed = [each for each in munich.equilibria if not each.equilibrium.pure]
    assert mixed
    for player in (player for each in mixed for player in each.players if len(player.used) > 1):
        assert player.payoffs[player.used] == pytest.approx(player.payoff)
        assert player.switches == ()


def test_each_equilibrium_is_looked_at_once(munich):
    assert munich.equilibria is munich.equilibria
    assert any(munich.first_pure is each for each in munich.equilibria)
    assert munich.verdicts is munich.verdicts


def test_beyond_the_most_an_equilibrium_is_found_all_the_same():
    solution = ag.solve(HUNT)
    order = next(k for k, each in enumerate(solution) if each.pure)
    facts = Facts(solution, most=order)
    assert len(facts.equilibria) == order
    assert facts.first_pure.equilibrium is solution[order]
    assert facts.verdicts is None
    assert facts.selections == ()


def test_several_equilibria_are_selected_from_and_one_is_not():
    assert [each.equilibrium.actions for each in Facts(ag.solve(HUNT, PureEnumeration())).selections] == [
        ("stag", "stag"),  # more for both
        ("hare", "hare"),  # (4 - 3)^2 < (2 - 0)^2
    ]
    dilemma = ag.NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["Ann", "Bob"], ["hold", "defect"])
    assert Facts(ag.solve(dilemma)).selections == ()


def test_a_deviation_that_costs_nothing_is_as_good():
    tie = ag.NormalFormGame([[[1], [1]], [[0], [0]]], ["Ann", "Bob"], [["left", "right"], ["wait"]])
    first = Facts(ag.solve(tie)).equilibria[0]
    assert first.players[0].best_deviation.is_as_good
    assert first.players[1].best_deviation is None


def test_too_many_coalitions_are_counted_and_not_asked():
    alone = ag.NormalFormGame(np.zeros((15,) + (1,) * 15), actions=[["wait"]] * 15)
    facts = Facts(ag.solve(alone))
    assert facts.unasked_coalitions == 2**15
    assert set(facts.verdicts[0]) == {"strict", "pareto_undominated"}
    assert Facts(ag.solve(HUNT)).unasked_coalitions == 0


def test_a_game_of_sums_has_the_same_facts_without_a_table(munich):
    model = ag.load_case("europe-1938").model
    found = [each for each in Facts(ag.solve(model.sums())).equilibria if each.equilibrium.pure]
    by_play = {each.equilibrium.actions: each for each in munich.equilibria if each.equilibrium.pure}
    assert {each.equilibrium.actions for each in found} == set(by_play)
    for each in found:
        for player, other in zip(each.players, by_play[each.equilibrium.actions].players, strict=True):
            assert player.payoffs == pytest.approx(other.payoffs)
            assert [switch.to for switch in player.switches] == [switch.to for switch in other.switches]
            assert player.standing is None
            assert other.standing is not None


def test_continua_have_their_index_where_that_can_be_found():
    # Two votes of three pass a law. The continuum in which it passes has all of the sum of one: that nobody votes for
    # it does not stand, as a vote counts for something as soon as it gives the voter anything.
    passes = [[[0, 0], [0, 1]], [[0, 1], [1, 1]]]
    facts = Facts(ag.solve(ag.NormalFormGame([passes] * 3, actions=["no", "yes"])))
    assert [component.index for component in facts.solution.components] == [None]
    assert [component.index for component in facts.components] == [1]
    assert "index +1: essential" in ag.explain(facts.solution).replace("\n  ", " ")
