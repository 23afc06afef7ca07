"""The predicates against what the literature says, on named games, and the same under relabelling and scaling."""

import numpy as np
import pytest

from alignment_games import NormalFormGame, refinements
from alignment_games.refinements import PREDICATES, coalition_proof, strict
from alignment_games.refinements.refine import compares
from tests.games_refinement import BERNHEIM_PELEG_WHINSTON, NAMED, STAG_HUNT

CASES = [
    pytest.param(named.game, profile, notion, expected, id=f"{named.name}: {profile}: {notion}")
    for named in NAMED
    for profile, verdicts in named.verdicts.items()
    for notion, expected in verdicts.items()
]


def profile_of(game, key):
    """Return the profile that a key of a named game stands for."""
    if isinstance(key, str):
        return key
    return [dict(zip(labels, part, strict=True)) for labels, part in zip(game.actions, key, strict=True)]


def verdict(game, key, notion):
    profile = profile_of(game, key)
    if not compares(notion):
        return PREDICATES[notion](game, profile)
    labels = game.players, game.actions
    named = next(n for n in NAMED if (n.game.players, n.game.actions) == labels and key in n.verdicts)
    return PREDICATES[notion](game, profile, [profile_of(game, other) for other in named.verdicts])


def test_there_are_at_least_25_named_games_with_a_source():
    assert len({named.name for named in NAMED}) >= 25
    assert all(named.source for named in NAMED)


@pytest.mark.parametrize(("game", "key", "notion", "expected"), CASES)
def test_verdicts_of_the_literature(game, key, notion, expected):
    assert verdict(game, key, notion).holds is expected


@pytest.mark.parametrize(("game", "key", "notion", "expected"), CASES)
def test_verdicts_do_not_change_in_floats_with_scaled_and_shifted_payoffs(game, key, notion, expected):
    scales = np.array([1e-6, 3.0, 700.0])[: game.n_players].reshape(-1, *[1] * game.n_players)
    # Symmetric notions compare players, so all payoffs are scaled alike for them.
    scales = 250.0 if notion == "evolutionarily_stable" else scales
    other = NormalFormGame(game.to_float().payoffs * scales - 5 * scales, game.players, game.actions)
    assert verdict(other, key, notion).holds is expected


@pytest.mark.parametrize("named", [n for n in NAMED if n.game.n_players == 3], ids=lambda n: n.name)
def test_relabelling_players_changes_no_verdict(named):
    order = [2, 0, 1]
    game = named.game
    payoffs = game.payoffs[order].transpose(0, *(k + 1 for k in order))
    other = NormalFormGame(payoffs, [game.players[k] for k in order], [game.actions[k] for k in order])
    for key, verdicts in named.verdicts.items():
        if isinstance(key, str):
            moved = ", ".join(key.split(", ")[k] for k in order)
            for notion, expected in verdicts.items():
                if not compares(notion):
                    assert PREDICATES[notion](other, moved).holds is expected


def test_a_profile_that_is_no_equilibrium_is_refused_by_every_predicate_with_the_deviation():
    for notion, predicate in PREDICATES.items():
        others = [["hare, hare"]] if compares(notion) else []
        found = predicate(STAG_HUNT, "stag, hare", *others)
        assert found.holds is False
        assert found.reason == "it is no equilibrium: Row gains 2 by playing hare"


def test_a_profile_that_was_changed_in_place_is_asked_about_anew():
    profile = [np.array([1.0, 0.0]), np.array([1.0, 0.0])]
    assert strict(STAG_HUNT, profile).holds is True
    profile[1][:] = 0, 1
    assert strict(STAG_HUNT, profile).reason == "it is no equilibrium: Row gains 2 by playing hare"


def test_the_witness_is_in_words_and_as_data():
    found = coalition_proof(BERNHEIM_PELEG_WHINSTON, "2, 2, 1")
    assert str(found) == "not coalition-proof: A and B gain 1 each by both playing 1"
    assert found.witness == {"players": ("A", "B"), "actions": ("1", "1"), "gains": (1, 1)}
    assert not found


def test_every_predicate_is_public_under_its_name():
    assert {name: getattr(refinements, name) for name in PREDICATES} == PREDICATES
