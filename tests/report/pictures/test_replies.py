from ast import literal_eval

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.report.pictures.looks import LOOKS

pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")

from matplotlib.colors import to_hex

HUNT = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])


def drawn(ax):
    """The moves as pairs of places, and the profiles with a frame."""
    gids = [str(patch.get_gid()) for patch in ax.patches]
    return (
        {gid.removeprefix("move:") for gid in gids if gid.startswith("move:")},
        {gid.removeprefix("equilibrium:") for gid in gids if gid.startswith("equilibrium:")},
    )


def test_the_stag_hunt_runs_from_its_mixed_corners_to_both_equilibria():
    moves, framed = drawn(ag.plot(HUNT))
    # By column and row: whoever hunts alone goes for the hare, whoever goes for it alone hunts.
    assert moves == {
        f"({a}, {b}):({c}, {d})"
        for a, b, c, d in [(1.0, 0.0, 0.0, 0.0), (1.0, 0.0, 1.0, 1.0), (0.0, 1.0, 0.0, 0.0), (0.0, 1.0, 1.0, 1.0)]
    }
    assert framed == {"(0, 0)", "(1, 1)"}


def test_pennies_run_in_a_circle_and_ties_do_not_move():
    moves, framed = drawn(ag.plot(ag.NormalFormGame([[[1, 0], [0, 1]], [[0, 1], [1, 0]]])))
    assert (len(moves), framed) == (4, set())
    moves, framed = drawn(ag.plot(ag.NormalFormGame([[[1, 1], [1, 1]], [[2, 2], [2, 2]]])))
    assert (len(moves), len(framed)) == (0, 4)


@pytest.mark.slow
def test_cells_have_the_colours_of_responses_and_places_are_apart():
    ax = ag.plot("europe-1938", kind="replies")
    solution = ag.solve(ag.load_case("europe-1938").game())
    assert len(drawn(ax)[1]) == sum(eq.pure for eq in solution)
    cells = [patch for patch in ax.patches if patch.get_gid() is None and hasattr(patch, "get_width")]
    assert len(cells) == 3 * 27
    used = {to_hex(cell.get_facecolor()) for cell in cells}
    assert used == {LOOKS[action][0].lower() for action in ("balance", "buck_pass", "bandwagon")}
    assert len({(round(cell.get_x(), 6), round(cell.get_y(), 6)) for cell in cells}) == len(cells)


@pytest.mark.slow
def test_arrows_run_through_no_other_profile():
    ax = ag.plot("europe-1938", kind="replies")
    ax.figure.draw_without_rendering()
    rooms = {}
    for patch in ax.patches:
        kind, _, index = str(patch.get_gid()).partition(":")
        if kind in {"profile", "equilibrium"}:
            rooms[index] = patch
    places = {tuple(np.round(room.get_center(), 6)): room for room in rooms.values()}
    arrows = [patch for patch in ax.patches if str(patch.get_gid()).startswith("move:")]
    assert len(arrows) > 40
    for arrow in arrows:
        ends = [tuple(np.round(literal_eval(end), 6)) for end in arrow.get_gid().removeprefix("move:").split(":")]
        line = arrow.get_path().cleaned(curves=False).vertices[:-1]  # flattened; the last point is none
        for place, room in places.items():
            if place not in ends:
                box = room.get_bbox().padded(0.01)
                assert not any(box.contains(*point) for point in line), (ends, place)


def test_a_width_at_which_letters_cannot_be_read_is_refused():
    with pytest.raises(InvalidModelError, match=r"27 profiles can be read from .* inches on, got 3\.5"):
        ag.plot("europe-1938", kind="replies", width="column")
    assert ag.plot(HUNT, width="column").figure.get_figwidth() == 3.5


def test_what_has_no_room_or_no_numbers_is_refused():
    with pytest.raises(UnsupportedGameError, match="room for 81 profiles, the game has 256"):
        ag.plot(ag.volunteers_dilemma(8, cost=0.25))
    from sympy import Symbol

    with pytest.raises(UnsupportedGameError, match="one game in numbers"):
        ag.plot(ag.volunteers_dilemma(2, cost=Symbol("c")))
