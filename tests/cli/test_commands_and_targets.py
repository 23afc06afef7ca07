"""Every command on every kind of thing that one may name: it answers, or says in one line what to give."""

import pytest

import alignment_games as ag
from alignment_games.cli import main

pytestmark = pytest.mark.slow  # every command with every kind of target

#: What each command that takes a target needs besides, for a game of Ann and Bob who stand or run.
COMMANDS = {
    "show": "",
    "solve": "--refine strict --select payoff",
    "explain": "",
    "logit": "",
    "compare": "",
    "conditions": "--profile stand,run",
    "threshold": "--state Ann --between stand,run --by cost --others stand",
    "sweep": "--over cost=0.1:0.3:3",
    "uncertain": "--draws 5 --seed 1",
    "rationalise": "",
    "parameters": "",
    "brief": "-o {out}.md",
    "classroom": "-o {out}.html",
    "replicate": "-o {out}",
    "new": "{out}.toml --from {target}",
    "history": "--cases {target}",
    "panel": "{target} --threat 255",
    "fit": "{target}",
    "joiners": "{target} --train-until 1900",
}
#: Those that the game answers, in numbers with a parameter, in numbers alone, and with that parameter a symbol.
ANSWERED = {
    "game.toml": {
        "show",
        "solve",
        "explain",
        "logit",
        "conditions",
        "threshold",
        "sweep",
        "uncertain",
        "parameters",
        "new",
    },
    "game.nfg": {"show", "solve", "explain", "logit", "conditions", "parameters"},
    "symbols.toml": {"show", "conditions", "threshold", "sweep", "parameters", "new"},
}
#: Those that take seconds there, tested with one model each in tests of their own.
LONG = {"brief", "replicate"}
FORMULAS = """players = ["Ann", "Bob"]
actions = ["stand", "run"]
[parameters]
cost = {value}
[payoffs]
each = "1 * (count(stand) >= 1) - cost * own(stand)"
"""


@pytest.fixture(scope="module")
def targets(tmp_path_factory):
    """Return the folder with a file of each kind, right and wrong."""
    folder = tmp_path_factory.mktemp("targets")
    (folder / "game.toml").write_text(FORMULAS.format(value="0.25"), encoding="utf-8")
    (folder / "symbols.toml").write_text(FORMULAS.format(value="{}"), encoding="utf-8")
    ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stand", "run"]).to_nfg(
        folder / "game.nfg"
    )
    (folder / "broken.toml").write_text("players = [\n", encoding="utf-8")
    (folder / "empty.json").write_text("", encoding="utf-8")
    (folder / "table.csv").write_text("state;power\nUK;0,1\n", encoding="utf-8")
    (folder / "book.xlsx").write_bytes(b"PK\x03\x04\x14\0" + bytes(50))
    (folder / "frame.rds").write_bytes(b"\x1f\x8b\x08\0" + bytes(50))
    (folder / "game.efg").write_text('EFG 2 R "x" { "A" }\n', encoding="utf-8")
    (folder / "folder").mkdir()
    return folder


@pytest.mark.parametrize("name", [*ANSWERED, "broken.toml", "empty.json", "table.csv", "book.xlsx", "frame.rds",
                                  "game.efg", "folder", "none.toml", "none"])  # fmt: skip
def test_it_answers_or_says_in_one_line_what_to_give(name, targets, tmp_path, capsys):
    answered = set()
    for command, options in COMMANDS.items():
        if name in ANSWERED and command in LONG:
            continue
        words = options.format(target=targets / name, out=tmp_path / command).split()
        words = words if "{target}" in options else [str(targets / name), *words]
        code = main([command, *words])
        out, err = capsys.readouterr()
        assert code in (0, 2), (command, err)
        assert (out.strip() != "") == (code == 0), (command, out)
        assert code == 0 or (err.count("\n") == 1 and len(err) > 40), (command, err)
        if code == 0:
            answered.add(command)
    assert answered == ANSWERED.get(name, set())
