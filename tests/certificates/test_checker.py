"""The checker alone: a copied file that proves by exact arithmetic, and refuses what proves nothing."""

import json
import subprocess
import sys
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from alignment_games.certificates import checker

STAG = {
    "format": checker.FORMAT,
    "version": 1,
    "players": ["Ann", "Bob"],
    "actions": [["stag", "hare"], ["stag", "hare"]],
    "payoffs": [[4, 0, 3, 2], [4, 3, 0, 2]],
    "sha256": "",
}


def _sealed(header):
    """Return a header with its hash, by the words of the specification."""
    import hashlib

    payoffs = [[str(Fraction(entry)) for entry in own] for own in header["payoffs"]]
    text = json.dumps([header["players"], header["actions"], payoffs], separators=(",", ":"))
    return {**header, "sha256": hashlib.sha256(text.encode()).hexdigest()}


def _pure(*actions):
    centre = [[int(a == b) for b in (0, 1)] for a in actions]
    return {"equilibrium": {"centre": centre, "near": 0, "alone": 1, "inverse": []}}


#: Written by hand from docs/certificates.md. Ann's gain from the hare is 2 - 3 y, with y Bob's chance of a stag, and so
#: is Bob's: the derivatives by the other's chance of a hare are 3, and their inverse is 1/3, crosswise.
BY_HAND = [
    _sealed(STAG),
    {"split": [0, 0]},  # Ann never hunts the stag: then she surely takes the hare
    {"split": [1, 0]},  # nor does Bob
    _pure(1, 1),
    {"at": 0},
    {"worse": [[1, 0, 1, 1]]},  # Bob would rather take the hare as well
    {"split": [0, 1]},  # Ann hunts, and never takes the hare
    {"split": [1, 0]},
    {"worse": [[1, 1, 0, 1]]},
    {"split": [1, 1]},
    _pure(0, 0),
    {"at": 1},
    {"worse": [[1, 1, 0, 1]]},
    {"split": [1, 0]},  # Ann does both
    {"worse": [[0, 0, 1, 1]]},
    {"split": [1, 1]},
    {"worse": [[0, 1, 0, 1]]},
    {
        "equilibrium": {
            "centre": [["2/3", "1/3"], ["2/3", "1/3"]],
            "near": 0,
            "alone": 1,
            "inverse": [[0, "1/3"], ["1/3", 0]],
        }
    },
    {"at": 2},
    {"end": {"equilibria": 3, "pieces": 0, "open": 0}},
]


def _text(lines):
    return [json.dumps(line) for line in lines]


def _without(lines, k):
    return [*lines[:k], *lines[k + 1 :]]


def test_a_proof_by_hand_is_valid_and_its_indices_are_those_of_a_coordination_game():
    proof = checker.check(_text(BY_HAND))
    assert [found.index for found in proof.found] == [1, 1, -1]
    told = proof.theorem()
    assert "has exactly 3 isolated equilibria." in told
    assert "0.666667 'stag' + 0.333333 'hare'" in told
    assert [line.rpartition(", ")[2] for line in told.splitlines()[2:-1]] == ["index 1", "index 1", "index -1"]
    assert told.endswith("The indices add up to one.")


def test_the_copied_file_runs_alone(tmp_path):
    copy, proof = tmp_path / "copied.py", tmp_path / "proof.jsonl"
    copy.write_text(Path(checker.__file__).read_text("utf-8"), encoding="utf-8")
    proof.write_text("\n".join(_text(BY_HAND)), encoding="utf-8")
    command = [sys.executable, "-I", "-S", str(copy), str(proof)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("VALID: the game with the sha256 ")
    proof.write_text("\n".join(_text(BY_HAND[:-1])), encoding="utf-8")
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "INVALID: line 19: the file ends before its end line\n")


def test_the_file_is_short_and_knows_nothing_of_the_package():
    text = Path(checker.__file__).read_text("utf-8")
    assert len(text.splitlines()) <= 400
    assert "import alignment_games" not in text
    assert "from alignment_games" not in text


@pytest.mark.parametrize("k", range(len(BY_HAND)))
def test_no_line_can_be_missing(k):
    with pytest.raises(ValueError, match=r"^line "):
        checker.check(_text(_without(BY_HAND, k)))


def test_an_equilibrium_that_no_cell_needs_is_refused():
    """Every profile of a game of zeros is an equilibrium: one pure one is not to be told as if it were isolated."""
    zeros = _sealed({**STAG, "payoffs": [[0] * 4] * 2})
    end = {"end": {"equilibria": 0, "pieces": 1, "open": 0}}
    told = checker.check(_text([zeros, {"all": True}, end])).theorem()
    assert "has exactly 0 isolated equilibria and 1 connected continua." in told
    end["end"]["equilibria"] = 1
    with pytest.raises(ValueError, match=r"^line 4: an equilibrium is in no cell"):
        checker.check(_text([zeros, _pure(0, 0), {"all": True}, end]))


def test_polytopes_are_those_that_the_cell_has():
    """Bob does not care and Ann likes the stag where Bob hunts: she hunts, and he does what he likes."""
    header = _sealed({**STAG, "payoffs": [[1, 1, 0, 0], [0, 0, 0, 0]]})
    lines = [header, {"split": [0, 1]}, {"split": [1, 0]}, _pure(0, 1), {"at": 0}, {"split": [1, 1]}]
    lines += [_pure(0, 0), {"at": 1}, {"polytopes": [[[1, 0]], [[0, 1], [1, 0]]]}, {"worse": [[0, 1, 0, 1]]}]
    end = {"end": {"equilibria": 2, "pieces": 1, "open": 0}}
    told = checker.check(_text([*lines, end])).theorem()
    assert "has exactly 0 isolated equilibria and 1 connected continua." in told
    lines[8] = {"polytopes": [[[1, 0]], [["1/2", "1/2"], [1, 0]]]}
    with pytest.raises(ValueError, match=r"^line 9: the reason 'polytopes' does not hold"):
        checker.check(_text([*lines, end]))


def _changed(k, line):
    return [*BY_HAND[:k], line, *BY_HAND[k + 1 :]]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (_changed(0, {**BY_HAND[0], "payoffs": [[4, 0, 3, 1], [4, 3, 0, 2]]}), "line 1: the hash"),
        (_changed(0, {**BY_HAND[0], "version": 2}), "line 1: not 'alignment-games certificate', version 1"),
        (_changed(1, {"split": [0, 2]}), "line 2: there is no action 2"),
        (_changed(1, {"split": [-1, 0]}), "line 2: there is no player -1"),
        (_changed(3, _pure(0, 1)), "line 4: another action may be better"),
        (_changed(3, {"open": False}), "line 4: the reason 'open' does not hold"),
        (_changed(3, {"magic": True}), "line 4: the reason 'magic' does not hold"),
        (_changed(4, {"at": 1}), "line 5: there is no equilibrium 1"),
        (_changed(5, {"worse": [[1, 1, 0, 1]]}), "line 6: action 1 may be out of play"),
        (_changed(5, {"worse": [[1, 0, 1, -1]]}), "line 6: action 0 may be out of play, or a weight"),
        (_changed(5, {"worse": [[1, 0, 1, 1.0]]}), "line 6: action 0 may be out of play, or a weight"),
        (_changed(5, {"worse": []}), "line 6: "),
        (_changed(5, {"worse": [[1, 0, 1, [1, -1]]]}), "line 6: action 0 may be out of play, or a weight"),
        (_changed(5, {"worse": [[1, 0, 1, [1, True]]]}), "line 6: action 0 may be out of play, or a weight"),
        (_changed(5, {"worse": [[1, 0, 1, [1, 1, 1]]]}), "line 6: zip"),
        (_changed(5, {"worse": [[1, 0, -1, 1]]}), "line 6: there is no action -1"),
        (_changed(5, {"worse": [[1, 0, 1, [0, 0]]]}), "line 6: the reason 'worse' does not hold"),
        (_changed(8, {"worse": [[1, 1, 1, 1]]}), "line 9: the reason 'worse' does not hold"),
        (_changed(18, {"at": 0}), "line 19: the reason 'at' does not hold"),
        (_changed(19, {"end": {"equilibria": 2, "pieces": 0, "open": 0}}), "line 20: there are"),
        ([*BY_HAND, {"open": True}], "line 21: expected one object"),
        ([*BY_HAND[:4], BY_HAND[3], *BY_HAND[4:]], "line 5: it may be one that is known already"),
        ([], "line 1: KeyError"),
        ([*BY_HAND[:3], [1]], "line 4: expected one object"),
    ],
)
def test_what_does_not_hold_is_refused_with_its_line(lines, why):
    with pytest.raises(ValueError, match=f"^{why}".replace("(", r"\(")):
        checker.check(_text(lines))


def _mixed(**changes):
    given = {**BY_HAND[17]["equilibrium"], **changes}
    return _changed(17, {"equilibrium": given})


@pytest.mark.parametrize(
    "changes",
    [
        {"centre": [["2/3", "1/3"], ["3/5", "2/5"]]},  # no solution, and claimed to be one exactly
        {"centre": [["2/3", "1/4"], ["2/3", "1/3"]]},
        {"centre": [["4/3", "-1/3"], ["2/3", "1/3"]]},
        {"inverse": [[0, "-1/3"], ["-1/3", 0]]},  # the wrong sign does not contract
        {"inverse": [[0, 0], [0, 0]]},
        {"inverse": [[0, "1/3"]]},
        {"alone": 0},
        {"near": 1},
        {"near": 1, "alone": 2},
        {"near": "1/4", "alone": "1/8"},
        {"near": "3/2", "alone": "3/2"},
        {"alone": "1025/1024"},
        {"near": "-1/2"},
        {"near": "0.5"},
        {"near": 0.5},
    ],
)
def test_an_equilibrium_that_is_not_proven_is_refused(changes):
    with pytest.raises(ValueError, match=r"^line 18: "):
        checker.check(_text(_mixed(**changes)))


@pytest.mark.parametrize("near", ["1/2", "1/1024", "0x1p-30"])
def test_a_rough_centre_proves_an_equilibrium_close_by(near):
    """The two lines of derivatives are exact, so that any inexact centre is led to the solution at once."""
    centre = [["2/3", "1/3"], [str(Fraction(2, 3) + Fraction(1, 2**40)), str(Fraction(1, 3) - Fraction(1, 2**40))]]
    assert len(checker.check(_text(_mixed(centre=centre, near=near))).found) == 3


def test_numbers_are_read_exactly():
    assert checker.number("0x1.8p-1") == Fraction(3, 4)
    assert checker.number((0.1).hex()) == Fraction(0.1)
    assert checker.number("-7/3") == Fraction(-7, 3)
    for refused in (True, 0.5, "0.5", "1e9", "inf", "1/2/3", None):
        with pytest.raises((TypeError, ValueError)):
            checker.number(refused)


def test_signs_of_determinants():
    """The index is the sign of det(-Y)."""
    rows = [[Fraction(-x) for x in row] for row in ((0, 2, 0), (3, 0, 0), (0, 0, -1))]
    assert checker.index(rows) == 1  # -(2 * 3) * -1
    assert checker.index([rows[1], rows[0], rows[2]]) == -1
    assert checker.index([rows[0], rows[0], rows[2]]) == 0
    assert checker.index([]) == 1


def _of_three(*payoffs):
    names = {"players": ["Ann", "Bob", "Cid"], "actions": [["yes", "no"]] * 3}
    return _sealed({**STAG, **names, "payoffs": list(payoffs)})


#: Ann gains 2 y - 1 by saying yes, with y Bob's chance of it; Bob does not care; Cid says yes.
ON_A_WALL = _of_three([2, 2, 0, 0, 1, 1, 1, 1], [0] * 8, [1, 0] * 4)
YES, NO, HALF = [1, 0], [0, 1], ["1/2", "1/2"]
THREE_BY_HAND = [
    ON_A_WALL,
    {"split": [2, 0]},
    {"worse": [[2, 1, 0, 1]]},
    {"split": [2, 1]},
    {"split": [0, 0]},
    {"polytopes": [[NO], [NO, HALF], [YES]]},
    {"split": [0, 1]},
    {"polytopes": [[YES], [HALF, YES], [YES]]},
    {"polytopes": [[NO, YES], [HALF], [YES]]},
    {"worse": [[2, 1, 0, 1]]},
    {"end": {"equilibria": 0, "pieces": 3, "open": 0}},
]


def test_segments_of_three_players_that_meet_at_their_ends_are_one_continuum():
    told = checker.check(_text(THREE_BY_HAND)).theorem()
    assert "has exactly 0 isolated equilibria and 1 connected continua." in told


@pytest.mark.parametrize("line", [5, 7, 8])
@pytest.mark.parametrize("player", [0, 1, 2])
@pytest.mark.parametrize("vertex", [YES, NO, HALF, ["1/3", "2/3"]])
def test_no_vertex_can_be_added_left_out_or_replaced(line, player, vertex):
    told = THREE_BY_HAND[line]["polytopes"]
    changes = [[*told[player], vertex], told[player][1:], [vertex, *told[player][1:]]]
    for own in changes:
        if sorted(map(str, {*map(tuple, own)})) == sorted(map(str, map(tuple, told[player]))):
            continue  # the same, or one vertex twice
        false = {"polytopes": [*told[:player], own, *told[player + 1 :]]}
        with pytest.raises(ValueError, match=f"^line {line + 1}: the reason 'polytopes' does not hold"):
            checker.check(_text([*THREE_BY_HAND[:line], false, *THREE_BY_HAND[line + 1 :]]))


@pytest.mark.parametrize("k", range(len(THREE_BY_HAND)))
def test_no_line_can_be_missing_of_three_players(k):
    with pytest.raises(ValueError, match=r"^line "):
        checker.check(_text(_without(THREE_BY_HAND, k)))


def test_another_order_of_vertices_is_the_same_and_another_player_is_not():
    lines = [*THREE_BY_HAND]
    lines[5] = {"polytopes": [[NO], [HALF, NO], [YES]]}
    assert checker.check(_text(lines)).ended
    lines[5] = {"polytopes": [[NO, HALF], [NO], [YES]]}
    with pytest.raises(ValueError, match=r"^line 6: the reason 'polytopes' does not hold"):
        checker.check(_text(lines))
    lines[5] = {"polytopes": [[NO], [NO, HALF]]}
    with pytest.raises(ValueError, match=r"^line 6: "):
        checker.check(_text(lines))


def _all_played(header):
    cell = checker.Game(header).whole
    for i in range(3):
        for a in (0, 1):
            cell = cell.split(i, a)[1]
    return cell


def _vertices(parts):
    return [sorted([*map(str, vertex)] for vertex in vertices) for vertices, _ in parts]


def test_what_one_players_wall_leaves_may_settle_what_depends_on_two():
    """Cid gains x (2 y - 1), with x Ann's chance of yes: nothing, once Ann has made y one half."""
    cell = _all_played(_of_three([2, 2, 0, 0, 1, 1, 1, 1], [0] * 8, [1, 0, -1, 0, 0, 0, 0, 0]))
    assert _vertices(cell.polytopes()) == [[["0", "1"], ["1", "0"]], [["1/2", "1/2"]], [["0", "1"], ["1", "0"]]]


def test_a_curve_is_no_product():
    """Cid gains x + y - 1, and the others do not care."""
    cell = _all_played(_of_three([0] * 8, [0] * 8, [1, 0, 0, 0, 0, 0, -1, 0]))
    assert cell.polytopes() == []


def test_a_wall_on_one_side_of_all_leaves_nothing():
    """Ann would always rather say no, so that there is nothing where she surely says yes."""
    cell = _all_played(_of_three([0, 0, 0, 0, 1, 2, 3, 4], [0] * 8, [0] * 8))
    assert [] in _vertices(cell.polytopes())


def test_half_of_a_cell_has_no_polytopes():
    lines = [*THREE_BY_HAND[:5], {"halve": [1, 0, 1]}, *THREE_BY_HAND[5:]]
    with pytest.raises(ValueError, match=r"^line 7: the reason 'polytopes' does not hold"):
        checker.check(_text(lines))


def test_pieces_hang_together_where_they_cross_though_no_vertex_is_common():
    """All x with Bob at yes; x = 1/2 with all y; x up to 1/4 with Bob at no: the first two cross, at x = 1/2."""
    proof = checker.Proof(_sealed({**STAG, "payoffs": [[0] * 4] * 2}))
    anything = proof.game.whole.polytopes()
    yes, no = (proof.game.whole.split(1, a)[0].polytopes()[1] for a in (1, 0))
    middle = checker.within(anything[0], [(1, -1), (-1, 1)])
    low = checker.within(anything[0], [(3, -1)])
    pieces = [[anything[0], yes], [middle, anything[1]], [low, no]]
    proof.pieces = pieces
    assert [len(group) for group in proof.components()] == [2, 1]
    proof.pieces = pieces[1:]
    assert [len(group) for group in proof.components()] == [1, 1]
    centre = ((Fraction(1, 5), Fraction(4, 5)), (Fraction(0), Fraction(1)))
    proof.pieces, proof.found = pieces, [checker.Found(centre, Fraction(0), Fraction(0))]
    assert [len(group) for group in proof.components()] == [2, 2]


def test_a_square_is_cut_at_its_edges_alone():
    """Of three actions, the triangle without a corner has four vertices, and cut once more along them five."""
    whole = checker.Game(_sealed({**STAG, "actions": [[*"abc"], ["one"]], "payoffs": [[0] * 3] * 2})).whole
    part = checker.within(whole.polytopes()[0], [(1, -1, -1), (-2, 1, -2)])
    expected = {("1/2", "1/2", "0"), ("1/2", "0", "1/2"), ("0", "2/3", "1/3"), ("0", "0", "1"), ("1/3", "2/3", "0")}
    assert {tuple(map(str, vertex)) for vertex in part[0]} == expected


def test_what_is_as_good_somewhere_is_worse_only_where_play_must_leave_that():
    """Saying no is better for Ann if Bob says yes, and as good if he does not."""
    cell = checker.Game(_sealed({**STAG, "payoffs": [[0, 0, 1, 0], [0] * 4]})).whole.split(0, 0)[1]
    assert not cell.excluded([[0, 0, 1, 1]])
    assert cell.split(1, 0)[1].excluded([[0, 0, 1, 1]])


def test_a_polytope_that_is_cut_already_is_cut_again_by_what_its_cut_has_shown():
    """Bob makes z one half, and Cid's third action y at most 3/4; only then Ann's gain, y + z - 1, makes y one half."""
    actions = [["yes", "no"], ["yes", "no"], ["yes", "no", "off"]]
    ann, bob, cid = [1, 0, 0, 0, -1, 0, *[0] * 6], [1, -1, 0, 0, 0, 0] * 2, [0, 0, 1, 0, 0, -3] * 2
    names = {"players": ["Ann", "Bob", "Cid"], "actions": actions, "payoffs": [ann, bob, cid]}
    cell = _all_played(_sealed({**STAG, **names})).split(2, 2)[0]
    middle = ["1/2", "1/2"]
    assert _vertices(cell.polytopes()) == [[["0", "1"], ["1", "0"]], [middle], [[*middle, "0"]]]


def test_actions_that_may_be_out_of_play_make_no_walls():
    """Of the stag hunt, the mixed equilibrium alone has all actions as best replies; the others would be cut off."""
    assert checker.Game(_sealed(STAG)).whole.polytopes() == []
    told = {"polytopes": [[["2/3", "1/3"]], [["2/3", "1/3"]]]}
    with pytest.raises(ValueError, match=r"^line 2: the reason 'polytopes' does not hold"):
        checker.check(_text([_sealed(STAG), told, {"end": {"equilibria": 0, "pieces": 1, "open": 0}}]))


def test_half_of_a_game_of_zeros_is_no_piece():
    lines = [_sealed({**STAG, "payoffs": [[0] * 4] * 2}), {"halve": [0, 0, 1]}, {"all": True}, {"all": True}]
    with pytest.raises(ValueError, match=r"^line 3: the reason 'all' does not hold"):
        checker.check(_text([*lines, {"end": {"equilibria": 0, "pieces": 2, "open": 0}}]))


def test_an_equilibrium_that_is_alone_close_by_does_not_close_a_cell_that_reaches_farther():
    close = {"equilibrium": {**BY_HAND[17]["equilibrium"], "alone": "1/10"}}
    with pytest.raises(ValueError, match=r"^line 19: the reason 'at' does not hold"):
        checker.check(_text(_changed(17, close)))


def test_one_equilibrium_is_not_told_twice_by_two_rough_centres():
    rough = {**BY_HAND[17]["equilibrium"], "near": "1/10"}
    other = {"equilibrium": {**rough, "centre": [["7/10", "3/10"], ["2/3", "1/3"]]}}
    lines = [*BY_HAND[:17], {"equilibrium": rough}, other, *BY_HAND[18:]]
    with pytest.raises(ValueError, match=r"^line 19: it may be one that is known already"):
        checker.check(_text(lines))


def test_a_piece_hangs_together_with_a_group_by_one_of_its_pieces():
    """Ann likes the hare unless Bob hunts, who cares only if Ann does: she takes it, or both would hunt."""
    header = _sealed({**STAG, "payoffs": [[0, 0, 0, 1], [1, 0, 0, 0]]})
    lines = [{"split": [0, 0]}, {"split": [1, 0]}, {"all": True}, {"all": True}]
    lines += [{"split": [1, 1]}, {"all": True}, {"worse": [[0, 0, 1, 1]]}]
    told = checker.check(_text([header, *lines, {"end": {"equilibria": 0, "pieces": 3, "open": 0}}])).theorem()
    assert "has exactly 0 isolated equilibria and 1 connected continua." in told


def test_a_cell_of_which_walls_leave_nothing_is_no_piece():
    """Bob surely hunts where Ann never does, which he would rather not."""
    told = checker.check(_text(_changed(5, {"polytopes": [[], []]}))).theorem()
    assert "has exactly 3 isolated equilibria." in told


@pytest.mark.parametrize("payoffs", [[[4, 0, 3, 2, 9], [4, 3, 0, 2]], [[4, 0, 3], [4, 3, 0, 2]], [[4, 0, 3, 2]]])
def test_a_game_has_one_payoff_of_each_player_at_each_profile(payoffs):
    with pytest.raises(ValueError, match=r"^line 1: expected actions of each player, and a payoff at each profile"):
        checker.check(_text([_sealed({**STAG, "payoffs": payoffs}), *BY_HAND[1:]]))


def test_a_player_without_actions_makes_no_game():
    with pytest.raises(ValueError, match=r"^line 1: expected actions of each player, and a payoff at each profile"):
        checker.check(_text([_sealed({**STAG, "actions": [["stag", "hare"], []], "payoffs": [[], []]})]))


def test_an_action_gains_nothing_over_itself():
    cell = _all_played(_of_three([1] * 8, [1] * 8, [1] * 8))
    assert not cell.excluded([[0, 0, 0, 1]])
    assert not cell.excluded([[0, 1, 1, [1, 2]]])


def test_weights_at_ones_own_corners_rule_out_what_no_sum_of_equations_does():
    """With x, y, z the chances of no: Ann gains f by it, and Bob g. 4 (1 - x) f + (5 - 3 y) g is positive.

    f is -2 and 2 at y = 0, 0 and 1 at y = 1; g is 2 and -1 at x = 0, 1 and 1 at x = 1.
    """
    cell = _all_played(_of_three([0, 0, 0, 0, -2, 2, 0, 1], [0, 0, 2, -1, 0, 0, 1, 1], [0] * 8))
    assert cell.excluded([[0, 0, 1, [4, 0]], [1, 0, 1, [5, 2]]])
    assert not cell.excluded([[0, 0, 1, [0, 4]], [1, 0, 1, [5, 2]]])
    assert not cell.excluded([[0, 0, 1, [4, 0]], [1, 0, 1, [2, 5]]])
    assert not any(cell.excluded([[0, 0, 1, k], [1, 0, 1, 12 - k]]) for k in range(13))


def test_numbers_in_one_are_those_that_were_put_in():
    """Sums, multiples, signs and moves of many at once are those of each; not all places along an axis need be used."""
    random = np.random.default_rng(3)
    grid, counts = checker.Packed([2, 3, 2], 64), [2, 2, 2]
    places = [sum(x * step for x, step in zip(at, grid.steps, strict=True)) for at in product(*map(range, counts))]
    for largest in (0, 1, 2, 2**60):
        one, other = (random.integers(0, largest, len(places), endpoint=True).tolist() for _ in range(2))
        whole, beside = (sum(x << at for x, at in zip(own, places, strict=True)) for own in (one, other))
        expected = [3 * x - 2 * y for x, y in zip(one, other, strict=True)]
        assert grid.numbers(3 * whole - 2 * beside, counts) == expected
        least = min(expected)
        assert grid.least(3 * whole - 2 * beside, counts) == (least > 0) - (least < 0)
        assert grid.least(whole + grid.filled(1, counts), counts) == 1
        moved = grid.moved(whole, 1, [[(1, 1)], [(1, 0)], [(1, 1), (2, 0)]])
        rows = [[one[4 * x + 2 * y + z] for x in (0, 1) for z in (0, 1)] for y in (0, 1)]
        expected = [rows[1], rows[0], [b + 2 * a for a, b in zip(*rows, strict=True)]]
        assert grid.numbers(moved, grid.sizes) == [
            expected[y][2 * x + z] for x in (0, 1) for y in (0, 1, 2) for z in (0, 1)
        ]


@pytest.mark.parametrize("factor", [1, 2**63, 3**400])
def test_numbers_of_any_size_are_judged_alike(factor):
    """Ann would rather do the one where Bob is likelier to do the other, which he is in ever smaller cells about it."""
    cell = checker.Game(_sealed({**STAG, "payoffs": [[0, 0, factor, -factor], [0] * 4]})).whole
    for i, a in ((0, 0), (0, 1), (1, 0), (1, 1)):
        cell = cell.split(i, a)[1]
    cell = cell.halve(1, 0, 1)[0]
    assert not cell.excluded([[0, 1, 0, factor]])  # at its first corner Bob does both alike
    for _ in range(150):
        cell = cell.halve(1, 0, 1)[0]
        assert cell.excluded([[0, 1, 0, factor]])
        assert not cell.excluded([[0, 0, 1, factor]])


@pytest.mark.parametrize("size", range(6))
def test_an_index_is_the_sign_of_a_determinant(size):
    """Against numpy, on whole numbers with many zeros; None is mixing where there are no rows."""
    rng, signs = np.random.default_rng(size), set()
    for _ in range(30):
        matrix = rng.integers(-2, 3, (size, size))
        sign = round(np.sign(round(np.linalg.det(-matrix)))) if size else 1
        assert checker.index([[Fraction(int(entry)) for entry in row] for row in matrix]) == sign
        signs.add(sign)
    assert signs == ({1} if size == 0 else {-1, 0, 1})


@pytest.mark.parametrize("digits", [0, 60, 200, 1000])
def test_a_matrix_whose_entries_add_up_to_one_has_room(digits):
    """Whole numbers of any size beside their difference, which is next to nothing: where both do the same, 1/2 each."""
    header = _sealed({**STAG, "payoffs": [[1, 0, 0, 1]] * 2})
    near_half = str(Fraction(1, 2) - Fraction(1, 2 ** (digits + 10)))
    proof = checker.Proof(header)
    line = {"centre": [["1/2", "1/2"]] * 2, "near": 0, "alone": "1/2", "inverse": [[0, near_half], [near_half, 0]]}
    proof.read({"equilibrium": line})
    assert proof.found[0].index == -1


def test_equilibria_are_apart_where_one_player_surely_plays_otherwise():
    half, near = (Fraction(1, 2), Fraction(1, 2)), Fraction(1, 100)
    first, second = ([(share, 1 - share), half] for share in (Fraction(1, 4), Fraction(3, 4)))
    one, other = (checker.Found(centre, near, near) for centre in (first, second))
    assert one.apart(other)
    assert not one.apart(one)
    assert not checker.Found(first, Fraction(1, 2), near).apart(checker.Found(second, Fraction(1, 2), near))
