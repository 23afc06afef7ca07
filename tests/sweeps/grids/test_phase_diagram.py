import csv

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.sweeps import sweep
from tests import first_form
from tests.sweeps import builders

X, Y = np.linspace(-1, 1, 5), np.linspace(-1, 2, 4)
DIAGRAM = sweep(builders.boxes, vary={"x": X, "y": Y})


def test_regions_divide_the_grid():
    regions = DIAGRAM.regions()
    assert sum(region.mask.astype(int) for region in regions).tolist() == np.ones((5, 4), int).tolist()
    assert sum(region.share for region in regions) == pytest.approx(1)
    assert [region.share for region in regions] == sorted((region.share for region in regions), reverse=True)
    for region in regions:
        for profile in DIAGRAM.profiles:
            assert (DIAGRAM.is_equilibrium(profile)[region.mask] == (profile in region.profiles)).all()


def test_regions_know_their_bounds_and_pieces():
    x = np.array([-1.0, 1.0, -1.0, 1.0])
    region = next(
        r for r in sweep(builders.boxes, vary={"x": x, "y": [1.0]}).regions() if r.profiles == (("up", "up"),)
    )
    assert region.pieces == 2
    assert region.bounds == {"x": (1.0, 1.0), "y": (1.0, 1.0)}
    assert "all up" in str(region)


def test_regions_by_selection():
    names = {region.name for region in DIAGRAM.regions(by="selected")}
    assert names == {"all up", "all down", "up: Ann; down: Bob", "down: Ann; up: Bob"}
    with pytest.raises(InvalidModelError, match="equilibria, selected"):
        DIAGRAM.regions(by="choice")


def test_labels_name_profiles():
    named = DIAGRAM.label({"up, up": "paradise"})
    assert "paradise" in {region.name for region in named.regions(by="selected")}
    assert "paradise" not in str(DIAGRAM)
    with pytest.raises(InvalidModelError, match="did you mean 'up'"):
        DIAGRAM.label({"upp, up": "x"})


def test_questions_with_wrong_names_are_refused():
    with pytest.raises(InvalidModelError, match="did you mean 'Ann'"):
        DIAGRAM.response("Anne")
    with pytest.raises(InvalidModelError, match="pure profile"):
        DIAGRAM.is_equilibrium([[0.5, 0.5], [1.0, 0.0]])


def test_tables_tell_the_same(tmp_path):
    pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    pytest.importorskip("xarray", reason="xarray is not installed; it comes with the data extra")
    diagram = sweep(first_form.load_case("europe-1938"), vary={"burden": [0.0, 0.1], "intent": [0.2, 0.5, 0.9]})
    frame = diagram.to_frame()
    assert list(frame.columns) == ["burden", "intent", "equilibria", "Britain", "France", "USSR", "held"]
    assert len(frame) == 6
    row = frame[(frame.burden == 0.1) & (frame.intent == 0.9)].iloc[0]
    assert row.France == diagram.response("France")[1, 2] == "bandwagon"
    diagram.to_csv(tmp_path / "phase.csv")
    with (tmp_path / "phase.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [float(r["held"]) for r in rows] == frame.held.tolist()
    data = diagram.to_xarray()
    assert data.response.sel(state="France", burden=0.1, intent=0.9) == "bandwagon"
    assert int(data.equilibrium.sum()) == diagram.counts.sum()
    with pytest.raises(InvalidModelError, match="cannot be written"):
        diagram.to_csv(tmp_path / "nowhere" / "phase.csv")


def test_it_prints_itself():
    text = str(DIAGRAM)
    assert text.startswith("20 games over x (5) x y (4); pure equilibria:")
    assert "up: Ann; down: Bob" in text
    assert repr(DIAGRAM) == "<PhaseDiagram: x x y, 20 games>"


def test_a_notebook_shows_one_row_for_each_region_with_names_escaped():
    page = DIAGRAM.label({"up, up": "<b>war & peace</b>"})._repr_html_()
    assert "<caption>20 games over x (5) x y (4); pure equilibria</caption>" in page
    assert page.count('<th scope="row">') == len(DIAGRAM.regions())
    # Both go up, and nothing else, where x > 0 and y > 0: two of five values and two of four.
    row = '<th scope="row">&lt;b&gt;war &amp; peace&lt;/b&gt;</th><td>20.00%</td><td>0.5 to 1</td><td>1 to 2</td>'
    assert row in page
    assert "<b>" not in page
