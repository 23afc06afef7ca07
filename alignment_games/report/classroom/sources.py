"""Where the figures of the classroom page come from: each state's figures, reason for its intent, record, sources."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_games.cases.case import Case, Record
from alignment_games.report.classroom.words import Phrases
from alignment_games.text.html import html_text

#: The phrase for each grade of a record.
_GRADES = {"A": "grade_settled", "B": "grade_contested", "": "grade_none"}


def sources_html(case: Case | None, phrases: Phrases) -> str:
    """Return the section's body; what a case says stays in the language in which it was written."""
    if case is None:
        return f"<p>{phrases.html('sources_none')}</p>"
    states = "".join(_state(case, record, at, phrases) for at, record in enumerate(case.records))
    threat = _entry(case.model.against.name, "threat", _figures(case, case.threat_figures, phrases))
    grounds = "".join(
        f"<p><b>{html_text(each.who)}</b>: {_quoted(each.reason)}</p>{_figures(case, each.figures, phrases)}"
        for each in case.grounds
    )
    misses = f"<p><b>{phrases.html('sources_misses')}</b> {_quoted(case.expected_misses)}</p>"
    return f"{states}{threat}{grounds}{misses if case.expected_misses else ''}"


def _state(case: Case, record: Record, at: int, phrases: Phrases) -> str:
    verb = phrases.of_action(record.recorded)["does"]
    grade = phrases.text(_GRADES[record.grade])
    did = phrases.html("sources_recorded", year=str(case.year), does=verb, grade=grade)
    reason = f": {_quoted(record.intent_reason)}" if record.intent_reason else ""
    because = f" {_quoted(record.grade_reason)}" if record.grade_reason else ""
    body = (
        f"<p>{phrases.html('sources_power', power=phrases.number(float(case.model.states[at].power)))} "
        f"{phrases.html('sources_intent', intent=phrases.number(record.intent))}{reason}</p><p>{did}{because}</p>"
        f"{_figures(case, record.figures, phrases)}"
    )
    return _entry(record.state, str(at), body)


def _entry(name: str, anchor: str, body: str) -> str:
    return f'<details class="source" id="why-{anchor}"><summary>{html_text(name)}</summary>{body}</details>'


def _figures(case: Case, names: Sequence[str], phrases: Phrases) -> str:
    """Return the sources of figures as a list."""
    items = "".join(f"<li>{_quoted(case.sources[name])}</li>" for name in names)
    return f"<p>{phrases.html('sources_figures')}</p><ul>{items}</ul>" if items else ""


def _quoted(text: str) -> str:
    return f'<span lang="en">{html_text(" ".join(text.split()))}</span>'
