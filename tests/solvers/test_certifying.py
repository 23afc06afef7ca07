import pytest

import alignment_games as ag


def test_a_certificate_of_a_game_by_its_sums_is_refused_before_it_is_solved(tmp_path):
    sums = ag.threshold_model({f"State {k}": 1 for k in range(200)}, against=1, cost=0.25).sums()
    with pytest.raises(ag.UnsupportedGameError, match="a certificate needs a game in normal form"):
        ag.solve(sums, certificate=tmp_path / "proof.jsonl")
    assert list(tmp_path.iterdir()) == []
