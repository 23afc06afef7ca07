"""Gambit .nfg files: round trips to the last bit, both versions, and errors with line and reason."""

import shutil
import subprocess
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

import alignment_games as ag
from alignment_games.io.game_files.nfg import parse_nfg, read_nfg
from tests.strategies import integer_payoffs


def same(one, other):
    return (
        one.players == other.players
        and one.actions == other.actions
        and one.arithmetic == other.arithmetic
        and one.payoffs.tolist() == other.payoffs.tolist()
    )


def generated_games():
    """30 float games and 30 of fractions, of 1 to 4 players, sizes from 1 to 4, payoffs from 1e-9 to 1e9."""
    rng = np.random.default_rng(9)
    for k in range(60):
        shape = tuple(rng.integers(1, 5, size=rng.integers(1, 5)).tolist())
        size = (len(shape), *shape)
        if k % 2:
            yield ag.NormalFormGame(rng.normal(size=size) * 10.0 ** rng.integers(-9, 10, size=size))
        else:
            table = np.empty(size, dtype=object)
            table.flat = [
                Fraction(int(p), int(q))
                for p, q in zip(rng.integers(-99, 99, table.size), rng.integers(1, 50, table.size), strict=True)
            ]
            yield ag.NormalFormGame(table)


@pytest.mark.parametrize("outcomes", [False, True])
def test_sixty_generated_games_come_back_to_the_last_bit(tmp_path, outcomes):
    path = tmp_path / "game.nfg"
    for game in generated_games():
        game.to_nfg(path, outcomes=outcomes)
        assert same(read_nfg(path), game)


@given(integer_payoffs())
def test_small_games_with_ties_come_back(payoffs):
    from alignment_games.game.nfg_text import nfg_lines

    game = ag.NormalFormGame(payoffs)
    for outcomes in (False, True):
        assert same(parse_nfg("".join(nfg_lines(game, outcomes=outcomes))), game)


def test_labels_with_quotes_spaces_and_other_alphabets_come_back(tmp_path):
    actions = [['say "yes"', "back\\slash", "{brace}", "two\nlines"], ["ναι", "a,b"]]
    game = ag.NormalFormGame(np.arange(16.0).reshape(2, 4, 2), ["Æthel \\ Ann", "Bob"], actions)
    game.to_nfg(tmp_path / "g.nfg", title='The "game"', comment="two\nlines")
    assert same(read_nfg(tmp_path / "g.nfg"), game)


@pytest.mark.parametrize("label", ["ends in \\", 'has \\" inside'])
def test_a_label_that_the_format_cannot_hold_is_refused(tmp_path, label):
    game = ag.NormalFormGame([[1, 2]], ["Ann"], [[label, "other"]])
    with pytest.raises(ag.InvalidModelError, match="cannot hold a backslash"):
        game.to_nfg(tmp_path / "g.nfg")


def test_families_and_symbols_are_refused(tmp_path):
    import sympy

    family = ag.NormalFormGame(np.zeros((5, 2, 2, 2)), ["Ann", "Bob"])
    with pytest.raises(ag.UnsupportedGameError, match="family"):
        family.to_nfg(tmp_path / "g.nfg")
    with pytest.raises(ag.UnsupportedGameError, match="symbols"):
        ag.NormalFormGame([[sympy.Symbol("a"), 1]]).to_nfg(tmp_path / "g.nfg")


# The example of Gambit's own documentation, "The strategic game (.nfg) file format", both versions.
PAYOFF_VERSION = """NFG 1 R "Selten (IJGT, 75), Figure 2, normal form"
{ "Player 1" "Player 2" } { 3 2 }

1 1 0 2 0 2 1 1 0 3 2 0
"""
OUTCOME_VERSION = """NFG 1 R "Selten (IJGT, 75), Figure 2, normal form" { "Player 1" "Player 2" }
{ { "1" "2" "3" }
  { "1" "2" }
}

{
  { "" 1, 1 }
  { "" 0, 2 }
  { "" 0, 2 }
  { "" 1, 1 }
  { "" 0, 3 }
  { "" 2, 0 }
}
1 2 3 4 5 6
"""


def test_both_versions_of_the_documented_example_say_the_same():
    payoff, outcome = parse_nfg(PAYOFF_VERSION), parse_nfg(OUTCOME_VERSION)
    assert payoff.payoffs.tolist() == [[[1, 1], [0, 0], [0, 2]], [[1, 1], [2, 3], [2, 0]]]
    assert payoff.arithmetic == "exact"
    assert same(payoff, outcome)


#: Written by hand from the format's description, each with the payoffs of every player that it means.
BY_HAND = {
    "all on one line, commas without blanks": (
        'NFG 1 R "Pennies"{"Even" "Odd"}{{"H" "T"}{"H" "T"}}{{"win" 1,-1}{"lose" -1,1}}1 2 2 1',
        [[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]],
    ),
    "every kind of white space": (
        'NFG\v1\fD\r"t"\r{\t"A"\n\n"B"}\r\n{ { "x"\t"y" }\f{ "z" } }\v"" { { "" .5 , -.5 }\n{ "" 1. 2.25 } }\r2\r1\r',
        [[[1.0], [0.5]], [[2.25], [-0.5]]],
    ),
    "a comment over lines, with braces, quotes and numbers in it": (
        (
            'NFG 1 R "t" { "A" "B" } { { "x" "y" } { "z" } }\n"By hand,\n{ 1 2 } \\"quoted\\" 3/4\n# and this"\n'
            '{ { "o" 3 4 } }\n0\n1\n'
        ),
        [[[0], [3]], [[0], [4]]],
    ),
    "numbers of actions, an outcome of the same name, one never used": (
        'NFG 1 R "t" { "A" "B" } { 2 3 } { { "o" 1 10 } { "o" 2 20 } { "unused" 9 9 } }\n1 2\n0 1\n2 2',
        [[[1, 0, 2], [2, 1, 2]], [[10, 0, 20], [20, 10, 20]]],
    ),
    "three players, ratios and signs": (
        (
            'NFG 1 R "t" { "A" "B" "C" } { { "a" "b" } { "c" } { "d" "e" } } ""\n'
            '{ { "1" +1/2, -3/4, 0 }\n  { "2" 7, 1/3, -2 } }\n1 2 2 1'
        ),
        [
            [[[Fraction(1, 2), 7]], [[7, Fraction(1, 2)]]],
            [[[Fraction(-3, 4), Fraction(1, 3)]], [[Fraction(1, 3), Fraction(-3, 4)]]],
            [[[0, -2]], [[-2, 0]]],
        ],
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_outcome_files_written_by_hand_say_what_they_mean(tmp_path, name):
    text, payoffs = BY_HAND[name]
    path = tmp_path / "by_hand.nfg"
    path.write_bytes(text.encode())
    game = read_nfg(path)
    assert game.payoffs.tolist() == payoffs
    game.to_nfg(tmp_path / "again.nfg", outcomes=True)
    assert same(read_nfg(tmp_path / "again.nfg"), game)


def test_outcome_zero_pays_nothing():
    game = parse_nfg('NFG 1 R "" { "A" "B" } { { "x" } { "y" "z" } } "" { { "win" 5 -5 } } 0 1')
    assert game.payoffs.tolist() == [[[0, 5]], [[0, -5]]]


def test_odd_white_space_commas_marks_and_windows_line_ends(tmp_path):
    text = '\ufeffNFG\t1\r\nD "t"{"A""B"}{{"x""y"}\r\n{"z"}}"a comment\r\nover lines"\r\n1/2,\t-3 .5\r\n\r\n 2e0'
    path = tmp_path / "odd.nfg"
    path.write_bytes(text.encode())
    game = read_nfg(path)
    assert game.actions == (("x", "y"), ("z",))
    assert game.payoffs.tolist() == [[[Fraction(1, 2)], [Fraction(1, 2)]], [[-3], [2]]]


def test_exact_says_how_numbers_are_read():
    text = 'NFG 1 R "" { "A" } { 3 } 0.1 2 1e-3'
    assert parse_nfg(text).payoffs.tolist() == [[0.1, 2.0, 0.001]]
    assert parse_nfg(text, exact=True).payoffs.tolist() == [[Fraction(1, 10), 2, Fraction(1, 1000)]]
    assert parse_nfg('NFG 1 R "" { "A" } { 2 } 2/3 4', exact=False).payoffs.tolist() == [[2 / 3, 4.0]]


def test_unnamed_players_and_actions_are_numbered():
    game = parse_nfg('NFG 1 R "" { "" "" } { { "" "" } { "" } } 1 2 3 4')
    assert (game.players, game.actions) == (("Player 1", "Player 2"), (("1", "2"), ("1",)))


def test_a_big_file_is_streamed(tmp_path):
    path = tmp_path / "big.nfg"
    with path.open("w") as stream:
        stream.write('NFG 1 R "big" { "A" "B" } { 300 300 }\n')
        stream.writelines(f"{k}.5 -{k}.25\n" for k in range(90_000))
    game = read_nfg(path)
    assert game.payoffs.shape == (2, 300, 300)
    assert game.payoffs[0, 7, 2] == 607.5  # the first player's action changes fastest
    assert game.payoffs[1, 299, 299] == -89_999.25


HEAD = 'NFG 1 R "t" { "A" "B" }\n'
TWO = HEAD + '{ { "x" "y" } { "z" } } ""\n'
MALFORMED = {
    "empty": ("", 1, "expected the file to start with: NFG 1 R"),
    "extensive form": ('EFG 2 R "t" { "A" }', 1, "expected the file to start with"),
    "wrong version": ('NFG 2 R "t" { "A" }', 1, "expected the file to start with"),
    "no type": ('NFG 1 "t" { "A" } { 1 } 0', 1, "expected R or D"),
    "bare title": ('NFG 1 R title { "A" } { 1 } 0', 1, "title in quotes, got 'title'"),
    "bare players": ('NFG 1 R "t"\n"A" "B" { 1 1 } 0 0', 2, "to open the list of players"),
    "unquoted player": ('NFG 1 R "t"\n{ "A" B } { 1 1 } 0 0', 2, "to close the list of players, got 'B'"),
    "no players": ('NFG 1 R "t" { } { 1 } 0', 1, "at least one player name"),
    "unclosed players": ('NFG 1 R "t"\n{ "A" "B"', 2, "got the end of the file"),
    "player twice": ('NFG 1 R "t" { "A"\n"A" } { 1 1 } 0 0', 2, "'A' is named twice"),
    "actions missing": (HEAD + '{ { "x" } } 0 0', 2, "expected the actions of B"),
    "actions too many": (HEAD + '{ { "x" } { "y" }\n{ "z" } } 0 0', 3, "to close the actions of 2 players"),
    "no actions": (HEAD + '{ { } { "y" } } 0 0', 2, "at least one action of A name"),
    "zero actions": (HEAD + "{ 0 2 } 0 0", 2, "number of actions of A must be 1 or more"),
    "action twice": (HEAD + '{ { "x" "x" } { "y" } } 0 0', 2, "'x' is named twice"),
    "payoffs missing": (TWO + "1 2\n3\n", 4, "ends after 3 payoffs; expected 2 profiles x 2 players = 4"),
    "payoffs too many": (TWO + "1 2 3 4\n5", 4, "here is one more: 5"),
    "payoffs far too many": (TWO + "1.5 2.5\n3.5 4.5 5.5 6.5\n", 4, "here is one more: 5.5"),
    "word for a payoff": (TWO + "1 2\nthree 4", 4, "'three' is not a number"),
    "underscore": (TWO + "1 2\n3_0 4", 4, "'3_0' is not a number"),
    "string for a payoff": (TWO + '1 2\n"3" 4', 4, "expected a payoff, got '3'"),
    "zero denominator": (TWO + "1 2\n1/0 4", 4, "1/0 divides by zero"),
    "not a number": (TWO + "1 2\nnan 4", 4, "'nan' is not a number"),
    "infinite": (TWO + "1.5 2\n1e999 4", 4, "too large for a float"),
    "open string": (HEAD + '{ { "x"\n"y } { z } }\n 0 0', 3, "never closed"),
    "short outcome": (TWO + '{ { "win" 1 } }\n 1 1', 3, "outcome 1 has 1 payoffs; expected 2"),
    "long outcome": (TWO + '{ { "win" 1 2 3 } }\n 1 1', 3, "to close outcome 1, which has 2 payoffs"),
    "outcome unnamed": (TWO + "{ { 1 2 } }\n 1 1", 3, "outcome's name in quotes"),
    "outcome unknown": (TWO + '{ { "win" 1 2 } }\n 1 2', 4, "0 or more and at most 1, got 2"),
    "outcome fraction": (TWO + '{ { "win" 1 2 } }\n 1 0.5', 4, "outcome's number as a whole number, got '0.5'"),
    "outcomes missing": (TWO + '{ { "win" 1 2 } }\n 1\n', 4, "ends after 1 outcomes"),
    "outcomes too many": (TWO + '{ { "win" 1 2 } }\n 1 1\n1', 5, "here is more: '1'"),
}


@pytest.mark.parametrize("name", MALFORMED)
@pytest.mark.parametrize("exact", [None, True])
def test_a_malformed_file_is_refused_with_line_and_reason(tmp_path, name, exact):
    if name == "infinite" and exact:
        pytest.skip("1e999 is a good number in exact arithmetic")
    text, line, reason = MALFORMED[name]
    path = tmp_path / "bad.nfg"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ag.InvalidModelError) as error:
        read_nfg(path, exact=exact)
    assert f"{path}, line {line}: " in str(error.value)
    assert reason in str(error.value)


def test_a_missing_file_and_a_binary_file_are_refused(tmp_path):
    with pytest.raises(ag.InvalidModelError, match="no such file"):
        read_nfg(tmp_path / "none.nfg")
    (tmp_path / "binary.nfg").write_bytes(b"NFG 1 R \xff\xfe")
    with pytest.raises(ag.InvalidModelError, match="cannot be read as text"):
        read_nfg(tmp_path / "binary.nfg")


@pytest.mark.peer
def test_gambit_reads_what_we_write_and_we_read_what_it_writes(tmp_path):
    gambit = pytest.importorskip("pygambit", reason="pygambit is not installed; it comes with the gambit extra")
    game = next(generated_games())
    game.to_nfg(tmp_path / "ours.nfg")
    theirs = gambit.read_nfg(str(tmp_path / "ours.nfg"))
    (tmp_path / "theirs.nfg").write_text(theirs.to_nfg())
    assert same(read_nfg(tmp_path / "theirs.nfg"), game)


@pytest.mark.skipif(
    shutil.which("gambit-enumpure") is None, reason="Gambit's command-line tools are not installed here"
)
def test_gambits_own_solver_reads_what_we_write(tmp_path):
    game = ag.NormalFormGame([[[4.0, 0.0], [3.0, 2.5]], [[4.0, 3.0], [0.0, 2.5]]])
    game.to_nfg(tmp_path / "g.nfg")
    run = subprocess.run(["gambit-enumpure", "-q", str(tmp_path / "g.nfg")], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) == {"NE,1,0,1,0", "NE,0,1,0,1"}


LONG = "1" + "0" * 320
NO_MEMORY_HOLDS = {
    "actions promised by the billion": ('NFG 1 R "" { "A" "B" } { 10000000000 2 } 1', "1 or more and at most 100,000"),
    "actions promised by a long number": ('NFG 1 R "" { "A" } { ' + "9" * 5000 + " } 1", "at most 100,000, got 999"),
    "too many profiles": (
        'NFG 1 R "" { "A" "B" } { 99999 99999 } 1',
        "2 players with 99999 x 99999 actions have 19,999",
    ),
    "too many outcomes": (
        'NFG 1 R "" { "A" "B" } { 99999 99999 } { { "" 1 1 } } 1',
        "at most 30 players and 25,000,000",
    ),
    "too many players": ('NFG 1 R "" { ' + '"" ' * 80 + "} { " + "1 " * 80 + "} 1", "80 players with 1 x 1 x 1"),
    "a power without end": (
        'NFG 1 R "" { "A" } { 2 } 1e999999999 1',
        "too long to be held exactly|too large for a float",
    ),
    "a whole number without end": ('NFG 1 R "" { "A" } { 2 } ' + "9" * 5000 + " 1", "too long to be held exactly"),
    "a ratio without end": ('NFG 1 R "" { "A" } { 2 } 1/' + "9" * 5000 + " 1", "too long to be held exactly"),
}


@pytest.mark.parametrize("name", NO_MEMORY_HOLDS)
@pytest.mark.parametrize("exact", [None, True])
def test_what_no_memory_holds_is_refused_before_it_is_laid_out(name, exact):
    text, message = NO_MEMORY_HOLDS[name]
    with pytest.raises(ag.InvalidModelError, match=message) as caught:
        parse_nfg(text, exact=exact)
    assert len(str(caught.value)) < 400


def test_whole_numbers_of_any_size_are_exact():
    game = parse_nfg(f'NFG 1 R "" {{ "A" }} {{ 2 }} {LONG} -1')
    assert game.payoffs.tolist() == [[10**320, -1]]
    assert game.arithmetic == "exact"
    assert parse_nfg(f'NFG 1 R "" {{ "A" }} {{ 2 }} {LONG}/3 1').payoffs.tolist() == [[Fraction(10**320, 3), 1]]
    for text, exact in ((f"{LONG}\n1.5", None), (f"{LONG}\n1", False), (f"{LONG}/3\n1", False)):
        with pytest.raises(ag.InvalidModelError, match=r"line 2: '10{58}\.\.\. is too large for a float; read"):
            parse_nfg(f'NFG 1 R "" {{ "A" }} {{ 2 }}\n{text}', exact=exact)


@pytest.mark.slow
def test_many_labels_are_read_at_once():
    labels = " ".join(f'"action {k}"' for k in range(50_000))
    game = parse_nfg(f'NFG 1 R "" {{ "A" }} {{ {{ {labels} }} }} {"1 " * 50_000}')
    assert game.n_actions == (50_000,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marks_and_old_line_ends_make_no_difference(tmp_path, encoding):
    path = tmp_path / "g.nfg"
    for end in ("\n", "\r\n", "\r"):
        path.write_bytes(PAYOFF_VERSION.replace("\n", end).encode(encoding))
        assert same(read_nfg(path), parse_nfg(PAYOFF_VERSION))
    assert same(parse_nfg("\ufeff" + PAYOFF_VERSION), parse_nfg(PAYOFF_VERSION))
