"""Certificates written for games and checked by the checker, and what they prove beside closed forms."""

from fractions import Fraction

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.catalogue.known_games import known_games
from alignment_games.catalogue.known_two_players import NAMED
from alignment_games.certificates import checker
from alignment_games.certificates.writer import certify


def _proven(game, path, **options):
    """Return the certificate of a game and what the checker makes of it."""
    certificate = certify(ag.solve(game, throw=False), path, **options)
    with path.open(encoding="utf-8") as lines:
        proof = checker.check(lines)
    assert (len(proof.found), len(proof.pieces), len(proof.open)) == (
        len(certificate.indices),
        certificate.pieces,
        certificate.open,
    )
    return certificate, proof


def _continua(proof):
    """Return how many components are points, and how many are not."""
    points = [all(len(own) == 1 for piece in group for own in piece) for group in proof.components()]
    return sum(points), len(points) - sum(points)


@pytest.mark.parametrize("two", [two for two in NAMED if two.game.payoffs.size <= 32], ids=lambda two: two.name)
def test_two_players_have_the_points_and_continua_that_are_known(two, tmp_path):
    certificate, proof = _proven(two.game, tmp_path / "proof.jsonl")
    assert certificate.complete
    assert _continua(proof) == (two.extreme - sum(two.components), len(two.components))


SMALL = [known for known in known_games() if known.game.n_players > 2 and known.game.payoffs.size <= 32]


@pytest.mark.parametrize("known", SMALL, ids=lambda known: known.name)
def test_many_players_have_what_is_known_or_say_what_is_open(known, tmp_path):
    certificate, proof = _proven(known.game, tmp_path / "proof.jsonl")
    if not known.continua:
        assert (certificate.complete, _continua(proof)) == (True, (known.count, 0))
    assert len(certificate.indices) <= known.count


@pytest.mark.parametrize("shape", [(3, 4), (2, 2, 2), (3, 2, 2)])
def test_indices_of_random_games_add_up_to_one(shape, tmp_path):
    random = np.random.default_rng(7)
    for _ in range(3):
        game = ag.NormalFormGame(random.random((len(shape), *shape)))
        certificate, proof = _proven(game, tmp_path / "proof.jsonl")
        assert certificate.complete
        assert sum(certificate.indices) == 1
        assert proof.theorem().endswith("The indices add up to one.")


def test_equilibria_that_the_solver_did_not_tell_are_found(tmp_path):
    """Of three volunteers there are four mixed ones beside the pure ones."""
    game = ag.volunteers_dilemma(3, cost=Fraction(1, 4))
    certificate = certify(ag.solve(game, ag.solvers.PureEnumeration()), tmp_path / "proof.jsonl")
    assert len(certificate.indices) == 7
    assert sum(certificate.indices) == 1
