"""Every bound that the search relies on, at many random rational points: ``python -m benchmarks.containment [POINTS]``.

Prints how many points were tried and how many contradict the bound, of which there should be none.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from tests.oracles.containment import BOUNDS
from tests.oracles.containment_kernel import COMPILED


def main(points: int) -> int:
    """Try every bound, say what was found, and return 1 where a point contradicts one."""
    contradicted = False
    for name, bound in (BOUNDS | COMPILED).items():
        started = time.process_time()
        tried, wrong = bound(np.random.default_rng(0), points)
        print(f"{name:25} {tried:9,} points, {wrong} outside, {time.process_time() - started:.1f} s", flush=True)
        contradicted |= wrong > 0
    return int(contradicted)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
