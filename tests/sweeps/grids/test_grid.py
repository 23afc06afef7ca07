from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.models.model import Input
from alignment_games.solvers import PureEnumeration, solve
from alignment_games.states import Guarantor
from alignment_games.sweeps import sweep
from alignment_games.sweeps._inputs import arguments, by_input, find_input
from alignment_games.sweeps.grids.grid import Grid
from tests.sweeps import builders

CASE = ag.load_case("europe-1938")
BURDEN, INTENT = np.linspace(0, 0.3, 7), np.linspace(0.05, 1, 9)


def same(one, other):
    """Whether two diagrams hold the same numbers, bit by bit."""
    names = ("counts", "listed", "selected", "held")
    return all(np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True) for name in names)


def test_each_point_has_the_equilibria_of_its_own_game():
    diagram = sweep(CASE, vary={"burden": BURDEN, "intent": {"France": INTENT}})
    for i, burden in enumerate(BURDEN):
        for j, intent in enumerate(INTENT):
            game = CASE.game(burden=burden, intent={"France": intent})
            expected = [equilibrium.actions for equilibrium in solve(game, PureEnumeration())]
            assert diagram.equilibria_at(i, j) == expected
            held = game.model.held()[
                tuple(game.actions[k].index(diagram.response(s)[i, j]) for k, s in enumerate(game.players))
            ]
            assert diagram.held[i, j] == pytest.approx(held, abs=1e-15)


def test_powers_and_threats_vary_too():
    diagram = sweep(
        CASE.model, vary={"power": {"France": [0.02, 0.2]}, "threat_power": [0.05, 0.3], "spillover": [0.0, 1.0]}
    )
    for at in np.ndindex(2, 2, 2):
        power, threat, spillover = (v[k] for v, k in zip(diagram.axes.values(), at, strict=True))
        game = CASE.game(power={"France": float(power)}, threat_power=float(threat), spillover=float(spillover))
        assert diagram.equilibria_at(*at) == [e.actions for e in solve(game, PureEnumeration())]


def test_a_closed_form_comes_out():
    x, y = np.linspace(-1, 1, 11), np.linspace(-2, 1, 13)
    diagram = sweep(builders.boxes, vary={"x": x, "y": y})
    assert np.array_equal(diagram.is_equilibrium("up, up"), (x[:, None] >= 0) & (y >= 0))
    assert np.array_equal(diagram.is_equilibrium("down, up"), (x[:, None] <= 0) & (y >= 0))
    assert np.array_equal(diagram.counts, np.where(x == 0, 2, 1)[:, None] * np.where(y == 0, 2, 1))


def test_a_builder_of_numbers_is_called_point_by_point_and_says_so():
    axes = {"x": np.linspace(-1, 1, 5), "y": np.linspace(-1, 1, 4)}
    slow, fast = sweep(builders.one_at_a_time, vary=axes), sweep(builders.boxes, vary=axes)
    assert slow.one_by_one
    assert not fast.one_by_one
    assert "one by one" in str(slow)
    assert same(slow, fast)


def test_a_builder_that_reads_arrays_wrongly_is_not_trusted_with_them():
    def wrong(x=0.0):
        return builders.boxes(x=x if np.ndim(x) == 0 else x * 0 + 1, y=1.0)

    diagram = sweep(wrong, vary={"x": [-1.0, 1.0]})
    assert diagram.one_by_one
    assert diagram.response("Ann").tolist() == ["down", "up"]


@pytest.mark.parametrize("points", [1, 2, 5, 9, 10, 63, 1000])
def test_chunks_change_nothing(points):
    whole = sweep(CASE, vary={"burden": BURDEN, "intent": INTENT})
    assert same(sweep(CASE, vary={"burden": BURDEN, "intent": INTENT}, points_per_chunk=points), whole)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.integers(1, 50))
def test_chunks_cover_each_point_once_in_order(shape, most):
    axes = {Input(f"p{k}"): np.arange(m) + 10.0 * k for k, m in enumerate(shape)}
    grid = Grid(axes)
    everything = np.stack([a.ravel() for a in np.meshgrid(*axes.values(), indexing="ij")])
    stop = 0
    for number, chunk in enumerate(grid.chunks(most)):
        assert (chunk.number, chunk.start) == (number, stop)
        stop = chunk.stop
        assert 1 <= chunk.size <= most
        columns = np.broadcast_arrays(*grid.columns(chunk.start, chunk.stop).values())
        assert np.array_equal(np.stack([c.ravel() for c in columns]), everything[:, chunk.start : chunk.stop])
    assert stop == grid.size


def processes(workers):
    """Processes that do not inherit the threads of this one."""
    return ProcessPoolExecutor(workers, mp_context=get_context("forkserver"))


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, processes])
def test_workers_change_nothing(pool):
    alone = sweep(CASE, vary={"burden": BURDEN, "intent": INTENT}, points_per_chunk=9)
    with pool(2) as executor:
        assert same(
            sweep(CASE, vary={"burden": BURDEN, "intent": INTENT}, points_per_chunk=9, executor=executor), alone
        )


def test_what_cannot_be_sent_to_other_processes_is_refused_with_the_remedy():
    with processes(1) as executor, pytest.raises(InvalidModelError, match="top of a module"):
        sweep(lambda x: builders.boxes(x, 1.0), vary={"x": [0.0, 1.0]}, executor=executor)


def test_progress_counts_points():
    told = []
    sweep(builders.boxes, vary={"x": np.arange(10.0)}, points_per_chunk=4, progress=lambda *now: told.append(now))
    assert told == [(4, 10), (8, 10), (10, 10)]


def test_mixed_equilibria_on_request():
    diagram = sweep(builders.matching, vary={"x": [0.0, 1.0, 3.0]}, mixed=True)
    assert diagram.counts.tolist() == [0, 0, 1]
    assert diagram.mixed_counts.tolist() == [1, 1, 0]
    assert diagram.mixed_complete.all()
    assert "mixed equilibria at 66.67%" in str(diagram)


def test_no_pure_equilibrium_is_said():
    diagram = sweep(builders.matching, vary={"x": [0.0, 3.0]})
    assert diagram.response("Even").tolist() == ["no pure equilibrium", "heads"]
    assert np.isnan(diagram.held).all()


@pytest.mark.parametrize(
    ("axes", "message"),
    [
        ({}, "nothing varies"),
        ({"burden": []}, "sequence of finite numbers"),
        ({"burden": [[0.1]]}, "shape"),
        ({"burden": [np.nan]}, "finite"),
        ({"burden": "much"}, "sequence of numbers"),
        ({"burdn": [0.1]}, "did you mean 'burden'"),
        ({"intent": [0.5, 1.5]}, "between 0 and 1"),
        ({"intent": {"Frace": [0.5]}}, "did you mean 'France'"),
    ],
)
def test_bad_axes_are_refused(axes, message):
    with pytest.raises(InvalidModelError, match=message):
        sweep(CASE, vary=axes)


def test_bad_builders_and_selections_are_refused():
    with pytest.raises(InvalidModelError, match="expected a case or its name, a model"):
        sweep(3, vary={"x": [1.0]})
    with pytest.raises(InvalidModelError, match="must return a NormalFormGame"):
        sweep(lambda x: x, vary={"x": [1.0]})
    with pytest.raises(InvalidModelError, match="did you mean 'first'"):
        sweep(CASE, vary={"burden": [0.1]}, select="fist")


@pytest.mark.parametrize(
    "select",
    [
        lambda *_: "x",
        lambda *_: 0,
        lambda payoffs, _: np.full(len(payoffs), 0.0),
        lambda payoffs, equilibria: np.full(len(payoffs), equilibria[0].size),
        lambda payoffs, equilibria: (~equilibria).reshape(len(payoffs), -1).argmax(axis=1),  # no equilibrium
    ],
)
def test_a_selection_of_ones_own_must_give_equilibria(select):
    with pytest.raises(InvalidModelError, match="select: expected a function of"):
        sweep(CASE, vary={"burden": [0.1]}, select=select)


def test_what_a_function_handed_in_raises_comes_out_as_it_is():
    class OwnError(Exception): ...

    def fail(*_):
        raise OwnError

    for name in ("select", "progress"):
        with pytest.raises(OwnError):
            sweep(CASE, vary={"burden": [0.1]}, **{name: fail})


def test_the_function_is_public_whatever_was_imported():
    assert ag.sweep is sweep
    assert ag.sweep(builders.boxes, vary={"x": [1.0]}).shape == (1,)


def test_inputs_are_named_and_found():
    found = by_input({"burden": 1.0, "intent": {"France": 2.0}, "power": {"France": 3.0}})
    assert find_input("intent.France", found) == find_input("intent of France", found) == Input("intent", "France")
    with pytest.raises(InvalidModelError, match="unknown input"):
        find_input("intent of Frace", found)
    columns = {name: np.full(4, value) for name, value in found.items()}
    shapes = {k: v.shape if k == "burden" else v["France"].shape for k, v in arguments(columns).items()}
    assert shapes == {"burden": (4, 1), "intent": (4,), "power": (4, 1)}


LARGE = ag.load_case("europe-1938-large")
PLANE = {"burden": np.linspace(0, 0.2, 4), "securitization": np.array([0.125, 0.5, 1, 2, 8])}


def test_seven_states_are_swept_as_they_are_solved_one_by_one():
    diagram = sweep(LARGE, vary=PLANE, select="first")
    assert diagram.family.by_sums
    for at in np.ndindex(*diagram.shape):
        point = {name: float(values[k]) for (name, values), k in zip(PLANE.items(), at, strict=True)}
        game = LARGE.game(**point)
        found = [e.actions for e in ag.solve(game, ag.solvers.PureEnumeration())]
        assert diagram.equilibria_at(*at) == found
        first = found[0] if found else ("no pure equilibrium",) * 7
        assert tuple(diagram.response(state)[at] for state in game.players) == first
        if found:
            index = [own.index(action) for own, action in zip(game.actions, found[0], strict=True)]
            assert diagram.held[at] == pytest.approx(float(LARGE.model.with_parameters(**point).held()[tuple(index)]))


@pytest.mark.slow
def test_a_store_of_seven_states_goes_on_where_it_was(tmp_path):
    path, done = tmp_path / "large.store", []
    whole = sweep(LARGE, vary=PLANE, mixed=True, store=path, points_per_chunk=5, progress=lambda *at: done.append(at))
    again = sweep(LARGE, vary=PLANE, mixed=True, store=path, points_per_chunk=5, progress=lambda *at: done.append(at))
    assert done == [(5, 20), (10, 20), (15, 20), (20, 20), (20, 20)]
    for name in ("counts", "listed", "selected", "mixed_counts", "mixed_complete"):
        assert np.array_equal(getattr(whole, name), getattr(again, name))
    other = sweep(LARGE, vary=PLANE, mixed=True)
    assert np.array_equal(whole.listed, other.listed)
    assert np.array_equal(whole.mixed_counts, other.mixed_counts)


def test_the_power_of_guarantors_is_an_axis_like_that_of_states():
    model = replace(CASE.model, guarantors=(Guarantor("USA", 0.2, ("France",)),))
    axes = {"guarantors": {"USA": np.array([0.0, 0.1, 0.5])}, "power": {"USSR": np.array([0.05, 0.2])}}
    diagram = sweep(model, vary=axes, select="first")
    assert not diagram.one_by_one
    for at in np.ndindex(3, 2):
        usa, ussr = axes["guarantors"]["USA"][at[0]], axes["power"]["USSR"][at[1]]
        game = model.with_parameters(guarantors={"USA": float(usa)}, power={"USSR": float(ussr)}).game()
        assert diagram.equilibria_at(*at) == [e.actions for e in solve(game, PureEnumeration())]
    assert len({tuple(diagram.equilibria_at(k, 1)) for k in range(3)}) > 1
