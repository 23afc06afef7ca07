"""What leaves the command line: any encoding, any name, a full disk, a closed pipe, an interrupt."""

import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from alignment_games.cli import main

NAMES = ["Fran\x1b[31mce", "a\rb\n1  spoof", "nul\x00", "\u202egnp", "\u2066x\u2069", "Łódź ± ≥"]
HOSTILE = json.dumps(
    {
        "threat": {"name": NAMES[0], "power": 0.15},
        "states": [{"name": n, "power": 0.1, "contiguous": True, "intent": 0.7} for n in NAMES[1:4]],
    }
)
TABLES = ["show", "solve", "explain"]
OTHERS = ["solve --refine strict,coalition_proof", "logit", "uncertain --draws 50 --seed 1",
          "sweep --over intent=0:1:5 --over burden.x=0:1:2", "conditions --profile buck_pass,buck_pass,buck_pass",
          "threshold --by burden --state x --between balance,buck_pass"]  # fmt: skip


@pytest.fixture
def hostile(tmp_path):
    (tmp_path / "m.json").write_text(HOSTILE, encoding="utf-8")
    return str(tmp_path / "m.json")


@pytest.mark.slow
@pytest.mark.parametrize("words", [*TABLES, *OTHERS])
def test_names_are_shown_and_never_sent(words, hostile, capfd):
    command, *rest = words.split()
    assert main([command, hostile, *rest]) in (0, 2)  # 2: no state is called x, and those that are get listed
    printed = "".join(capfd.readouterr())
    assert not {char for char in printed if char != "\n" and not char.isprintable()}
    assert "\\u202egnp" in printed or command == "sweep"
    assert "\n1  spoof" not in printed or words not in TABLES


def test_hostile_arguments_are_shown_in_one_line(capfd):
    for name in NAMES:
        assert main(["solve", name]) == 2
        err = capfd.readouterr().err
        assert err.count("\n") == 1
        assert err[:-1].isprintable()


def run(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "alignment_games", *arguments], capture_output=True, check=False, **options
    )


def model_called(folder, name):
    path = folder / "model.toml"
    states = "".join(
        f'[[states]]\nname = "{each}"\npower = 1\ncontiguous = true\nintent = 0.5\n' for each in (name, "C")
    )
    path.write_text(f'[threat]\nname = "G"\npower = 1\n{states}', "utf-8")
    return path


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp437", "utf-16"])
def test_a_terminal_of_any_encoding(encoding, monkeypatch, tmp_path):
    path = model_called(tmp_path, "A±B")
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["show", str(path)]) == 0
    stream.seek(0)
    shown = " ".join(stream.read().split())
    sign = "±" if encoding in ("cp1252", "latin-1", "cp437", "utf-16") else "+-"
    assert f"A{sign}B" in shown


@pytest.mark.skipif(
    not f"{__file__}{tempfile.gettempdir()}".isascii(), reason="Python itself does not start there in ASCII alone"
)
def test_ascii_alone_in_the_environment(tmp_path):
    done = run("show", str(model_called(tmp_path, "A±B")),
               env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"})  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"A+-B" in done.stdout


def test_a_reader_who_leaves_is_no_error():
    process = subprocess.Popen([sys.executable, "-m", "alignment_games", "catalogue"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)  # fmt: skip
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 0
    process.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_is_one_line():
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run([sys.executable, "-m", "alignment_games", "cases"], stdout=full, stderr=subprocess.PIPE,
                              check=False)  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == b"alignment-games: the output cannot be written: No space left on device\n"


def at_work(process):
    """Wait until a process has worked for two seconds, on a busy machine too; the imports take about one."""
    clock = Path(f"/proc/{process.pid}/stat")
    if not clock.exists():
        time.sleep(2.5)
        return
    spent = 0.0
    while spent < 2:
        time.sleep(0.1)
        ticks = clock.read_text("utf-8").rpartition(")")[2].split()[11:13]
        spent = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


@pytest.mark.slow
@pytest.mark.parametrize("arguments", ["sweep europe-1938 --over burden=0:1:3000 --over intent=0:1:3000"])
def test_an_interrupt_is_one_line_and_130(arguments):
    process = subprocess.Popen([sys.executable, "-m", "alignment_games", *arguments.split()], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)  # fmt: skip
    at_work(process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"alignment-games: interrupted\n")


def test_an_interrupted_solver_hands_over_what_it_has(monkeypatch, capsys):
    def interrupted(self, game, proposal, control):
        raise KeyboardInterrupt

    monkeypatch.setattr("alignment_games.solvers.PureEnumeration.propose", interrupted)
    assert main(["solve", "europe-1938", "--solver", "pure"]) == 130
    assert capsys.readouterr().err == "alignment-games: interrupted\n"


def test_the_machine_without_memory_is_one_line(monkeypatch, capsys):
    def full(*_, **__):
        raise MemoryError

    monkeypatch.setattr("alignment_games.solvers.solve", full)
    assert main(["solve", "europe-1938"]) == 1
    assert "more memory than there is" in capsys.readouterr().err
