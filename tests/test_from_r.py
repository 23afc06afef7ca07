"""The page for R: its script runs where R is installed, and the page says what the script does."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPT, PAGE = ROOT / "examples" / "from_r.R", ROOT / "docs" / "from-r.md"
#: Lines of the page that stand for the reader's own machine.
OWN = ("library(reticulate)", "use_python(", "ag <- import(")


def test_the_lines_of_the_page_are_those_of_the_script():
    script = SCRIPT.read_text("utf-8")
    blocks = re.findall(r"```r\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if not line.startswith(OWN)]
    assert len(lines) >= 8
    assert [line for line in lines if line not in script] == []


@pytest.mark.slow
def test_the_script_runs(tmp_path):
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("Rscript is not installed")
    environment = {**os.environ, "ALIGNMENT_GAMES_PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    command = [program, str(SCRIPT)]
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    assert "10 games: 1 threat, 10 years, 2 to 3 states in each; 29 rows" in run.stdout
    assert (tmp_path / "panel.csv").read_text("utf-8").startswith("threat,year,state,")
