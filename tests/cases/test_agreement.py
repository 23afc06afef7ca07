import math

import numpy as np
import pytest

from alignment_games.cases.agreement import kappa
from alignment_games.errors import InvalidModelError


def test_yes_and_no_by_the_table_of_cohen():
    # 20 both yes, 5 and 10 apart, 15 both no: agreement .7, by chance .5 x .6 + .5 x .4 = .5 (Cohen 1960).
    first = [1] * 20 + [1] * 5 + [0] * 10 + [0] * 15
    second = [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    assert kappa(first, second) == pytest.approx((0.7 - 0.5) / (1 - 0.5))


def test_figures_by_going_through_every_pair_that_chance_could_make():
    rng = np.random.default_rng(3)
    for _ in range(20):
        x, y = rng.integers(0, 21, 12) / 20, rng.integers(0, 21, 12) / 20
        by_chance = np.mean([(a - b) ** 2 for a in x for b in y])
        assert kappa(x, y) == pytest.approx(1 - np.mean((x - y) ** 2) / by_chance)


def test_full_agreement_is_one_and_of_one_code_nothing_is_told():
    assert kappa([0.1, 0.5, 0.9], [0.1, 0.5, 0.9]) == 1
    assert kappa([0, 1], [1, 0]) == -1
    assert math.isnan(kappa([1, 1], [1, 1]))


@pytest.mark.parametrize(("first", "second"), [([], []), ([1], [1, 0])])
def test_codings_of_different_things_are_refused(first, second):
    with pytest.raises(InvalidModelError, match="two codings of the same things"):
        kappa(first, second)
