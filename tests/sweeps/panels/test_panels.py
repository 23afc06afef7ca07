"""Panels beside the same games solved one by one from their tables."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError, NotConvergedError, StoreError
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.io.dyads.games import from_dyads
from alignment_games.solvers.logit.response import logit_response
from alignment_games.states.security import SecurityUtility
from alignment_games.sweeps.panels.panels import panel
from alignment_games.sweeps.selection import SELECTIONS

YEARS = range(1950, 1954)
NAMES = {651: "Egypt", 652: "Syria", 666: "Israel"}


def dyads(codes=(651, 652, 663, 666), years=YEARS, seed=1):
    """Invented figures: every pair in every year; Syria is missing in the last but one."""
    random = np.random.default_rng(seed)
    power = {(code, year): float(random.uniform(0.001, 0.02)) for code in codes for year in years}
    km = {pair: float(random.uniform(50, 1500)) for pair in itertools.combinations(codes, 2)}
    rows = [
        (one, other, year, power[one, year], power[other, year], km[one, other], int(km[one, other] < 400))
        for year in years
        for one, other in itertools.combinations(codes, 2)
        if not (652 in (one, other) and year == years[-2])
    ]
    names = ("ccode1", "ccode2", "year", "cinc1", "cinc2", "capdist", "conttype")
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))


def by_table(rows, threat, year, select, **options):
    """Return the equilibria, the selected one, slacks and logit probabilities of one game from its table of payoffs."""
    game = from_dyads(rows, threat, year, **options).game()
    equilibria = pure_equilibria(game.payoffs[None], game.n_players)
    chosen = np.unravel_index(int(SELECTIONS[select](game.payoffs[None], equilibria)[0]), game.n_actions)
    slacks = []
    for i, action in enumerate(chosen):
        own = game.payoffs[i][(*chosen[:i], slice(None), *chosen[i + 1 :])]
        slacks.append(own[action] - np.delete(own, action).max())
    return game, int(equilibria.sum()), chosen, slacks, logit_response(game, 20.0)


@pytest.mark.parametrize("select", SELECTIONS)
def test_every_row_is_that_of_the_game_solved_by_its_table(select):
    rows = dyads()
    utility = SecurityUtility(burden=0.01)
    made = panel(rows, [666, 651], YEARS, select=select, utility=utility, threat_offence=2, names=NAMES)
    assert made.games == 8
    several = 0
    for (threat, year), own in itertools.groupby(made, key=lambda row: (row["threat"], row["year"])):
        told = list(own)
        expected = by_table(rows, threat, year, select, utility=utility, threat_offence=2, names=NAMES)
        game, count, chosen, slacks, chances = expected
        several += count > 1
        assert [row["state_name"] for row in told] == list(game.players)
        assert [row["response"] for row in told] == [game.actions[i][a] for i, a in enumerate(chosen)]
        assert {row["equilibria"] for row in told} == {count}
        assert all(row["complete"] for row in told)
        assert [row["slack"] for row in told] == pytest.approx(slacks)
        assert [row["binding"] for row in told] == [slack == min(slacks) for slack in slacks]
        assert [row["probability"] for row in told] == pytest.approx(
            [x[a] for x, a in zip(chances, chosen, strict=True)]
        )
        for row, x, actions in zip(told, chances, game.actions, strict=True):
            assert [row[f"p_{action}"] for action in actions] == pytest.approx(x.tolist())
        sources = from_dyads(rows, threat, year, threat_offence=2).model.threat
        assert [row["perceived_threat"] for row in told] == pytest.approx(sources.values.tolist())
        assert [row["proximity"] for row in told] == pytest.approx(sources.sources["proximity"].tolist())
    assert several


def test_a_state_that_is_missing_in_a_year_is_no_player_there():
    made = panel(dyads(), "Israel", names=NAMES)
    assert [row["year"] for row in made if row["state"] == 652] == [1950, 1951, 1953]
    assert {row["threat"] for row in made} == {666}
    assert {row["threat_name"] for row in made} == {"Israel"}


def test_all_threats_and_years_are_taken_where_none_are_named():
    made = panel(dyads())
    assert made.games == 4 * 4 - 1  # Syria threatens nobody in the year in which it is missing
    assert "nothing left out" in str(made)
    some = panel(dyads(), [652], states=[651, 666])
    assert [str(each) for each in some.left_out] == [
        "652 in 1952: a game needs two states with figures that face the threat, none has"
    ]


def test_missing_figures_are_listed():
    rows = dyads()
    gap = [k for k, key in enumerate(zip(rows["ccode1"], rows["year"], strict=True)) if key == (651, 1950)]
    rows["cinc1"] = ["NA" if k in gap else power for k, power in enumerate(rows["cinc1"])]
    made = panel(rows, 666, [1950, 1951])
    assert [str(each) for each in made.left_out] == ["651 facing 666 in 1950: no capability"]


def test_responses_that_are_not_on_offer_have_no_probability():
    made = panel(dyads(), 666, [1950], actions={651: ["balance", "arm"], 652: ["neutral"]})
    rows = {row["state"]: row for row in made}
    assert rows[652]["p_neutral"] == 1
    assert np.isnan(rows[652]["p_balance"])
    assert np.isnan(rows[652]["slack"])
    assert rows[652]["deviation"] == ""
    assert np.isnan(rows[651]["p_bandwagon"])
    assert rows[663]["p_balance"] + rows[663]["p_buck_pass"] + rows[663]["p_bandwagon"] == pytest.approx(1)


def test_executors_and_stores_give_the_same_rows(tmp_path):
    rows, seen = dyads(), []

    def made(**options):
        seen.clear()
        return list(map(str, panel(rows, 666, progress=lambda *done: seen.append(done), **options)))

    alone = made()
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    with ThreadPoolExecutor(2) as executor:
        assert made(executor=executor) == alone
    store = tmp_path / "panel.store"
    assert made(store=store) == alone
    assert made(store=store) == alone
    assert seen == [(4, 4)]  # all of it was there
    with pytest.raises(StoreError, match="keeps another run: its figures and choices is"):
        panel(rows, 666, store=store, intent=0.6)
    with pytest.raises(StoreError, match="keeps another run: its selection"):
        panel(rows, 666, store=store, select="first")


def test_a_time_limit_ends_a_panel():
    with pytest.raises(NotConvergedError, match="the time limit of 0 s passed after 0 of 4 points"):
        panel(dyads(), 666, time_limit=0)


def test_forty_states_need_no_table():
    made = panel(dyads(range(1, 42), [1950, 1951], seed=3), 1, [1950])
    assert len(made) == 40
    assert all(0 < row["probability"] < 1 for row in made)
    assert all(row["slack"] >= 0 for row in made)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"threats": 999}, "threats: unknown state 999"),
        ({"threats": []}, "no threats"),
        ({"threats": [666, "Israel"], "names": NAMES}, "threats: Israel is named twice"),
        ({"years": [1949]}, "no dyads for the year 1949; the table covers 1950-1953"),
        ({"years": "1950"}, "years must be a list of years"),
        ({"years": []}, "no years"),
        ({"select": "fairest"}, "unknown selection 'fairest'"),
        ({"select": len}, "unknown selection 'len'"),
        ({"rate": -1}, "rate must be a finite number of at least 0"),
        ({"intent": {"France": 0.5}}, "intent: unknown state 'France'"),
        ({"threats": 652, "states": [651]}, "no game: 652 in 1950: a game needs two states"),
    ],
)
def test_what_makes_no_sense_is_refused(options, message):
    with pytest.raises(InvalidModelError, match=message):
        panel(dyads(), **options)
