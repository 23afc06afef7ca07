"""Dyads with outcomes as games with choices."""

import csv

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.io.dyads.outcomes import read_choices

NAMES = {255: "Germany", 200: "Britain", 220: "France", 365: "USSR"}


def rows(**changes):
    """Three states that face Germany in 1938, two of them in 1939, as peacesciencer's directed dyads have it."""
    table = {
        "ccode1": [200, 220, 365, 200, 220],
        "ccode2": [255] * 5,
        "year": [1938, 1938, 1938, 1939, 1939],
        "cinc1": [0.078, 0.046, 0.164, 0.1, 0.04],
        "cinc2": [0.154] * 3 + [0.178] * 2,
        "capdist": [932, 880, 1610, 932, 880],
        "conttype": [5, 1, 0, 5, 1],
        "outcome": ["buck_pass", "neutral", "balance", "balance", "internal_balance"],
        "rivalry": [1, 1, 0, 1, 1],
    }
    return table | changes


def test_games_choices_and_figures():
    record = read_choices(rows(), names=NAMES, covariates=["rivalry"])
    first, second = record.games
    assert (first.name, first.cluster) == ("Germany in 1938", "Germany")
    assert first.model.names == ("Britain", "France", "USSR")
    assert first.played == ("buck_pass", "buck_pass", "balance")  # neutral counts as passing the buck
    assert second.played == ("balance", "balance")
    assert first.covariates["rivalry"].tolist() == [1, 1, 0]
    made = ag.from_dyads(rows(), 255, 1938, names=NAMES, intent=1).model
    assert np.array_equal(first.model.threat.closeness, made.threat.closeness)
    assert [state.power for state in first.model.states] == [0.078, 0.046, 0.164]
    assert first.model.against.power == 0.154


def test_the_file_gives_what_the_columns_give(tmp_path):
    path = tmp_path / "dyads.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(rows())
        writer.writerows(zip(*rows().values(), strict=True))
    record = read_choices(path, names=NAMES)
    assert [game.played for game in record.games] == [game.played for game in read_choices(rows()).games]


def test_undirected_dyads_have_a_column_for_each_state():
    turned = rows(ccode1=[200, 255, 365, 200, 220], ccode2=[255, 220, 255, 255, 255])
    turned["cinc1"], turned["cinc2"] = [0.078, 0.154, 0.164, 0.1, 0.04], [0.154, 0.046, 0.154, 0.178, 0.178]
    turned |= {"outcome1": ["balance", "", "balance", "NA", ""], "outcome2": ["", "bandwagon", "", "", ""]}
    record = read_choices(turned, ("outcome1", "outcome2"), names=NAMES)
    assert [game.played for game in record.games] == [("balance", "bandwagon", "balance")]


def test_what_is_left_out_is_told():
    gaps = rows(outcome=["balance", "", "balance", "balance", "balance"], capdist=[932, 880, "NA", 932, 880])
    record = read_choices(gaps, names=NAMES)
    assert [game.name for game in record.games] == ["Germany in 1939"]
    told = [str(each) for each in record.left_out]
    assert "France about Germany in 1938: no outcome" in told
    assert "USSR about Germany in 1938: no capdist, and no land border" in told
    assert "Britain about Germany in 1938: the only state" in told
    without = read_choices(rows(rivalry=[1, 1, "", 1, 1]), names=NAMES, covariates=["rivalry"])
    assert "USSR about Germany in 1938: no rivalry" in map(str, without.left_out)


@pytest.mark.parametrize(("cluster", "names"), [("year", ["1938", "1939"]), ("game", ["255 in 1938", "255 in 1939"])])
def test_clusters_and_choices_of_games(cluster, names):
    assert [game.cluster for game in read_choices(rows(), cluster=cluster).games] == names
    assert [game.name for game in read_choices(rows(), years=[1939], threats=255).games] == ["255 in 1939"]


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ({"outcome": ["balnce"] * 5}, {}, "outcome, row 1: unknown outcome 'balnce'; did you mean 'balance'"),
        ({"outcome": [""] * 5}, {}, "no game: no two states with figures and outcomes face one threat"),
        ({}, {"outcome": "response"}, "unknown column 'response'"),
        ({}, {"outcome": ["a", "b", "c"]}, "expected one column, or that of state one and of two"),
        ({}, {"cluster": "region"}, "unknown cluster 'region'"),
        ({"ccode1": [200, 200, 365, 200, 220]}, {}, "two rows of 200 about 255 in 1938"),
    ],
)
def test_refusals(change, options, message):
    table = rows(**change)
    if change.get("ccode1"):
        table |= {"cinc1": [0.078, 0.078, 0.164, 0.1, 0.04], "capdist": [932, 932, 1610, 932, 880]}
        table |= {"conttype": [5, 5, 0, 5, 1], "outcome": ["balance", "bandwagon", "balance", "", ""]}
    with pytest.raises(InvalidModelError, match=message):
        read_choices(table, **options)


def test_a_table_read_before_has_no_outcomes():
    with pytest.raises(InvalidModelError, match="give the file or the frame itself"):
        read_choices(ag.read_dyads(rows()))
