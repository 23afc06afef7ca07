import numpy as np
import pytest

from alignment_games import InvalidModelError, NormalFormGame, Status, SumGame, UnsupportedGameError, solve
from alignment_games.solvers import LogitBySums, PureBySums, PureEnumeration

NAMES = ["Ann", "Bob", "Cy", "Dee"]


def drawn(seed, n=3):
    """A game of one sum with payoffs at random, ties among them, as a game of sums and as a table."""
    rng = np.random.default_rng(seed)
    players = NAMES[:n]
    amounts = {p: {f"a{k}": int(rng.integers(0, 4)) for k in range(int(rng.integers(1, 4)))} for p in players}
    figures = rng.integers(0, 5, (n, 4, 40)) if seed % 2 else rng.uniform(size=(n, 4, 40))

    def payoff(player, action, others):
        return float(figures[players.index(player), int(action[1:]), others])

    def table(*labels):
        put_in = [amounts[p][a] for p, a in zip(players, labels, strict=True)]
        return [payoff(p, a, sum(put_in) - own) for p, a, own in zip(players, labels, put_in, strict=True)]

    game = NormalFormGame.from_function(table, players, [list(amounts[p]) for p in players])
    return SumGame.from_function(payoff, players, amounts), game


@pytest.mark.parametrize("seed", range(12))
def test_a_function_of_the_sum_makes_the_same_game_as_its_table(seed):
    by_sums, by_table = drawn(seed)
    assert by_sums.actions == by_table.actions
    rng = np.random.default_rng(seed)
    profile = tuple(rng.dirichlet(np.ones(m)) for m in by_table.n_actions)
    for one, other in zip(by_sums.deviation_payoffs(profile), by_table.deviation_payoffs(profile), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-10)
    assert [own.tolist() for own in by_sums.undominated] == [own.tolist() for own in by_table.undominated]
    found, expected = solve(by_sums, PureBySums()), solve(by_table, PureEnumeration())
    assert {e.actions for e in found} == {e.actions for e in expected}
    whole, of_table = solve(by_sums, throw=False), solve(by_table, throw=False)
    assert whole.complete == of_table.complete
    if whole.status is of_table.status is Status.ALL:
        rows = [sorted(np.concatenate(e.profile).round(8).tolist() for e in each) for each in (whole, of_table)]
        assert np.allclose(*rows, atol=1e-7)


def test_bounds_are_the_extremes_at_the_whole_numbers_of_a_box():
    rng = np.random.default_rng(1)
    game, _ = drawn(2, n=4)
    sums = game.sums
    top = sums.payoffs.shape[2] - 1
    for _ in range(200):
        low, high = np.sort(rng.uniform(-1, top + 2, 2))
        inside = [s for s in range(top + 1) if low <= s <= high]
        if not inside:
            continue
        least, largest = sums.bounds(np.array([1]), np.full((1, 1, 1), low), np.full((1, 1, 1), high))
        offered = sums.offered[1]
        assert (least[0, 0, offered] == sums.payoffs[1][:, inside].min(axis=1)[offered]).all()
        assert (largest[0, 0, offered] == sums.payoffs[1][:, inside].max(axis=1)[offered]).all()


def test_forty_volunteers():
    def payoff(_player, action, others):
        return 1.0 * (others > 0 or action == "act") - 0.25 * (action == "act")

    game = SumGame.from_function(payoff, [f"State {k}" for k in range(40)], {"act": 1, "pass": 0})
    (equilibrium,) = solve(game, LogitBySums())
    expected = 1 - 0.25 ** (1 / 39)  # Diekmann (1985)
    assert all(abs(x[0] - expected) < 1e-10 for x in equilibrium.profile)
    assert len(solve(game, PureBySums())) == 40


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ({"act": 0.5, "pass": 0}, "Ann puts 0.5 into the sum by 'act'; expected a whole number"),
        ({"act": -1, "pass": 0}, "expected a whole number of at least 0"),
        ({}, "expected a mapping from action"),
        ({"Ann": {"act": 1}}, "say nothing for Bob"),
        ({"Ann": {"act": 1}, "Bob": {"act": 1}, "Cyd": {"act": 1}}, "unknown player 'Cyd'"),
    ],
)
def test_bad_amounts_are_refused(amounts, words):
    with pytest.raises(InvalidModelError, match=words):
        SumGame.from_function(lambda *_: 0.0, ["Ann", "Bob"], amounts)


def test_bad_payoffs_and_too_many_are_refused():
    with pytest.raises(InvalidModelError, match="returned nan for 'Ann' at 'act' and a sum of 0"):
        SumGame.from_function(lambda *_: float("nan"), ["Ann", "Bob"], {"act": 1, "pass": 0})
    with pytest.raises(UnsupportedGameError, match="take a larger unit"):
        SumGame.from_function(lambda *_: 0.0, ["Ann", "Bob"], {"act": 10**9, "pass": 0})
