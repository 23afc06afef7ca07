"""Certificates written for games and checked by the checker, and what they prove beside closed forms."""

import json
from fractions import Fraction

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.catalogue.known_games import known_games
from alignment_games.certificates import checker
from alignment_games.certificates.writer import certify
from alignment_games.errors import UnsupportedGameError


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
    points = [all(len(own) == 1 for piece in group for own, _ in piece) for group in proof.components()]
    return sum(points), len(points) - sum(points)


@pytest.mark.parametrize(
    "two",
    [two for two in known_games() if two.game.n_players == 2 and two.game.payoffs.size <= 32],
    ids=lambda two: two.name,
)
def test_two_players_have_the_points_and_continua_that_are_known(two, tmp_path):
    certificate, proof = _proven(two.game, tmp_path / "proof.jsonl")
    assert certificate.complete
    assert _continua(proof) == (two.count - sum(two.components), len(two.components))


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


def test_out_of_time_the_certificate_is_valid_and_says_what_is_open(tmp_path):
    certificate, proof = _proven(ag.volunteers_dilemma(3, cost=0.25), tmp_path / "proof.jsonl", time_limit=0)
    assert not certificate.complete
    assert str(certificate).endswith("; open: 1 cells")
    assert "of which nothing is claimed" in proof.theorem()


def test_payoffs_in_any_unit_give_the_same_indices(tmp_path):
    base = np.asarray(ag.volunteers_dilemma(3, cost=0.25).payoffs, dtype=float)
    scales = np.array([1e-9, 1.0, 1e9])[:, None, None, None]
    certificate, _ = _proven(ag.NormalFormGame(base * scales), tmp_path / "proof.jsonl")
    assert sorted(certificate.indices) == [-1, -1, -1, 1, 1, 1, 1]
    assert certificate.complete


def test_names_of_any_script_are_kept_and_shown_in_ascii(tmp_path):
    game = ag.NormalFormGame([[[1, 0]], [[1, 0]]], ["Łódź", "b\u202e"], [["±"], ["\x1b", "é"]])
    _, proof = _proven(game, tmp_path / "proof.jsonl")
    assert proof.game.header["players"] == ["Łódź", "b\u202e"]
    assert proof.theorem().isascii()


def test_games_by_their_sums_are_refused(tmp_path):
    sums = ag.load_case("europe-1938").model.sums()
    with pytest.raises(UnsupportedGameError, match="this needs a table of payoffs"):
        certify(ag.solve(sums), tmp_path / "proof.jsonl")
    assert not (tmp_path / "proof.jsonl").exists()


def test_the_command_line_writes_one(tmp_path, capsys):
    from alignment_games.cli import main

    path = tmp_path / "proof.jsonl"
    assert main(["solve", "europe-1938", "--certificate", str(path)]) == 0
    told = " ".join(capsys.readouterr().out.split())  # long lines are folded
    assert "certificate: " in told
    assert "3 equilibria, of indices +1, +1, -1; nothing is open" in told
    assert main(["solve", "europe-1938", "--json", "--certificate", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["certificate"].endswith("nothing is open")
    assert checker.main(str(path)) == 0
    assert capsys.readouterr().out.startswith("VALID: ")


def test_equilibria_that_the_solver_did_not_tell_are_found(tmp_path):
    """Of three volunteers there are four mixed ones beside the pure ones."""
    game = ag.volunteers_dilemma(3, cost=Fraction(1, 4))
    certificate = certify(ag.solve(game, ag.solvers.PureEnumeration()), tmp_path / "proof.jsonl")
    assert len(certificate.indices) == 7
    assert sum(certificate.indices) == 1


def test_solve_writes_the_certificate_that_it_is_asked_for(tmp_path):
    path = tmp_path / "proof.jsonl"
    solution = ag.solve("europe-1938", certificate=path)
    assert solution.stats["certificate"] == "3 equilibria, of indices +1, +1, -1; nothing is open"
    with path.open(encoding="utf-8") as lines:
        assert len(checker.check(lines).found) == len(solution) == 3


def test_what_solve_takes_is_taken(tmp_path):
    assert certify("dilemma", tmp_path / "proof.jsonl").complete
    with pytest.raises(ag.InvalidModelError, match="expected a case or its name"):
        certify(3, tmp_path / "proof.jsonl")
