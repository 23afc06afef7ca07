"""How two scenarios side by side are told: tables, records, JSON."""

import json

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import UnsupportedGameError
from alignment_games.sweeps.contrasts import _tables, scenarios


@pytest.fixture(scope="module")
def found():
    return ag.compare("europe-1938", "europe-1939", by="parameter")


def test_it_prints_at_the_width_of_a_page(found):
    text = str(found)
    assert max(map(len, text.splitlines())) <= 100
    assert "3 inputs that differ (A: europe-1938, B: europe-1939)" in text
    assert "A's equilibrium is none of B: USSR would leave it." in text
    assert "exact, from all 8 games" in text


def test_columns_add_up_to_the_last_row_as_far_as_they_are_told(found):
    *_, chances, gains = found.tables
    for table in (chances, gains):
        *parts, whole = table.rows
        assert whole[0] == "all together"
        for column in range(1, len(table.header)):
            assert sum(float(row[column]) for row in parts) == pytest.approx(float(whole[column]), abs=0.002)


def test_records_tell_every_figure_and_input(found):
    records = found.to_records()
    assert len(records) == len(found.measures) * 3 == (9 + 6) * 3
    assert {row["of"] for row in records} == {"chance", "gain"}
    first = records[0]
    assert (first["state"], first["response"], first["input"]) == ("Britain", "balance", "intent")
    json.dumps(found.to_dict(), allow_nan=False)
    frame = pytest.importorskip("pandas").DataFrame(records)
    assert found.to_frame().equals(frame)


def test_html_and_latex_have_the_tables(found):
    page = found._repr_html_()
    assert page.count("<table") == 4
    assert "intent" in page
    assert ag.to_latex(found).count(r"\begin{tabular}") == 4


def test_names_of_others_are_shown_and_not_sent():
    game = [[[4.0, 0.0], [3.0, 2.0]], [[4.0, 3.0], [0.0, 2.0]]]
    hostile = ag.NormalFormGame(game, ["A\x1b[31m", "<b>"], ["stag", "hare"])
    found = ag.compare(hostile, hostile)
    assert "\x1b" not in str(found)
    assert "<b>" not in found._repr_html_()


def going_alone(prices):
    """Return a game in which each player gains its price by going, whatever the others do."""
    n = len(prices)
    payoffs = np.zeros((n, *(2,) * n))
    for i, price in enumerate(prices.values()):
        payoffs[i] += price * np.arange(2).reshape(*(1,) * i, 2, *(1,) * (n - 1 - i))
    return ag.NormalFormGame(payoffs, list(prices), ["stay", "go"])


def test_of_many_states_and_inputs_those_that_move_most_are_told(monkeypatch):
    for name, most in (("_MOST_STATES", 3), ("_MOST_COLUMNS", 2), ("_MOST_INPUTS", 2)):
        monkeypatch.setattr(_tables, name, most)
    model = ag.as_model(going_alone).with_parameters(prices=dict.fromkeys("QRST", -1.0))
    found = ag.compare(model, {("prices", name): float(k) for k, name in enumerate("QRST")}, rate=1.0)
    inputs, states, chances, gains = found.tables
    assert [row[0] for row in inputs.rows] == ["prices of Q", "prices of R", "and 2 others"]
    assert [row[0] for row in states.rows] == ["R", "S", "T"]  # at a price of 0 Q is indifferent, and stays
    assert "3 of 4" in states.caption
    assert chances.header == ["input", "S: stay", "T: stay"]
    assert [row[0] for row in chances.rows] == ["prices of T", "prices of S", "the other 2", "all together"]
    assert gains.rows[-1][1:] == ["+3.00", "+4.00"]
    assert "R, S and 1 others would leave it" in str(found)


def test_dozens_of_inputs_are_moved_together_or_by_orders(monkeypatch):
    monkeypatch.setattr(scenarios, "_MOST_UNASKED", 2)
    model = ag.as_model(going_alone).with_parameters(prices=dict.fromkeys("QRS", -1.0))
    changes = dict.fromkeys([("prices", name) for name in "QRS"], 1.0)
    with pytest.raises(UnsupportedGameError, match="3 inputs differ, too many"):
        ag.compare(model, changes)
    assert len(ag.compare(model, changes, by="parameter").inputs) == 1
    drawn = ag.compare(model, changes, orders=4, rng=1)
    assert [each.value for each in drawn.effects("Q", "go", rather_than="stay")] == pytest.approx([2, 0, 0])


def test_two_threats_are_named():
    states = [ag.State("France", 0.05), ag.State("Italy", 0.04)]
    one, other = (ag.response_model(states, ag.State(name, 0.1), [0.5, 0.4]) for name in ("Germany", "USSR"))
    assert "A is about Germany, B about USSR." in str(ag.compare(one, other))
    assert "A is about" not in str(ag.compare(one, one))
