"""How large a table may be: refused by what it would take, before it is made."""

import pytest

from alignment_games.errors import UnsupportedGameError
from alignment_games.game.size import MOST_BYTES, affordable_table


def test_the_largest_table_passes_and_one_more_action_does_not():
    most = MOST_BYTES // 20  # bytes of a float while the table is made
    affordable_table([most], exact=False, instead="")
    with pytest.raises(UnsupportedGameError, match=r"this needs 2\.0 GiB, and a table may take 2; offer fewer$"):
        affordable_table([most + 1], exact=False, instead="offer fewer")


def test_fractions_take_more():
    affordable_table([10_000_000], exact=False, instead="")
    with pytest.raises(UnsupportedGameError, match="GiB"):
        affordable_table([10_000_000], exact=True, instead="")


def test_more_players_than_axes_and_more_payoffs_than_can_be_counted_are_refused_in_words():
    with pytest.raises(UnsupportedGameError, match="100 players: a table of payoffs has an axis for each"):
        affordable_table([1] * 100, exact=False, instead="")
    with pytest.raises(UnsupportedGameError, match=r"more than 10\^15 payoffs: this needs millions of GiB"):
        affordable_table([10] * 20, exact=False, instead="")
