r"""Mathematics as MathML, made when the page is built: no script, no font and no server is needed to read it.

The converter is docutils' own. The few commands that it does not know are written as what they stand for; a formula
that it cannot read stops the build.
"""

from __future__ import annotations

import re
from typing import Any

from docutils.nodes import SkipNode
from docutils.utils.math.latex2mathml import tex2mathml

#: Commands of the package's docstrings that docutils does not know, and what they stand for.
_SPELLED = {
    "big": "",
    "Big": "",
    "bigl": "",
    "bigr": "",
    "iff": r"\;\Longleftrightarrow\;",
    "tfrac": r"\frac",
    "lvert": "|",
    "rvert": "|",
    "lVert": r"\|",
    "rVert": r"\|",
    "textstyle": "",
    "dots": r"\ldots",
    "mathbb": r"\mathbb",
}


def mathml(formula: str, *, display: bool = False) -> str:
    """Return a formula of LaTeX as MathML. Raises docutils' MathError where it cannot be read."""
    spelled = re.sub(r"\\([a-zA-Z]+)", lambda match: _SPELLED.get(match[1], match[0]), formula)
    return str(tex2mathml(spelled, as_block=display))


def _inline(writer: Any, node: Any) -> None:
    writer.body.append(mathml(node.astext()))
    raise SkipNode


def _display(writer: Any, node: Any) -> None:
    formula = mathml(node.astext(), display=True)
    writer.body.append(f'<div class="formula" tabindex="0" role="group" aria-label="formula">{formula}</div>')
    raise SkipNode


def setup(app: Any) -> dict[str, bool]:
    """Register the renderer with Sphinx as ``mathml``."""
    app.add_html_math_renderer("mathml", (_inline, None), (_display, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
