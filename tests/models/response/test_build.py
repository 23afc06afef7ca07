"""Building a response game: responses of the user's own, and names and figures that do not go together."""

import pytest

from alignment_games import GivenThreat, InvalidModelError, Response, response_game
from tests.models.response.three_states import GERMANY, STATES, THREAT


def test_users_extend_the_table_and_states_may_differ_in_their_actions():
    hedge = Response(membership=0.5, contribution=0.25, mobilisation=1, cost=0.02)
    game = response_game(
        STATES, GERMANY, THREAT, actions={"France": ["balance", "hedge"], "USSR": ["buck_pass"]}, table={"hedge": hedge}
    )
    assert game.n_actions == (3, 2, 1)
    assert game.actions[1] == ("balance", "hedge")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: response_game(STATES[:1], GERMANY, [0.3]), "at least two states that face Germany, got Britain"),
        (lambda: response_game([], GERMANY, []), "got none"),
        (lambda: response_game([*STATES, GERMANY], GERMANY, [1] * 4), "both the threat and a responder"),
        (lambda: response_game([*STATES, STATES[0]], GERMANY, [1] * 4), "'Britain' is listed twice"),
        (lambda: response_game(STATES, GERMANY, [0.3, 0.2]), "threat needs one value for each of 3 states"),
        (lambda: response_game(STATES, GERMANY, [0.3, 0.2, -1]), "threat must be a finite number of at least 0"),
        (lambda: response_game(STATES, GERMANY, THREAT, actions=["balence"]), "did you mean 'balance'"),
        (lambda: response_game(STATES, GERMANY, THREAT, actions={"Frans": ["arm"]}), "did you mean 'France'"),
        (lambda: response_game(STATES, GERMANY, THREAT, actions={"France": []}), "France has no actions"),
        (
            lambda: response_game(STATES, GERMANY, THREAT, actions="balance,buck_pass"),
            "expected a list of names, got 'bal",
        ),
        (lambda: response_game(STATES, GERMANY, GivenThreat(("A", "B"), [1, 1])), "perceived by A, B, but"),
        (lambda: response_game(STATES, GERMANY, THREAT, guarantors=3), "expected a list of Guarantor, got 3"),
    ],
)
def test_bad_models_are_refused_in_words(make, message):
    with pytest.raises(InvalidModelError, match=message):
        make()
