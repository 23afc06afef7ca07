import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.sweeps import sweep
from tests import first_form
from tests.sweeps import builders

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
matplotlib.use("Agg")

from matplotlib import pyplot as plt  # noqa: E402 - after the backend is set

CASE = first_form.load_case("europe-1938")
DIAGRAM = sweep(CASE, vary={"burden": np.linspace(0, 0.4, 60), "intent": np.linspace(0, 1, 60)})


def texts(ax):
    return [text.get_text() for text in ax.texts]


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_the_regions_are_named_hatched_and_bounded_exactly(tmp_path):
    ax = ag.plot(DIAGRAM)
    assert any(text == "All passing the buck" for text in texts(ax))
    names = " ".join(legend(ax))
    assert "Bandwagoning: France" in names
    assert "Balancing: Britain, France" in names
    assert "All balancing" in names
    hatches = [patch.get_hatch() for patch in ax.get_legend().get_patches()]
    assert len(set(hatches)) == len(hatches)
    lines = [path for collection in ax.collections for path in collection.get_paths() if len(path.vertices)]
    # France bandwagons above the exact bound: a horizontal line of the picture.
    bound = 12579773278809870978190723 / 16902569498807051312832000
    assert any(np.allclose(path.vertices[:, 1], bound, atol=1e-6) for path in lines)
    ax.figure.savefig(tmp_path / "phase.png")
    assert (tmp_path / "phase.png").stat().st_size > 10_000


def test_pixels_have_the_colour_of_their_region():
    ax = ag.plot(DIAGRAM, exact=False, named=False)
    (image,) = ax.get_images()
    picture = np.asarray(image.get_array())
    colours = {}
    for region in DIAGRAM.regions(by="selected"):
        (colour,) = {tuple(pixel) for pixel in picture[region.mask.T]}
        colours[region.name] = colour
    assert len(set(colours.values())) == len(colours)


def test_names_stay_inside_the_axes_and_apart():
    ax = ag.plot(DIAGRAM)
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts]
    frame = ax.get_window_extent()
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in boxes)
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[:k])


def test_labels_of_the_diagram_are_used():
    ax = ag.plot(DIAGRAM.label({"buck_pass, buck_pass, buck_pass": "Appeasement"}))
    assert "Appeasement" in texts(ax)


def test_sets_of_equilibria_uneven_grids_and_one_axis():
    ax = ag.plot(DIAGRAM, by="equilibria")
    assert any("or All passing the buck" in text.replace("\n", " ") for text in legend(ax))
    assert ag.plot(sweep(CASE, vary={"burden": [0.0, 0.01, 0.1], "intent": [0.1, 0.5, 0.6, 1.0]})).collections
    strip = ag.plot(sweep(CASE, vary={"burden": np.linspace(0, 0.1, 50)}))
    assert strip.get_xlabel() == "burden"
    assert len(legend(strip)) == 3
    nothing = ag.plot(sweep(builders.matching, vary={"x": np.linspace(0, 3, 30)}))
    assert "No pure equilibrium" in legend(nothing)
    with pytest.raises(InvalidModelError, match="sweep two of them and fix the others"):
        ag.plot(sweep(CASE, vary={"burden": [0.1], "intent": [0.1], "spoils": [0.0]}))


def test_axes_that_are_given_are_used():
    _, axes = plt.subplots(1, 2)
    assert ag.plot(DIAGRAM, ax=axes[1]) is axes[1]
    assert not axes[0].has_data()


def test_names_that_break_lines_stay_on_theirs():
    rows = {"bal\nance": 1.0, "pass": 0.0}

    def build(burden):
        one = np.asarray(burden)[..., None, None] * 0 + np.array([[3.0, 0.0], [2.0, 1.0]])
        return ag.NormalFormGame(np.stack([one, np.swapaxes(one, -1, -2)], axis=-3), ["Fra\nnce", "USSR"], [*rows])

    ax = ag.plot(sweep(build, vary={"burden": np.linspace(0, 1, 5)}))
    shown = [*texts(ax), *(legend(ax) if ax.get_legend() else []), ax.get_xlabel()]
    assert any("bal\\nance" in text for text in shown)
    assert not any("bal\nance" in text or "Fra\nnce" in text for text in shown)
    plt.close(ax.figure)
