"""Argument lists and files that nobody would write, over every command; by hand: python -m tests.cli.fuzzing 5000."""

import contextlib
import io
import json
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

from alignment_games.cli import main

TOML = """title = "Two face a third"
actions = ["balance", "buck_pass", "bandwagon"]

[threat]
name = "Germany"
power = 0.154
offence = 1.2
form = "multiplicative"
weights = { intent = 1 }

[[states]]
name = "Britain"
power = 0.078
distance_km = 932
intent = 0.9

[[states]]
name = "France"
power = 0.046
contiguous = true
intent = 0.8
actions = ["balance", "buck_pass"]

[utility]
burden = 0.05
spillover = [0.3, 0.2]
contest = "ratio"

[responses.hedge]
membership = 0.5
"""
NFG = 'NFG 1 R "A game" { "Ann" "Bob" } { { "stag" "hare" } { "stag" "hare" } }\n\n4 4 3 0 0 3 2 2\n'
JSON = json.dumps(
    {
        "threat": {"name": "G", "power": 0.154},
        "states": [{"name": name, "power": 0.1, "contiguous": True, "intent": 0.5} for name in "AB"],
    }
)
#: A command, with {file} for the file that it is about and {out} for one that it writes.
COMMANDS = """show {file}
solve {file}
solve {file} --solver support --refine strict,coalition_proof --select risk
solve {file} --exact --time-limit 2
solve {file} --set burden=0.2 --set intent.France=0.9
solve - --json
explain {file} --time-limit 2
logit {file}
logit {file} --plot {out}.png
compare europe-1938
conditions {file} --profile balance,buck_pass
conditions {file} --profile balance,buck_pass --symbols burden,intent.France --latex
threshold {file} --state France --between balance,buck_pass --by burden
threshold {file} --state France --between balance,buck_pass --by intent.France --others balance
sweep {file} --over burden=0:0.4:5 --csv {out}.csv
sweep {file} --over burden=0:0.4:5 --over intent.France=0:1:4 --plot {out}.svg --store {out}.db
uncertain {file} --draws 40 --seed 1 --spread 0.1
brief {file} -o {out}.md
classroom {file} -o {out}.html
replicate {file} -o {out}
cases
catalogue""".splitlines()
VALUES = [
    "", " ", "-", "--", "-1", "0", "1", "nan", "inf", "-inf", "1e308", "1e-308", "1e999999999", "9" * 300, "x" * 5000,
    "Fran\x1b[31mce", "a\rb\nc", "\x00", "\u202etxt", "\ud800", "Łódź", "=1+1", "$x$", "<img src=x>",
    "%%DATA%%", "../..", "/", "/dev/full", "/no/such/file", "burden", "burden=", "=1",
    "burden=1=2", "intent.Nowhere=1", "intent.=1",
    ".=1", "form=1", "contest=1", "threat=1", "power=1", "power.France=0", "threat_power=0", "threat_offence=0",
    "contiguous=0.5", "burden=0:1:0", "burden=0:1:-3", "burden=1:0:3", "burden=0:1:1e12", "burden=nan:1:3",
    "burden=0:0:1", "burden=0:1:9999999", "distance_km=0:1e9:3",
    "weights=1", "balance", "balance,balance", "balance,arm", ",", "all", "1/3", "1/0", "{}", "[]",
    "100000", "1e12", "0.5", "True", "None", "strict", "proper", "sobol", "europe-1938", "--help", "--json", "--exact",
]  # fmt: skip
TOKENS = [
    "0", "-1", "1e400", "nan", "inf", "9" * 400, "true", '""', '" "', '"x"', "[]", "{}", "[[1]]", "1979-05-27",
    "[1, 'a']", '"' + "y" * 3000 + '"', '"\\u0000\\u001b[2J"', '"\\u202e"', "0x10", "1e-300", '"balance"', "'''a\nb'''",
]  # fmt: skip

#: Changes that mean something, at figures where formulas end: zero, one, tiny, huge.
PARAMETERS = ["burden", "spillover", "punishment", "appeasement", "autonomy", "spoils", "own_defence", "decisiveness",
              "intent", "intent.France", "securitization", "distance_km", "distance_km.Britain", "contiguous", "threat",
              "threat_power", "threat_offence", "power.France", "power.Britain", "softness", "hiding"]  # fmt: skip
FIGURES = ["0", "1", "0.5", "1e-9", "1e-300", "1e-308", "1e9", "1e300", "-0.0", "0.9999999999", "2", "20", "1e5"]
WORDS = {
    "sweep": lambda rng: ["--over", f"{rng.choice(PARAMETERS)}={rng.choice(FIGURES)}:{rng.choice(FIGURES)}:3"],
    "conditions": lambda rng: ["--symbols", ",".join(rng.sample(PARAMETERS, rng.choice([1, 1, 2])))],
    "threshold": lambda rng: ["--by", rng.choice(PARAMETERS)],
    "solve": lambda rng: rng.choice([["--exact"], ["--solver", rng.choice(["pure", "vertex", "support", "logit"])]]),
}


def mutated_text(rng, text):
    """A file with something replaced, dropped, doubled, cut off or spoilt."""
    kind = rng.randrange(8)
    lines = text.splitlines(keepends=True)
    k = rng.randrange(len(lines))
    if kind == 0:
        return "".join(lines[:k] + lines[k + 1 :])
    if kind == 1:
        return "".join(lines[: k + 1] + lines[k:])
    if kind == 2:
        return text[: rng.randrange(len(text))]
    if kind == 3:
        return "".join(rng.choice(VALUES) if rng.random() < 0.02 else char for char in text)
    if kind == 4:
        return ("[" if rng.random() < 0.5 else '{"a":') * 3000
    parts = re.split(r'("[^"\n]*"|[\d.]+|true)', text)
    for _ in range(rng.randint(1, 3)):
        parts[rng.randrange(1, len(parts), 2) if len(parts) > 1 else 0] = rng.choice(TOKENS)
    return "".join(parts)


def case_of(rng, folder):
    """An argument list, and what stands on standard input."""
    base, suffix = rng.choice([(TOML, ".toml")] * 3 + [(NFG, ".nfg"), (JSON, ".json")])
    text = mutated_text(rng, base) if rng.random() < 0.5 else base
    path = Path(folder, f"m{suffix}")
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    out = Path(folder, f"out{rng.randrange(10**9)}")
    words = [word.format(file=path, out=out) for word in rng.choice(COMMANDS).split()]
    if rng.random() < 0.6:  # a sensible command at a strange place
        words += WORDS[words[0]](rng) if words[0] in WORDS and rng.random() < 0.7 else []
        for name in rng.sample(PARAMETERS, rng.choice([0, 1, 2])):
            words += ["--set", f"{name}={rng.choice(FIGURES)}"]
        return words, text
    for _ in range(rng.choice([0, 1, 1, 2, 3])):
        k = rng.randrange(1, len(words) + 1)
        kind = rng.randrange(4)
        if kind == 0 and k < len(words):
            del words[k]
        elif kind == 1:
            words.insert(k, rng.choice(VALUES))
        elif kind == 2 and len(words) > 1:
            words.insert(k, rng.choice(["--set", *words[1:]]))
        elif k < len(words):
            words[k] = rng.choice(VALUES)
    return words, text


class Hang(BaseException):
    """Raised in a command that takes too long; no handler of Exception takes it for its own."""


def faults_of(words, text, limit=60):
    """What is wrong with how a command ends: nothing, or a sentence for each fault.

    What does not end within so many seconds hangs: it is the clock that counts, as a command may wait for another
    process, so the limit is ten times what the dearest takes alone, for machines that have other work to do.
    """
    out, err = io.StringIO(), io.StringIO()

    def stop(*_):
        raise Hang

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    stdin, sys.stdin = sys.stdin, io.StringIO(text)
    found, code = [], None
    try:
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            warnings.catch_warnings(record=True) as said,
        ):
            warnings.simplefilter("always")
            code = main(words)
    except SystemExit as stopped:
        code = stopped.code
    except Hang:
        found.append(f"hang: {traceback.format_exc()[-700:]}")
    except BaseException:  # noqa: BLE001 - whatever comes out is what is looked for
        found.append(f"traceback: {traceback.format_exc()[-900:]}")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.stdin = stdin
    printed = out.getvalue() + err.getvalue()
    found += [f"warning: {each.message}" for each in said if not issubclass(each.category, ResourceWarning)]
    found += [f"exit code {code}"] if code not in (0, 1, 2, None) else []
    found += [f"steers: {char!r}" for char in set(re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", printed))]
    whole = {"--json", "--latex"} & set(words)  # lines that a program reads
    longest = max(map(len, (err.getvalue() if whole else printed).splitlines()), default=0)
    found += [f"a line of {longest}"] if longest >= 800 else []
    if code == 2 and len(err.getvalue().splitlines()) != 1:
        found.append(f"exit code 2 with {len(err.getvalue().splitlines())} lines: {err.getvalue()[:200]}")
    return found


def run(count, seed=0):
    """Yield (number, argument list, file, faults, seconds) for each case."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for number in range(count):
            rng = random.Random(f"{seed}-{number}")  # noqa: S311 - no secrets here
            words, text = case_of(rng, folder)
            start = time.monotonic()
            yield number, words, text, faults_of(words, text), time.monotonic() - start


if __name__ == "__main__":
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (6 * 2**30, 6 * 2**30))  # a fault here must not take the machine with it
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    faulty, slowest = 0, 0.0
    for number, words, _, faults, seconds in run(int(sys.argv[1]), seed):
        slowest = max(slowest, seconds)
        if faults:
            faulty += 1
            print(number, [word[:80] for word in words], "\n   ", "\n    ".join(faults)[:1500], flush=True)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{faulty} faulty, slowest {slowest:.1f} s, most memory {most:.2f} GiB")
