import numpy as np
import pytest

import alignment_games as ag
from alignment_games.report.classroom.classroom import classroom_page
from alignment_games.report.classroom.formulas import lent, sliders
from tests.report.classroom_game import CASE


def test_sliders_start_at_the_figures_of_the_model_and_reach_them():
    model = ag.load_case("grand-alliance-1941").model
    found = {slider.name: slider for slider in sliders(model)}
    assert found["power"].value == model.against.power
    assert [found[f"own_{i}"].state for i in range(len(model.names))] == list(model.names)
    assert [found[f"own_{i}"].value for i in range(len(model.names))] == np.broadcast_to(
        model.threat.intent, 8
    ).tolist()
    assert all(slider.low <= slider.value <= slider.high for slider in found.values())


def test_what_actions_lend_is_their_share_of_power_and_arrives_as_reliably_as_the_model_says():
    model = ag.load_case("europe-1938").model
    figures = lent(model)
    powers = [state.power for state in model.states]
    assert figures["lends"] == [[power, 0.0, 0.0] for power in powers]
    assert figures["aids"] == [[0.0, 0.0, power] for power in powers]
    assert figures["arrives"] == [[0.0 if i == k else 0.75 for k in range(3)] for i in range(3)]


def test_figures_by_name_make_the_same_page_as_figures_in_order():
    model = ag.load_case(CASE).model
    named = model.with_parameters(
        intent={"Britain": 0.5, "France": 0.7, "USSR": 0.7}, securitization=dict.fromkeys(model.names, 1.0)
    )
    assert [vars(slider) for slider in sliders(named)] == [vars(slider) for slider in sliders(model)]
    assert "function payoffs" in classroom_page(named)


@pytest.mark.parametrize("decisiveness", [1e-9, 0.5, [0.5, 1.5, 2]])
def test_roots_are_taken_in_the_browser(chromium_page, tmp_path, decisiveness):
    model = ag.load_case(CASE).model.with_parameters(decisiveness=np.array(decisiveness))
    (tmp_path / "page.html").write_text(classroom_page(model), encoding="utf-8")
    chromium_page.open(tmp_path / "page.html")
    shown = chromium_page.run("return payoffs(settings, threats(settings))")
    np.testing.assert_allclose(shown, model.game().payoffs.ravel(), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(chromium_page.run("return heldChances(settings)"), model.held().ravel(), rtol=1e-12)
    assert chromium_page.console() == []
