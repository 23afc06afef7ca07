"""What every command shares: figures in options, and errors of one line."""

import argparse

import pytest

from alignment_games.cli.command import Parser, command, natural, seconds, table_file, whole


@pytest.mark.parametrize(("text", "value"), [("10000", 10000), ("10_000", 10000), ("1e4", 10000), ("-3", -3)])
def test_whole_numbers_are_read_as_people_write_them(text, value):
    assert whole(text) == value


def test_whole_numbers_beyond_floats_keep_every_digit():
    assert whole("9007199254740993") == 2**53 + 1


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (whole, "1.5", "expected a whole number, got '1.5'"),
        (whole, "inf", "expected a whole number"),
        (natural, "-1", "expected a whole number of at least 0"),
        (seconds, "-1", "expected seconds, a number of at least 0"),
        (seconds, "nan", "expected seconds"),
        (table_file, "table.xlsx", "tables are written as"),
        (table_file, "no/such/folder/table.csv", "no/such/folder"),
    ],
)
def test_what_is_no_figure_is_refused(read, text, said):
    with pytest.raises(argparse.ArgumentTypeError, match=said):
        read(text)


def test_a_command_takes_a_target_changes_and_one_form(capsys):
    commands = Parser(prog="games").add_subparsers()
    command(commands, "ask", int, "ask a case", table=True)
    parser = commands.choices["ask"]
    options = parser.parse_args(["europe-1938", "--set", "burden=0.2", "--set", "intent.France=0.9", "--json"])
    assert (options.target, options.changes, options.json) == ("europe-1938", ["burden=0.2", "intent.France=0.9"], True)
    with pytest.raises(SystemExit) as left:
        parser.parse_args(["--no-such\nthing", "x"])
    assert left.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert "burden" in parser.format_help()
