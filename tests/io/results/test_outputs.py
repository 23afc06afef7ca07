"""Files of results: whole or as they were, refused before the work where they cannot be written."""

import errno
import os

import pytest

from alignment_games.errors import InvalidModelError, UnwrittenError
from alignment_games.io.results.outputs import check_writable, output_file, write_output


def write_half(path, error):
    with output_file(path) as stream:
        stream.write(b"half of the n")
        raise error


def test_a_failure_half_way_leaves_the_old_file_and_nothing_beside(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(UnwrittenError, match="No space left"):
        write_half(path, OSError(28, "No space left on device"))
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_errors_of_the_package_pass_as_they_are(tmp_path):
    with pytest.raises(InvalidModelError, match="no label"):
        write_half(tmp_path / "a", InvalidModelError("no label"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "reason"), [("", "Is a directory"), ("none/a.txt", "No such file"), ("a\0b", "null (byte|character)")]
)
def test_what_cannot_be_written_is_said_in_one_line_before_and_after(tmp_path, path, reason):
    for call in (check_writable, lambda place: write_output(place, "text")):
        with pytest.raises(UnwrittenError, match=reason) as caught:
            call(tmp_path / path)
        assert "\n" not in str(caught.value)


def test_a_name_that_is_too_long_is_refused_by_the_attempt(tmp_path):
    with pytest.raises(UnwrittenError, match=os.strerror(errno.ENAMETOOLONG)):
        write_output(tmp_path / ("x" * 300), "text")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(UnwrittenError, match="Permission denied"):
        check_writable(path)


def test_half_a_pair_is_written_out(tmp_path):
    write_output(tmp_path / "a.txt", "Łódź \ud800\n")
    assert (tmp_path / "a.txt").read_bytes() == "Łódź \\ud800\n".encode()


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_output(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"
