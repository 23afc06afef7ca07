"""A case, a model, a game as a page: what is set stands there, and the record beside the equilibria."""

import re

import pytest

import alignment_games as ag
from alignment_games.models.registry import example
from alignment_games.report.show import against_record, show, show_model


def _on_one_line(text):
    return re.sub(r"\s+", " ", text)


def test_a_case_is_shown_with_its_record_and_every_source():
    case = ag.load_case("europe-1938")
    text = _on_one_line(show(case))
    assert text.startswith("europe-1938: ")
    assert "Britain passes the buck" in text
    assert all(f"{key}: " in text for key in case.sources)
    assert all(_on_one_line(record.intent_reason) in text for record in case.records)


def test_figures_shown_are_those_of_the_model():
    model = ag.load_case("europe-1938").model
    rows = [line.split() for line in show_model(model).splitlines()[3:6]]
    assert [row[0] for row in rows] == list(model.names)
    assert [float(row[3]) for row in rows] == pytest.approx(model.threat.values.tolist(), rel=5e-3)


def test_a_model_of_an_encoding_is_shown_with_its_claim_and_a_table_with_its_payoffs():
    assert show(example("dilemma")).startswith("The model dilemma (Jervis 1978): ")
    assert "[2*, 2*]" in show(ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["A", "B"], ["stag", "hare"]))


def test_the_record_is_told_by_its_number_or_by_who_would_leave_it():
    munich, prague = ag.load_case("europe-1938"), ag.load_case("europe-1939")
    solution = ag.solve(munich)
    (order,) = (k for k, each in enumerate(solution, 1) if each.pure and set(each.actions) == {"buck_pass"})
    assert against_record(munich, solution).endswith(f": equilibrium {order}")
    told = _on_one_line(against_record(prague, ag.solve(prague)))
    gain = float(re.search(r"USSR would gain ([\d.]+) by balancing$", told)[1])
    game = prague.game()
    assert gain == pytest.approx(game.payoffs[2, 0, 0, 0] - game.payoffs[2, 0, 0, 1], rel=5e-3)
