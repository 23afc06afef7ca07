"""Citations: model, algorithm and software, from whatever a user has at hand."""

import re
from importlib import resources
from pathlib import Path

import pytest

import alignment_games
from alignment_games.cases import case_names, load_case
from alignment_games.cases.theories import SCORED
from alignment_games.catalogue import cite
from alignment_games.catalogue.citation import case_text
from alignment_games.catalogue.entries import catalog
from alignment_games.catalogue.works import works_in
from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models import (
    Landscape,
    landscape_game,
    response_game,
    security_dilemma,
    threshold_game,
    volunteers_dilemma,
)
from alignment_games.solvers import LemkeHowson, PureEnumeration, VertexEnumeration, solve
from alignment_games.states import State

_NO_ENTRY = "give these works an entry in catalogue/references.bib"
SIZES, PAIRS = {"A": 1, "B": 2}, {("A", "B"): 1}


def keys(text):
    return re.findall(r"^@\w+\{(\w+),", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (None, []),
        ("landscape", ["axelrod1993", "axelrod2016"]),
        (landscape_game, ["axelrod1993", "axelrod2016"]),
        (landscape_game(SIZES, PAIRS), ["axelrod1993", "axelrod2016"]),
        (Landscape(SIZES, PAIRS), ["axelrod1993", "axelrod2016"]),
        (threshold_game, ["palfrey1984"]),
        (volunteers_dilemma, ["diekmann1985", "diekmann1993", "palfrey1984"]),
        (volunteers_dilemma(2, cost=0.5), ["diekmann1985", "diekmann1993", "palfrey1984"]),
        (PureEnumeration(), ["nash1951"]),
        (LemkeHowson(), ["lemke1964", "nash1951"]),
        (NormalFormGame([[[0, 0], [0, 0]]] * 2), ["nash1951"]),
        (
            solve(security_dilemma(4, 3, 2, 0), VertexEnumeration()),
            ["jervis1978", "harsanyi1988", "avis2010", "nash1951"],
        ),
    ],
)
def test_what_is_cited(what, expected):
    assert keys(cite(what)) == [*expected, "alignment_games"]


def test_a_response_game_cites_its_sources():
    game = response_game([State("A", 0.1), State("B", 0.1)], State("C", 0.2), [0.5, 0.5])
    assert keys(cite(game))[:2] == ["walt1987", "buzan1998"]


def test_every_reference_of_every_model_is_in_the_bibliography_and_is_balanced():
    text = (resources.files("alignment_games.catalogue") / "references.bib").read_text(encoding="utf-8")
    known = keys(text)
    assert known == sorted(set(known)), "put the entries of references.bib in the order of their keys"
    used = {key for entry in catalog() for key in entry.references}
    assert used - set(known) == set(), _NO_ENTRY
    for entry in catalog():
        given = cite(entry.name)
        assert given.count("{") == given.count("}")
        assert given.count("\n}") == len(entry.references) + 1


def test_a_case_cites_every_work_that_its_file_names():
    found = keys(cite("europe-1938"))
    assert found == keys(cite(load_case("europe-1938")))
    assert {"singer1972", "christensen1990", "haas2005", "ripsman2008", "walt1987"} <= set(found)
    assert found[-1] == "alignment_games"


@pytest.mark.parametrize(
    ("theory", "expected"),
    [("balance of threat", ["walt1985", "walt1987"]), ("balance of power", ["waltz1979"]), ("milieu", ["wolfers1962"])],
)
def test_a_theory_cites_its_authors(theory, expected):
    assert keys(cite(theory))[: len(expected)] == expected
    assert keys(cite(f"{theory} (additive)")) == keys(cite(theory))


@pytest.mark.parametrize("theory", SCORED)
def test_every_theory_that_is_compared_can_be_cited(theory):
    assert len(keys(cite(theory))) >= 2


@pytest.mark.parametrize("name", case_names())
def test_no_work_that_a_case_cites_is_missing(name):
    written = (resources.files("alignment_games.cases") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    found, missing = works_in(case_text(written))
    assert found
    assert missing == [], _NO_ENTRY


@pytest.mark.parametrize("room", ["models", "states", "cases"])
def test_no_work_that_a_model_cites_is_missing(room):
    folder = Path(alignment_games.__file__).parent / room
    texts = {path.name: path.read_text(encoding="utf-8") for path in [*folder.rglob("*.py"), *folder.glob("*.md")]}
    assert sum(len(works_in(text)[0]) for text in texts.values()) > 0
    missing = {name: works_in(text)[1] for name, text in texts.items()}
    assert {name: works for name, works in missing.items() if works} == {}, _NO_ENTRY


def test_a_citation_without_an_entry_is_seen():
    assert works_in("so Nobody (1999), Walt 1987 and Leeds et al. 2000; on 3 March 1999") == (
        ["walt1987", "leeds2000"],
        ["Nobody 1999"],
    )


@pytest.mark.parametrize("what", ["landscap", 3.5, object()])
def test_what_cannot_be_cited_is_refused_in_words(what):
    with pytest.raises(InvalidModelError, match=r"did you mean 'landscape'|nothing to cite for"):
        cite(what)
