from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_games.catalogue.known_game import KnownGame, named_games
from alignment_games.errors import InvalidModelError, NotConvergedError, UnsupportedGameError
from alignment_games.game.best_reply import deviation_payoffs
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import Solution, Status, SupportEnumeration, VertexEnumeration, solve
from alignment_games.solvers._kernel import loading
from tests.brute_force import regret
from tests.oracles.closed_forms import (
    coordination,
    symmetric_threshold_equation,
    volunteers_dilemma,
    volunteers_dilemma_equilibria,
)

SOLVER = SupportEnumeration()
#: The games of more than two players with all their equilibria.
NAMED = [known for known in named_games() if known.game.n_players > 2]
named = pytest.mark.parametrize("known", NAMED, ids=lambda known: known.name)


def flat(profile) -> np.ndarray:
    return np.concatenate([np.asarray(p, dtype=float) for p in profile])


def points(solution: Solution) -> np.ndarray:
    """All profiles as rows in a fixed order."""
    rows = [tuple(np.round(flat(e.profile), 9) + 0.0) for e in solution]
    return np.array(sorted(rows))


def same(one: np.ndarray, other: np.ndarray, tol: float = 1e-8) -> bool:
    return one.shape == other.shape and all(np.abs(other - row).max(axis=1).min() <= tol for row in one)


def random_game(seed: int, shape: tuple[int, ...]) -> NormalFormGame:
    return NormalFormGame(np.random.default_rng(seed).uniform(size=(len(shape), *shape)))


@named
@pytest.mark.parametrize("exact", [True, False])
def test_finds_what_is_known(known: KnownGame, exact: bool):
    solution = solve(known.game if exact else known.game.to_float(), SOLVER)
    assert solution.complete
    assert solution.status is (Status.ALL_COMPONENTS if known.dimensions else Status.ALL)
    assert tuple(sorted(c.dimension for c in solution.components)) == known.dimensions
    on_continua = {k for component in solution.components for k in component.members}
    found = [flat(e.profile) for e in solution]
    expected = [flat(profile) for profile in known.equilibria]
    for row in expected:
        assert min(np.abs(row - other).max() for other in found) <= 1e-12
    for k, row in enumerate(found):
        assert k in on_continua or min(np.abs(row - other).max() for other in expected) <= 1e-12


def test_irrational_equilibrium_is_exact():
    (known,) = (g for g in NAMED if g.name == "irrational")
    (equilibrium,) = solve(known.game, SOLVER)
    root = sympy.sqrt(601)
    firsts = [p[0] for p in equilibrium.profile]
    for found, expected in zip(firsts, [(53 - root) / 46, (root - 13) / 24, (root - 23) / 4], strict=True):
        assert sympy.simplify(found - expected) == 0
    assert equilibrium.regret == 0


def test_rational_mixed_equilibria_are_fractions():
    (known,) = (g for g in NAMED if g.name == "nine equilibria")
    solution = solve(known.game, SOLVER)
    found = {tuple(tuple(p.tolist()) for p in e.profile) for e in solution}
    assert found == set(known.equilibria)


@pytest.mark.parametrize("shape", [(2, 2, 2), (3, 3, 3), (2, 2, 2, 2)])
def test_exact_games_have_the_equilibria_of_their_float_twins(shape):
    for seed in range(3):
        payoffs = np.random.default_rng(200 + seed).integers(-50, 50, size=(len(shape), *shape))
        exact = solve(NormalFormGame(payoffs.tolist()), SOLVER)
        floating = solve(NormalFormGame(payoffs), SOLVER)
        assert exact.complete
        assert exact.status is floating.status
        assert same(points(exact), points(floating))
        for equilibrium in exact:
            numbers = [p for own in equilibrium.profile for p in own.tolist()]
            assert equilibrium.regret == 0 or any(isinstance(p, float) for p in numbers)


def test_the_members_of_the_curve_lie_on_it():
    (known,) = (g for g in NAMED if g.name == "curve")
    solution = solve(known.game, SOLVER)
    mixed = [e for e in solution if all(len(s) == 2 for s in e.supports)]
    assert mixed
    for equilibrium in mixed:
        x, y, z = (p[0] for p in equilibrium.profile)
        assert z == Fraction(1, 4)
        assert 2 * x * y == 3 * (1 - x) * (1 - y)


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
@pytest.mark.parametrize("cost", [0.25, 0.5])
def test_volunteers_dilemma_has_two_to_the_n_less_one(n: int, cost: float):
    solution = solve(volunteers_dilemma(n, cost), SOLVER)
    assert solution.status is Status.ALL
    assert len(solution) == 2**n - 1
    found = np.array([[p[1] for p in e.profile] for e in solution])
    assert same(np.array(volunteers_dilemma_equilibria(n, cost)), found, 1e-10)


@pytest.mark.parametrize(("n", "needed", "cost", "count"), [(3, 2, 0.25, 2), (5, 3, 0.25, 2), (3, 2, 0.6, 0)])
def test_symmetric_mixed_equilibria_of_threshold_dilemmas(n: int, needed: int, cost: float, count: int):
    solution = solve(volunteers_dilemma(n, cost, needed=needed), SOLVER)
    assert solution.complete
    symmetric = [e.profile[0][1] for e in solution if np.ptp([p[1] for p in e.profile]) < 1e-9]
    inside = [p for p in symmetric if 0 < p < 1]
    assert len(inside) == count
    for p in inside:
        assert symmetric_threshold_equation(n, needed, p) == pytest.approx(cost, abs=1e-10)


def test_three_player_coordination_has_every_support():
    # One equilibrium on each set of k actions, all mixing evenly: 2^m - 1; players may also coordinate on nothing.
    solution = solve(coordination(3, 2), SOLVER)
    assert solution.complete
    half = flat([[0.5, 0.5]] * 3)
    assert any(np.abs(flat(e.profile) - half).max() < 1e-10 for e in solution)


@pytest.mark.parametrize(
    "shape", [(2, 2, 2), (3, 3, 3), (2, 2, 2, 2), (3, 2, 4), (2, 2, 2, 2, 2), (4, 4), (3, 2, 2, 2)]
)
def test_random_games_are_complete_odd_and_indices_add_to_one(shape: tuple[int, ...]):
    for seed in range(8):
        solution = solve(random_game(seed, shape), SOLVER)
        assert solution.status is Status.ALL
        assert len(solution) % 2 == 1
        assert solution.stats["index_sum"] == 1
        assert [solution.stats[left] for left in ("unknown", "undecided", "rejected")] == [0, 0, 0]
        if shape == (2, 2, 2):  # by formulas
            assert (solution.stats["supports"], solution.stats["cells"]) == (3**3, 0)


@pytest.mark.parametrize("shape", [(3, 3), (4, 3), (3, 5)])
def test_agrees_with_vertex_enumeration_for_two_players(shape: tuple[int, int]):
    for seed in range(10):
        game = random_game(seed, shape)
        assert same(points(solve(game, SOLVER)), points(solve(game, VertexEnumeration())))


@pytest.mark.parametrize("shape", [(2, 2, 2), (3, 2, 2), (2, 2, 2, 2)])
def test_finds_all_that_descent_on_regret_finds(shape: tuple[int, ...]):
    """Least squares from random points end on equilibria; none of them may be missing."""
    rng = np.random.default_rng(7)
    for seed in range(2):
        game = random_game(100 + seed, shape)
        known = points(solve(game, SOLVER))
        for profile in _by_least_squares(game, rng, 3):
            assert np.abs(known - flat(profile)).max(axis=1).min() < 1e-5


def _by_least_squares(game: NormalFormGame, rng, starts: int):
    """Equilibria as zeros of max(0, u_i(a) - u_i(x)), with probabilities as normalised squares."""
    from scipy.optimize import least_squares

    cuts = np.cumsum(game.n_actions)[:-1]

    def profile(v):
        return tuple(q / q.sum() for q in (p**2 + 1e-30 for p in np.split(v, cuts)))

    def gains(v):
        p = profile(v)
        each = deviation_payoffs(game.payoffs, p)
        return np.concatenate([np.maximum(0, u - u @ q) for u, q in zip(each, p, strict=True)])

    for _ in range(starts):
        start = rng.uniform(0.2, 1, size=sum(game.n_actions))
        with np.errstate(invalid="ignore"):  # SciPy divides zero by zero at a root
            run = least_squares(gains, start, xtol=1e-12, ftol=None, gtol=None, max_nfev=60)
        if np.abs(run.fun).max() < 1e-11:
            yield profile(run.x)


def _groebner_equilibria(payoffs) -> tuple[list[np.ndarray], set]:
    """Equilibria of a 2x2x2 game on the supports with finitely many roots, by Gröbner bases; the other supports."""
    x = sympy.symbols("x y z")
    found: list[np.ndarray] = []
    others = set()
    for support in product([(0,), (1,), (0, 1)], repeat=3):
        p = [(1 - x[i], x[i]) if len(s) == 2 else ((1, 0) if s == (0,) else (0, 1)) for i, s in enumerate(support)]
        gap = []
        for i in range(3):
            j, k = (m for m in range(3) if m != i)
            rows = np.moveaxis(payoffs[i], i, 0)
            gap.append(
                sympy.expand(sum(p[j][a] * p[k][b] * (rows[1, a, b] - rows[0, a, b]) for a in (0, 1) for b in (0, 1)))
            )
        free = [x[i] for i in range(3) if len(support[i]) == 2]
        equations = [gap[i] for i in range(3) if len(support[i]) == 2]
        roots = _zero_dimensional(equations, free)
        if roots is None:
            others.add(support)
        for values in roots or []:
            at = [g.subs(values) for g in gap]
            signs = [len(s) == 2 or (at[i] <= 0 if s == (0,) else at[i] >= 0) for i, s in enumerate(support)]
            if all(signs) and all(0 < v < 1 for v in values.values()):
                found.append(np.array([float(sympy.sympify(q).subs(values)) for own in p for q in own]))
    return found, others


def _zero_dimensional(equations, free):
    if not free:
        return [{}]
    if all(e == 0 for e in equations):
        return None
    basis = sympy.groebner([e for e in equations if e != 0], *free, order="grevlex")
    if basis.exprs == [1]:
        return []
    if not basis.is_zero_dimensional:
        return None
    roots = sympy.solve_poly_system(equations, *free)
    return [dict(zip(free, r, strict=True)) for r in roots or [] if all(v.is_real for v in r)]


@pytest.mark.slow
def test_agrees_with_groebner_bases_on_games_full_of_ties():
    rng = np.random.default_rng(3)
    complete = 0
    for _ in range(12):
        payoffs = rng.integers(0, 3, size=(3, 2, 2, 2))
        solution = solve(NormalFormGame(payoffs.tolist()), SOLVER)
        found = np.array([flat(e.profile) for e in solution])
        expected, others = _groebner_equilibria(payoffs)
        for row in expected:
            assert np.abs(found - row).max(axis=1).min() < 1e-9
        for row, equilibrium in zip(found, solution, strict=True):
            elsewhere = equilibrium.supports in others
            assert elsewhere or min(np.abs(row - other).max() for other in expected) < 1e-9
        complete += solution.complete
    assert complete >= 10


def test_members_of_continua_are_equilibria_and_so_are_mixtures_inside():
    rng = np.random.default_rng(5)
    for _ in range(10):
        payoffs = rng.integers(0, 3, size=(3, 3, 2, 2)).astype(float)
        solution = solve(NormalFormGame(payoffs), SOLVER)
        for equilibrium in solution:
            assert regret(payoffs, equilibrium.profile).max() <= 1e-9


def test_a_player_who_never_matters_makes_a_continuum():
    # The third player's two actions change nothing for anybody: copies.
    base = np.array([[[3, 1], [4, 0]], [[3, 4], [1, 0]]], dtype=float)
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[:2] = base[..., None]
    solution = solve(NormalFormGame(payoffs, ["A", "B", "C"], ["x", "y"]), SOLVER)
    assert solution.status is Status.ALL_COMPONENTS
    assert [c.dimension for c in solution.components] == [1, 1, 1]
    assert len(solution) == 6
    assert "C may put x's weight on x and y in any proportion" in str(solution.components[0])


def test_a_tie_that_only_others_notice_is_a_segment():
    # C gets nothing either way; A and B coordinate on what C plays. By hand: with C on x they play x, x or mix.
    payoffs = np.zeros((3, 2, 2, 2))
    for a, b, c in product((0, 1), repeat=3):
        payoffs[0, a, b, c] = payoffs[1, a, b, c] = (a == b) * (2 if a == c else 1)
    solution = solve(NormalFormGame(payoffs, ["A", "B", "C"], ["x", "y"]), SOLVER)
    assert solution.complete
    assert solution.status is Status.ALL_COMPONENTS
    text = " | ".join(map(str, solution.components))
    assert "A plays x, B plays x, C mixes x and y in any proportion" in text
    assert "A plays y, B plays y, C mixes x and y in any proportion" in text


def test_actions_that_come_to_the_same_on_a_support_share_the_weight_of_an_irrational_root():
    # Volunteer's dilemma of threshold 2 of 3; A may also "bribe", which differs from waiting only towards a fourth.
    base = volunteers_dilemma(3, 0.25, needed=2).to_float().payoffs
    payoffs = np.zeros((4, 3, 2, 2, 2))
    payoffs[:3, :2] = base[..., None]
    payoffs[:3, 2] = base[:, 0, ..., None]
    payoffs[3, :, :, :, 0] = 1.0
    payoffs[3, 2, :, :, 1] = 0.5
    solution = solve(NormalFormGame(payoffs), SOLVER)
    assert solution.status is Status.ALL_COMPONENTS
    p = (1 + np.sqrt(1 - 2 * 0.25)) / 2  # 2 p (1 - p) = 1/4
    for share in (p, 1 - p):
        ends = [flat([own, [1 - share, share], [1 - share, share], [1, 0]]) for own in _shares(share)]
        (component,) = (
            c
            for c in solution.components
            if any(np.abs(flat(solution[k].profile) - ends[0]).max() < 1e-9 for k in c.members)
        )
        assert component.dimension == 1
        found = [flat(solution[k].profile) for k in component.members]
        assert all(min(np.abs(row - end).max() for row in found) < 1e-9 for end in ends)


def _shares(volunteering: float):
    return [[1 - volunteering, volunteering, 0], [0, volunteering, 1 - volunteering]]


def test_gaps_of_1e_8_are_not_ties():
    rng = np.random.default_rng(11)
    base = rng.integers(0, 3, size=(3, 2, 2, 2)).astype(float)
    for seed in range(6):
        nudge = 1e-8 * np.random.default_rng(seed).permutation(base.size).reshape(base.shape)
        solution = solve(NormalFormGame(base + nudge), SOLVER)
        assert solution.status is Status.ALL
        assert len(solution) % 2 == 1
        assert solution.stats["index_sum"] == 1


def test_payoffs_beyond_two_to_the_53_are_told_apart():
    big = 2**60
    game = NormalFormGame(
        [[[[big, 0], [0, 0]], [[big + 1, 1], [1, 1]]], [[[0, 0], [1, 1]]] * 2, [[[0, 1], [0, 1]]] * 2]
    )
    (equilibrium,) = solve(game, SOLVER)
    assert equilibrium.pure
    assert equilibrium.supports == ((1,), (1,), (1,))


@pytest.mark.parametrize("scale", [1e-9, 1e9])
@named
def test_scaling_changes_nothing(known: KnownGame, scale: float):
    game = known.game.to_float()
    scaled = NormalFormGame(game.payoffs * scale + 3 * scale, game.players, game.actions)
    one, other = solve(game, SOLVER), solve(scaled, SOLVER)
    assert other.status is one.status
    assert same(points(one), points(other))


def test_one_player_and_one_action_players():
    alone = solve(NormalFormGame([[1, 3, 2]], ["A"]), SOLVER)
    assert [e.actions for e in alone] == [("2",)]
    nobody_chooses = solve(NormalFormGame(np.zeros((3, 1, 1, 1))), SOLVER)
    assert nobody_chooses.status is Status.ALL
    assert len(nobody_chooses) == 1


def test_a_time_limit_is_honest():
    game = random_game(0, (3, 3, 3, 3))
    with pytest.raises(NotConvergedError) as caught:
        solve(game, SOLVER, time_limit=0.0)
    assert caught.value.solution.status is Status.TIME_LIMIT
    assert not caught.value.solution.complete


def test_too_small_a_budget_is_told_and_loses_the_proof_only():
    game = random_game(0, (3, 3, 3))
    full, poor = solve(game, SOLVER), solve(game, SupportEnumeration(most_cells=3))
    assert poor.status is Status.UNPROVEN
    assert poor.stats["unknown"] > 0
    assert {tuple(r) for r in points(poor)} <= {tuple(r) for r in points(full)}


def test_progress_counts_supports():
    heard: list[int] = []
    solve(random_game(1, (3, 3, 3)), SOLVER, progress=lambda done, _total: heard.append(done))
    assert heard == sorted(heard)
    assert heard[-1] > 0


shapes = st.sampled_from([(2, 2, 2), (3, 2, 2), (2, 3), (3, 3, 2), (2, 2, 2, 2)])
seeds = st.integers(0, 10_000)


@pytest.mark.slow
@given(shapes, seeds, st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_relabelling_players_and_actions_permutes_the_answer(shape, seed, random):
    game = random_game(seed, shape)
    n = len(shape)
    order = random.choice(list(permutations(range(n))))
    flips = [random.choice(list(permutations(range(m)))) for m in shape]
    payoffs = game.payoffs
    for i, flip in enumerate(flips):
        payoffs = np.take(payoffs, flip, axis=i + 1)
    payoffs = np.transpose(payoffs[list(order)], [0, *(1 + i for i in order)])
    expected = [[e.profile[i][list(flips[i])] for i in order] for e in solve(game, SOLVER)]
    found = points(solve(NormalFormGame(payoffs), SOLVER))
    assert same(np.array([flat(p) for p in expected]), found)


@given(shapes, seeds, st.lists(st.floats(0.01, 100), min_size=4, max_size=4), st.floats(-10, 10))
@settings(max_examples=15)
def test_positive_affine_changes_change_nothing(shape, seed, factors, shift):
    game = random_game(seed, shape)
    n = len(shape)
    scale = np.array(factors[:n]).reshape(-1, *[1] * n)
    assert same(points(solve(game, SOLVER)), points(solve(NormalFormGame(game.payoffs * scale + shift), SOLVER)))


@given(shapes, seeds)
@settings(max_examples=15)
def test_a_dominated_action_adds_nothing(shape, seed):
    game = random_game(seed, shape)
    worse = game.payoffs[:, :1].copy()
    worse[0] -= 0.5
    larger = NormalFormGame(np.concatenate([game.payoffs, worse], axis=1))
    found = [e.profile for e in solve(larger, SOLVER)]
    assert all(p[0][-1] == 0 for p in found)
    trimmed = np.array([flat([p[0][:-1], *p[1:]]) for p in found])
    assert same(points(solve(game, SOLVER)), trimmed)


@given(shapes, seeds)
@settings(max_examples=15)
def test_a_copied_action_turns_equilibria_that_use_it_into_continua(shape, seed):
    game = random_game(seed, shape)
    before = solve(game, SOLVER)
    after = solve(NormalFormGame(np.concatenate([game.payoffs, game.payoffs[:, :1]], axis=1)), SOLVER)
    using = sum(e.profile[0][0] > 0 for e in before)
    assert after.complete
    assert len(after.components) == using
    assert len(after) == len(before) + using
    merged = [flat([np.r_[e.profile[0][0] + e.profile[0][-1], e.profile[0][1:-1]], *e.profile[1:]]) for e in after]
    assert all(np.abs(points(before) - row).max(axis=1).min() < 1e-8 for row in merged)


@given(shapes, seeds, st.integers(0, 2))
@settings(max_examples=15)
def test_padding_with_a_one_action_player_changes_nothing(shape, seed, place):
    game = random_game(seed, shape)
    extra = np.insert(game.payoffs, place, 0.0, axis=0)
    padded = solve(NormalFormGame(np.expand_dims(extra, place + 1)), SOLVER)
    without = np.array([flat([p for i, p in enumerate(e.profile) if i != place]) for e in padded])
    assert same(points(solve(game, SOLVER)), without)


@pytest.mark.parametrize("unit", [1, 10**400, Fraction(1, 10**400)], ids=["1", "1e400", "1e-400"])
def test_exact_payoffs_in_units_beyond_the_floats(unit):
    payoffs = np.random.default_rng(3).integers(-9, 9, (3, 3, 2, 2)).astype(object)
    one, other = solve(NormalFormGame(payoffs), SOLVER), solve(NormalFormGame(payoffs * unit), SOLVER)
    assert one.complete
    assert other.complete
    assert np.array_equal(points(one), points(other))


def test_whole_numbers_beyond_the_digits_of_floats_are_told_apart():
    # B avoids A, C matches B, both at even chances; A gains L or L + 1 where C plays its first action, else -L.
    large = 10**20
    a = [[[large, -large], [large + 1, -large]], [[0, 0], [0, 0]]]
    b = [[[-1, -1], [1, 1]], [[1, 1], [-1, -1]]]
    c = [[[1, -1], [-1, 1]], [[1, -1], [-1, 1]]]
    (mixed,) = solve(NormalFormGame([a, b, c]), SOLVER)
    first = Fraction(2 * large, 4 * large + 1)
    assert [p.tolist() for p in mixed.profile] == [[Fraction(1, 2)] * 2, [Fraction(1, 2)] * 2, [first, 1 - first]]


def test_a_ledger_needs_compiled_code_and_a_thread_is_at_least_one(monkeypatch):
    game = NormalFormGame(np.zeros((3, 2, 2, 2)))
    monkeypatch.setattr(loading, "COMPILES", False)
    with pytest.raises(UnsupportedGameError, match=r"a ledger keeps what compiled code settles.*extra fast"):
        solve(game, SupportEnumeration(ledger="supports"))
    with pytest.raises(InvalidModelError, match="workers: expected at least 1 thread, or None for all, got 0"):
        SupportEnumeration(workers=0)


def test_too_many_supports_are_counted():
    told = SupportEnumeration().why_not(NormalFormGame(np.zeros((2, 20, 20))))
    assert "1,099,509,530,625 supports" in told  # (2^20 - 1)^2
