"""Tables in every format: marks, escapes, panels, and stable columns."""

from fractions import Fraction
from html.parser import HTMLParser

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.report import payoff_latex
from alignment_games.report.tables import (
    PAYOFF_COLUMNS,
    THREAT_COLUMNS,
    payoff_frame,
    payoff_html,
    payoff_text,
    threat_frame,
)
from alignment_games.text.numbers import decimals

HUNT = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])


def test_text_of_three_players_has_one_panel_for_each_choice_of_the_third():
    game = ag.load_case("europe-1938").game()
    text = payoff_text(game)
    assert [line for line in text.splitlines() if line.startswith("USSR")] == [
        "USSR: balance",
        "USSR: buck_pass",
        "USSR: bandwagon",
    ]
    assert text.count("[") == 2  # all pass the buck, or Britain and France stand
    for profile in ("buck_pass, buck_pass, buck_pass", "balance, balance, buck_pass"):
        at_equilibrium = game.expected_payoffs(profile)
        assert f"[{', '.join(f'{payoff:.3f}*' for payoff in at_equilibrium)}]" in text


def test_every_best_reply_is_marked_once_for_each_line_of_a_generic_game():
    game = ag.NormalFormGame(np.random.default_rng(3).normal(size=(3, 2, 3, 4)))
    lines = 3 * 4 + 2 * 4 + 2 * 3  # each player has one best reply against each play of the others
    assert payoff_text(game).count("*") == lines
    assert payoff_html(game).count("<u>") == lines
    assert payoff_latex(game).count(r"\underline") == lines


class Tables(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.cells, self.headers = [], 0, 0

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.cells += tag == "td"
        self.headers += tag == "th"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_html_is_balanced_and_has_every_profile():
    parser = Tables()
    parser.feed(payoff_html(ag.load_case("europe-1938").game()))
    assert parser.open == []
    assert parser.cells == 27
    assert parser.headers == 3 * (1 + 3 + 3)


def test_frames_have_their_stable_columns():
    pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    frame = payoff_frame(HUNT)
    assert (
        tuple(frame.columns) == PAYOFF_COLUMNS == ("profile", "state", "action", "payoff", "best_reply", "equilibrium")
    )
    assert frame[frame["equilibrium"]]["profile"].tolist() == [1, 1, 4, 4]
    assert frame[frame["state"] == "Bob"]["payoff"].tolist() == [4, 3, 0, 2]
    threats = threat_frame(ag.load_case("europe-1938").model)
    assert tuple(threats.columns) == THREAT_COLUMNS == ("state", "threat", "power", "proximity", "offence", "intent")
    product = threats["power"] * threats["proximity"] * threats["offence"] * threats["intent"]
    np.testing.assert_allclose(threats["threat"], product)
    assert threat_frame(ag.load_case("europe-1938").model.threat).equals(threats)
    given = ag.response_game([ag.State("A", 1), ag.State("B", 1)], ag.State("C", 1), [0.1, 0.2]).model
    assert threat_frame(given)["intent"].isna().all()


def test_payoffs_of_every_arithmetic_print():
    import sympy

    assert decimals(Fraction(2, 3)) == "2/3"
    assert decimals(1e-9) == "1e-09"
    assert decimals(0.0) == "0.000"
    assert decimals(sympy.Symbol("b") / 2) == "b/2"
    symbolic = ag.NormalFormGame([[sympy.Symbol("b"), 1]])
    assert "*" not in payoff_text(symbolic)


def test_families_are_refused():
    family = ag.NormalFormGame(np.zeros((5, 2, 2, 2)), ["Ann", "Bob"])
    for draw in (payoff_text, payoff_latex, payoff_frame):
        with pytest.raises(ag.UnsupportedGameError, match="family"):
            draw(family)
