import html
from dataclasses import replace

import alignment_games as ag
from alignment_games.report.classroom.sources import sources_html
from alignment_games.report.classroom.words import phrases


def test_each_state_has_its_figures_reason_record_and_sources():
    case = ag.load_case("europe-1938")
    text = html.unescape(sources_html(case, phrases("de")))
    for record in case.records:
        assert f"<summary>{record.state}</summary>" in text
        assert record.grade_reason in text
    assert "Absicht 0,7: <span" in text
    assert "Daladier told London that Hitler meant to dominate the continent" in text
    assert "Historischer Befund für 1938: reicht die Last weiter (umstritten)." in text
    assert text.count("Correlates of War, National Material Capabilities") == len(case.records) + 1  # and the threat
    assert "The model has no alliance commitments" in text


def test_reasons_stay_text():
    case = ag.load_case("europe-1938")
    records = (replace(case.records[0], intent_reason="<b onclick='x'>"), *case.records[1:])
    text = sources_html(replace(case, records=records), phrases("en"))
    assert "<b onclick" not in text
    assert "&lt;b onclick" in text


def test_a_model_has_no_record():
    assert "no record" in sources_html(None, phrases("en"))
