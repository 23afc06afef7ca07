import pytest

from alignment_games.errors import InvalidModelError
from tests.estimation.observed import logit_fit


def test_the_likelihood_ratio_at_the_end_of_an_interval_is_its_quantile():
    found, _ = logit_fit()
    name = "cost of balance"
    low, high = found.intervals("profile", level=0.9)[name]
    assert found.likelihood_ratio(name, found.estimates[name]) == 0
    for end in (low, high):
        assert found.likelihood_ratio(name, end) == pytest.approx(2.705543454, rel=1e-3)  # the 90 % quantile


def test_a_parameter_that_is_not_there_is_refused():
    with pytest.raises(InvalidModelError, match="unknown parameter"):
        logit_fit()[0].profile("cost of balanc")
