from functools import cache

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.estimation import entry_games, identified_set

pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra").use("Agg")

ENTERED = [[0, 0]] * 10 + [[0, 1]] * 45 + [[1, 0]] * 35 + [[1, 1]] * 10


@cache
def found():
    return identified_set(entry_games({}, ENTERED), level=None)


def test_bars_end_at_the_bounds():
    axes = ag.plot(found())
    bars = [line for line in axes.lines if line.get_linewidth() == 4]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["constant", "rival"]
    for bar, (low, high) in zip(bars, found().bounds.values(), strict=True):
        assert tuple(bar.get_xdata()) == pytest.approx((low, high))


def test_an_end_that_rests_on_the_box_is_an_arrow():
    nobody_together = identified_set(entry_games({}, [[0, 1], [1, 0]] * 30))
    ends = [line.get_marker() for line in ag.plot(nobody_together).lines]
    infinite = sum(not np.isfinite(end) for ends in nobody_together.bounds.values() for end in ends)
    assert infinite > 0
    assert sum(marker in "<>" for marker in ends) == infinite


def test_an_empty_set_is_refused():
    empty = identified_set(entry_games({}, [[0, 0]] * 90 + [[1, 1]] * 10), level=None, box=1e-3)  # even odds, nearly
    assert empty.empty
    with pytest.raises(InvalidModelError, match="the set is empty"):
        ag.plot(empty)
