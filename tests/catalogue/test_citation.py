"""Citations: model, algorithm and software, from whatever a user has at hand."""

import re
from importlib import resources

import pytest

from alignment_games.catalogue import cite
from alignment_games.catalogue.entries import catalog
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
    assert known == sorted(set(known))
    used = {key for entry in catalog() for key in entry.references}
    assert used <= set(known)
    for entry in catalog():
        given = cite(entry.name)
        assert given.count("{") == given.count("}")
        assert given.count("\n}") == len(entry.references) + 1


@pytest.mark.parametrize("what", ["landscap", 3.5, object()])
def test_what_cannot_be_cited_is_refused_in_words(what):
    with pytest.raises(InvalidModelError, match=r"did you mean 'landscape'|nothing to cite for"):
        cite(what)
