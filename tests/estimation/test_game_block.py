"""Values of actions and their derivatives, against sums over profiles, differences, and the whole matrix."""

from itertools import product

import numpy as np
import pytest

from alignment_games.estimation.game_block import GameBlock, expected, solved
from alignment_games.estimation.mixing import joined, mixing_of
from alignment_games.solvers.logit.response import softmax


def block_of(n, m, slots, individually, seed=1, games=2):
    rng = np.random.default_rng(seed)
    mixing = joined([mixing_of(rng.uniform(0.1, 1, n), slots, individually) for _ in range(games)])
    shape = (games, n)
    block = GameBlock(
        rng.normal(size=(m,) * (slots + 1) + shape),
        rng.normal(size=(*shape, m)),
        mixing.take(np.arange(games * n).reshape(shape)),
    )
    return block, rng.normal(size=(*shape, m)), rng


SIZES = [(1, 3, 0, 4), (1, 2, 1, 4), (2, 2, 1, 4), (3, 3, 2, 4), (4, 2, 5, 4), (7, 3, 3, 2), (6, 2, 1, 0)]


@pytest.mark.parametrize("size", SIZES)
def test_values_are_sums_over_what_others_do(size):
    block, logits, _ = block_of(*size)
    n, m, slots = size[:3]
    others = block.mixing.others(softmax(logits))
    found = expected(block.gains, others)
    for game, i in product(range(2), range(n)):
        total = np.zeros(m)
        for acts in product(range(m), repeat=slots):
            chance = np.prod([others[s, game, i, act] for s, act in enumerate(acts)])
            total += chance * block.gains[(slice(None), *acts, game, i)]
        assert found[game, i] == pytest.approx(total, abs=1e-12)
    values, _ = block.values_and_slope(logits)
    assert values.reshape(logits.shape) == pytest.approx(block.values(softmax(logits)), abs=1e-12)


def by_differences(block, logits, step=1e-6):
    """The derivatives of v, (games, n m, n m)."""
    games, n, m = logits.shape
    found = np.empty((games, n * m, n * m))
    for k in range(n * m):
        moved = np.zeros((1, n * m))
        moved[:, k] = step
        ends = [block.values(softmax(logits + sign * moved.reshape(1, n, m))) for sign in (1, -1)]
        found[:, :, k] = ((ends[0] - ends[1]) / (2 * step)).reshape(games, n * m)
    return found


@pytest.mark.parametrize("size", SIZES)
def test_equations_are_solved_as_by_the_whole_matrix(size):
    block, logits, rng = block_of(*size)
    matrix = by_differences(block, logits)
    values, slope = block.values_and_slope(logits)
    length = matrix.shape[1]
    right = rng.normal(size=(2, length + 1, 2))
    whole = np.eye(length) - matrix
    assert slope.solve(right[:, :-1]) == pytest.approx(np.linalg.solve(whole, right[:, :-1]), rel=1e-6, abs=1e-6)
    turned = np.swapaxes(whole, 1, 2)
    assert slope.transposed().solve(right[:, :-1]) == pytest.approx(
        np.linalg.solve(turned, right[:, :-1]), rel=1e-6, abs=1e-6
    )
    share, along = np.array([0.3, -1.4]), rng.normal(size=(2, length + 1))
    left = np.eye(length) - share[:, None, None] * matrix
    bordered = np.concatenate([np.concatenate([left, -values[:, :, None]], axis=2), along[:, None]], axis=1)
    found, sign = slope.solve_bordered(share, values, along, right)
    assert found == pytest.approx(np.linalg.solve(bordered, right), rel=1e-6, abs=1e-6)
    assert sign.tolist() == np.sign(np.linalg.det(bordered)).tolist()


def test_at_a_fold_the_bordered_equations_have_their_answer():
    block, logits, rng = block_of(2, 2, 1, 4, seed=2, games=1)
    matrix = by_differences(block, logits)[0]
    roots = np.linalg.eigvals(matrix)
    share = 1 / roots.real.max()  # 1 - share dv/dz is singular
    assert abs(roots[roots.real.argmax()].imag) < 1e-12
    values, slope = block.values_and_slope(logits)
    along, right = rng.normal(size=(1, 5)), rng.normal(size=(1, 5, 1))
    found, _ = slope.solve_bordered(np.array([share]), values, along, right)
    again = found[:, :-1] - share * (matrix @ found[:, :-1]) - values[:, :, None] * found[:, -1:]
    assert again == pytest.approx(right[:, :-1], abs=1e-5)
    assert along @ found[0, :, 0] == pytest.approx(right[0, -1], abs=1e-9)


def test_a_singular_matrix_of_a_stack_leaves_the_others():
    found = solved(np.array([np.eye(2), np.zeros((2, 2)), 2 * np.eye(2)]), np.ones((3, 2, 1)))
    assert found[[0, 2], :, 0].tolist() == [[1, 1], [0.5, 0.5]]
    assert np.isnan(found[1]).all()


def test_some_of_the_games_are_as_they_were():
    block, logits, _ = block_of(3, 3, 2, 4)
    part = block.take(np.array([1]))
    assert part.values(softmax(logits[1:])) == pytest.approx(block.values(softmax(logits))[1:], abs=1e-14)
