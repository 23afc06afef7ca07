import numpy as np
import pytest
from scipy.stats import uniform

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.sweeps import chances

INTENT = {("intent", "USSR"): uniform(0, 1)}


def test_the_chance_is_the_share_of_intents_beyond_the_switch():
    # At each burden the USSR balances from some intent on, found by bisection on the solved game.
    case = ag.load_case("europe-1938")
    found = chances(case, {"burden": [0.01, 0.02, 0.03]}, INTENT, draws=4000, sampling="sobol", rng=1)
    for burden, share in zip(found.values.tolist(), found.response("USSR")["balance"], strict=True):
        low, high = 0.0, 1.0
        for _ in range(20):
            middle = (low + high) / 2
            game = case.model.with_parameters(burden=burden, intent={"USSR": middle}).game()
            pure = [eq for eq in ag.solve(game, ag.solvers.PureEnumeration()) if eq.pure]
            best = max(pure, key=lambda eq: sum(eq.payoffs))
            low, high = (low, middle) if best["USSR"]["balance"] == 1 else (middle, high)
        assert share.value == pytest.approx(1 - high, abs=2e-3)


def test_chances_of_a_state_add_up_and_rows_are_tidy():
    found = chances("europe-1938", {("intent", "France"): [0.2, 0.9]}, INTENT, draws=50, rng=2)
    none = np.array([each.none.value for each in found.found])
    for state in found.players:
        rows = np.array([[each.value for each in estimates] for estimates in found.response(state).values()])
        np.testing.assert_allclose(rows.sum(axis=0), 1 - none)
    rows = found.to_records()
    assert len(rows) == 2 * 3 * 3
    assert set(rows[0]) >= {"intent of France", "state", "action", "probability", "standard_error"}


def test_bad_input_is_refused():
    with pytest.raises(InvalidModelError, match="run along one input, got 2: burden, spoils"):
        chances("europe-1938", {"burden": [0.1], "spoils": [0.1]}, INTENT)
    with pytest.raises(InvalidModelError, match="burden: expected one or more values that rise"):
        chances("europe-1938", {"burden": [0.2, 0.1]}, INTENT)
    with pytest.raises(InvalidModelError, match="cannot be drawn as well"):
        chances("europe-1938", {("intent", "USSR"): [0.2, 0.4]}, INTENT)
