"""The kernel's tests run it as Python: compiling takes longer than they do, and there it can be entered anywhere.

Where the extra ``fast`` is installed they are skipped and run from here, in a process without a compiler.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from alignment_games.solvers._kernel.compiling import COMPILES

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
TESTS = (HERE, HERE.parent / "search" / "test_compiled.py", HERE.parent / "batches" / "test_any_shape.py")


@pytest.mark.skipif(not COMPILES, reason="these tests run by themselves where there is no compiler")
@pytest.mark.parametrize("tests", TESTS, ids=lambda path: path.stem)
def test_without_a_compiler(tests):
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", str(tests)]
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout


@pytest.mark.slow
def test_compiled_and_interpreted_code_find_the_same():
    pytest.importorskip("numba")
    program = (
        "import numpy as np\n"
        "from alignment_games.solvers._kernel.games import search_games\n"
        "gaps = np.random.default_rng(3).uniform(-1, 1, (4, 4, 3, 3, 2, 3))\n"
        "gaps = (gaps - gaps.swapaxes(2, 3)).reshape(4, -1)[:, : 3 * 12 + 2 * 12 + 3 * 12]\n"
        "actions = np.array([3, 2, 2])\n"
        "found = search_games(gaps, actions, np.zeros((4, 3)), np.zeros((0, 3), dtype=np.int64), 20, 2000)\n"
        "print([np.round(part, 12).tolist() for part in found])\n"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "NUMBA_DISABLE_JIT": disabled},
        ).stdout
        for disabled in "01"
    ]
    assert told[0] == told[1]
    assert "[[" in told[0]
