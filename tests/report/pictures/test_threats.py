from itertools import pairwise

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.report import threat_heat_map

pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")

NAMES = ("Germany", "France", "Japan")
SYSTEM = ag.System(
    [ag.State("Germany", 0.15), ag.State("France", 0.05), ag.State("Japan", 0.05)],
    distance_km={("Germany", "Japan"): 9000, ("France", "Japan"): 9700},
    contiguous=[("France", "Germany")],
    intent={("Germany", "France"): 0.8},
)


def test_rows_see_and_columns_are_seen():
    ax = ag.plot(SYSTEM)
    (image,) = ax.get_images()
    shown = np.ma.filled(image.get_array(), np.nan)
    assert shown[1, 0] == pytest.approx(0.15 / 0.2 * 0.8)  # France of Germany: relative power times intent
    assert shown[0, 1] == pytest.approx(0.05 / 0.2 * 0.5)
    assert np.isnan(np.diag(shown)).all()
    assert [text.get_text() for text in ax.get_yticklabels()] == list(NAMES)
    # Share of the pair's power, times 1 / (1 + distance / 1000 km), times intent.
    assert [text.get_text() for text in ax.texts] == ["0.12", "0.01", "0.60", "0.02", "0.04", "0.02"]


def test_regions_stand_together_in_a_frame():
    regions = ag.regional_complexes(SYSTEM, 0.2)
    ax = ag.plot(regions)
    frames = [patch for patch in ax.patches if patch.get_gid() == "region"]
    assert [frame.get_width() for frame in frames] == [2]
    assert {text.get_text() for text in ax.get_yticklabels()[:2]} == {"Germany", "France"}


def test_one_threat_is_shown_with_its_sources():
    case = ag.load_case("europe-1938")
    ax = threat_heat_map(case)
    (image,) = ax.get_images()
    assert np.asarray(image.get_array())[:, 0] == pytest.approx(case.model.threat.values)
    assert [text.get_text() for text in ax.get_xticklabels()] == ["threat", "power", "proximity", "offence", "intent"]
    given = threat_heat_map(case.model.with_parameters(threat=np.array([0.1, 0.2, 0.003])))
    assert [text.get_text() for text in given.texts] == ["0.10", "0.20", "<.01"]


def test_the_key_of_colours_says_what_they_are_of():
    many = [ag.State(f"S{k}", 0.01) for k in range(40)]
    seen = ag.perceived_threat(many, of=SYSTEM.states[0], distance_km=[500] * 40, intent=0.5)
    model = ag.response_model(many, SYSTEM.states[0], seen)
    assert threat_heat_map(model).figure.axes[1].get_ylabel() == "threat and its sources"


def test_forty_states_have_colours_without_figures():
    states = [ag.State(f"S{k}", 1 + k) for k in range(40)]
    border = [(f"S{k}", f"S{k + j}") for k in range(40) for j in range(1, 40 - k)]
    ax = threat_heat_map(ag.System(states, contiguous=border))
    assert len(ax.texts) == 0
    assert ax.figure.axes[1].get_ylabel() == "perceived threat"
    assert len(ax.get_yticklabels()) == 40
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.get_yticklabels()]
    assert not any(a.overlaps(b) for a, b in pairwise(boxes))


def test_anything_else_is_refused():
    with pytest.raises(
        InvalidModelError,
        match=r"a matrix of threats, unless it is of a system, is about .* not a model of the encoding dilemma",
    ):
        threat_heat_map("dilemma")
    family = ag.load_case("europe-1938").model.with_parameters(intent=np.array([[0.1], [0.2]]))
    with pytest.raises(InvalidModelError, match="family of games"):
        threat_heat_map(family)


def test_a_width_at_which_names_would_stand_on_one_another_is_refused():
    names = [f"State {k}" for k in range(40)]
    distances = {(a, b): 500.0 for k, a in enumerate(names) for b in names[k + 1 :]}
    system = ag.System([ag.State(name, 0.02) for name in names], distances)
    with pytest.raises(ag.InvalidModelError, match=r"a matrix of 40 states can be read from 5\.0 inches on, got 3\.5"):
        ag.plot(system, width="column")
