import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.sweeps import sweep
from alignment_games.sweeps.planes.crossings import crossings, response_crossings
from tests.sweeps import builders


def volunteer(burden, worth):
    """Two who would each pay for what both get, where it is worth it: b = w parts doing it from leaving it."""
    burden, worth = (np.asarray(each)[..., None, None] for each in (burden, worth))
    one = np.array([[1.0, 1.0], [0.0, 0.0]]) * (worth - burden)
    return ag.NormalFormGame(np.stack([one, np.swapaxes(one, -1, -2)], axis=-3), ["Ann", "Bob"], ["do", "leave"])


DIAGRAM = sweep(volunteer, vary={"burden": np.linspace(0, 1, 8), "worth": np.linspace(0.05, 0.9, 6)})


@pytest.mark.parametrize("by", ["selected", "equilibria"])
def test_crossings_lie_on_the_boundary(by):
    found = crossings(DIAGRAM, by=by)
    burden, worth = DIAGRAM.axes.values()
    across = burden[:-1, None] + found.across * np.diff(burden)[:, None]
    upward = worth[None, :-1] + found.upward * np.diff(worth)[None, :]
    met = [np.isfinite(across), np.isfinite(upward)]
    assert all(each.any() for each in met)
    np.testing.assert_allclose(across[met[0]], np.broadcast_to(worth, across.shape)[met[0]], atol=found.within)
    np.testing.assert_allclose(
        upward[met[1]], np.broadcast_to(burden[:, None], upward.shape)[met[1]], atol=found.within
    )
    assert (np.diff(found.labels, axis=0) != 0).tolist() == met[0].tolist()


@pytest.mark.slow
def test_large_games_without_tables_agree_with_those_that_have_one():
    case = ag.load_case("europe-1938-large")
    line = {"burden": np.array([0.02, 0.12])}
    diagram = sweep(case, line)
    assert diagram.family.by_sums
    for state, found in zip(diagram.players, response_crossings(diagram, diagram.players), strict=True):
        if np.isnan(found.across).all():
            continue
        at = 0.02 + 0.1 * float(found.across[0, 0])
        reach = 2 * 0.1 * found.within
        sides = [
            {eq[state].get("balance", 0) for eq in [best(case.model.with_parameters(burden=b))]}
            for b in (at - reach, at + reach)
        ]
        assert sides[0] != sides[1], state


def best(model):
    """The equilibrium with the largest sum of payoffs, by another way."""
    pure = [eq for eq in ag.solve(model.sums()) if eq.pure]
    return max(pure, key=lambda eq: sum(eq.payoffs))


def test_what_cannot_be_looked_into_is_left_in_the_middle():
    def counted(x):
        if not float(np.max(x)).is_integer():
            raise InvalidModelError("x counts")
        return builders.matching(x)

    half = crossings(sweep(counted, vary={"x": [0.0, 1.0, 2.0, 3.0]}), by="equilibria")
    assert half.within == 0.5
    assert set(half.across[np.isfinite(half.across)].tolist()) <= {0.5}
    assert crossings(DIAGRAM, exact=False).within == 0.5
    own = sweep(
        volunteer, vary=DIAGRAM.axes, select=lambda payoffs, equilibria: equilibria.reshape(len(payoffs), -1).argmax(1)
    )
    assert crossings(own).within == 0.5
    assert crossings(own, by="equilibria").within < 1e-4


def test_three_inputs_and_unknown_names_are_refused():
    with pytest.raises(InvalidModelError, match="over one or two inputs, this diagram has 3"):
        crossings(sweep("europe-1938", vary={"burden": [0.1], "intent": [0.1], "spoils": [0.0]}))
    with pytest.raises(InvalidModelError, match="unknown division 'all'"):
        crossings(DIAGRAM, by="all")
    with pytest.raises(InvalidModelError, match="unknown state 'Anne'; did you mean 'Ann'"):
        response_crossings(DIAGRAM, ["Anne"])
