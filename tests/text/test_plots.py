"""Plain text in pictures: dollars are no mathematics."""

import pytest

from alignment_games.text.plots import plot_text


def test_pictures_show_dollars_underscores_and_no_controls():
    matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
    matplotlib.use("Agg")
    from matplotlib.cbook import is_math_text

    for name in ("US$ and A$", "$x$", "\\$", "$", "$\\frac{"):
        shown = plot_text(name)
        assert not is_math_text(shown)
        assert shown.replace(r"\$", "$") == name  # what matplotlib makes of it
    assert plot_text("_hidden") == " _hidden"
    assert plot_text("a\nb\x07") == "a\nb\\x07"
    assert len(plot_text("x" * 5000)) == 100
