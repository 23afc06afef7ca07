"""How to make the folder that goes with a paper, and to run it as a reader would."""

import os
import subprocess
import sys
from pathlib import Path

import alignment_games as ag

folder = ag.replicate(ag.load_case("europe-1938"), "deposit")
print("\n".join(sorted(path.name for path in folder.iterdir())))

environment = {**os.environ, "PYTHONPATH": str(Path(ag.__file__).parents[1])}
command = [sys.executable, "replicate.py"]
done = subprocess.run(command, cwd=folder, env=environment, text=True, capture_output=True, check=True)  # noqa: S603 - ours
print(done.stdout)
