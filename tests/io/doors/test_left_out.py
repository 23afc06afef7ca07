"""What was not used is told, and how much of it is not."""

from alignment_games.io.doors.left_out import LeftOut, left_out_in_words


def test_nothing_some_and_more_than_are_told():
    rows = [LeftOut(f"row {k}", "no power") for k in range(3)]
    assert left_out_in_words([]) == "nothing left out"
    assert left_out_in_words(rows[:1]) == "1 left out: row 0: no power"
    assert left_out_in_words(rows, most=2) == "3 left out: row 0: no power; row 1: no power; and 1 more"
