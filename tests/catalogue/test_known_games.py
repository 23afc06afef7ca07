"""Every known game through `solve`: none missed, none wrong, proven complete."""

import pytest

from alignment_games import InvalidModelError, solve
from alignment_games.catalogue.known_game import named_games
from alignment_games.catalogue.known_games import known_game, known_games

KNOWN = list(known_games())
#: Eight players take some seconds each; the benchmark runs them.
SMALL = [known for known in KNOWN if known.game.n_players <= 6]


def test_there_are_at_least_sixty_with_different_names_from_two_to_eight_players():
    assert len(KNOWN) >= 60
    assert len({known.name for known in KNOWN}) == len(KNOWN)
    assert {known.game.n_players for known in KNOWN} >= set(range(2, 9))


@pytest.mark.parametrize("known", SMALL, ids=lambda known: known.name)
def test_all_and_only_the_known_equilibria(known):
    solution = solve(known.game)
    assert known.answered_by(solution)
    assert solution.stats["rejected"] == 0


def test_an_unknown_name_gets_the_closest():
    with pytest.raises(InvalidModelError, match="did you mean 'two stag hunts'"):
        known_game("two stag hunt")


def test_the_file_says_of_each_game_where_its_equilibria_are_known_from():
    assert all(known.source.strip() for known in named_games())
    listed = [known for known in named_games() if known.equilibria]
    assert len(listed) >= 5
    for known in listed:
        assert len(known.equilibria) == known.count
        for profile in known.equilibria:
            assert [len(own) for own in profile] == list(known.game.n_actions)
            assert all(sum(own) == 1 for own in profile)
