"""Lists in options."""

import pytest

from alignment_games.cli.lists import listed, pairs, rule, years
from alignment_games.errors import InvalidModelError


def test_blanks_and_empty_places_between_commas_are_nothing():
    assert listed(" a, b ,,c ,") == ["a", "b", "c"]


def test_years_are_a_span_a_list_or_all():
    assert list(years("1936:1938")) == [1936, 1937, 1938]
    assert list(years("1936, 1939")) == list(years("1936 1939")) == [1936, 1939]
    assert years("all") is None


@pytest.mark.parametrize("text", ["1936-1938", "1936\N{EN DASH}1938", "1936..1938", "1936 to 1938", " 1936 : 1938 "])
def test_a_span_may_be_written_in_other_ways(text):
    assert list(years(text)) == [1936, 1937, 1938]


@pytest.mark.parametrize("text", ["1939:1936", "1:99999", "nineteen", "1936:"])
def test_what_are_no_years_is_refused(text):
    with pytest.raises(InvalidModelError, match="--years"):
        years(text)


def test_each_name_has_one_value():
    assert pairs("a=1, b = 2", "--columns") == {"a": "1", "b": "2"}
    assert pairs(None, "--columns") == {}
    for text in ("a", "a=", "=1", "a=1,a=2"):
        with pytest.raises(InvalidModelError, match=r"--columns .*expected each NAME=VALUE once"):
            pairs(text, "--columns")


def test_a_rule_has_one_meaning_in_every_command():
    names = ("payoff", "payoff_dominance", "payoff-dominant", "payoff_dominant")
    assert {rule(name) for name in names} == {"payoff_dominant"}
    assert rule("pareto") == "pareto"
