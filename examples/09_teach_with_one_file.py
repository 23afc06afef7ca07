"""How to make the classroom page: one HTML file with sliders, phase diagram and quiz, which needs no network."""

from pathlib import Path

import alignment_games as ag

page = ag.classroom_page(ag.load_case("europe-1938"))
Path("classroom.html").write_text(page, encoding="utf-8")
print(f"classroom.html: {len(page) / 1000:.0f} kB; open it in a browser, from a disk or a USB stick")

# Your own model makes a page just as well.
mine = ag.response_game([ag.State("A", power=2), ag.State("B", power=3)], ag.State("rival", power=4), threat=[0.5, 0.3])
Path("mine.html").write_text(ag.classroom_page(mine.model, title="Two against a rival"), encoding="utf-8")
print("mine.html:", Path("mine.html").exists())
