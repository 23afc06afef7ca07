"""Files whose names break lines: every command prints as of the file in which they are written out."""

import json

import pytest

from alignment_games.cli import main
from alignment_games.text.visible import visible

STATES, ACTIONS = ("Bri\ntain", "Fra\x1bnce\r"), ("balance", "buck_pass", "bandwagon")
COMMANDS = [
    "show {file}",
    "solve {file}",
    "solve {file} --refine strict,coalition_proof --select risk",
    "explain {file}",
    "logit {file}",
    "conditions {file} --profile balance,buck_pass",
    "threshold {file} --state {state} --between balance,buck_pass --by burden",
    "sweep {file} --over burden=0:0.4:4",
    "uncertain {file} --draws 20 --seed 1",
]


def printed(command, name, tmp_path, capsys):
    states = [{"name": name(state), "power": 0.1, "contiguous": True, "intent": 0.5} for state in STATES]
    path = tmp_path / "model.json"
    path.write_text(json.dumps({"threat": {"name": name("Ger\nmany"), "power": 0.154}, "states": states}))
    words = [word.format(file=path, state=name(STATES[0])) for word in command.split()]
    assert main(words) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_names_on_their_line(command, tmp_path, capsys):
    hostile = printed(command, str, tmp_path, capsys)
    assert hostile == printed(command, visible, tmp_path, capsys)
    assert all(char.isprintable() or char == "\n" for char in hostile)
