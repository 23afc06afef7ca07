"""Claims: every one is reproduced, and a false one is seen."""

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from alignment_games.catalogue import Claim, check_claims, claim, claims
from alignment_games.catalogue.entries import catalog
from alignment_games.errors import InvalidModelError


@pytest.mark.slow
@pytest.mark.parametrize("claim", claims(), ids=lambda claim: f"{claim.model}: {claim.statement}")
def test_the_claim_is_reproduced(claim):
    checked = claim.check()
    assert checked.reproduced, str(checked)


def test_every_model_has_a_claim_and_no_claim_is_without_a_model():
    claimed = {claim.model for claim in claims()}
    assert set(catalog().names) - claimed == set(), "give these a Claim in a file catalogue/*_claims.py"
    assert claimed - set(catalog().names) == set(), "no entry of catalogue/data/models.toml has this name"


def test_every_file_of_claims_is_read():
    files = {path.stem for path in Path(claim.__file__).parent.glob("*_claims.py")}
    assert files == set(claim._MODULES), "name these in _MODULES of catalogue/claim.py"


def test_no_model_rests_on_definitions_alone():
    found_anew = {claim.model for claim in claims() if not claim.definition}
    assert set(catalog().names) - found_anew == set(), "give these a Claim that asks their games"


def test_a_definition_is_said_to_be_one():
    claim = Claim("dilemma", "trust", "Jervis 1978", 1, lambda: 1, definition=True)
    assert str(claim.check()).endswith("reproduced (a definition)")


def test_claims_are_told_apart_by_their_words():
    told = Counter((claim.model, claim.statement, claim.source) for claim in claims())
    assert [words for words, times in told.items() if times > 1 and not words[1].startswith("...")] == []


@pytest.mark.parametrize(
    ("claimed", "found", "tolerance", "reproduced"),
    [
        (0.5, 0.5 + 1e-10, 1e-9, True),
        (0.5, 0.5 + 1e-8, 1e-9, False),
        (0.5, float("nan"), 1e-9, False),
        (Fraction(1, 3), Fraction(1, 3), 0, True),
        (Fraction(1, 3), 1 / 3, 0, False),
        (("a", "b"), ("a",), 0, False),
        ((1, 2.0), [1, 2.0], 0, True),
        ((1, 2), 1, 0, False),
        ({"x": 1.0}, {"x": 1.0 + 1e-12}, 1e-9, True),
        ({"x": 1.0}, {"y": 1.0}, 1e-9, False),
        ({"x": 1.0}, (1.0,), 1e-9, False),
        ("nobody", "nobody", 0, True),
        (True, False, 0, False),
        ("1", 1, 0, False),
    ],
)
def test_a_claim_that_does_not_hold_is_seen(claimed, found, tolerance, reproduced):
    claim = Claim("landscape", "planted", "nowhere", claimed, lambda: found, tolerance)
    assert claim.check().reproduced == reproduced


def test_a_checked_claim_reads_as_a_sentence():
    claim = Claim("dilemma", "trust", "Jervis 1978", (0.5, "x"), lambda: (0.25, "x"))
    assert str(claim.check()) == "dilemma: trust (Jervis 1978)\n  claimed 0.5; x\n  found   0.25; x   NOT REPRODUCED"
    assert str(Claim("dilemma", "t", "s", {"A": 1.0}, lambda: {"A": 1.0}).check()).endswith("A 1   reproduced")
    assert "found   none" in str(Claim("dilemma", "t", "s", (), tuple).check())


def test_claims_can_be_asked_of_one_model():
    assert {checked.claim.model for checked in check_claims("trust")} == {"trust"}
    with pytest.raises(InvalidModelError, match="did you mean 'trust'"):
        claims("trsut")
