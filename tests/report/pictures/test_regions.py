import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.report.pictures.looks import LOOKS
from alignment_games.report.pictures.region_looks import region_looks
from alignment_games.report.region_names import MOST_LISTED, NamedRegion
from alignment_games.sweeps import sweep
from tests import first_form
from tests.sweeps import builders

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
matplotlib.use("Agg")

from matplotlib import pyplot as plt  # noqa: E402 - after the backend is set
from matplotlib.colors import to_hex  # noqa: E402

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
    looks = [(patch.get_facecolor(), patch.get_hatch()) for patch in ax.get_legend().get_patches()]
    assert len(set(looks)) == len(looks)
    assert "of several equilibria: the one with the largest sum of payoffs" in ax.get_xlabel()
    outlines = [patch.get_path().vertices for patch in ax.patches if patch.get_fill()]
    # France bandwagons above the exact bound: a horizontal line of the picture.
    bound = 12579773278809870978190723 / 16902569498807051312832000
    on_it = [points[np.abs(points[:, 1] - bound) < 1e-6, 0] for points in outlines]
    assert max(np.ptp(x) for x in on_it if len(x)) > 0.3
    ax.figure.savefig(tmp_path / "phase.png")
    assert (tmp_path / "phase.png").stat().st_size > 10_000


def test_colour_is_what_all_do_and_other_regions_have_none():
    ax = ag.plot(DIAGRAM, exact=False, named=False)
    fills = [to_hex(patch.get_facecolor()) for patch in ax.patches if patch.get_fill()]
    wanted = {
        LOOKS[next(iter(played))][0].lower() if len(played := set(*region.profiles)) == 1 else None
        for region in DIAGRAM.regions(by="selected")
    }
    grey = [fill for fill in fills if fill[1:3] == fill[3:5] == fill[5:7]]
    assert {None if fill in grey else fill for fill in fills} == wanted
    assert len(set(fills)) == len(fills)


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
    assert ag.plot(sweep(CASE, vary={"burden": [0.0, 0.01, 0.1], "intent": [0.1, 0.5, 0.6, 1.0]})).patches
    strip = ag.plot(sweep(CASE, vary={"burden": np.linspace(0, 0.1, 50)}))
    assert strip.get_xlabel().startswith("burden (units of threat)")
    assert len(legend(strip)) == 3
    nothing = ag.plot(sweep(builders.matching, vary={"x": np.linspace(0, 3, 30)}))
    assert "A: No pure equilibrium" in legend(nothing)
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


def test_a_long_legend_is_told_whole_and_leaves_the_plane_its_room():
    case = ag.load_case("russia-2022")
    plane = {"burden": np.linspace(0, 0.2, 7), "securitization": np.geomspace(0.2, 5, 7)}
    ax = ag.plot(sweep(case, plane), exact=False)
    told = " ".join(" ".join(legend(ax)).split())
    assert "…" not in told
    assert all(name in told for name in case.model.names)
    ax.figure.draw_without_rendering()
    box, whole = ax.get_window_extent(), ax.figure.bbox
    assert box.height > 0.45 * whole.height
    boxes = [text.get_window_extent() for text in ax.get_legend().get_texts()]
    assert all(whole.x0 <= each.x0 and each.x1 <= whole.x1 and each.y1 <= whole.y1 for each in boxes)
    plt.close(ax.figure)


def test_as_many_regions_as_a_legend_lists_look_different():
    mixed = [("balance", "buck_pass")]
    found = [NamedRegion(str(k), "", 0.1, np.ones(2, bool), profiles=(*mixed, *mixed)) for k in range(MOST_LISTED)]
    looks = region_looks([*found, NamedRegion("·", "", 0.1, np.ones(2, bool), others=3)])
    assert len({(look.on_white, look.hatch) for look in looks}) == MOST_LISTED + 1


def test_bands_of_a_coarse_grid_have_their_letters_in_the_middle():
    def build(x, y):
        own = np.where(np.asarray(y)[..., None, None] > 0.5, 1.0, -1.0) * np.array([[1.0, 1.0], [0.0, 0.0]])
        both = np.stack([own, np.swapaxes(own, -1, -2)], axis=-3) + 0 * np.asarray(x)[..., None, None, None]
        return ag.NormalFormGame(both, ["France", "USSR"], ["balance", "buck_pass"])

    ax = ag.plot(sweep(build, vary={"x": [0.0, 1.0, 2.0], "y": [0.0, 0.3, 0.6, 0.9]}), exact=False)
    assert sorted(texts(ax)) == ["All balancing", "All passing the buck"]
    for text in ax.texts:
        x, y = text.get_position()
        assert x == pytest.approx(0.5, abs=0.01)
        assert y == pytest.approx(0.75 if text.get_text() == "All balancing" else 0.25, abs=0.05)
