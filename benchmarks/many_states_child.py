"""One verb on one model of many states, in a process of its own: ``... VERB MODEL SIZE LIMIT REPORT.json``."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

#: Where the process is stopped, in bytes.
STOP_BYTES = 2 * 2**30


def main() -> None:
    """Run, and leave a report: outcome, seconds, bytes, words. A process beyond the limit leaves none."""
    verb, model, size, limit, report = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_DATA, (STOP_BYTES, STOP_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * int(limit), 2 * int(limit)))
    from alignment_games.errors import AlignmentGamesError
    from benchmarks.verbs_of_many import MODELS, VERBS

    outcome = "answers"
    with tempfile.TemporaryDirectory() as folder:
        try:
            words = str(VERBS[verb](MODELS[model](int(size), Path(folder)), Path(folder)))
        except AlignmentGamesError as error:
            words = str(error)
            outcome = "says" if "\n" not in words and ";" in words else "silent"
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            outcome, words = "raw", f"{type(error).__name__}: {error}"
    found = {
        "outcome": outcome,
        "seconds": time.process_time(),
        "bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "words": " ".join(words.split()),
    }
    Path(report).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
