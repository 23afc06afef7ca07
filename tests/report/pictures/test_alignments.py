from itertools import combinations

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.io.sources.distances import great_circle_km
from alignment_games.report import alignment_map, alignment_maps

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")

from matplotlib.colors import to_rgb  # noqa: E402
from matplotlib.text import Text  # noqa: E402

CASE = ag.load_case("europe-1938")
EIGHT = ag.load_case("russia-2022")
FORTY = [
    "Britain",
    "France",
    "Germany",
    "Italy",
    "Spain",
    "Portugal",
    "Belgium",
    "Netherlands",
    "Luxembourg",
    "Denmark",
    "Norway",
    "Sweden",
    "Finland",
    "Estonia",
    "Latvia",
    "Lithuania",
    "Poland",
    "Slovakia",
    "Hungary",
    "Romania",
    "Bulgaria",
    "Greece",
    "Turkey",
    "Ukraine",
    "Moldova",
    "Belarus",
    "Georgia",
    "Armenia",
    "Azerbaijan",
    "Serbia",
    "Croatia",
    "Slovenia",
    "Albania",
    "Switzerland",
    "Austria",
    "Ireland",
    "Israel",
    "Syria",
    "Kazakhstan",
    "Egypt",
]
ACTIONS = ("balance", "buck_pass", "neutral", "bandwagon", "arm", "soft_balance", "align")


def forty(names=FORTY):
    rng = np.random.default_rng(5)
    states = [ag.State(name, float(power)) for name, power in zip(names, rng.pareto(1.5, 40) + 0.1, strict=True)]
    model = ag.response_model(states, ag.State("Russia", 4.0), rng.uniform(0.02, 0.6, 40))
    return model, {name: ACTIONS[k % 7] for k, name in enumerate(names)}


def by_gid(ax, kind):
    """Return the artists of a kind by the state that they belong to."""
    found = {}
    for artist in ax.get_children():
        gid = artist.get_gid()
        if gid is not None and gid.startswith(f"{kind}:"):
            found[gid.split(":")[1]] = artist
    return found


def places_in_points(ax):
    ax.figure.draw_without_rendering()
    discs = by_gid(ax, "state")
    places = {name: ax.transData.transform(disc.get_offsets()[0]) * 72 / ax.figure.dpi for name, disc in discs.items()}
    return places, {name: np.sqrt(disc.get_sizes()[0]) / 2 for name, disc in discs.items()}


def maps():
    model, alignment = forty()
    nameless = forty([f"State {k}" for k in range(40)])
    yield "three", alignment_map(CASE)
    yield "eight", alignment_map(EIGHT)
    yield "forty", alignment_map(model, alignment=alignment)
    yield "forty without places", alignment_map(nameless[0], alignment=nameless[1])
    yield from (("panel", ax) for ax in alignment_maps({"a": EIGHT, "b": EIGHT, "c": CASE}).axes)


@pytest.mark.slow
def test_nothing_overlaps_and_every_state_is_named():
    for what, ax in maps():
        places, radii = places_in_points(ax)
        labels, frame = by_gid(ax, "label"), ax.get_window_extent()
        boxes = {name: Text.get_window_extent(text) for name, text in labels.items()}  # without the line to it
        for a, b in combinations(boxes, 2):
            assert not boxes[a].overlaps(boxes[b]), (what, a, b)
        for a, b in combinations(places, 2):
            assert np.linalg.norm(places[a] - places[b]) > radii[a] + radii[b] - 0.1, (what, a, b)
        for name, letter in by_gid(ax, "letter").items():
            assert letter.get_fontsize() >= 6, (what, name)
            assert Text.get_window_extent(letter).width * 72 / ax.figure.dpi < 2 * radii[name], (what, name)
        for box in boxes.values():
            assert frame.x0 <= box.x0
            assert box.x1 <= frame.x1
            assert frame.y0 <= box.y0
            assert box.y1 <= frame.y1
        legends = [ax.get_legend(), *ax.figure.legends]
        key = {text.get_text().split("  ")[-1] for legend in legends if legend for text in legend.get_texts()}
        unnamed = set(places) - set(labels)
        assert unnamed <= key, what
        assert all(by_gid(ax, "letter")[name].get_text()[1:].isdigit() for name in unnamed)


def test_states_lie_at_their_capitals():
    places, _ = places_in_points(alignment_map(CASE))
    west_to_east = sorted(places, key=lambda name: places[name][0])
    assert west_to_east == ["Britain", "France", "Germany", "USSR"]
    # As far apart as on the globe, to what a flat map of so small a part of it bends.
    degrees = {"Britain": (51.5, -0.1), "Germany": (52.5, 13.4), "France": (48.9, 2.4)}
    flat = [np.linalg.norm(places[a] - places[b]) for a, b in combinations(degrees, 2)]
    round_ = [great_circle_km(*degrees[a], *degrees[b]) for a, b in combinations(degrees, 2)]
    assert flat[1] / flat[0] == pytest.approx(round_[1] / round_[0], rel=0.06)


def test_areas_are_power_and_widths_are_threat():
    ax = alignment_map(CASE)
    _, radii = places_in_points(ax)
    powers = {state.name: state.power for state in (*CASE.model.states, CASE.model.against)}
    shares = {name: radii[name] ** 2 / power for name, power in powers.items()}
    assert max(shares.values()) == pytest.approx(min(shares.values()), rel=1e-6)
    arrows = by_gid(ax, "threat")
    widths = {name: arrow.get_arrowstyle().tail_width for name, arrow in arrows.items()}
    threats = dict(zip(CASE.model.names, CASE.model.threat.values.tolist(), strict=True))
    slope = {name: (widths[name] - 0.8) / threats[name] for name in threats}
    assert max(slope.values()) == pytest.approx(min(slope.values()), abs=0.05)
    assert by_gid(ax, "label")["France"].get_text() == f"France\n{threats['France']:.2f}"


def test_colours_letters_and_rings_say_who_does_what_and_who_is_backed():
    ax = alignment_map(EIGHT)
    letters = {name: text.get_text() for name, text in by_gid(ax, "letter").items()}
    assert letters["Russia"] == ""
    usual = {"balance": "B", "neutral": "N", "bandwagon": "W", "align": "L", "buck_pass": "P", "arm": "A"}
    assert {name: letters[name] for name in EIGHT.recorded} == {n: usual[a] for n, a in EIGHT.recorded.items()}
    discs = by_gid(ax, "state")
    colours = {EIGHT.recorded[name]: tuple(discs[name].get_facecolor()[0][:3]) for name in EIGHT.recorded}
    assert len(set(colours.values())) == len(set(EIGHT.recorded.values()))
    assert colours["balance"] == pytest.approx(to_rgb("#E69F00"))
    (guarantor,) = EIGHT.model.guarantors
    assert set(by_gid(ax, "ring")) == set(guarantor.backs)
    key = [text.get_text() for text in ax.get_legend().get_texts()]
    assert "B: Balancing" in key
    assert "Backed by USA" in key
    assert len([text for text in key if text[1:3] == ": "]) == len(set(EIGHT.recorded.values()))


def test_mixed_responses_are_slices_with_their_shares():
    half = {"balance": 0.25, "buck_pass": 0.75}
    ax = ag.plot(CASE, alignment={"Britain": half, "France": "balance", "USSR": "bandwagon"})
    assert by_gid(ax, "label")["Britain"].get_text().endswith("\nP 75% B 25%")
    assert by_gid(ax, "letter")["Britain"].get_text() == ""
    place = by_gid(ax, "state")["Britain"].get_offsets()[0]
    there = [each for each in ax.collections if np.allclose(each.get_offsets()[0], place)]
    assert len(there) == 3


def test_two_equilibria_side_by_side_mark_who_differs():
    pair = alignment_maps(
        {"one": (CASE, dict.fromkeys(CASE.model.names, "balance")), "two": (CASE, {**CASE.recorded, "USSR": "balance"})}
    )
    for ax in pair.axes:
        wide = {name for name, disc in by_gid(ax, "state").items() if disc.get_linewidths()[0] > 2}
        assert wide == {"Britain", "France"}
    limits = [(ax.get_xlim(), ax.get_ylim()) for ax in pair.axes]
    assert np.allclose(limits[0], limits[1], rtol=1e-6)
    (legend,) = pair.legends
    assert "Differs between the two" in [text.get_text() for text in legend.get_texts()]


def test_years_share_one_legend_that_fits_the_figure():
    figure = alignment_maps({year: ag.load_case(f"europe-{year}") for year in (1936, 1938, 1939)})
    assert [ax.get_title() for ax in figure.axes] == ["1936", "1938", "1939"]
    figure.draw_without_rendering()
    (legend,) = figure.legends
    box = legend.get_window_extent()
    assert box.x0 >= 0
    assert box.x1 <= figure.bbox.x1


def test_maps_of_many_states_stand_two_abreast(monkeypatch):
    monkeypatch.setattr("alignment_games.report.pictures.alignments._MANY_STATES", 2)
    figure = alignment_maps({year: ag.load_case(f"europe-{year}") for year in (1936, 1938, 1939)})
    assert [ax.get_subplotspec().colspan.start for ax in figure.axes] == [0, 1, 0]


def test_a_solution_is_drawn_with_all_its_equilibria():
    solution = ag.solve(CASE.game())
    axes = ag.plot(solution)
    assert [ax.get_title() for ax in axes] == [
        f"Equilibrium {k} of {len(solution)}" for k in range(1, len(solution) + 1)
    ]
    assert set(by_gid(ag.plot(solution[0]), "state")) == {*CASE.model.names, "Germany"}
    with pytest.raises(InvalidModelError, match="a map is about states that face one threat"):
        ag.plot(ag.solve(ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]])))


def test_without_places_the_nearer_stand_closer():
    names = ("Athens", "Corinth", "Thebes")
    threat = ag.GivenThreat(names, [0.5, 0.3, 0.2], proximity=[1, 0.5, 0.2])
    model = ag.response_model([ag.State(name, 1) for name in names], ag.State("Sparta", 2), threat)
    ax = alignment_map(model, alignment=dict.fromkeys(names, "balance"))
    places, _ = places_in_points(ax)
    far = [np.linalg.norm(places[name] - places["Sparta"]) for name in names]
    assert far == sorted(far)
    assert not ax.get_xticks().size
    known = {"Athens": (38.0, 23.7), "Corinth": (37.9, 22.9), "Thebes": (38.3, 23.3), "Sparta": (37.1, 22.4)}
    assert alignment_map(model, alignment=dict.fromkeys(names, "balance"), places=known).get_xticks().size
    with pytest.raises(InvalidModelError, match="no place is known for Corinth, Thebes and Sparta"):
        alignment_map(model, alignment=dict.fromkeys(names, "balance"), places={"Athens": (38.0, 23.7)})


def test_long_names_stand_in_the_key():
    names = [f"The United Provinces of the River Plate, part {k}" for k in range(9)]
    model = ag.response_model([ag.State(name, 1) for name in names], ag.State("T", 2), np.full(9, 0.4))
    ax = alignment_map(model, alignment=dict.fromkeys(names, "balance"))
    assert set(by_gid(ax, "label")) == {"T"}
    assert {text.get_text() for text in by_gid(ax, "letter").values()} == {"", *(f"B{k}" for k in range(1, 10))}
    key = [text.get_text() for text in ax.get_legend().get_texts()]
    assert [text for text in key if "River Plate" in text] == [f"{k}  {name}" for k, name in enumerate(names, start=1)]
    ax.figure.draw_without_rendering()
    assert ax.get_legend().get_window_extent().y0 >= 0


def test_names_that_would_break_lines_are_written_out():
    names = ("Bri\ntain", "Fra\x1bnce")
    model = ag.response_model([ag.State(name, 1) for name in names], ag.State("Ger\rmany", 2), [0.5, 0.4])
    ax = alignment_map(model, alignment=dict.fromkeys(names, "bal\nance"))
    told = {text.get_text() for text in by_gid(ax, "label").values()}
    assert told == {"Bri\\ntain\n0.50", "Fra\\x1bnce\n0.40", "Ger\\rmany"}
    assert "C: Playing bal\\nance" in [text.get_text() for text in ax.get_legend().get_texts()]


def test_nobody_threatened_has_thin_arrows_and_no_scale():
    ax = alignment_map(CASE.model.with_parameters(threat=np.zeros(3)), alignment=CASE.recorded)
    assert {arrow.get_arrowstyle().tail_width for arrow in by_gid(ax, "threat").values()} == {0.8}
    assert not any("Perceived" in text.get_text() for text in ax.get_legend().get_texts())


def test_what_is_no_alignment_is_refused():
    with pytest.raises(InvalidModelError, match="did you mean 'France'"):
        ag.plot(CASE, alignment={"Frans": "balance"})
    with pytest.raises(InvalidModelError, match="says nothing of France and USSR"):
        ag.plot(CASE, alignment={"Britain": "balance"})
    with pytest.raises(InvalidModelError, match="say what each state does"):
        ag.plot(CASE.model)
    with pytest.raises(InvalidModelError, match="family of games"):
        ag.plot(CASE.model.with_parameters(intent=np.array([[0.1], [0.2]])), alignment=CASE.recorded)
    with pytest.raises(InvalidModelError, match="no panels"):
        alignment_maps({})


def test_an_equilibrium_without_a_table_of_payoffs_is_drawn_on_its_model():
    model = CASE.model
    (found,) = [each for each in ag.solve(model.sums()) if each.pure and "balance" in each.actions]
    ax = ag.plot(model, alignment=found)
    letters = {text.get_gid(): text.get_text() for text in ax.texts if str(text.get_gid()).startswith("letter:")}
    assert [letters[f"letter:{name}"] for name in model.names] == ["B", "B", "P"]
    with pytest.raises(InvalidModelError, match="say what each state does, by name, or give an equilibrium"):
        ag.plot(model)
