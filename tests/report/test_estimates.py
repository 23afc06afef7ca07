from dataclasses import replace

import alignment_games as ag
from alignment_games.estimation import fit_joiners
from alignment_games.report.estimates import coefficient_rows
from tests.estimation.joining.invented import record


def test_coefficients_of_joining():
    fit = fit_joiners(record())
    fit = replace(
        fit,
        estimates={**fit.estimates, "threat": 2.0, "pact": 2.0, "milieu": 2.0, "burden": 0.0},
        errors={**fit.errors, "burden": None},
        clustered_errors={**fit.clustered_errors, "threat": 0.5, "pact": 0.9, "milieu": 1.1, "burden": None},
    )
    table = coefficient_rows(fit)
    assert table.header == ["parameter", "estimate", "error"]
    found = {row[0]: row[1:] for row in table.rows}
    assert found["threat"] == ["2.000***", "(0.500)"]  # z = 4
    assert found["pact"] == ["2.000*", "(0.900)"]  # z = 2.22
    assert found["milieu"] == ["2.000", "(1.100)"]  # z = 1.82
    assert found["burden"] == ["0.000", "at the bound"]
    assert f"{fit.rows:,} decisions" in table.caption
    latex = ag.to_latex(fit)
    assert latex.count(r"\\") == len(table.rows) + 1
    assert "threat & 2.000" in latex
