"""Notebooks: what public functions hand back shows itself as sound HTML, in no colour of its own, with a short repr."""

import dataclasses
import inspect
import re
import typing
from html.parser import HTMLParser

import pytest

import alignment_games as ag
from alignment_games.report.region_names import named_regions, shares_in_words
from alignment_games.report.show import show_case, show_model
from alignment_games.text.display import MOST_ROWS, Displayed
from alignment_games.text.tables import Table
from alignment_games.text.visible import visible
from tests.results import MADE, Named

#: Protocols and laws, whose subclasses are results; what users write down, whose repr they can write down again.
NO_RESULTS = {"Model", "Problem", "AbstractSolver", "AbstractDynamics", "Control", "Landscape", "Table", "Judgement"}
WRITTEN = {
    "State",
    "Response",
    "SecurityUtility",
    "Guarantor",
    "Parameter",
    "System",
    "Facing",
    "Estimate",
    "Effect",
    "Contribution",
}

TAGS = {"div", "style", "table", "caption", "thead", "tbody", "tr", "th", "td"} | {
    "p",
    "ul",
    "li",
    "pre",
    "u",
    "b",
    "iframe",
}
#: Records print as they would be written in Python, names in quotes.
RECORDS = {"swing", "alone"}
#: Pages about results, which are text.
PAGES = {
    "model": lambda n: show_model(n.model),
    "case": lambda n: show_case(n.case),
    "explanation": lambda n: ag.explain(n.solution),
    "regions": lambda n: shares_in_words(named_regions(ag.sweep(n.model, vary={"burden": [0.0, 0.2, 0.4]}))),
}


def printable(told):
    """Whether nothing but the ends of lines steers."""
    return all(char.isprintable() or char == "\n" for char in told)


class Sound(HTMLParser):
    """Every tag that opens closes; ``text`` is what is read."""

    def __init__(self, page):
        super().__init__()
        self.open, self.tags, self.text = [], set(), ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def answers():
    """The classes that the annotations of public functions and methods name as what comes back."""
    rooms = [ag, *(value for value in map(ag.__dict__.get, ag.__all__) if inspect.ismodule(value))]
    faces = [getattr(room, name) for room in rooms for name in getattr(room, "__all__", ())]
    faces = [face for face in faces if not getattr(face, "__module__", "").startswith("alignment_games.estimation")]
    functions = [face for face in faces if inspect.isfunction(face)]
    for face in filter(inspect.isclass, faces):
        functions += [method for name, method in inspect.getmembers(face, inspect.isfunction) if name[0] != "_"]
    found = set().union(*(_classes(typing.get_type_hints(function).get("return")) for function in functions))
    return sorted((each for each in found if each.__name__ not in NO_RESULTS | WRITTEN), key=str)


def _classes(hint):
    own = {hint} if inspect.isclass(hint) and hint.__module__.startswith("alignment_games") else set()
    return own.union(*map(_classes, typing.get_args(hint)))


def test_every_answer_of_a_public_function_has_a_display_and_no_repr_of_all_its_fields():
    for name in ag.__all__:
        getattr(ag, name)  # rooms load on use
    found = answers()
    assert len(found) > 60
    assert [each.__qualname__ for each in found if not hasattr(each, "_repr_html_")] == []
    classes = filter(dataclasses.is_dataclass, found)
    assert [each.__qualname__ for each in classes if hasattr(each.__repr__, "__wrapped__")] == []


@pytest.fixture(scope="module")
def named():
    """The names as they are, and written out."""
    return Named(str), Named(visible)


@pytest.mark.parametrize("kind", MADE)
def test_it_prints_and_shows_itself_whatever_its_names(named, kind):
    result, written_out = map(MADE[kind], named)
    assert printable(str(result))
    assert str(result) == str(written_out) or kind in RECORDS
    assert repr(result).isprintable()
    assert len(repr(result)) <= 300
    page = result._repr_html_()
    read = Sound(page)
    assert read.tags <= TAGS
    assert re.findall(r"(?:color|background)\s*:\s*(?!inherit)[^;}]+", page.partition("<iframe")[0]) == []
    assert printable(read.text)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_pages_write_names_out(named, page):
    hostile, written_out = map(page, named)
    assert hostile == written_out
    assert printable(hostile)


def test_what_is_in_a_table_is_what_the_result_says(named):
    solution, years = (MADE[kind](named[0]) for kind in ("solution", "series"))
    text = Sound(solution._repr_html_()).text
    for equilibrium in solution:
        assert f"{equilibrium.regret:.4g}" in text
        used = {named[0].actions[k] for own in equilibrium.supports for k in own}
        assert all(visible(action) in text for action in used)
    text = Sound(years._repr_html_()).text
    for year in years:
        assert all(visible(action) in text for action in year.alignment.values())
        assert f"{year.slack:.4g}" in text


def test_long_tables_say_what_they_leave_out():
    rows = [[str(k)] for k in range(MOST_ROWS + 1200)]

    class Years(Displayed):
        def display_parts(self):
            return [Table(["year"], rows)]

    page = Years()._repr_html_()
    assert "... and 1,200 more rows" in page
    assert page.count("<tr>") == 1 + MOST_ROWS


def test_text_is_shown_as_it_prints():
    class Answer(Displayed):
        def __str__(self):
            return "state   does\nFrance  <arm>\n\nOne:\n  a\n  b\nTwo\n  c"

    page = Answer()._repr_html_().partition("</style>")[2]
    assert "<pre>state   does\nFrance  &lt;arm&gt;</pre>" in page
    assert page.endswith("<p>One:</p><ul><li>a</li><li>b</li></ul><p>Two</p><ul><li>c</li></ul></div>")
