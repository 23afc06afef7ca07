"""Similarity of portfolios: small sums by hand, and the published example of 1914 where its table is at hand."""

import csv
import os
from fractions import Fraction
from pathlib import Path

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.models.similarity import portfolio_similarity, tau_b

TABLE = Path(os.environ.get("ALIGNMENT_GAMES_DATA", "no data")) / "signorino_ritter_alliances1914.csv"


def test_s_by_hand():
    assert portfolio_similarity([3, 0], [0, 3]) == -1
    assert portfolio_similarity([3, 1, 0], [3, 1, 0]) == 1
    # distances 0, 2, 1 of at most 3 each: 1 - 2 * 3/9
    assert portfolio_similarity([3, 2, Fraction(0)], [3, 0, 1]) == Fraction(1, 3)
    # weights 1, 2, 1: 1 - 2 * (2*2 + 1)/(3*4)
    assert portfolio_similarity([3, 2, 0], [3, 0, 1], weights=[Fraction(1), 2, 1]) == Fraction(1, 6)
    assert portfolio_similarity([1, 0], [0, 1], widest=1) == -1


def test_tau_b_by_hand():
    # pairs of (3,3), (1,2), (0,0), (0,1): 5 concordant, 1 tied in the first portfolio only
    assert tau_b([3, 1, 0, 0], [3, 2, 0, 1]) == pytest.approx(5 / (5 * 6) ** 0.5, abs=1e-12)
    assert tau_b([3, 2, 0], [0, 2, 3]) == pytest.approx(-1, abs=1e-12)
    # one tie in each portfolio, on different pairs: C = 1, D = 0 of 3 pairs
    assert tau_b([3, 3, 0], [3, 0, 0]) == pytest.approx(1 / 2, abs=1e-12)


def test_germany_and_russia_in_1914():
    if not TABLE.exists():
        pytest.skip("the published table of 1914 is not shipped; set ALIGNMENT_GAMES_DATA")
    with TABLE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    germany, russia, weights = ([float(row[column]) for row in rows] for column in ("GMY", "RUS", "Cap"))
    assert portfolio_similarity(germany, russia) == pytest.approx(0.4, abs=1e-12)
    assert portfolio_similarity(germany, russia, weights=weights) == pytest.approx(-0.46, abs=1e-12)
    assert tau_b(germany, russia) == pytest.approx(0.0303169531, abs=1e-10)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: portfolio_similarity([3, 0], [0]), "got 2 and 1 entries"),
        (lambda: portfolio_similarity([], []), "portfolio entries are empty"),
        (lambda: portfolio_similarity(None, [1]), "must be a list of numbers, got None"),
        (lambda: portfolio_similarity([5, 0], [0, 0]), "more than widest=3"),
        (lambda: portfolio_similarity([3, 0], [0, 0], weights=[1]), "one entry for each of 2"),
        (lambda: portfolio_similarity([3, 0], [0, 0], weights=[0, 0]), "weights are all 0"),
        (lambda: portfolio_similarity([3, 0], [0, 0], weights=[1, -1]), "weights must be"),
        (lambda: portfolio_similarity([3, "x"], [0, 0]), "portfolio entries must be a number"),
        (lambda: tau_b([1, 1], [0, 3]), "first portfolio has the same entry everywhere"),
    ],
)
def test_bad_portfolios_are_refused_in_words(call, words):
    with pytest.raises(InvalidModelError, match=words):
        call()
