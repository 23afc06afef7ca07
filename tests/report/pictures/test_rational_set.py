"""The picture of a rational set: its shades are shares of games, its line is the set as recorded."""

import numpy as np
import pytest

import alignment_games as ag

pytest.importorskip("matplotlib")


def test_three_parameters_make_three_panels_with_the_record_and_the_middle():
    ax = ag.plot(ag.rationalise(ag.load_case("europe-1938"), undecided=0.5, most=200))
    panels = [each for each in ax.figure.axes if each.get_xlabel()]
    assert [(each.get_xlabel().split(" (")[0], each.get_ylabel().split(" (")[0]) for each in panels] == [
        ("burden", "reliability"), ("burden", "threat offence"), ("reliability", "threat offence"),
    ]  # fmt: skip
    for each in panels:
        assert {line.get_gid() for line in each.lines} == {"recorded", "centre"}
    assert "europe-1938" in ax.figure.get_suptitle()


def test_the_shade_is_the_share_of_the_third_parameter():
    case = ag.load_case("europe-1938")
    ax = ag.plot(ag.rationalise(case, ["burden", "punishment", "autonomy"]), pair=["burden", "autonomy"])
    shades = ax.collections[0]
    burdens, autonomies = np.linspace(0, 0.3, 61), np.linspace(0, 0.5, 61)
    values = shades.get_array().reshape(61, 61)
    for i, j in ((8, 45), (12, 45), (30, 45), (30, 4)):
        punishments = (np.arange(32) + 0.5) / 32 * 0.5
        holds = [
            max(case.game(burden=burdens[i], autonomy=autonomies[j], punishment=p).regrets(case.recorded)) == 0
            for p in punishments
        ]
        assert values[j, i] == pytest.approx(np.mean(holds), abs=0.04)


def test_a_set_that_is_empty_is_said_to_be():
    ax = ag.plot(ag.rationalise("russia-2022", ["burden", "punishment"]))
    assert "proven" in ax.texts[0].get_text()
    assert [text.get_text() for text in ax.get_legend().get_texts()][1:] == ["the model's own"]
    assert ax.get_xlabel() == "burden (units of threat)"


def test_two_parameters_make_one_panel_on_the_axes_given():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    _, given = pyplot.subplots()
    ax = ag.plot(ag.rationalise(ag.load_case("europe-1938"), ["burden", "autonomy"]), given)
    assert ax is given
    assert [label.split(" (")[0] for label in (ax.get_xlabel(), ax.get_ylabel())] == ["burden", "autonomy"]


def test_what_cannot_be_drawn_is_refused():
    case = ag.load_case("europe-1938")
    with pytest.raises(ag.InvalidModelError, match="only burden is open"):
        ag.plot(ag.rationalise(case, "burden"))
    found = ag.rationalise(case, ["burden", "autonomy"])
    with pytest.raises(ag.InvalidModelError, match="expected two of burden, autonomy"):
        ag.plot(found, pair=["burden", "intent.Britain"])
    many = ag.rationalise(case, ["burden", "punishment", "autonomy", "benefit", "hiding"])
    with pytest.raises(ag.InvalidModelError, match="no room side by side"):
        ag.plot(many)
