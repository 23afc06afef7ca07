"""Trust: the threshold is where cooperation by security-seekers starts to be an equilibrium."""

from fractions import Fraction

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.models.trust import trust_game, trust_threshold

COOPERATION = "cooperate, defect, cooperate, defect"


@pytest.mark.parametrize(
    ("a", "b", "threshold"), [("1", "1/2", "2/3"), ("1", "0", "1/2"), ("2", "1/2", "4/5"), ("1/2", "4/5", "5/7")]
)
def test_cooperation_lasts_from_the_threshold_on(a, b, threshold):
    a, b, threshold = map(Fraction, (a, b, threshold))
    assert trust_threshold(a, b) == threshold
    step = Fraction(1, 1000)
    regrets = [
        trust_game(p, exploited=a, exploiting=b).regrets(COOPERATION).max() for p in (threshold - step, threshold)
    ]
    # below the threshold a security-seeker gains (threshold - p)(1 - b + a) by defecting
    assert regrets == [step * (1 - b + a), 0]


def test_greedy_types_always_defect():
    game = trust_game(Fraction(9, 10))
    assert game.players == (
        "First (security-seeking)",
        "First (greedy)",
        "Second (security-seeking)",
        "Second (greedy)",
    )
    assert (game.payoffs[1, :, 1] > game.payoffs[1, :, 0]).all()
    assert (game.payoffs[3, ..., 1] > game.payoffs[3, ..., 0]).all()


def test_trust_may_differ_between_the_two():
    game = trust_game((Fraction(9, 10), Fraction(1, 10)), players=("Reagan", "Gorbachev"))
    # the first doubts a second who is trustworthy with probability .1
    first, _, second, _ = game.regrets(COOPERATION).tolist()
    assert first > 0
    assert second == 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: trust_threshold(0, 0.5), "exploited must be"),
        (lambda: trust_threshold(1, 1), "1 - exploiting must be"),
        (lambda: trust_game(1.2), "trust in First must be between 0 and 1"),
        (lambda: trust_game((0.5, 0)), "trust in Second"),
        (lambda: trust_game((0.1, 0.2, 0.3)), "a pair, got 3"),
        (lambda: trust_game(0.5, greed=1), "greed must be"),
        (lambda: trust_game(1), "probability 0"),
    ],
)
def test_bad_trust_is_refused_in_words(call, words):
    with pytest.raises(InvalidModelError, match=words):
        call()
