"""How to hand the whole analysis to somebody who will not run it: one HTML file, or Markdown."""

from pathlib import Path

import alignment_games as ag

document = ag.brief(ag.load_case("europe-1938"))
Path("brief.html").write_text(document.html(), encoding="utf-8")
Path("brief.md").write_text(document.markdown(), encoding="utf-8")

print("sections:", ", ".join(section.title for section in document.sections))
print(Path("brief.md").read_text("utf-8")[:800])
