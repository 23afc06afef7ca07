"""Strips of responses: one for each state, a piece for each run of years."""

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.sweeps.panels.panels import panel
from tests.sweeps.panels.test_panels import NAMES, dyads

pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")

from matplotlib import pyplot as plt

from alignment_games.report.pictures.strips import draw_strips, strips_size
from alignment_games.report.plot import plot


def test_pieces_cover_the_years_of_each_state():
    made = panel(dyads(), 666, names=NAMES)
    ax = plot(made)
    drawn = {}
    for piece in (path.get_extents() for bars in ax.collections for path in bars.get_paths()):
        place, first = round(piece.y0 + piece.height / 2), round(piece.x0 + 0.5)
        drawn.setdefault(place, set()).update(range(first, first + round(piece.width)))
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["Egypt", "Syria", "663"]
    assert drawn == {0: {1950, 1951, 1952, 1953}, 1: {1950, 1951, 1953}, 2: {1950, 1951, 1952, 1953}}
    assert ax.get_xlabel().startswith("responses to Israel")
    plt.close(ax.figure)


def test_one_threat_is_drawn():
    made = panel(dyads(), names=NAMES)
    with pytest.raises(InvalidModelError, match=r"the panel has 4 threats; say which with threat=...: Egypt, Syria"):
        plot(made)
    with pytest.raises(InvalidModelError, match="unknown threat 'France'"):
        plot(made, threat="France")
    ax = plot(made, threat=651)
    assert ax.get_xlabel().startswith("responses to Egypt")
    plt.close(ax.figure)


def test_names_and_letters_of_many_states_fit_their_lower_strips():
    assert strips_size(60, [1950, 1952])[1] == pytest.approx(1.5 + 60 * 0.26)
    width, height = strips_size(150, [1950, 1952])
    assert height == pytest.approx(1.5 + 150 * 0.13)
    ax = plt.subplots(figsize=(width, height))[1]
    draw_strips(ax, {f"state {k}": {1950: "balance"} for k in range(150)}, [1950, 1951], ["balance"])
    written = [*ax.texts, *ax.get_yticklabels()]
    assert [text.get_fontsize() for text in written] == pytest.approx([46 * 0.13] * len(written))
    assert 46 * 0.13 < 0.8 * 0.13 * 72  # of the strip's own height, in points
    plt.close(ax.figure)
