import math
import shutil
import subprocess

import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.estimation.coefficients import CoefficientCell, CoefficientTable, Column, coefficient_table

FOOT = {"choices": "1,234", "log likelihood": "-50.00"}
ONE = Column(
    {"log rate": CoefficientCell("2.000", "", "(0.700)"), "cost of a_b": CoefficientCell("-1.000", "***", "(0.300)")},
    FOOT,
    True,
)
TWO = Column({"weight of power": CoefficientCell("8.000", "", "")}, {"choices": "9"}, True)


def test_stars_are_those_of_the_p_value():
    # two-sided normal quantiles: 1.96 gives .04999, 2.58 gives .0099, 3.3 gives .00097
    for z, stars in ((1.9, ""), (1.96, "*"), (2.58, "**"), (3.3, "***")):
        assert CoefficientCell.of(z, 1.0, math.erfc(z / math.sqrt(2))).stars == stars
    assert str(CoefficientCell.of(-1.5, 0.25, math.nan)) == "-1.500 (0.250)"
    assert str(CoefficientCell.of(8.0, math.nan, math.nan)) == "8.000"


def test_columns_stand_side_by_side_with_gaps_where_a_theory_lacks_a_parameter():
    found = CoefficientTable({"(1)": ONE, "power & co": TWO})
    assert found.rows() == [
        ["log rate", "2.000 (0.700)", ""],
        ["cost of a_b", "-1.000*** (0.300)", ""],
        ["weight of power", "", "8.000"],
        ["choices", "1,234", "9"],
        ["log likelihood", "-50.00", ""],
    ]
    assert "none for an estimate at the bound" in found.note()
    assert "<td>-1.000*** (0.300)</td>" in found._repr_html_()
    assert "power &amp; co" in found._repr_html_()
    lines = found.to_latex("Two theories", "tab:two").splitlines()
    assert lines[:2] == [r"\begin{table}", r"\caption{Two theories}"]
    assert r"cost of a\_b & $-1.000$ & $^{***}$ &  &  \\" in lines
    assert r" & (0.300 & ) &  &  \\" in lines
    assert ag.to_latex(found) == found.to_latex()


def test_what_is_no_estimate_is_refused():
    with pytest.raises(InvalidModelError, match="no estimates"):
        coefficient_table()
    with pytest.raises(InvalidModelError, match="expected estimates such as fit returns, got str"):
        coefficient_table("europe-1938")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
def test_latex_takes_the_table_and_it_fits_the_page(tmp_path):
    wide = {f"({k})": ONE for k in range(1, 6)}
    for table in (CoefficientTable({"(1)": ONE, "power & co": TWO}), CoefficientTable(wide)):
        (tmp_path / "t.tex").write_text(
            "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{booktabs}\\begin{document}\n"
            f"{table.to_latex()}\n\\end{{document}}\n"
        )
        command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "t.tex"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-500:]
        assert "Overfull" not in done.stdout
