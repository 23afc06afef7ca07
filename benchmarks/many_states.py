"""Does every verb answer from 17 to 200 states, or say in one line which one does? Within 10 s and 1 GiB.

``python -m benchmarks.many_states [--sizes 17,30] [--verbs PART_OF_NAME] [--models drawn,alike] [--limit 10]``

Each verb meets each model in a process of its own. Its seconds are the processor's, with the import of the package, so
that a busy machine says the same. A cell is ``answers``, ``says`` (one line of the package), or a fault: ``too slow``,
``too large``, ``raw`` for an error that is not the package's, ``silent`` for one that names no way on. Exit code 0
without faults.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.verbs_of_many import MODELS, VERBS

#: The most memory of a cell, in bytes.
MOST_BYTES = 2**30
#: Seconds after which a process is given up that the busiest machine would have finished.
GIVEN_UP = 600


def main() -> int:
    """Run every cell and print one line for each; at the end the count of each outcome."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many_states", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="17,30,100,200")
    parser.add_argument("--verbs", default="", help="only verbs whose name contains this")
    parser.add_argument("--models", default=",".join(MODELS))
    parser.add_argument("--limit", type=int, default=10, help="seconds")
    options = parser.parse_args()
    outcomes: Counter[str] = Counter()
    for model in options.models.split(","):
        for verb in [name for name in VERBS if options.verbs in name]:
            for size in map(int, options.sizes.split(",")):
                cell = run(verb, model, size, options.limit)
                outcomes[cell["outcome"]] += 1
                figures = f"{cell['seconds']:>7.2f} s{cell['bytes'] / 2**20:>7.0f} MiB"
                print(
                    f"{model:<10}{verb:<24}{size:>4}  {cell['outcome']:<10}{figures}  {cell['words'][:200]}", flush=True
                )
    print(", ".join(f"{name} {count}" for name, count in outcomes.most_common()))
    return int(not set(outcomes) <= {"answers", "says"})


def run(verb: str, model: str, size: int, limit: int) -> dict[str, Any]:
    """Return what one verb comes to on one model: outcome, seconds, bytes, words."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [
            sys.executable,
            "-m",
            "benchmarks.many_states_child",
            verb,
            model,
            str(size),
            str(limit),
            str(report),
        ]
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run(
            command,
            cwd=Path(__file__).parents[1],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=GIVEN_UP,
        )
        if not report.exists():
            last = (done.stderr.strip().splitlines() or ["stopped"])[-1]
            return {"outcome": "too slow", "seconds": float(limit), "bytes": 0, "words": last}
        cell: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    if cell["bytes"] > MOST_BYTES:
        cell["outcome"] = "too large"
    elif cell["seconds"] > limit:
        cell["outcome"] = "too slow"
    return cell


if __name__ == "__main__":
    sys.exit(main())
