"""Vertex enumeration against independent methods, and against itself on games that must have the same answer."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment_games.catalogue.known_games import known_games
from alignment_games.errors import UnsupportedGameError
from alignment_games.game import best_reply
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import Status, VertexEnumeration, nash_subsets, solve
from tests.oracles.two_players import as_set, every_basis, lrsnash, needs_lrsnash
from tests.strategies import integer_payoffs

two_players = integer_payoffs(players=(2, 2), actions=(1, 4), values=(0, 2))
SHAPES = [(1, 3), (2, 2), (2, 4), (3, 3), (4, 3), (4, 4)]


def solved(payoffs):
    solution = solve(NormalFormGame(payoffs), VertexEnumeration())
    assert solution.complete
    assert solution.stats["rejected"] == 0
    return solution


def equilibria(payoffs):
    return as_set(e.profile for e in solved(payoffs))


def games_with_ties(shape, count):
    rng = np.random.default_rng([*shape, 7])
    return [rng.integers(0, 3, (2, *shape)).astype(object) for _ in range(count)]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_ties_agree_with_every_basis(shape):
    for payoffs in games_with_ties(shape, 8):
        assert equilibria(payoffs) == every_basis(*payoffs)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_ties_in_floats_agree_with_exact_ones(shape):
    for payoffs in games_with_ties(shape, 8):
        floats = solved(payoffs.astype(float) * 0.1 + 1 / 3)
        exact = solved(payoffs)
        assert as_set((e.profile for e in floats), 9) == as_set((e.profile for e in exact), 9)
        assert [c.members for c in floats.components] == [c.members for c in exact.components]


@needs_lrsnash
@pytest.mark.parametrize("shape", [*SHAPES[1:], (6, 6)], ids=str)
def test_agrees_with_lrsnash(shape, tmp_path):
    rng = np.random.default_rng(3)
    games = [*games_with_ties(shape, 5), *(rng.integers(-50, 50, (2, *shape)).astype(object) for _ in range(5))]
    for payoffs in games:
        assert equilibria(payoffs) == lrsnash(*payoffs.tolist(), tmp_path)


EXACT = [known for known in known_games() if known.game.n_players == 2 and known.game.arithmetic == "exact"]


@needs_lrsnash
@pytest.mark.parametrize("known", EXACT, ids=lambda known: known.name)
def test_named_games_agree_with_lrsnash(known, tmp_path):
    assert equilibria(known.game.payoffs) == lrsnash(*known.game.payoffs.tolist(), tmp_path)


def test_certified_floats_agree_with_exact_integers():
    rng = np.random.default_rng(4)
    for shape in [(3, 3), (5, 4), (4, 7), (7, 7)]:
        integers = rng.integers(0, 10**6, (2, *shape)).astype(object)
        exact, floats = solved(integers), solved(integers.astype(float))
        assert exact.stats["method"] == floats.stats["method"] == "certified"
        assert as_set((e.profile for e in exact), 9) == as_set((e.profile for e in floats), 9)
        assert all(e.regret == 0 for e in exact)


@given(two_players)
def test_mixtures_within_a_maximal_nash_subset_are_equilibria(payoffs):
    solution = solved(payoffs)
    subsets = nash_subsets(solution)
    assert {member for subset in subsets for member in subset.members} == set(range(len(solution)))
    for subset in subsets:
        weights = [Fraction(k + 1) for k in range(len(subset.first) + len(subset.second))]
        x = _mixed(subset.first, weights[: len(subset.first)])
        y = _mixed(subset.second, weights[len(subset.first) :])
        assert best_reply.regrets(payoffs, (x, y)).tolist() == [0, 0]


@given(two_players)
def test_no_equilibrium_lies_between_maximal_nash_subsets(payoffs):
    """Mixing two equilibria of no common subset is never an equilibrium."""
    solution = solved(payoffs)
    together = [set(subset.members) for subset in nash_subsets(solution)]
    for a, b in combinations(range(len(solution)), 2):
        if not any({a, b} <= members for members in together):
            profile = tuple(_mixed(pair, [1, 1]) for pair in zip(solution[a].profile, solution[b].profile, strict=True))
            assert max(best_reply.regrets(payoffs, profile)) > 0


def _mixed(strategies, weights):
    return sum(Fraction(w) * strategy for w, strategy in zip(weights, strategies, strict=True)) / sum(weights)


@given(two_players)
def test_exchanging_the_players_exchanges_the_strategies(payoffs):
    exchanged = equilibria(payoffs[::-1].swapaxes(1, 2))
    m = payoffs.shape[1]
    assert exchanged == {row[m:] + row[:m] for row in equilibria(payoffs)}


@given(two_players, st.randoms(use_true_random=False))
def test_relabelling_actions_permutes_the_probabilities(payoffs, random):
    _, m, n = payoffs.shape
    rows, columns = (random.sample(range(k), k) for k in (m, n))
    permuted = equilibria(payoffs[:, rows][:, :, columns])
    order = [*rows, *(m + j for j in columns)]
    assert permuted == {tuple(row[k] for k in order) for row in equilibria(payoffs)}


@given(two_players, st.integers(1, 10**20), st.integers(-(10**20), 10**20))
def test_positive_affine_changes_of_payoffs_change_nothing(payoffs, factor, offset):
    changed = payoffs.copy()
    changed[0] = payoffs[0] * factor + offset
    changed[1] = payoffs[1] + np.arange(payoffs.shape[1]).astype(object)[:, None] * offset
    assert equilibria(changed) == equilibria(payoffs)


@given(two_players)
def test_a_dominated_action_is_never_used(payoffs):
    m = payoffs.shape[1]
    longer = np.concatenate([payoffs, payoffs[:, :1]], axis=1)
    longer[0, m] = payoffs[0].min(axis=0) - 1
    assert equilibria(longer) == {(*row[:m], 0, *row[m:]) for row in equilibria(payoffs)}


@given(two_players)
def test_a_duplicated_action_shares_the_probability(payoffs):
    m = payoffs.shape[1]
    longer = np.concatenate([payoffs, payoffs[:, :1]], axis=1)
    folded = {(row[0] + row[m], *row[1:m], *row[m + 1 :]) for row in equilibria(longer)}
    assert folded == equilibria(payoffs)


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1e9, 1e300])
def test_the_scale_of_payoffs_changes_nothing(scale):
    payoffs = np.random.default_rng(6).random((2, 4, 4))
    with np.errstate(all="ignore"):
        scaled = solve(NormalFormGame(payoffs * scale), VertexEnumeration())
    assert as_set((e.profile for e in scaled), 9) == as_set((e.profile for e in solved(payoffs)), 9)


def test_rounding_noise_is_a_tie_and_a_gap_is_not():
    noisy = np.array([[[0.3, 0.0], [0.1 + 0.2, 0.0]], [[1.0, 0.0], [1.0, 0.0]]])
    assert solve(NormalFormGame(noisy), VertexEnumeration()).status is Status.ALL_COMPONENTS
    noisy[0, 1, 0] = 0.3 + 1e-8
    assert solve(NormalFormGame(noisy), VertexEnumeration()).status is Status.ALL


def test_subsets_of_other_games_than_of_two_players_are_refused_with_what_has_their_continua():
    solution = solve(NormalFormGame(np.zeros((3, 2, 2, 2))), throw=False)
    with pytest.raises(UnsupportedGameError, match=r"2 players, got 3; solution\.components"):
        nash_subsets(solution)
