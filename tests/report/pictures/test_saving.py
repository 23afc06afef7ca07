import sys
import zlib

import pytest

import alignment_games as ag
from alignment_games.errors import MissingExtraError, UnwrittenError
from alignment_games.report import save_picture
from alignment_games.report.pictures.saving import check_picture

pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")

LINE = ag.sweep("europe-1938", {"burden": [0.0, 0.1, 0.2]})


@pytest.mark.slow
def test_fonts_are_embedded_whole_and_the_bytes_repeat(tmp_path):
    for name in ("one.pdf", "two.pdf"):
        save_picture(ag.plot(LINE, width="column"), tmp_path / name)
    text = (tmp_path / "one.pdf").read_bytes()
    assert text == (tmp_path / "two.pdf").read_bytes()
    streams = [part.partition(b"endstream")[0].strip() for part in text.split(b"stream\n")[1:]]
    inside = text + b"".join(zlib.decompressobj().decompress(part) for part in streams if part[:1] == b"x")
    assert b"/FontFile2" in inside  # TrueType
    assert b"/Type3" not in inside
    assert b"/MediaBox [ 0 0 252 " in text  # 3.5 inches, in points


def test_vectors_hold_no_pixels(tmp_path):
    save_picture(ag.plot(LINE), tmp_path / "line.svg")
    assert "<image" not in (tmp_path / "line.svg").read_text()


def test_lists_and_figures_are_written_and_unknown_endings_refused(tmp_path):
    maps = ag.plot(ag.solve(ag.load_case("europe-1938").game()))
    save_picture(maps, tmp_path / "maps.png", dpi=40)
    assert (tmp_path / "maps.png").read_bytes()[:4] == b"\x89PNG"
    with pytest.raises(UnwrittenError, match=r"line.xyz: the picture cannot be written: Format 'xyz' is not supported"):
        save_picture(ag.plot(LINE), tmp_path / "line.xyz")


def test_what_draws_is_asked_for_before_the_work(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match="matplotlib is not installed; install it with"):
        check_picture(tmp_path / "line.png")
