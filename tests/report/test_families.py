import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.report.families import grid_points, sweep_report, uncertain_report
from alignment_games.sweeps import intent_guesses

MODEL = ag.load_case("europe-1938").model


def test_a_sweep_is_told_drawn_and_written(tmp_path):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra").use("Agg")
    axes = {"burden": grid_points(0, 0.4, 20), "intent": {"France": grid_points(0, 1, 20)}}
    told = []
    text = sweep_report(
        MODEL, axes, plot=tmp_path / "phase.png", csv=tmp_path / "phase.csv", progress=lambda *now: told.append(now)
    )
    assert text.startswith("400 games over burden (20) x intent of France (20)")
    assert (tmp_path / "phase.png").stat().st_size > 1000
    assert len((tmp_path / "phase.csv").read_text().splitlines()) == 401
    assert told[-1] == (400, 400)
    with pytest.raises(InvalidModelError, match="the picture cannot be written"):
        sweep_report(MODEL, axes, plot=tmp_path / "phase.nonsense")


def test_uncertainty_is_told_with_the_flip():
    told = uncertain_report(MODEL, draws=2000, seed=1)
    text = " ".join(told.split())
    assert text.startswith("2,000 draws (random, seed 1) of intent of Britain, intent of France, intent of USSR")
    assert "(balance, balance, buck_pass) takes over, as Britain would rather balance than buck_pass there" in text
    assert "intent of Britain from 0.5 to 0.538" in text
    assert told == uncertain_report(MODEL, draws=2000, seed=1)


def test_a_large_game_is_told_without_the_flip():
    text = " ".join(uncertain_report(ag.load_case("europe-1938-large").model, draws=5, seed=1).split())
    assert "of so large a game is not looked for" in text
    assert "each input alone" in text


def test_guesses_centre_on_the_estimates():
    found = intent_guesses(MODEL, spread=0.05)["intent"]
    assert found["France"].median() == pytest.approx(0.7, abs=1e-3)
    assert found["France"].std() == pytest.approx(0.05, rel=0.01)
    assert all(d.support() == pytest.approx((0, 1)) for d in found.values())
    with pytest.raises(InvalidModelError, match="given outright"):
        intent_guesses(MODEL.with_parameters(threat=np.array([0.1, 0.2, 0.3])))
    with pytest.raises(InvalidModelError, match="positive"):
        intent_guesses(MODEL, spread=0)


def test_bad_requests_are_refused():
    with pytest.raises(InvalidModelError, match="LOW:HIGH:COUNT"):
        grid_points(0, 1, 0)
    with pytest.raises(InvalidModelError, match="at least 1"):
        sweep_report(MODEL, {"burden": [0.1]}, workers=0)
