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


@pytest.mark.slow
@pytest.mark.skipif(not COMPILES, reason="these tests run by themselves where there is no compiler")
def test_without_a_compiler():
    command = [sys.executable, "-m", "pytest", "-vv", "-p", "no:cacheprovider", "-p", "no:xdist", *map(str, TESTS)]
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout
    passed = [line for line in done.stdout.splitlines() if " PASSED" in line]
    for tests in TESTS:
        assert any(line.startswith(tests.relative_to(ROOT).as_posix()) for line in passed), done.stdout
