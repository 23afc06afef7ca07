"""Entry games of pure equilibria with logistic shocks, in whose regions anything may be selected."""

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.selecting import entry_games, identified_set
from alignment_games.estimation.selecting.identified import lower_bounds

POWERS, TRUTH = ((-1.0, 1.0), (0.5, 0.0), (1.5, -0.5)), (0.5, 1.0, -1.0)


def chances(power, selected):
    """Of the four profiles at the truth: the first enters in the region of two equilibria with the chance selected."""
    alone, beside = (1 / (1 + np.exp(-(TRUTH[0] + TRUTH[1] * np.array(power) + r))) for r in (0, TRUTH[2]))
    both = np.prod(alone - beside)
    first = alone[0] * (1 - alone[1]) + beside[0] * (alone[1] - beside[1])
    second = alone[1] * (1 - alone[0]) + beside[1] * (alone[0] - beside[0])
    return [np.prod(1 - alone), second + (1 - selected) * both, first + selected * both, np.prod(beside)]


def record(selected, count=10**6):
    """As many games of each design as show its chances to six places."""
    counts = np.round(count * np.array([chances(power, selected) for power in POWERS])).astype(int)
    return counts, entry_games(
        {"power": np.repeat(POWERS, 4, axis=0)}, np.tile([[0, 0], [0, 1], [1, 0], [1, 1]], (3, 1))
    )


def population(monkeypatch, selected, level=None):
    counts, games = record(selected)
    import alignment_games.estimation.selecting.identified as room

    designs = room.designs

    def counted(games):
        cells, own = designs(games)
        order = [POWERS.index(tuple(each.tolist())) for each in cells.features[:, 1, :, 1, 1]]
        assert own.tolist() == [[1] * 4] * 3
        return cells, counts[order]

    monkeypatch.setattr(room, "designs", counted)
    return identified_set(games, level=level)


@pytest.mark.parametrize("selected", [0.0, 0.3, 1.0])
def test_the_truth_is_allowed_whatever_is_selected(monkeypatch, selected):
    found = population(monkeypatch, selected, level=0.95)
    told = found.membership(TRUTH)
    assert told.convex
    assert told.sharp
    for value, (low, high) in zip(TRUTH, found.bounds.values(), strict=True):
        assert low <= value <= high
        assert high - low < 1.5


def test_bounds_are_those_of_a_search_by_grid(monkeypatch):
    found = population(monkeypatch, 0.3)
    floors = found.counts / found.counts.sum(axis=1, keepdims=True)
    grid = np.stack(np.meshgrid(*(np.linspace(v - 0.4, v + 0.4, 65) for v in TRUTH), indexing="ij"), -1).reshape(-1, 3)
    powers = found.cells.features[:, 1, :, 1, 1]
    allowed = np.ones(len(grid), dtype=bool)
    for power, floor in zip(powers, floors, strict=True):
        value = grid[:, :1] + grid[:, 1:2] * power
        alone, beside = 1 / (1 + np.exp(-value)), 1 / (1 + np.exp(-value - grid[:, 2:]))
        out, both = np.prod(1 - alone, axis=1), np.prod(beside, axis=1)
        one = [alone[:, 1] * (1 - beside[:, 0]), alone[:, 0] * (1 - beside[:, 1])]
        for chance, least in zip((out, *one, both), floor, strict=True):
            allowed &= chance >= least - 1e-9
    assert allowed.sum() > 20
    for k, (name, (low, high)) in enumerate(found.bounds.items()):
        kept = grid[allowed][:, k]
        assert low <= kept.min() + 1e-9
        assert kept.max() <= high + 1e-9
        assert kept.min() - low < 0.1  # a few steps of the grid
        assert high - kept.max() < 0.1
        inner = found.inner[name]
        assert low <= inner[0] <= low + 1e-4
        assert high - 1e-4 <= inner[1] <= high


def test_some_that_profiles_allow_no_selection_gives(monkeypatch):
    found = population(monkeypatch, 0.3)
    rng = np.random.default_rng(1)
    points = np.array(list(found.centre.values())) + rng.normal(size=(200, 3)) * 0.1
    told = [found.membership(point) for point in points]
    assert all(each.convex for each in told if each.sharp)
    only = next(each for each in told if each.convex and not each.sharp)
    assert "one of" in str(only)


def test_a_record_without_parameters_is_proven_so():
    # nothing can move payoffs from a constant, the same beside rivals: entering is independent, and both or none is not
    entered = [[0, 0]] * 500 + [[1, 1]] * 500
    games = entry_games({}, entered)
    alone = games.__class__(("constant",), games.base, games.features[:, :1], games.played)
    found = identified_set(alone)
    assert found.empty
    assert found.excess > 0
    assert "empty" in str(found)
    assert not found.membership([0.0]).convex


def test_a_side_without_bound_is_infinite():
    found = identified_set(entry_games({}, [[1, 1]] * 50))
    assert found.bounds["constant"] == (-np.inf, np.inf)  # what a constant takes away, a rival may bring


def test_lower_bounds_hold_together():
    counts = np.array([[0, 3, 7], [10, 0, 0]])
    bounds = lower_bounds(counts, 0.94)
    assert bounds[0, 0] == 0
    assert bounds[1, 0] == pytest.approx(0.01 ** (1 / 10))  # the share p at which ten of ten have the chance 0.06 / 6
    assert lower_bounds(counts, None)[0].tolist() == [0, 0.3, 0.7]


@pytest.mark.parametrize("level", [0, 1.5])
def test_levels_are_between_0_and_1(level):
    with pytest.raises(InvalidModelError, match="between 0 and 1"):
        identified_set(entry_games({}, [[0, 1]]), level=level)


def test_bounds_stand_in_a_table_for_a_paper_and_as_plain_values():
    empty = identified_set(entry_games({}, [[0, 0]] * 90 + [[1, 1]] * 10), level=None, box=1e-3)  # even odds, nearly
    assert "empty: everywhere" in str(empty)
    assert empty.to_dict() | {"excess": 0} == {
        "designs": 1, "games": 100, "level": None, "empty": True, "excess": 0, "centre": None, "bounds": []
    }  # fmt: skip
    assert empty.excess == pytest.approx(np.log(0.9 / 0.25), abs=1e-2)
    found = identified_set(entry_games({}, [[0, 1], [1, 0]] * 30))
    assert "rival" in found.to_latex()
    assert found.to_dict()["bounds"][1]["low"] is None
    assert "<table" in found._repr_html_()
