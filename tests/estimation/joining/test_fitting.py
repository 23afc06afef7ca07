import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation import fit_joiners
from alignment_games.estimation.joining.choice import probabilities
from alignment_games.estimation.joining.theory import PARAMETERS, terms
from alignment_games.io.sources.third_parties import read_third_parties
from tests.estimation.joining.invented import TRUTH, columns, decided, record


def test_known_parameters_are_found_again():
    fit = fit_joiners(record(disputes=1500))
    gaps = fit.parameters - TRUTH
    errors = np.array([fit.errors[name] for name in PARAMETERS])
    assert (abs(gaps) < 4 * errors).all()
    assert (errors < 0.6).all()
    assert fit.decrement < 1e-12
    assert 0 < fit.curvature <= 1


@pytest.mark.slow
def test_errors_are_those_of_records_drawn_anew():
    """The spread of estimates over simulated records is the error that one record tells, about."""
    table = columns(disputes=250)
    fits = [fit_joiners(read_third_parties(decided(table, seed=k))) for k in range(25)]
    inside = [fit for fit in fits if not fit.at_bound]
    assert len(inside) > 15
    spread = np.std([fit.parameters for fit in inside], axis=0, ddof=1)
    for kind in ("errors", "clustered_errors"):
        told = np.mean([[getattr(fit, kind)[name] for name in PARAMETERS] for fit in inside], axis=0)
        ratio = spread / told
        assert ((ratio > 0.55) & (ratio < 1.6)).all()


def test_a_sign_against_theory_stays_at_the_bound():
    truth = TRUTH.copy()
    truth[0] = -3
    fit = fit_joiners(record(truth, disputes=800))
    assert fit.estimates["threat"] == 0
    assert "threat" in fit.at_bound
    assert fit.errors["threat"] is None
    assert "at the bound of theory's sign: threat" in str(fit)


def test_log_likelihood_and_criteria_by_their_formulas():
    seen = record()
    fit = fit_joiners(seen)
    chances = probabilities(terms(seen), fit.parameters)
    logs = np.log(chances[np.arange(len(seen)), seen.taken]).sum()
    assert fit.log_likelihood == pytest.approx(logs, rel=1e-12)
    assert fit.aic == pytest.approx(16 - 2 * logs)
    assert fit.bic == pytest.approx(8 * np.log(len(seen)) - 2 * logs)
    np.testing.assert_allclose(fit.predict(seen), chances)


def test_the_order_of_rows_does_not_matter():
    seen = record()
    fit, turned = fit_joiners(seen), fit_joiners(seen.take(np.random.default_rng(1).permutation(len(seen))))
    np.testing.assert_allclose(fit.parameters, turned.parameters, rtol=1e-7, atol=1e-9)
    assert repr(fit) == f"<JoinerFit: {len(seen):,} decisions, log likelihood {fit.log_likelihood:.2f}>"


def test_disputes_that_nobody_joins_are_refused():
    with pytest.raises(InvalidModelError, match="nobody joins in these"):
        fit_joiners(read_third_parties(columns(disputes=5)))


def test_rows_for_papers():
    pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    frame = fit_joiners(record()).to_frame()
    assert list(frame.columns) == ["parameter", "estimate", "error", "clustered_error", "z"]
    assert frame["parameter"].tolist() == list(PARAMETERS)
