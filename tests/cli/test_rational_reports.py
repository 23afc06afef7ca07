"""The page on one case and the table of several."""

import alignment_games as ag
from alignment_games.cli import rational_reports
from alignment_games.cli.rational_reports import all_in_words, page_on, rationalised

BOX = {"burden": (0, 0.3), "punishment": (0, 0.5)}


def test_a_page_on_a_case_that_no_single_figure_makes_rational():
    case = ag.load_case("europe-1936")
    text = page_on(case, ag.rationalise(case, box=BOX))
    assert "The Rhineland is rational at no value of any one of these" in text


def test_each_figure_alone_is_left_out_where_it_takes_long_unless_asked_for(monkeypatch):
    case = ag.load_case("europe-1936")
    found = ag.rationalise(case, box=BOX)
    whole = page_on(case, found)
    monkeypatch.setattr(rational_reports, "_MOST_UNASKED", 0)
    *page, line = page_on(case, found).splitlines()
    assert line.startswith("Each figure alone: left out, for 5 figures of 3 states take about 0 seconds; --each-alone")
    assert whole.startswith("\n".join(page))
    done = []
    assert page_on(case, found, each_alone=True, progress=lambda *figures: done.append(figures)) == whole
    assert done == [(k, 5) for k in range(1, 6)]


def test_the_nearest_world_is_added_when_asked_for():
    case = ag.load_case("europe-1938")
    text = page_on(case, ag.rationalise(case, box=BOX), nearest=True)
    assert "europe-1938 is an equilibrium as it stands" in text


def test_a_table_of_cases_counts_those_that_are_rational_somewhere():
    cases = [ag.load_case(name) for name in ("europe-1936", "europe-1938", "napoleon-1813")]
    done = []
    found = rationalised(cases, BOX, lambda k, total: done.append((k, total)))
    assert done == [(1, 3), (2, 3), (3, 3)]
    text = all_in_words(cases, found)
    assert "Of 3 cases 2 are rational somewhere in this box and 1 nowhere" in text


def test_a_set_in_latex_says_who_is_held_to_what():
    text = ag.to_latex(ag.rationalise(ag.load_case("europe-1938"), box=BOX))
    assert r"burden + 0.161 punishment $\geq$ 0.057" in text
    assert "Open: burden 0 to 0.3; punishment 0 to 0.5." in text
    assert r"91.7 \%" in text
    empty = ag.to_latex(ag.rationalise(ag.load_case("europe-1936"), box=BOX))
    assert "proven by exact arithmetic" in empty
