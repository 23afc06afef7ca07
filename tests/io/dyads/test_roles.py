"""Columns of a table of dyads by their roles."""

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.dyads.roles import columns_of, covariate_columns

USUAL = ["ccode1", "ccode2", "year", "cinc1", "cinc2", "capdist"]


def test_the_first_known_name_is_taken_and_the_users_before_it():
    found = columns_of([*USUAL, "mindist", "own"], None)
    assert found["distance"] == "capdist"
    assert columns_of([*USUAL, "own"], {"distance": "own"})["distance"] == "own"
    assert "contiguity" not in found


@pytest.mark.parametrize(
    ("available", "given", "said"),
    [
        (USUAL[:-1], None, "dyads: unknown column 'capdist'.*name yours with columns={'distance': ...}"),
        (USUAL, {"power": "cinc1"}, "unknown column role 'power'"),
        (USUAL, {"distance": "km"}, "dyads: unknown column 'km'"),
        ([*USUAL, "intent1"], None, "intent has a column for one end of a dyad only; name both, intent_one and"),
    ],
)
def test_what_is_missing_is_named_with_what_to_do(available, given, said):
    with pytest.raises(InvalidModelError, match=said):
        columns_of(available, given)


def test_covariates_have_a_column_for_both_or_one_for_each():
    available = ["regime1", "regime2", "trade"]
    assert covariate_columns("trade", available) == {"trade": ("trade", "trade")}
    assert covariate_columns({"r": ["regime1", "regime2"]}, available) == {"r": ("regime1", "regime2")}
    with pytest.raises(InvalidModelError, match="covariate 'r': expected one column"):
        covariate_columns({"r": ["regime1", "regime2", "trade"]}, available)
    with pytest.raises(InvalidModelError, match="unknown column 'regime3'"):
        covariate_columns(["regime3"], available)
