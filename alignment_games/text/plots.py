"""Plain text as pictures set it."""

from __future__ import annotations

from alignment_games.text.visible import one_line

#: Letters that stand side by side in a picture.
_PICTURE = 100


def plot_text(text: str) -> str:
    r"""Return plain text as matplotlib sets it: dollars are no mathematics, and what would steer is shown.

    A label that begins with an underscore would be left out of legends, so a blank goes before it; lines are cut at
    100 characters, the width of a picture.

    >>> plot_text("US$ and A$"), plot_text("_hidden")
    ('US\\$ and A\\$', ' _hidden')
    """
    lines = [one_line(line, _PICTURE) for line in text.split("\n")]
    shown = "\n".join(lines).replace("$", r"\$")
    return f" {shown}" if shown.startswith("_") else shown
