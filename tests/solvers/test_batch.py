import numpy as np
import pytest

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game import best_reply
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import SupportEnumeration, VertexEnumeration, solve, solve_batch
from tests.oracles.two_players import as_set, every_basis


def rows_of(found, index):
    return [tuple(own[row] for own in found.profiles) for row in np.flatnonzero(found.game == index)]


def families():
    rng = np.random.default_rng(11)
    for shape, count in [
        ((2, 2), 60),
        ((2, 3), 40),
        ((3, 3), 40),
        ((4, 4), 20),
        ((5, 5), 6),
        ((1, 4), 10),
        ((6, 6), 3),
    ]:
        yield pytest.param(rng.random((count, 2, *shape)), id=f"uniform {shape}")
        yield pytest.param(rng.integers(0, 3, (count // 3, 2, *shape)).astype(float), id=f"ties {shape}")
        close = rng.integers(0, 3, (count // 3, 2, *shape)) + 1e-8 * rng.integers(0, 3, (count // 3, 2, *shape))
        yield pytest.param(close, id=f"gaps of 1e-8 {shape}")


@pytest.mark.parametrize("payoffs", list(families()))
def test_two_players_agree_with_one_by_one(payoffs):
    found = solve_batch(payoffs)
    assert found.complete.all()
    assert found.counts.sum() == len(found)
    for index, own in enumerate(payoffs):
        alone = solve(NormalFormGame(own), VertexEnumeration())
        assert as_set(rows_of(found, index), 7) == as_set((e.profile for e in alone), 7)
        assert len(found.components.get(index, ())) == len(alone.components)


def test_small_games_agree_with_every_basis():
    payoffs = np.random.default_rng(12).integers(0, 9, (40, 2, 3, 3)).astype(float)
    found = solve_batch(payoffs)
    assert not found.one_by_one.all()
    for index, own in enumerate(payoffs):
        expected = every_basis(*own.astype(int).astype(object))
        assert as_set(rows_of(found, index), 9) == {tuple(round(float(p), 9) for p in row) for row in expected}


def test_three_players_agree_with_support_enumeration():
    rng = np.random.default_rng(13)
    payoffs = np.concatenate([rng.random((40, 3, 2, 2, 2)), rng.integers(0, 9, (8, 3, 2, 2, 2))])
    found = solve_batch(payoffs)
    for index, own in enumerate(payoffs):
        alone = solve(NormalFormGame(own), SupportEnumeration())
        assert found.complete[index] == alone.complete
        assert as_set(rows_of(found, index), 6) == as_set((e.profile for e in alone), 6)


def test_three_players_with_known_equilibria():
    # McKelvey & McLennan's game with nine equilibria, the most that three players with two actions can have.
    nine = np.zeros((3, 2, 2, 2))
    nine[:, 0, 0, 0], nine[:, 1, 1, 0], nine[:, 1, 0, 1], nine[:, 0, 1, 1] = (9, 8, 12), (9, 8, 2), (3, 4, 6), (3, 4, 4)
    found = solve_batch(nine[None] + np.array([0.0, 5.0])[:, None, None, None, None])
    assert found.counts.tolist() == [9, 9]
    # Volunteer's dilemma, benefit 1 and cost 1/4: seven equilibria, the symmetric one with 1 - (c/b)^(1/2) = 1/2.
    helped = np.array([[[any((a, b, c)) for c in (0, 1)] for b in (0, 1)] for a in (0, 1)], dtype=float)
    cost = [0.25 * np.arange(2).reshape([2 if j == i else 1 for j in range(3)]) for i in range(3)]
    volunteers = np.stack([helped - c for c in cost])
    dilemma = solve_batch(volunteers[None])
    assert dilemma.counts.tolist() == [7]
    assert any(np.allclose(np.concatenate(row), 0.5) for row in rows_of(dilemma, 0))


@pytest.mark.parametrize("shape", [(3, 3), (2, 2, 2)], ids=str)
def test_every_generic_game_has_an_odd_number_and_no_regret(shape):
    payoffs = np.random.default_rng(14).random((2000, len(shape), *shape))
    found = solve_batch(payoffs)
    assert found.complete.all()
    assert (found.counts % 2 == 1).all()
    assert best_reply.regrets(payoffs[found.game], found.profiles).max() < 1e-10
    assert (np.diff(found.game) >= 0).all()


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1e9, 1e300])
def test_the_scale_of_payoffs_changes_nothing(scale):
    payoffs = np.random.default_rng(15).random((50, 2, 3, 3)) - 0.5
    with np.errstate(all="ignore"):
        scaled = solve_batch(payoffs * scale)
    plain = solve_batch(payoffs)
    assert scaled.complete.all()
    assert np.array_equal(scaled.game, plain.game)


def test_pure_equilibria_only():
    payoffs = np.random.default_rng(16).integers(0, 3, (30, 3, 2, 3, 2)).astype(float)
    found = solve_batch(payoffs, kind="pure")
    assert not found.complete.any()
    for index, own in enumerate(payoffs):
        expected = np.argwhere(best_reply.pure_equilibria(own, 3)).tolist()
        assert [[int(p.argmax()) for p in row] for row in rows_of(found, index)] == expected
    assert found.regrets.max() == 0


def test_families_carry_their_axes_and_labels():
    payoffs = np.random.default_rng(17).random((4, 5, 2, 2, 2))
    family = NormalFormGame(payoffs, ["Ann", "Bob"])
    found = solve_batch(family)
    assert found.batch_shape == (4, 5)
    assert np.array_equal(found.game, solve_batch(payoffs, n_players=2).game)
    assert np.array_equal(found.game, solve_batch(payoffs.reshape(20, 2, 2, 2)).game)


def test_exact_families_stay_exact():
    games = np.array([[[[4, 0], [3, k]], [[4, 3], [0, k]]] for k in (1, 2)], dtype=object)
    found = solve_batch(NormalFormGame(games, ["Ann", "Bob"]))
    assert found.counts.tolist() == [3, 3]
    assert all(regret == 0 for regret in found.regrets)


def test_components_point_to_their_rows():
    tie = np.array([[[1.0, 1.0], [1.0, 0.0]], [[1.0, 1.0], [0.0, 1.0]]])
    generic = np.array([[[4.0, 0.0], [3.0, 2.0]], [[4.0, 3.0], [0.0, 2.0]]])
    found = solve_batch(np.stack([generic, tie]))
    (component,) = found.components[1]
    assert {int(found.game[row]) for row in component.members} == {1}
    assert found.one_by_one.tolist() == [False, True]
    assert found.finished


def test_a_time_limit_marks_what_was_not_reached():
    payoffs = np.random.default_rng(18).integers(0, 2, (3000, 2, 3, 3)).astype(float)
    found = solve_batch(payoffs, time_limit=0.2)
    assert not found.finished
    assert not found.complete.all()
    assert found.complete[found.game].all()


def test_no_games_and_wrong_shapes():
    assert len(solve_batch(np.zeros((0, 2, 2, 2)))) == 0
    with pytest.raises(InvalidModelError, match="the first axis counts the players"):
        solve_batch(np.zeros((5, 3, 2, 2)))
    with pytest.raises(InvalidModelError, match="expected kind 'all' or 'pure', got 'mixed'"):
        solve_batch(np.zeros((5, 2, 2, 2)), kind="mixed")


def test_symbols_are_refused():
    sympy = pytest.importorskip("sympy")
    payoffs = np.full((2, 2, 2), sympy.Symbol("s"), dtype=object)
    with pytest.raises(UnsupportedGameError, match="symbols"):
        solve_batch(NormalFormGame(payoffs))


def test_pure_equilibria_that_time_leaves_out_are_not_passed_over_in_silence():
    found = solve_batch(np.zeros((5, 2, 2, 2)), kind="pure", time_limit=0)
    assert len(found) == 0
    assert not found.finished


@pytest.mark.parametrize("shape", [(3, 3), (2, 2, 2)], ids=str)
def test_units_and_constants_of_the_others_play_change_nothing(shape):
    rng = np.random.default_rng(19)
    n = len(shape)
    payoffs = rng.integers(0, 1000, (200, n, *shape)).astype(float)
    constants = np.stack(
        [rng.integers(0, 1000, [1 if j == i else m for j, m in enumerate(shape)]) + 0 * payoffs[0, 0] for i in range(n)]
    )
    units = 2.0 ** np.array([-30, 0, 30])[:n].reshape(-1, *[1] * n)
    plain, changed = solve_batch(payoffs), solve_batch(payoffs * units + constants * units)
    assert np.array_equal(plain.game, changed.game)
    assert plain.complete.tolist() == changed.complete.tolist()
    for one, other in zip(plain.profiles, changed.profiles, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


def test_probabilities_are_right_to_nine_digits_where_differences_cancel():
    rng = np.random.default_rng(20)
    payoffs = rng.integers(0, 4, (60, 2, 3, 3)) + 1e-9 * rng.integers(-2, 3, (60, 2, 3, 3))
    found = solve_batch(payoffs)
    for index, own in enumerate(payoffs):
        expected = solve(NormalFormGame(own).to_exact(), VertexEnumeration())
        rows = [np.concatenate(row) for row in rows_of(found, index)]
        for equilibrium in expected:
            target = np.concatenate(equilibrium.profile).astype(float)
            assert min(abs(row - target).max() for row in rows) < 1e-9
