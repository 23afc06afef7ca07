import pickle

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.models.model import Input
from alignment_games.sweeps.families._family import Family, is_large
from alignment_games.sweeps.families._games import TableGames
from alignment_games.sweeps.families._response_games import ResponseGames
from tests.sweeps import builders

LARGE = ag.load_case("europe-1938-large")
BURDENS = {Input("burden"): np.array([0.02, 0.1])}


def numbers_only(burden):
    """A model of the user's own, from numbers alone."""
    return LARGE.model.with_parameters(burden=float(burden))


def wrong_on_arrays(burden):
    """A builder that confuses the last axis of a grid with the states."""
    return LARGE.model.with_parameters(burden=np.max(burden))


def test_large_response_models_are_solved_without_their_tables():
    for source in (LARGE, LARGE.model, LARGE.model.with_parameters):
        family = Family.of(source, BURDENS)
        assert family.by_sums
        assert family.arrays
        assert isinstance(family.games(BURDENS), ResponseGames)
        assert (family.players, family.actions) == (LARGE.model.names, LARGE.model.actions)


@pytest.mark.parametrize("source", [numbers_only, wrong_on_arrays, lambda burden: LARGE.game(burden=burden)])
def test_others_have_tables(source):
    family = Family.of(source, BURDENS)
    assert not family.by_sums
    assert isinstance(family.games({name: column[:1] for name, column in BURDENS.items()}), TableGames)


def test_small_exact_and_unbounded_models_have_tables():
    assert not is_large(ag.load_case("europe-1938").model)
    assert not is_large(ag.load_case("europe-1938-large", exact=True).model)
    assert not is_large(LARGE.model.with_parameters(burden=np.array([[0.1], [0.2]])))
    states = [ag.State(f"S{k}", 0.1) for k in range(40)]
    assert is_large(ag.models.response.response_model(states, ag.State("T", 0.5), [0.5] * 40))
    more = [ag.State(f"S{k}", 0.1) for k in range(63)]
    huge = ag.models.response.response_model(more, ag.State("T", 0.5), [0.5] * 63)
    assert not is_large(huge)  # a table of what is left has an axis for each
    with pytest.raises(UnsupportedGameError, match="payoffs"):
        Family.of(huge, BURDENS)


def test_games_run_through_the_grid_with_the_last_axis_fastest():
    columns = {Input("burden"): np.array([[0.02], [0.1]]), Input("securitization"): np.array([[0.5, 1.0, 2.0]])}
    family = Family.of(LARGE, {name: column.ravel()[:2] for name, column in columns.items()})
    slacks = family.games(columns).slacks((0,) * 7)
    assert slacks.shape == (6, 21)
    for k, (burden, securitization) in enumerate([(b, s) for b in (0.02, 0.1) for s in (0.5, 1.0, 2.0)]):
        payoffs = LARGE.game(burden=burden, securitization=securitization).payoffs
        line = payoffs[(0, slice(None), *(0,) * 6)]
        np.testing.assert_allclose(slacks[k, :3], line[0] - line[1:], rtol=1e-12)


def test_families_go_to_other_processes():
    family = pickle.loads(pickle.dumps(Family.of(LARGE, BURDENS)))  # noqa: S301 - written on this very line
    np.testing.assert_array_equal(
        family.games(BURDENS).slacks((1,) * 7), Family.of(LARGE, BURDENS).games(BURDENS).slacks((1,) * 7)
    )


def test_the_fingerprint_tells_models_apart():
    told = {Family.of(LARGE.model.with_parameters(milieu=milieu), BURDENS).fingerprint(BURDENS) for milieu in (0, 1e-6)}
    assert len(told) == 2
    assert Family.of(LARGE, BURDENS).fingerprint(BURDENS) == Family.of(LARGE.model, BURDENS).fingerprint(BURDENS)


def test_how_many_are_solved_together_goes_by_memory():
    assert Family.of(LARGE, BURDENS).together == 4096
    assert Family.of(builders.boxes, {Input("x"): np.array([0.0, 1.0])}).together == 4 * 2**20 // 64
    with pytest.raises(InvalidModelError, match="expected a case or its name, a model"):
        Family.of(3, BURDENS)
