import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError

GAME = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]])


@pytest.mark.parametrize(
    ("result", "given"),
    [(GAME, "NormalFormGame"), ("dilemma", "str"), ([1.0], "float in it"), ([], "nothing in it")],
)
def test_what_has_no_picture_is_refused_by_name(result, given):
    with pytest.raises(InvalidModelError, match=f"plot: expected .* got {given}"):
        ag.plot(result)
