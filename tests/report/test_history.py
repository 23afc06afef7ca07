import os
from pathlib import Path

import pytest

from alignment_games import write_model
from alignment_games.cases import BalanceOfThreat, load_case
from alignment_games.errors import InvalidModelError
from alignment_games.report.history import DATA_VARIABLE, RECORD, history


@pytest.mark.slow
def test_without_a_record_the_estimates_are_skipped_with_the_reason(monkeypatch):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    few = ["europe-1936", "napoleon-1805", "prussia-1866"]  # the command's own test takes all
    monkeypatch.setattr("alignment_games.analysis.history.case_names", lambda: few)
    page = history()
    assert page.parts[0].title.startswith("Every bundled case, theories at their defaults (3 cases, 15 states)")
    assert page.parts[3].title.endswith("cases that the record does not have (2 cases, 12 states)")
    assert page.parts[1].header == ["", "balance", "stay out", "bandwagon", "align"]
    assert page.parts[-2].lines[0].startswith("skipped: no record of alignments")
    assert "balance of threat" in str(page)
    assert "always balance" in str(page)
    assert "Weighted kappa of intent as coded and by the rubric: 0." in str(page)


def test_the_variants_of_the_cases_are_scored(monkeypatch):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    monkeypatch.setattr("alignment_games.analysis.history.case_names", lambda: ["europe-1938", "napoleon-1805"])
    monkeypatch.setattr("alignment_games.analysis.history.SCORED", (BalanceOfThreat(),))
    usual, other = history(), history(figures="before", intent="rubric", menu="full")
    assert usual.parts[0].rows[0] != other.parts[0].rows[0]
    with pytest.raises(InvalidModelError, match="intent of a case"):
        history(intent="guessed")


def test_of_one_case_nothing_is_said_that_needs_two(monkeypatch, tmp_path):
    monkeypatch.setattr("alignment_games.analysis.history.SCORED", (BalanceOfThreat(),))
    write_model(load_case("europe-1938"), tmp_path / "own.toml")
    text = str(history(cases=tmp_path))
    assert "(1 case, 3 states)" in text
    assert "nan" not in text
    assert "than another state in - of pairs" in text  # none of the three balanced


def test_the_record_is_scored_out_of_sample_beside_the_baselines():
    path = Path(os.environ.get(DATA_VARIABLE, ".")) / RECORD
    if not path.exists():
        pytest.skip(f"needs {RECORD}; set {DATA_VARIABLE} to its folder")
    text = str(history(path))
    assert "Leaving one case out of the record (102 decisions in 12 games of 8 cases; 2 left out" in " ".join(
        text.split()
    )
    assert "threat, estimated" in text
    assert "revisionism: " in text
