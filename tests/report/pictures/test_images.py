"""Pictures look as they did when somebody last looked at them.

Each is drawn small and told as a few rows of digits, one for each patch of it: 0 its darkest, f its lightest. Only what
changes much is noticed, as fonts and lines differ a little between versions of matplotlib. Where a picture is meant to
change, look at it, and put the rows that the failure shows into images.toml.
"""

import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.estimation.effects import FIRST, Effect, Effects
from alignment_games.report.pictures.looks import legend
from alignment_games.report.pictures.strips import draw_strips, strips_legend
from alignment_games.sweeps.uncertainties.sensitivity import Swing

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")

SEEN = tomllib.loads((Path(__file__).parent / "images.toml").read_text(encoding="utf-8"))
ROWS, COLUMNS = 10, 16
#: How far, of 15, a patch may be from what it was, and all of them on average.
PATCH, MEAN = 4, 0.6

HUNT = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["France", "USSR"], ["balance", "buck_pass"])


def effects():
    rows = [(source, action) for source in ("power", "rivalry") for action in ("balance", "bandwagon", "neutral")]
    ends = ((0.2, 0.3), (-0.3, -0.1), (0.0, 0.1), (-0.1, 0.2), (0.1, 0.3), (-0.2, 0.1))
    found = [Effect(*row, 0.1, 0.4, sum(each) / 2, each) for row, each in zip(rows, ends, strict=True)]
    return ag.plot(Effects(FIRST, 0.9, 100, 0, tuple(found)))


def plane():
    def build(x, y):
        x, y = (np.broadcast_arrays(x, y)[k][..., None, None] for k in (0, 1))
        # What balancing and passing the buck are worth to each, whatever the other does.
        britain, france = [x - 0.5, 0 * x], [y - x, 0 * x]
        rows = np.concatenate(britain, axis=-2) + np.zeros(2)
        columns = np.concatenate(france, axis=-1) + np.zeros((2, 1))
        return ag.NormalFormGame(np.stack([rows, columns], axis=-3), ["Britain", "France"], ["balance", "buck_pass"])

    grid = np.linspace(0, 1, 21)
    return ag.plot(ag.sweep(build, {"x": grid, "y": grid}), exact=False)


def strips():
    from matplotlib import pyplot as plt

    ax = plt.subplots(figsize=(6.8, 2.6), layout="constrained")[1]
    years = list(range(1930, 1940))
    acts = {"Britain": "pppppbbbbb", "France": "bbbwwwwppp", "USSR": "nnnnnnbbpp", "Italy": "wwwwwwwwww"}
    names = {"b": "balance", "p": "buck_pass", "w": "bandwagon", "n": "neutral"}
    by_state = {state: dict(zip(years, map(names.get, played), strict=True)) for state, played in acts.items()}
    draw_strips(ax, by_state, years, list(names.values()))
    legend(ax, strips_legend(list(names.values())))
    return ax


def tornado():
    ends = [(-0.2, 0.9), (0.1, 0.6), (0.5, 0.2), (0.3, 0.35)]
    return ag.plot([Swing(f"input {k}", 0.1, 0.2, low, high, 0.3, ()) for k, (low, high) in enumerate(ends)])


DRAWN = {
    "replies": lambda: ag.plot(HUNT),
    "replies_dark": lambda: ag.plot(HUNT, style="dark"),
    "quantal": lambda: ag.plot(ag.logit_path(HUNT)),
    "effects": effects,
    "plane": plane,
    "strips": strips,
    "tornado": tornado,
}


def told(drawn):
    """Return the lightness of a picture, patch by patch."""
    figure = getattr(drawn, "figure", drawn)
    figure.set_dpi(30)
    figure.canvas.draw()
    grey = np.asarray(figure.canvas.buffer_rgba())[..., :3] @ np.array([0.299, 0.587, 0.114])
    bands = [np.array_split(band, COLUMNS, axis=1) for band in np.array_split(grey, ROWS, axis=0)]
    means = np.array([[patch.mean() for patch in band] for band in bands])
    digits = np.round(15 * (means - means.min()) / np.ptp(means)).astype(int)
    return ["".join(f"{digit:x}" for digit in row) for row in digits]


def apart(one, other):
    return np.abs(
        [[int(a, 16) - int(b, 16) for a, b in zip(*rows, strict=True)] for rows in zip(one, other, strict=True)]
    )


def alike(one, other):
    return apart(one, other).max() <= PATCH and apart(one, other).mean() <= MEAN


@pytest.mark.parametrize("name", DRAWN)
def test_it_looks_as_it_did(name):
    now = told(DRAWN[name]())
    rows = "\n".join(f'    "{row}",' for row in now)
    assert alike(now, SEEN[name]), f"{name} is now\n{rows}"


def test_no_picture_passes_for_another():
    assert set(SEEN) == set(DRAWN)
    assert not any(alike(SEEN[one], SEEN[other]) for one, other in combinations(SEEN, 2))
