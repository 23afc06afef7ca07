import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.sweeps import series, sweep, swings, uncertain
from tests.sweeps import builders

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
matplotlib.use("Agg")

from matplotlib import pyplot as plt  # noqa: E402 - after the backend is set
from matplotlib.colors import to_rgb  # noqa: E402
from scipy.stats import uniform  # noqa: E402

from alignment_games.report import plot  # noqa: E402

CASE = ag.load_case("europe-1938")
DIAGRAM = sweep(CASE, burden=np.linspace(0, 0.4, 60), intent=np.linspace(0, 1, 60))


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_the_regions_are_named_hatched_and_bounded_exactly(tmp_path):
    ax = DIAGRAM.plot()
    assert any(text == "All passing the buck" for text in texts(ax))
    names = " ".join(legend(ax))
    assert "Bandwagoning: France" in names
    assert "Balancing: Britain, France" in names
    assert "All balancing" in names
    hatches = [patch.get_hatch() for patch in ax.get_legend().get_patches()]
    assert len(set(hatches)) == len(hatches)
    lines = [path for collection in ax.collections for path in collection.get_paths() if len(path.vertices)]
    # All passing, France holds with chance h and bandwagons while (1 - I) P [.3 * .8 I (1 - h) + .3] > .2: a bound that
    # no burden moves, a horizontal line of the picture.
    defence, attack = 0.75 * 0.045568597, 0.8 * 0.15422215
    lost, share = attack**2 / (defence**2 + attack**2), 0.15422215 / (0.045568597 + 0.15422215)
    bound = max(np.roots([-0.24 * lost, 0.24 * lost - 0.3, 0.3 - 0.2 / share]))
    assert any(np.allclose(path.vertices[:, 1], bound, atol=1e-6) for path in lines)
    ax.figure.savefig(tmp_path / "phase.png")
    assert (tmp_path / "phase.png").stat().st_size > 10_000


def test_pixels_have_the_colour_of_their_region():
    ax = plot.phase_diagram(DIAGRAM, exact=False, named=False)
    (image,) = ax.get_images()
    picture = np.asarray(image.get_array())
    colours = {}
    for region in DIAGRAM.regions(by="selected"):
        (colour,) = {tuple(pixel) for pixel in picture[region.mask.T]}
        colours[region.name] = colour
    assert len(set(colours.values())) == len(colours)


def test_names_stay_inside_the_axes_and_apart():
    ax = DIAGRAM.plot()
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts]
    frame = ax.get_window_extent()
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in boxes)
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[:k])


def test_labels_of_the_diagram_are_used():
    ax = DIAGRAM.label({"buck_pass, buck_pass, buck_pass": "Appeasement"}).plot()
    assert "Appeasement" in texts(ax)


def test_sets_of_equilibria_uneven_grids_and_one_axis():
    ax = plot.phase_diagram(DIAGRAM, by="equilibria")
    assert any("or All passing the buck" in text.replace("\n", " ") for text in legend(ax))
    assert sweep(CASE, burden=[0.0, 0.01, 0.1], intent=[0.1, 0.5, 0.6, 1.0]).plot().collections
    strip = sweep(CASE, burden=np.linspace(0, 0.1, 50)).plot()
    assert strip.get_xlabel() == "burden"
    assert len(legend(strip)) == 3
    nothing = sweep(builders.matching, x=np.linspace(0, 3, 30)).plot()
    assert "No pure equilibrium" in legend(nothing)
    with pytest.raises(InvalidModelError, match="sweep two of them and fix the others"):
        sweep(CASE, burden=[0.1], intent=[0.1], spoils=[0.0]).plot()


def test_axes_that_are_given_are_used():
    _, axes = plt.subplots(1, 2)
    assert DIAGRAM.plot(ax=axes[1]) is axes[1]
    assert not axes[0].has_data()


def test_bars_are_the_probabilities():
    found = uncertain(CASE, draws=2000, rng=1, burden=uniform(0, 0.1))
    ax = found.plot()
    widths = sorted(round(bar.get_width(), 12) for bar in ax.patches)
    assert widths == sorted(round(row["probability"], 12) for row in found.to_records())
    assert legend(ax) == ["Balancing", "Passing the buck", "Bandwagoning"]


def test_tornado_bars_end_at_the_slacks():
    rows = swings(CASE, burden=uniform(0, 0.1), intent={"France": uniform(0.5, 0.4)})
    ax = plot.tornado(rows)
    ends = [bar.get_x() + bar.get_width() for bar in ax.patches]
    wanted = [slack for row in rows for slack in (row.slack_low, row.slack_high)]
    assert ends == pytest.approx(wanted)
    assert [label.get_text() for label in ax.get_yticklabels()] == [row.input for row in rows]


def test_years_follow_the_slack():
    found = series(CASE, [1936, 1938], burden=[0.05, 0.2])
    (line, *_) = plot.slack_by_year(found).get_lines()
    assert line.get_ydata().tolist() == [year.slack for year in found]


def test_arrows_grow_with_the_threat():
    ax = plot.alignment_map(CASE, {"Britain": "balance", "France": "balance", "USSR": "bandwagon"})
    shown = texts(ax)
    assert {"Germany", "Britain\nbalancing", "USSR\nbandwagoning"} <= set(shown)
    figures = [float(text) for text in shown if text.replace(".", "").isdigit()]
    assert figures == [round(float(value), 2) for value in CASE.model.threat.values]
    grey = [patch.get_linewidth() for patch in ax.patches if tuple(patch.get_edgecolor()[:3]) == to_rgb("#555555")]
    assert np.argsort(grey).tolist() == np.argsort(CASE.model.threat.values).tolist()
    with pytest.raises(InvalidModelError, match="did you mean 'France'"):
        plot.alignment_map(CASE, {"Frans": "balance"})
    with pytest.raises(InvalidModelError, match="says nothing of France and USSR"):
        plot.alignment_map(CASE, {"Britain": "balance"})
