import tomllib
from importlib import resources

import pytest

from alignment_games import InvalidModelError, case_names, load_case
from alignment_games.cases.case import build_case

THIRTIES = {
    "europe-1936": {"Britain": "buck_pass", "France": "buck_pass", "USSR": "balance"},
    "europe-1938": {"Britain": "buck_pass", "France": "buck_pass", "USSR": "buck_pass"},
    "europe-1939": {"Britain": "balance", "France": "balance", "USSR": "buck_pass"},
}


def document(name):
    return tomllib.loads((resources.files("alignment_games.cases") / "data" / f"{name}.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", case_names())
def test_every_case_loads_with_sources_and_builds_its_game(name):
    case = load_case(name)
    assert case.threat_figures
    assert all(record.figures and record.intent_reason for record in case.records)
    game = case.game()
    assert game.players == tuple(case.recorded)
    assert game.regrets(case.recorded).shape == (len(game.players),)


@pytest.mark.parametrize("name", THIRTIES)
def test_the_record_of_the_thirties(name):
    assert load_case(name).recorded == THIRTIES[name]


def test_no_case_tunes_the_utility():
    assert all("utility" not in document(name) for name in case_names())


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda d: d["states"][0].pop("figures"), "Britain has no sources; add figures"),
        (lambda d: d["threat"].pop("figures"), "Germany has no sources"),
        (lambda d: d["states"][0].update(figures=["capabilites"]), "did you mean 'capabilities'"),
        (lambda d: d["states"][1].pop("intent_reason"), "France: intent_reason is missing"),
        (lambda d: d["states"][1].pop("recorded"), "France: recorded is missing"),
        (lambda d: d["states"][1].update(recorded="arm"), "France: recorded is not on offer: unknown action 'arm'"),
        (lambda d: d["states"][1].update(grade="C"), "grade must be A .* or B .* got 'C'"),
        (lambda d: d.pop("sources"), "sources is missing or empty"),
        (lambda d: d.pop("expected_misses"), "expected_misses is missing or empty"),
        (lambda d: d["states"][1].update(power=-1), "case spoilt: power of France"),
    ],
)
def test_a_case_without_its_sources_is_refused(spoil, message):
    spoilt = document("europe-1938")
    spoil(spoilt)
    with pytest.raises(InvalidModelError, match=message):
        build_case("spoilt", spoilt)


def test_an_unknown_case_gets_the_closest_name():
    with pytest.raises(InvalidModelError, match="unknown case 'europe1938'; did you mean 'europe-1938'"):
        load_case("europe1938")


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("year", "1938", "year must be a whole number, got '1938'"),
        ("year", True, "year must be a whole number, got True"),
        ("summary", 3, "summary must be text in quotes, got 3"),
        ("sources", ["cow"], r"expected a \[sources\] table, got \['cow'\]"),
        ("threat", 3, r"expected a \[threat\] table, got 3"),
        ("states", [3], "no states; give one"),
    ],
)
def test_wrong_kinds_in_a_case_are_refused_in_one_line(key, value, message):
    with pytest.raises(InvalidModelError, match=message) as caught:
        build_case("europe-1938", {**document("europe-1938"), key: value})
    assert str(caught.value).startswith("case europe-1938: ")


@pytest.mark.parametrize(("key", "value"), [("figures", "cow"), ("recorded", ["balance"]), ("grade", 1)])
def test_wrong_kinds_in_a_state_of_a_case_are_refused(key, value):
    changed = document("europe-1938")
    changed["states"][0][key] = value
    with pytest.raises(InvalidModelError, match=f"case europe-1938: {key} of 'Britain' must be"):
        build_case("europe-1938", changed)
