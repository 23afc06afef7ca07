import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.sweeps import series
from tests import first_form
from tests.sweeps import builders

CASE = first_form.load_case("europe-1938")


def test_slack_is_the_regret_of_the_best_deviation_with_its_sign_turned():
    found = series(CASE, [1, 2], vary={"burden": [0.05, 0.2]})
    for year, burden in zip(found, (0.05, 0.2), strict=True):
        game = CASE.game(burden=burden)
        payoffs = [float(u) for u in game.expected_payoffs(dict(year.alignment))]
        losses = {
            (state, deviation): payoffs[i] - float(game.expected_payoffs({**year.alignment, state: deviation})[i])
            for i, state in enumerate(game.players)
            for deviation in game.actions[i]
            if deviation != year.alignment[state]
        }
        assert min(losses, key=losses.get) == (year.state, year.deviation)
        assert year.slack == pytest.approx(min(losses.values()), rel=1e-9)
        assert year.slack >= 0


def test_years_of_cases_carry_the_record():
    cases = {year: first_form.load_case(f"europe-{year}") for year in (1936, 1938, 1939)}
    found = series(cases)
    assert [year.year for year in found] == [1936, 1938, 1939]
    assert found[2].recorded == cases[1939].recorded
    pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    frame = found.to_frame()
    assert frame[(frame.year == 1938) & (frame.state == "France")].recorded.item() == "buck_pass"


def test_values_by_state_and_years_without_equilibrium():
    found = series(CASE, [1938, 1939], vary={"intent": {"France": [0.7, 0.9]}})
    assert [year.alignment["France"] for year in found] == ["buck_pass", "bandwagon"]
    none = series(builders.matching, ["a", "b"], vary={"x": [0.0, 3.0]})
    assert none[0].equilibria == 0
    assert np.isnan(none[0].slack)
    assert str(none[0]) == "a: no pure equilibrium"
    assert none[1].slack == pytest.approx(1.0)


def test_lengths_are_checked():
    with pytest.raises(InvalidModelError, match="one value for each of 2 years"):
        series(CASE, [1938, 1939], vary={"burden": [0.1]})
    with pytest.raises(InvalidModelError, match="no years"):
        series(CASE, [], vary={"burden": []})


def test_seven_states_over_the_years_have_the_slacks_of_their_tables():
    case = ag.load_case("europe-1938-large")
    models = {burden: case.model.with_parameters(burden=burden) for burden in (0.02, 0.1)}
    for found in (series(case, list(models), vary={"burden": list(models)}), series(models)):
        for year, model in zip(found, models.values(), strict=True):
            game = model.game()
            payoffs = [float(u) for u in game.expected_payoffs(dict(year.alignment))]
            losses = [
                payoffs[i] - float(game.expected_payoffs({**year.alignment, state: other})[i])
                for i, state in enumerate(game.players)
                for other in game.actions[i]
                if other != year.alignment[state]
            ]
            assert year.slack == pytest.approx(min(losses), rel=1e-9)
            assert year.equilibria == len(ag.solve(game, ag.solvers.PureEnumeration()))
    assert series({1938: case})[0].recorded == case.recorded
