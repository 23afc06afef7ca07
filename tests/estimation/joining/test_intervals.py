import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import chi2

from alignment_games.errors import InvalidModelError
from alignment_games.estimation import fit_joiners, joining_intervals
from alignment_games.estimation.joining.theory import PARAMETERS, terms
from tests.estimation.joining.invented import TRUTH, record

RECORD = record(disputes=150)


@pytest.fixture(scope="module")
def found():
    return joining_intervals(RECORD, draws=30)


@pytest.mark.slow
def test_ends_of_a_profile_lose_half_the_quantile_by_a_second_optimiser(found):
    """The largest likelihood with a parameter held at an end, by a general optimiser without the package."""
    x, taken = terms(RECORD), RECORD.taken
    lost = chi2.ppf(0.95, 1) / 2

    def minus(at):
        values = np.concatenate([np.zeros((len(x), 1)), x @ at], axis=1)
        return -(values[np.arange(len(x)), taken] - np.log(np.exp(values).sum(axis=1))).sum()

    fit = fit_joiners(RECORD)
    for name in ("threat", "defence"):
        k = PARAMETERS.index(name)
        for end in found[name].profile:
            bounds = [(0, None)] * 8
            bounds[k] = (end, end)
            start = np.maximum(fit.parameters, 1e-3)
            start[k] = end
            held = minimize(minus, start, method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-14, "gtol": 1e-8})
            assert fit.log_likelihood + held.fun == pytest.approx(lost, abs=2e-3)


def test_both_intervals_hold_the_estimate_and_are_alike(found):
    fit = fit_joiners(RECORD)
    for name, truth in zip(PARAMETERS, TRUTH, strict=True):
        each = found[name]
        assert each.estimate == pytest.approx(fit.estimates[name])
        for low, high in (each.profile, each.bootstrap):
            assert 0 <= low <= high
            assert low - 0.5 <= truth <= high + 0.5
        assert each.profile[0] <= each.estimate <= each.profile[1]
    widths = np.array([[np.ptp(each.profile), np.ptp(each.bootstrap)] for each in found.intervals])
    assert ((widths[:, 0] / widths[:, 1] > 0.4) & (widths[:, 0] / widths[:, 1] < 2.5)).all()
    assert found.failed == 0
    assert "disputes drawn anew 30 times" in str(found)


@pytest.mark.slow
def test_a_seed_repeats_and_progress_ends_at_the_whole():
    small, told = record(disputes=80), []

    def progress(done, total):
        told.append((done, total))

    one, other = (joining_intervals(small, draws=3, rng=3, progress=each) for each in (None, progress))
    assert one == other
    assert told[-1] == (11, 11)


@pytest.mark.parametrize("wrong", [{"level": 1.0}, {"level": 0.0}, {"draws": 1}])
def test_wrong_requests_are_refused(wrong):
    with pytest.raises(InvalidModelError, match="a level between 0 and 1 and at least 2 draws"):
        joining_intervals(RECORD, **wrong)
