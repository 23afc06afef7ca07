import re
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import uniform

import alignment_games as ag
from alignment_games.cli import main
from alignment_games.cli.family_reports import Asked, grid_points, sweep_report, uncertain_report
from alignment_games.errors import InvalidModelError, UnwrittenError
from alignment_games.states import Response
from alignment_games.sweeps import intent_guesses, sweep, uncertain
from alignment_games.text.play import do

MODEL = ag.load_case("europe-1938").model


def test_a_sweep_is_told_drawn_and_written(tmp_path):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra").use("Agg")
    axes = {"burden": grid_points(0, 0.4, 20), "intent": {"France": grid_points(0, 1, 20)}}
    told = []
    text = sweep_report(
        MODEL, axes, Asked(tmp_path / "phase.png", tmp_path / "phase.csv", progress=lambda *now: told.append(now))
    )
    assert text.startswith("400 games over burden (20) x intent of France (20)")
    assert (tmp_path / "phase.png").stat().st_size > 1000
    assert len((tmp_path / "phase.csv").read_text().splitlines()) == 401
    assert told[-1] == (400, 400)
    with pytest.raises(InvalidModelError, match="pictures are saved as"):
        sweep_report(MODEL, axes, Asked(tmp_path / "phase.nonsense"))


@pytest.mark.slow
def test_uncertainty_is_told_with_the_flip():
    told = uncertain_report(MODEL, draws=2000, seed=1)
    text = " ".join(told.split())
    assert text.startswith("2,000 draws (random, seed 1) of intent of Britain, intent of France, intent of USSR")
    assert "Britain would rather pass the buck than balance after intent of Britain from 0.5 to" in text
    lowered = float(re.search(r"intent of Britain from 0.5 to ([\d.]+)", text)[1])
    game = MODEL.with_parameters(intent={"Britain": lowered - 0.01}).game()
    assert game.regrets("balance, balance, buck_pass")[0] > 0
    assert told == uncertain_report(MODEL, draws=2000, seed=1)


LARGE = ag.load_case("europe-1938-large").model


def test_a_large_game_is_told_with_the_flip_in_the_time_that_is_given(monkeypatch):
    monkeypatch.setattr("alignment_games.sweeps.runs._allowance.ALLOWED", 1e-9)  # none of it would be, without a limit
    told = uncertain_report(
        LARGE, Asked(time_limit=1000), draws=5, seed=1, distributions={"burden": uniform(0.02, 0.06)}
    )
    text = " ".join(told.split())
    flip = re.search(r"(\w+) would rather ([a-z ]+) than ([a-z ]+) after burden from 0.05 to ([\d.]+)", text)
    state, *words, burden = flip.groups()
    label = {do(action): action for actions in LARGE.actions for action in actions}
    better, worse = (label[each] for each in words)
    assert f"{state} {worse}" in re.search(r"at the medians \((.*?)\)", text)[1]
    beyond = float(burden) + (0.001 if float(burden) > 0.05 else -0.001)
    play = dict(pair.split() for pair in re.search(r"at the medians \((.*?)\)", text)[1].split(", "))
    game, i = LARGE.with_parameters(burden=beyond).game(), LARGE.names.index(state)
    payoffs = [float(game.expected_payoffs({**play, state: action})[i]) for action in (better, worse)]
    assert payoffs[0] > payoffs[1]
    assert "each input alone" in text


def test_a_large_game_whose_payoffs_have_no_bounds_is_told_without_the_flip():
    table = {"balance": Response(membership=1, contribution=1, mobilisation=1, exposure=-0.1)}
    told = uncertain_report(replace(LARGE, table=table), draws=2, seed=1)
    assert "of so large a game is not looked for" in " ".join(told.split())


def test_guesses_centre_on_the_estimates():
    found = intent_guesses(MODEL, spread=0.05)
    assert found["intent", "France"].median() == pytest.approx(0.7, abs=1e-3)
    assert found["intent", "France"].std() == pytest.approx(0.05, rel=0.01)
    assert all(d.support() == pytest.approx((0, 1)) for d in found.values())
    with pytest.raises(InvalidModelError, match="given outright"):
        intent_guesses(MODEL.with_parameters(threat=np.array([0.1, 0.2, 0.3])))
    with pytest.raises(InvalidModelError, match="positive"):
        intent_guesses(MODEL, spread=0)


def test_bad_requests_are_refused():
    with pytest.raises(InvalidModelError, match="LOW:HIGH:COUNT"):
        grid_points(0, 1, 0)
    with pytest.raises(InvalidModelError, match="at least 1"):
        sweep_report(MODEL, {"burden": [0.1]}, Asked(workers=0))


@pytest.mark.slow
def test_results_outlive_a_picture_that_cannot_be_written(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra").use("Agg")
    monkeypatch.setattr("matplotlib.figure.Figure.savefig", full)
    with pytest.raises(UnwrittenError, match="No space left") as caught:
        sweep_report(MODEL, {"burden": [0.0, 0.1]}, Asked(tmp_path / "p.png", tmp_path / "t.csv"))
    assert caught.value.result == f"{sweep(MODEL, vary={'burden': [0.0, 0.1]})}\ntable: {tmp_path / 't.csv'}"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["t.csv"]
    with pytest.raises(UnwrittenError, match="No space left") as caught:
        uncertain_report(MODEL, Asked(tmp_path / "p.png"), draws=50, seed=1)
    assert "50 draws" in caught.value.result


def test_the_command_prints_them_before_it_says_so(tmp_path, monkeypatch, capsys):
    def no_font(*_, **__):
        raise ValueError("no font")

    pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra").use("Agg")
    monkeypatch.setattr("matplotlib.figure.Figure.savefig", no_font)
    assert main(["sweep", "europe-1938", "--over", "burden=0:0.1:2", "--plot", str(tmp_path / "p.png")]) == 2
    out, err = capsys.readouterr()
    assert "2 games over burden" in out
    assert "no font" in err
    assert err.count("\n") == 1


def test_an_ending_that_matplotlib_does_not_know_keeps_the_old_file(tmp_path):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra").use("Agg")
    (tmp_path / "p.xyz").write_text("old")
    with pytest.raises(InvalidModelError, match="pictures are saved as"):
        sweep_report(MODEL, {"burden": [0.0, 0.1]}, Asked(tmp_path / "p.xyz"))
    assert (tmp_path / "p.xyz").read_text() == "old"


@pytest.mark.slow
def test_hostile_names_are_drawn_as_they_are(tmp_path):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra").use("Agg")
    states = [ag.State(name, power=1) for name in ("US$ and A$", "_hidden", "$\\frac{", "a\x1b[31m")]
    model = ag.response_model(states, ag.State("$x$", power=3), [0.4, 0.5, 0.6, 0.7])
    sweep_report(model, {"burden": np.linspace(0, 0.2, 9)}, Asked(tmp_path / "p.svg"))
    found = uncertain_report(
        model, Asked(tmp_path / "u.svg"), draws=50, seed=1, distributions={"burden": uniform(0, 0.1)}
    )
    assert "50 draws" in found
    ax = ag.plot(uncertain(model, vary={"burden": uniform(0, 0.1)}, draws=50, rng=1))
    ax.figure.canvas.draw()
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert [label.replace(r"\$", "$") for label in labels] == ["US$ and A$", " _hidden", "$\\frac{", "a\\x1b[31m"]
    alignment = dict(zip(model.names, ("balance", "buck_pass", "bandwagon", "balance"), strict=True))
    ag.plot(model, alignment=alignment).figure.savefig(tmp_path / "m.svg")
    ag.plot(ag.logit_path(model.game())).figure.savefig(tmp_path / "l.svg")
