import os
import subprocess
import sys
from pathlib import Path

import pytest

from alignment_games.io.results.whole_files import whole_file, write_whole

ROOT = Path(__file__).parents[3]


def write_half(path, error):
    with whole_file(path) as stream:
        stream.write(b"half of")
        raise error


@pytest.mark.parametrize("error", [OSError("no room"), KeyboardInterrupt()])
def test_what_is_not_finished_leaves_the_old_file_and_nothing_else(tmp_path, error):
    path = tmp_path / "results.json"
    with pytest.raises(type(error)):
        write_half(path, error)
    assert list(tmp_path.iterdir()) == []
    path.write_text("old", encoding="utf-8")
    with pytest.raises(type(error)):
        write_half(path, error)
    assert [file.name for file in tmp_path.iterdir()] == ["results.json"]
    assert path.read_text(encoding="utf-8") == "old"


def test_text_is_written_as_it_is(tmp_path):
    path = tmp_path / os.fsdecode("résultats.csv".encode())  # also where names of files are in ASCII
    write_whole(path, "a\r\nb\nÖ ")
    assert path.read_bytes() == "a\r\nb\nÖ ".encode()
    write_whole(path, b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"


@pytest.mark.skipif(os.name == "nt", reason="links and permissions of POSIX")
def test_links_permissions_and_devices_are_respected(tmp_path):
    path, link = tmp_path / "results.csv", tmp_path / "latest.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    write_whole(link, "new")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"
    assert path.stat().st_mode & 0o777 == 0o640
    write_whole(os.devnull, "nothing")
    assert not Path(os.devnull).is_file()


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, "text")


FULL = """
import resource, signal, sys
from pathlib import Path
import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.io.results.result_files import write_results

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
solution = ag.solve(ag.load_case("europe-1938").game())
diagram = ag.sweep("europe-1938", {"burden": [0.01 * k for k in range(40)]})
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
for write in (lambda: write_results(solution, path), lambda: diagram.to_csv(path)):
    try:
        write()
    except InvalidModelError as error:
        print(error)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files by a call of Linux")
def test_a_full_disk_keeps_the_old_results(tmp_path):
    path = tmp_path / "results.csv"
    path.write_text("old", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    script = [sys.executable, "-c", FULL, str(path)]
    told = subprocess.run(script, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(told) == 2
    assert all("results.csv: cannot be written: " in line for line in told)
    assert path.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["results.csv"]
