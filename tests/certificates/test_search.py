"""The search of a proof: out of time, out of patience, and in what order lines come."""

from alignment_games import NormalFormGame
from alignment_games.certificates.checker import Game, Proof
from alignment_games.certificates.search import ProofSearch
from alignment_games.certificates.writer import header_of
from alignment_games.models import volunteers_dilemma

DILEMMA = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])


def _checked(search):
    proof = Proof(search.game, [search.game.cell])
    for line in search.lines():
        proof.read(line)
    assert proof.ended
    return proof


def test_dominated_actions_go_first():
    lines = list(ProofSearch(Game.read(header_of(DILEMMA))).lines())
    assert [next(iter(line)) for line in lines] == [
        *("split", "split", "equilibrium", "at", "worse", "worse", "end"),
    ]
    assert lines[0]["split"] == [0, 0]


def test_out_of_time_all_is_open_and_valid():
    proof = _checked(ProofSearch(Game.read(header_of(DILEMMA)), in_time=lambda: False))
    assert (len(proof.found), len(proof.open)) == (0, 1)
    assert "has exactly 0 isolated equilibria, outside of 1 open cells" in proof.theorem()


def test_out_of_patience_one_support_is_open_and_its_equilibria_are_told():
    game = Game.read(header_of(volunteers_dilemma(3, cost=0.3)))
    whole = _checked(ProofSearch(game))
    short = _checked(ProofSearch(game, most_cells=1))
    assert len(whole.found) == 7
    assert not whole.open
    assert {found.support[0][0] for found in short.found} <= {0, 1}
    assert short.open
    assert all(cell.sure(i) == cell.support(i) for cell in short.open for i in range(3))
