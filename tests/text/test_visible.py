"""Control characters, marks of direction and halves of pairs are written out; letters of every alphabet pass."""

import sys
import unicodedata

import pytest

from alignment_games.text.visible import LONGEST_LINE, encodable, one_line, visible


@pytest.mark.slow
def test_no_character_that_steers_comes_through():
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    steering = {char for char in every if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    steering -= {"\u200c", "\u200d"}
    kept = "".join(char for char in every if char not in steering)
    assert visible(kept) == kept
    assert [char for char in steering if visible(char) == char] == []


@pytest.mark.parametrize(
    "text", ["Łódź", "Türkiye", "中国", "ایران", "می\u200cخواهم", "भारत", "🇪🇺", "C\u00f4te d\u2019Ivoire"]
)
def test_alphabets_pass(text):
    assert visible(text) == text


def test_what_is_kept_passes_and_the_rest_is_written_as_python_writes_it():
    assert visible("a\nb\tc\x1b[31m\x00\ud800", keep="\n") == "a\nb\\tc\\x1b[31m\\x00\\ud800"


def test_lines_are_cut():
    assert len(one_line("x" * 10_000)) == LONGEST_LINE
    assert one_line("a\r\nb") == "a\\r\\nb"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8", "utf-16", "cp437", "shift_jis"])
def test_every_encoding_gets_what_it_has(encoding):
    text = "0.25 ± 0.01 ≥ − “Łódź” 中国 é…"
    shown = encodable(text, encoding)
    assert shown.encode(encoding).decode(encoding) == shown
    if encoding.startswith("utf"):
        assert shown == text
    if encoding == "ascii":
        assert shown == '0.25 +- 0.01 >= - "\\u0141\\xf3d\\u017a" \\u4e2d\\u56fd \\xe9...'
    if encoding == "cp1252":
        assert shown == "0.25 ± 0.01 >= - “\\u0141ód\\u017a” \\u4e2d\\u56fd é…"
