"""Every command prints JSON where asked, and those that print a table save it."""

import csv
import json
from importlib import import_module
from itertools import islice

import pytest

from alignment_games.cli import main
from alignment_games.cli.parser import build_parser
from docs.site.command_line import subcommands
from tests.cases.test_own import LEAST
from tests.sweeps.panels.test_panels import dyads

pytestmark = pytest.mark.slow  # all commands

#: Each command at its cheapest; joiners and fit, which need a table of decisions, have files of their own.
COMMANDS = {
    "cases": "",
    "catalogue": "",
    "benchmark": "",
    "parameters": "dilemma",
    "show": "dilemma",
    "solve": "dilemma",
    "explain": "dilemma",
    "logit": "dilemma",
    "compare": "dilemma dilemma --set temptation=2.5",
    "history": "--cases {folder}",
    "scorecard": "--draws 1",
    "conditions": "{case} --profile balance,balance",
    "threshold": "{case} --state A --between balance,buck_pass --by burden --others balance",
    "sweep": "dilemma --over temptation=2:4:3",
    "uncertain": "dilemma --draws 20 --seed 1 --vary temptation",
    "new": "{folder}/new.json",
    "schema": "",
    "rationalise": "{case} --over burden=0:0.3",
    "panel": "{dyads} --threat 666 --years 1951",
    "brief": "dilemma -o {folder}/brief.md",
    "classroom": "{case} -o {folder}/page.html",
    "replicate": "dilemma -o {folder}/deposit",
}
#: Those that print no table.
WORDS = {"new", "schema", "brief", "classroom", "replicate"}


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Return the names that commands are filled in with, and take the long lists of games and cases short."""
    (tmp_path / "mine.toml").write_text(LEAST, encoding="utf-8")
    rows = dyads(codes=(651, 652, 666), years=[1950, 1951])
    with (tmp_path / "dyads.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([rows, *zip(*rows.values(), strict=True)])
    known = import_module("alignment_games.catalogue.known_games")
    few = list(islice(known.known_games(), 2))
    monkeypatch.setattr(known, "known_games", lambda: few)
    monkeypatch.setattr("alignment_games.cases.case_names", lambda: ["europe-1936"], raising=False)
    return {"folder": tmp_path, "case": tmp_path / "mine.toml", "dyads": tmp_path / "dyads.csv"}


def test_every_command_is_here():
    commands = subcommands(build_parser())
    assert set(commands) == {*COMMANDS, "joiners", "fit"}
    for name, parser in commands.items():
        assert "--json" in parser._option_string_actions, name
        assert ("--csv" in parser._option_string_actions) == (name not in WORDS), name


@pytest.mark.parametrize("name", COMMANDS)
def test_it_prints_json_and_saves_its_table(name, files, capsys):
    saved = files["folder"] / "saved.csv"
    table = [] if name in WORDS else ["--csv", str(saved)]
    assert main([name, *(part.format(**files) for part in COMMANDS[name].split()), "--json", *table]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out, parse_constant=pytest.fail)
    assert err == ""
    if table:
        with saved.open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        assert rows
        assert len(set(header)) == len(header)
        assert {len(row) for row in rows} == {len(header)}


def test_in_words_the_table_is_named(tmp_path, capsys):
    saved = tmp_path / "cases.csv"
    assert main(["cases", "--csv", str(saved)]) == 0
    assert capsys.readouterr().out.endswith(f"table: {saved}\n")


@pytest.mark.parametrize("name", ["cases.pdf", "no/cases.csv"])
def test_a_table_that_cannot_be_saved_is_refused_before_the_work(name, tmp_path, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["cases", "--csv", str(tmp_path / name)])
    out, err = capsys.readouterr()
    assert (caught.value.code, out, err.count("\n")) == (2, "", 1)
