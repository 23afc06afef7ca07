import math
from dataclasses import replace

import pytest

import alignment_games as ag
from alignment_games.estimation import Fit, QuantalResponse, fit_joiners
from alignment_games.report.estimates import coefficient_table
from tests.estimation.joining.invented import record


def test_coefficients_of_joining():
    fit = fit_joiners(record())
    fit = replace(
        fit,
        estimates={**fit.estimates, "threat": 2.0, "pact": 2.0, "milieu": 2.0, "burden": 0.0},
        errors={**fit.errors, "burden": None},
        clustered_errors={**fit.clustered_errors, "threat": 0.5, "pact": 0.9, "milieu": 1.1, "burden": None},
    )
    header, rows, caption = coefficient_table(fit)
    assert header == ["parameter", "estimate", "error"]
    found = {row[0]: row[1:] for row in rows}
    assert found["threat"] == ["2.000***", "(0.500)"]  # z = 4
    assert found["pact"] == ["2.000*", "(0.900)"]  # z = 2.22
    assert found["milieu"] == ["2.000", "(1.100)"]  # z = 1.82
    assert found["burden"] == ["0.000", "at the bound"]
    assert f"{fit.rows:,} decisions" in caption
    latex = ag.to_latex(fit)
    assert latex.count(r"\\") == len(rows) + 1
    assert "threat & 2.000" in latex


def test_coefficients_of_quantal_response():
    estimates = {"log rate": 2.0, "weight of power": -1.0, "weight of proximity": 3.0}
    clustered = {"log rate": 0.7, "weight of power": 0.3, "weight of proximity": math.nan}
    fit = Fit(QuantalResponse(), estimates, clustered, clustered, -50.0, 80, 20, at_bound=("weight of proximity",))
    _, rows, caption = coefficient_table(fit)
    assert rows[:3] == [
        ["log rate", "2.000**", "(0.700)"],  # z = 2.86
        ["weight of power", "-1.000***", "(0.300)"],
        ["weight of proximity", "3.000", "at the bound"],
    ]
    assert rows[4] == ["AIC", "106.00", ""]
    assert fit.bic == pytest.approx(3 * math.log(80) + 100)
    assert caption.startswith("80 choices in 20 cases, errors clustered by case")
    assert "log rate & 2.000" in ag.to_latex(fit)
