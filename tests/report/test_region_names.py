import re

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.report.region_names import (
    MOST_LISTED,
    diagram_in_words,
    named_regions,
    shares_in_words,
)
from alignment_games.sweeps import sweep
from alignment_games.text.play import doing

DIAGRAM = sweep(
    ag.load_case("europe-1938-large"),
    vary={"burden": np.linspace(0, 0.2, 15), "securitization": 2.0 ** np.linspace(-3, 3, 15)},
)
ACTIONS = {doing(action): action for own in DIAGRAM.actions for action in own}


def parsed(name, players, before):
    """Return the profile that a name tells, read back from its words."""
    reference = re.match(r"as ([A-Z]), but (.*)", name)
    profile = dict(before[reference[1]]) if reference else {}
    text = reference[2] if reference else name
    if text.startswith("all "):
        return dict.fromkeys(players, ACTIONS[text.removeprefix("all ")])
    for part in text.split("; "):
        what, who = part.split(": ")
        profile |= dict.fromkeys(who.split(", "), ACTIONS[what])
    return profile


def test_the_names_tell_the_profiles_and_the_rest_is_one_entry():
    regions = DIAGRAM.regions(by="selected")
    named = named_regions(DIAGRAM, by="selected")
    assert len(regions) > MOST_LISTED == len(named)
    known = {}
    for region, entry in zip(regions[: MOST_LISTED - 1], named, strict=False):
        if not region.profiles:
            continue
        known[entry.letter] = parsed(entry.name, DIAGRAM.players, known)
        assert tuple(known[entry.letter][player] for player in DIAGRAM.players) == region.profiles[0]
    assert any(entry.name.startswith("as ") for entry in named)
    assert named[-1].others == len(regions) - MOST_LISTED + 1
    assert (sum(entry.mask.astype(int) for entry in named) == 1).all()
    assert np.isclose(sum(entry.share for entry in named), 1)


def test_sets_of_equilibria_are_told_by_what_comes_and_goes():
    text = shares_in_words(named_regions(DIAGRAM))
    assert len(text.splitlines()) == MOST_LISTED
    assert text.splitlines()[-1].endswith("other regions")
    assert max(map(len, text.splitlines())) < 300


def test_of_few_states_all_is_told_in_full():
    diagram = sweep(ag.load_case("europe-1938"), vary={"burden": np.linspace(0, 0.2, 9)})
    assert not any("as A" in entry.name for entry in named_regions(diagram))


def test_labels_of_profiles_are_kept():
    everybody = ", ".join(["balance"] * 7)
    named = named_regions(DIAGRAM.label({everybody: "the grand alliance"}), by="selected")
    assert "the grand alliance" in [entry.name for entry in named]


def test_a_diagram_of_many_states_is_told_in_few_lines_with_its_bounds():
    lines = diagram_in_words(DIAGRAM).splitlines()
    assert lines[0].startswith("225 games over burden (15) x securitization (15)")
    assert len(lines) == 1 + MOST_LISTED
    low, high = map(float, re.search(r"\[burden ([\d.]+) to ([\d.]+),", lines[1]).groups())
    mask = named_regions(DIAGRAM)[0].mask
    values = np.linspace(0, 0.2, 15)[mask.any(axis=1)]
    assert [low, high] == pytest.approx([values.min(), values.max()], abs=1e-4)
    few = sweep(ag.load_case("europe-1938"), vary={"burden": [0.1, 0.2]})
    assert diagram_in_words(few) == str(few)
