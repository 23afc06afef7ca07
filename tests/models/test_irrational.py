"""The irrational game: its closed form has no regret, and is irrational."""

import sympy

from alignment_games.models.irrational import irrational_equilibrium, irrational_game


def test_the_closed_form_is_an_equilibrium_in_exact_radicals():
    r = (sympy.sqrt(601) - 23) / 4
    chances = [(3 - 2 * r) / (4 - r), (2 - r) / (3 + r), r]
    profile = [[p, 1 - p] for p in chances]
    for first, second in irrational_game().to_exact().deviation_payoffs(profile):
        assert sympy.radsimp(sympy.expand(first - second)).equals(0)
    assert all(0 < p < 1 for p in chances)
    assert not r.is_rational
    assert [abs(float(p) - q) < 1e-15 for p, q in zip(chances, irrational_equilibrium(), strict=True)] == [True] * 3


def test_no_pure_profile_is_an_equilibrium():
    game = irrational_game()
    assert all(max(game.regrets(list(profile))) > 0 for profile in game.pure_profiles())
