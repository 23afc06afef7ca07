"""What every command shares: figures in options, and errors of one line."""

import argparse

import pytest

from alignment_games.cli.command import Parser, command, figure, natural, seconds, table_file, whole
from alignment_games.cli.parser import build_parser


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
        (figure, "10%", "expected a number, like 0.2, got '10%'"),
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


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("slove europe-1938", "unknown command 'slove'; did you mean 'solve'? commands: cases, "),
        ("report europe-1938", "unknown command 'report'; here it is called brief"),
        ("solve europe-1938 --burden 0.2", "burden is a parameter: --set burden=0.2; see alignment-games solve --help"),
        ("solve europe-1938 --intent.France=0.9", "--set intent.France=0.9"),
        ("panel dyads.csv --threat 666 --burden", "--set burden=VALUE"),
        ("logit europe-1938 --plt x.png", "unknown option '--plt'; did you mean '--plot'? options: --help"),
        ("solve europe-1938 -o out.csv", "unknown option '-o'"),
        ("solve europe-1938 europe-1939", "unrecognized arguments: europe-1939; see alignment-games solve --help"),
        ("solve europe-1938 --solver LemkeHowson", "unknown choice 'LemkeHowson'; did you mean 'lemke-howson'?"),
    ],
)
def test_what_one_would_type_first_is_told_how_it_is_written(line, told, capsys):
    with pytest.raises(SystemExit) as left:
        build_parser().parse_args(line.split())
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert told in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("line", ["solve|--refine|", "solve|--refine=", "logit|--plot| ", "explain|--set|"])
def test_a_value_that_is_empty_does_not_pass_for_none(line, capsys):
    name, *words = line.split("|")
    with pytest.raises(SystemExit) as left:
        build_parser().parse_args([name, "europe-1938", *words])
    assert left.value.code == 2
    assert f"argument {words[0].strip('=')}: expected " in capsys.readouterr().err
