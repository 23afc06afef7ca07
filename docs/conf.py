"""Sphinx's settings: Markdown in, plain HTML out that reads without a network, from a server or from a folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from alignment_games import __version__

project = "alignment_games"
author = "The alignment-games authors"
copyright = "The alignment-games authors"  # noqa: A001 - Sphinx's name for it
release = version = __version__

extensions = ["myst_parser", "docs.site.mathml", "docs.site.twins", "docs.site.access", "docs.site.narrow"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["dollarmath", "deflist", "attrs_inline"]
myst_heading_anchors = 3
myst_dmath_double_inline = True
nitpicky = True

html_theme = "furo"
html_title = "alignment_games"
html_math_renderer = "mathml"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = [("live.js", {"type": "module"})] if tags.has("live") else []  # noqa: F821 - Sphinx gives the tags
html_copy_source = False
html_show_sphinx = False
html_permalinks_icon = "#"
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
