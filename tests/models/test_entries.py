"""Figures in several entries: read, changed and kept in proportion."""

from fractions import Fraction

import numpy as np
import pytest
import sympy

from alignment_games.errors import InvalidModelError
from alignment_games.models.entries import entries, in_proportion, is_figure, plain, replaced, with_entries


def test_entries_are_labelled_by_names_pairs_and_parts():
    assert entries(3) == {"": 3}
    assert entries({("UK", "USA"): 1, ("UK", "USSR"): -2}) == {"UK.USA": 1, "UK.USSR": -2}
    assert entries({"Italy": (1, 0)}, ["first", "second"]) == {"Italy.first": 1, "Italy.second": 0}
    assert entries((0.2, 1), ["soft", "hard"]) == {"soft": 0.2, "hard": 1}


def test_one_entry_changes_and_the_shape_stays():
    values = {"Italy": (1, 0), "Japan": (0, 1)}
    assert replaced(values, {"Japan.first": 7}, ["first", "second"]) == {"Italy": (1, 0), "Japan": (7, 1)}
    assert replaced(values, {}, ["first", "second"]) == values
    assert with_entries({"UK": 1, "US.A": 2}, 5, "cost") == {"UK": 5, "US.A": 5}
    assert with_entries({("UK", "USA"): 1}, {("UK", "USA"): 4}, "propensities") == {("UK", "USA"): 4}
    assert with_entries({("UK", "USA"): 1}, {"UK.USA": 4}, "propensities") == {("UK", "USA"): 4}


def test_unknown_entries_and_entries_of_a_single_figure_are_refused():
    with pytest.raises(InvalidModelError, match="did you mean 'France'"):
        with_entries({"France": 1}, {"Frence": 2}, "cost")
    with pytest.raises(InvalidModelError, match="front is one figure for all, got one for France"):
        with_entries(1, {"France": 2}, "front")


def test_chances_that_sum_to_one_still_do_exactly():
    chances = {"A": {"x": Fraction(1, 2), "y": Fraction(1, 3), "z": Fraction(1, 6)}, "B": {"w": 1}}
    changed = replaced(chances, in_proportion(chances, {"A.y": Fraction(1, 5)}))
    assert changed["A"] == {"x": Fraction(3, 5), "y": Fraction(1, 5), "z": Fraction(1, 5)}
    assert changed["B"] == {"w": 1}
    p = sympy.Symbol("p")
    symbolic = replaced(chances, in_proportion(chances, {"A.x": p}))["A"]
    assert sympy.simplify(sum(symbolic.values()) - 1) == 0


def test_what_is_a_figure():
    assert all(map(is_figure, (1, 0.5, Fraction(1, 3), sympy.Symbol("x"), np.float64(1), np.array([1.0]))))
    assert not any(map(is_figure, ("x", None, [1], (1, 2), {"a": 1}, len, np.array(["x"]))))
    assert type(plain(np.array(3))) is int
    assert plain(np.array([1, 2])).tolist() == [1, 2]
