"""The search of a proof: out of time, out of patience, and in what order lines come."""

from fractions import Fraction

from alignment_games import NormalFormGame
from alignment_games.certificates.checker import Game, Proof
from alignment_games.certificates.search import ProofSearch
from alignment_games.certificates.writer import header_of
from alignment_games.models import volunteers_dilemma

DILEMMA = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])


def _checked(search):
    proof = Proof(search.game.header)
    for line in search.lines():
        proof.read(line)
    assert proof.ended
    return proof


def test_dominated_actions_go_first():
    lines = list(ProofSearch(Game(header_of(DILEMMA))).lines())
    assert [next(iter(line)) for line in lines] == [
        *("split", "split", "equilibrium", "at", "worse", "worse", "end"),
    ]
    assert lines[0]["split"] == [0, 0]


def test_out_of_time_all_is_open_and_valid():
    proof = _checked(ProofSearch(Game(header_of(DILEMMA)), in_time=lambda: False))
    assert (len(proof.found), len(proof.open)) == (0, 1)
    assert "has exactly 0 isolated equilibria, outside of 1 open cells" in proof.theorem()


def test_out_of_patience_a_support_is_open_and_of_its_equilibria_nothing_is_claimed():
    game = Game(header_of(volunteers_dilemma(3, cost=0.3)))
    whole = _checked(ProofSearch(game))
    assert len(whole.found) == 7
    assert not whole.open
    known = [found.centre for found in whole.found]
    short = _checked(ProofSearch(game, known, most_cells=0))
    assert short.open
    assert len(short.found) + len(short.open) == 7
    assert all(cell.sure == cell.support for cell in short.open)


def test_an_equilibrium_beside_a_singular_one_of_its_support_is_in_no_cell():
    """At (4/5, 3/5, 4/9) and at (2/3, 1, 2/3), where the equations of the interior hold too: the support stays open."""
    payoffs = [
        [[[0, 2], [1, 0]], [[1, 0], [2, 1]]],
        [[[1, 1], [0, 2]], [[2, 1], [1, 1]]],
        [[[1, 0], [1, 2]], [[0, 2], [1, 0]]],
    ]
    inside = tuple((Fraction(p, q), Fraction(q - p, q)) for p, q in ((4, 5), (3, 5), (4, 9)))
    proof = _checked(ProofSearch(Game(header_of(NormalFormGame(payoffs))), [inside], most_cells=50))
    assert len(proof.open) == 1
    assert all(found.support != [[0, 1]] * 3 for found in proof.found)


def test_what_is_nearest_to_be_ruled_out_is_decided_first():
    """Ann's second row is worse but against Bob's third column, so it goes first; where she plays it, so must he."""
    game = NormalFormGame([[[3, 3, 0], [1, 1, 2]], [[3, 0, 2], [0, 3, 2]]])
    lines = list(ProofSearch(Game(header_of(game))).lines())
    splits = [line["split"] for line in lines if "split" in line]
    assert splits[0] == [0, 1]
    first = next(k for k, line in enumerate(lines) if line == {"split": [1, 2]} and k > lines.index({"at": 0}))
    assert lines[first + 1] == {"worse": [(0, 1, 0, 1)]}  # without the third column
