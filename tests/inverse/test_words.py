"""What is printed says what was found."""

import alignment_games as ag
from alignment_games.inverse import RecordedPlay
from alignment_games.inverse.linear import Affine
from alignment_games.inverse.words import percent, terms
from alignment_games.models.model import Input


def test_an_exact_set_names_who_is_held_to_what():
    text = str(ag.rationalise(ag.load_case("europe-1938"), ["burden", "punishment", "autonomy"]))
    assert "It is an equilibrium in 69.4 % of this box (exact)." in text
    assert "Britain: passing the buck rather than balancing" in text
    assert "burden + 0.161 punishment >= 0.057" in text
    assert "autonomy >= 0.121" in text


def test_boxes_tell_both_bounds_and_what_changes_nothing():
    text = str(ag.rationalise(ag.load_case("europe-1938")))
    assert "both bounds proven" in text
    assert "Whatever reliability may be changes nothing here." in text
    assert "rising in threat_offence" in " ".join(text.split())


def test_an_empty_set_says_why_in_terms():
    text = str(ag.rationalise(ag.load_case("europe-1936"), ["burden", "punishment"]))
    assert "proven by exact arithmetic" in text
    assert "USSR: balancing rather than passing the buck" in text
    assert "whatever they are" in text
    assert "its highest, 0.5" in text
    boxes = str(ag.rationalise(ag.load_case("europe-1907")))
    assert "rounded outwards" in boxes
    assert "Belgium: staying neutral rather than" in boxes


def test_names_that_steer_are_shown():
    states = [ag.State("A\x1b[31m", 0.1), ag.State("B", 0.1)]
    model = ag.response_model(states, ag.State("T", 0.2), [0.4, 0.4], actions=["balance", "buck_pass"])
    text = str(ag.rationalise(RecordedPlay(model, dict.fromkeys(model.names, "balance"), "r\x1b"), "burden"))
    assert "\x1b" not in text
    assert r"A\x1b[31m" in text


def test_terms_are_at_their_best_for_the_record():
    mean = Affine(-1, (2, -3, 0))
    box = {Input("burden"): (0, 0.25), Input("autonomy"): (0.1, 0.5), Input("benefit"): (0, 1)}
    assert terms(mean, box) == [
        "-1 whatever they are",
        "+0.5 at best by burden (its highest, 0.25)",
        "-0.3 at best by autonomy (its lowest, 0.1)",
    ]


def test_percentages_from_nothing_to_all():
    assert [percent(x) for x in (0.0, 1e-6, 0.005, 0.5, 0.9999, 1.0)] == [
        "0 %", "0.0001 %", "0.5 %", "50.0 %", "100 %", "100 %",
    ]  # fmt: skip
