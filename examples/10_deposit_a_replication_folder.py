"""How to make the folder that goes with a paper: data, the script from them to a table of estimates, and what it made.

The record below is drawn; it stands for the file of your own coding. A reader runs replicate.py, which makes the table
again from the data in an empty folder, and says whether the same bytes came out.
"""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

import alignment_games as ag

draw = np.random.default_rng(1)
lines = ["case,year,threat,state,threat_cinc,cinc,capdist_km,contiguity,outcome"]
for k in range(12):
    threat = draw.uniform(0.1, 0.2)
    for state in ("A", "B"):
        power, km = draw.uniform(0.03, 0.1), draw.uniform(200, 4000)
        outcome = "balance" if draw.random() < (0.8 if km < 1500 else 0.2) else "buck_pass"
        lines.append(f"C{k:02},{1950 + k},T{k:02},{state},{threat:.4f},{power:.4f},{km:.0f},0,{outcome}")
Path("record.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
SCRIPT = """\
import csv
import alignment_games as ag
from alignment_games.io.sources.alignments import read_alignments

record = read_alignments("record.csv")
found = ag.fit(record.games, ag.estimation.QuantalResponse(sources=("proximity",)))
with open("estimates.csv", "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["parameter", "estimate", "error"])
    rows.writerows([name, f"{value:.6f}", f"{found.errors[name]:.6f}"] for name, value in found.estimates.items())
"""
Path("estimates.py").write_text(SCRIPT, encoding="utf-8")

folder = ag.replicate(
    None,
    "deposit",
    data="record.csv",
    script="estimates.py",
    title="Distance and balancing",
    sources="Drawn, not coded",
)
print((folder / "results" / "estimates.csv").read_text("utf-8"))

environment = {**os.environ, "PYTHONPATH": str(Path(ag.__file__).parents[1])}
command = [sys.executable, "replicate.py"]
done = subprocess.run(command, cwd=folder, env=environment, text=True, check=True, capture_output=True)  # noqa: S603
print(done.stdout)
