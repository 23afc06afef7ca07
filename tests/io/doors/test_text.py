import errno
import os
import subprocess
import sys
import tempfile

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.text import open_text, read_text

TEXT = "one\ntwo é\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_marks_and_line_ends_make_no_difference(tmp_path, encoding, end):
    path = tmp_path / "t.txt"
    path.write_bytes(TEXT.replace("\n", end).encode(encoding))
    assert read_text(path, "a file") == TEXT
    with open_text(path, "a file") as stream:
        assert list(stream) == ["one\n", "two é\n"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("one\ntwo é\n".encode("latin-1"), "line 2 holds bytes that are not UTF-8; save the file as UTF-8"),
        (b"\xff\xfe\x00", "not UTF-16"),
        ("one\ntwo\n".encode("utf-16-le"), "line 1 holds a NUL"),
        (b"x" * 101, "larger than 100 bytes, which a file never is"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(tmp_path, raw, message):
    path = tmp_path / "t.txt"
    path.write_bytes(raw)
    with pytest.raises(InvalidModelError, match=message):
        read_text(path, "a file", most=100)


@pytest.mark.parametrize(
    ("name", "start", "message"),
    [
        ("a.xlsx", b"PK\x03\x04\x14\0", "an Excel workbook, not text; save its sheet as CSV"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1", "an old Excel workbook"),
        ("a.rds", b"\x1f\x8b\x08\0", r"a file of R, not text; in R, write.csv\("),
        ("a.RData", b"RDX3\nX\n", "a file of R"),
        ("a.csv.gz", b"\x1f\x8b\x08\0", "packed, not text; unpack it first"),
        ("a.sav", b"$FL2@(#) SPSS", "a file of SPSS"),
        ("a.dta", b"<stata_dta><header>", "a file of Stata"),
        ("a.csv", b"PAR1\x15\0", "a Parquet file"),
    ],
)
def test_files_of_other_programs_are_named_with_the_way_out(tmp_path, name, start, message):
    path = tmp_path / name
    path.write_bytes(start + bytes(100))
    with pytest.raises(InvalidModelError, match=message):
        read_text(path, "a file")
    with pytest.raises(InvalidModelError, match=message), open_text(path, "a file"):
        pass


def test_paths_that_lead_nowhere_are_refused(tmp_path):
    for path, message in (
        (tmp_path / "none", "no such file; give the path of a file"),
        (tmp_path, f"cannot be read as text: {os.strerror(errno.EISDIR)}"),
        ("a\0b", "no path of a file"),
        ("a\ud800b", "no path of a file"),
        ("x" * 5000, "cannot be read as text|no such file"),
    ):
        with pytest.raises(InvalidModelError, match=message):
            read_text(path, "a file")
        with pytest.raises(InvalidModelError, match=message), open_text(path, "a file"):
            pass


@pytest.mark.skipif(
    not f"{__file__}{tempfile.gettempdir()}".isascii(), reason="Python itself does not start there in ASCII alone"
)
def test_the_locale_makes_no_difference(tmp_path):
    path = tmp_path / "t.toml"
    path.write_text('[threat]\nname = "Österreich"\n', encoding="utf-8")
    code = f"from alignment_games.io.doors.text import read_text; print(ascii(read_text({str(path)!r}, 'a file')))"
    run = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", code],
        env={"LC_ALL": "C", "PYTHONPATH": ":".join(filter(None, sys.path)), "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "'[threat]\\nname = \"\\xd6sterreich\"\\n'\n"
