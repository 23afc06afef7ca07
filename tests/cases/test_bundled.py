"""What every bundled case must hold, and what the theory's table of cases asks for."""

import re

import pytest

from alignment_games.cases import case_names, load_case
from alignment_games.states.security import SecurityUtility

TABLE = [
    "europe-1936", "europe-1938", "europe-1938-large", "europe-1939", "europe-1939-large", "europe-1907", "july-1914",
    "prussia-1866", "prussia-1870", "napoleon-1805", "napoleon-1812", "napoleon-1813", "nato-1949", "middle-east-1955",
    "middle-east-1967", "middle-east-1980", "southwest-asia-1955", "unipolarity-1999", "iraq-2003", "nato-1999",
    "russia-2008", "russia-2014", "russia-2022", "imperial-china", "iraq-1990", "bulgaria-1913", "china-1972",
]  # fmt: skip


def test_every_row_of_the_table_is_there():
    assert set(TABLE) <= set(case_names())


@pytest.mark.parametrize("name", TABLE)
def test_one_utility_serves_all_and_every_source_is_used(name):
    case = load_case(name)
    assert case.model.utility == SecurityUtility()
    used = {key for record in case.records for key in record.figures} | set(case.threat_figures) | {"record"}
    assert used == set(case.sources), "a source that no figure names, or the other way round"


@pytest.mark.parametrize("name", TABLE)
def test_no_figures_before_1816_pass_for_data(name):
    case = load_case(name)
    illustrative = "illustrative" in case.sources
    assert illustrative == (case.year < 1816)
    if illustrative:
        assert case.sources["illustrative"].startswith("ILLUSTRATIVE")


# What happened, as the theory's table tells it.
@pytest.mark.parametrize(
    ("name", "recorded"),
    [
        ("europe-1939-large", {"Britain": "balance", "France": "balance", "Poland": "balance", "USSR": "buck_pass"}),
        ("july-1914", {"France": "balance", "Russia": "balance", "Italy": "neutral"}),
        ("prussia-1866", {"Britain": "buck_pass", "Russia": "buck_pass"}),
        ("prussia-1870", {"Britain": "buck_pass", "Russia": "buck_pass"}),
        ("napoleon-1805", {"Prussia": "buck_pass", "Spain": "bandwagon", "Bavaria": "bandwagon"}),
        ("napoleon-1813", dict.fromkeys(["Britain", "Russia", "Austria", "Prussia", "Sweden", "Bavaria"], "balance")),
        ("nato-1949", {"Sweden": "arm", "Finland": "bandwagon", "Norway": "balance"}),
        ("iraq-2003", {"France": "soft_balance", "Germany": "soft_balance", "Russia": "soft_balance"}),
        ("nato-1999", {"Poland": "balance", "Hungary": "balance", "Czech Republic": "balance"}),
        ("russia-2014", {"Finland": "neutral", "Sweden": "neutral", "Belarus": "bandwagon"}),
        ("russia-2022", {"Finland": "balance", "Sweden": "balance", "Armenia": "bandwagon"}),
    ],
)
def test_the_record_is_the_tables(name, recorded):
    found = load_case(name).recorded
    assert {state: found[state] for state in recorded} == recorded


def test_shared_figures_agree_between_cases():
    small, large = load_case("europe-1938"), load_case("europe-1938-large")
    powers = {state.name: state.power for state in large.model.states}
    assert all(powers[state.name] == state.power for state in small.model.states)


def test_the_campaign_of_1813_is_a_term_of_its_own():
    before, after = load_case("napoleon-1812"), load_case("napoleon-1813")
    reasons = {record.state: record.intent for record in before.records}
    assert all(reasons[r.state] == r.intent for r in after.records if re.search("As in 1812", r.intent_reason))
