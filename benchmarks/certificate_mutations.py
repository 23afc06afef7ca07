"""Change one thing in valid certificates, many times: what changes the claim must be refused.

    python -m benchmarks.certificate_mutations 100000 17   # how many, and a seed

The certificates are of random games with floats, whole numbers and ties, and of the known games whose proofs are short:
continua, a curve of which a cell stays open, actions that are dominated or twice there, players without a choice.
Each mutation changes a digit or a sign, drops, doubles or swaps lines, swaps two numbers of a line (players, actions,
corners, weights) or the probabilities of an equilibrium, takes an equilibrium out with all that names it, or puts one
in. What is accepted must claim the same: the same game, as many equilibria, none apart from all that were there, the
same pieces and open cells. It is counted by what was changed.
"""

from __future__ import annotations

import copy
import json
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np

import alignment_games as ag
from alignment_games.catalogue.known_games import known_games
from alignment_games.certificates.checker import Proof, check

SHAPES = ((2, 2), (3, 3), (2, 4), (2, 2, 2), (3, 2, 2))
KNOWN = 20  # profiles of a known game, at most
KINDS = ("digit", "sign", "drop", "double", "swap", "numbers", "probabilities", "without", "added")


def games(rng):
    """Yield games with floats, with whole numbers and with ties, and the small known ones."""
    for shape in SHAPES:
        size = (len(shape), *shape)
        yield from map(
            ag.NormalFormGame,
            (rng.random(size), rng.integers(-9, 10, size).tolist(), rng.integers(0, 3, size).tolist()),
        )
    yield from (entry.game for entry in known_games() if entry.game.payoffs[0].size <= KNOWN)


def certificates(rng):
    """Return the lines of the games' certificates."""
    made = []
    with tempfile.TemporaryDirectory() as folder:
        for game in games(rng):
            path = Path(folder, "proof.jsonl")
            ag.certify(ag.solve(game, throw=False), path)
            made.append(path.read_text("utf-8").splitlines())
    return made


class Original:
    """A valid certificate, with what was shown before each line, so that a change is checked from where it is."""

    def __init__(self, lines):
        self.lines = lines
        self.proof = Proof(json.loads(lines[0]))
        self.states = [_state(self.proof)]
        for line in lines[1:]:
            self.proof.read(json.loads(line))
            self.states.append(_state(self.proof))

    def accepted(self, k, lines):
        """Return the proof of lines that differ from line k on; None where they are refused."""
        try:
            if k == 0:
                return check(lines)
            proof = copy.copy(self.proof)
            *lists, named = self.states[k - 1]
            proof.cells, proof.found, proof.pieces, proof.open = map(list, lists)
            proof.named, proof.ended = set(named), False
            for line in lines[k:]:
                proof.read(json.loads(line, parse_float=str, parse_constant=str))
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            return None
        return proof if proof.ended else None

    def same(self, proof):
        """Return whether a proof claims what this one does."""
        if proof.game.header["sha256"] != self.proof.game.header["sha256"] or len(proof.found) != len(self.proof.found):
            return False
        if (_corners(proof), _open(proof)) != (_corners(self.proof), _open(self.proof)):
            return False
        return all(
            any(one.index == other.index and not one.apart(other) for other in self.proof.found) for one in proof.found
        )


def _corners(proof):
    """Return the vertices of all pieces: the walls beside them may be told in other words."""
    return [[vertices for vertices, _ in piece] for piece in proof.pieces]


def _open(proof):
    return [(cell.corners, cell.played) for cell in proof.open]


def _state(proof):
    return tuple(proof.cells), tuple(proof.found), tuple(proof.pieces), tuple(proof.open), frozenset(proof.named)


def mutated(original, rng):
    """Return what was done, and the lines that it leaves, with the first that differs."""
    lines = list(original.lines)
    k = int(rng.integers(len(lines)))
    found = [at for at, line in enumerate(lines) if line.startswith('{"equilibrium"')]
    kind = rng.choice(KINDS)
    if kind == "digit":
        places = [at for at, c in enumerate(lines[k]) if c.isdigit()]
        at = places[int(rng.integers(len(places)))] if places else 0
        lines[k] = lines[k][:at] + str(rng.integers(10)) + lines[k][at + 1 :]
    elif kind == "sign":
        places = [at for at, c in enumerate(lines[k]) if c.isdigit() and lines[k][at - 1] in '[,:"']
        at = places[int(rng.integers(len(places)))] if places else 0
        lines[k] = lines[k][:at] + "-" + lines[k][at:]
    elif kind == "drop":
        del lines[k]
    elif kind == "double":
        lines.insert(k, lines[k])
    elif kind == "swap":
        k = min(k, len(lines) - 2)
        lines[k], lines[k + 1] = lines[k + 1], lines[k]
    elif kind == "numbers":
        lines[k] = _exchanged(lines[k], rng)
    elif found:
        k = int(rng.choice(found))
        _of_equilibrium(lines, k, kind, found.index(k), rng)
    return kind, k, lines


def _exchanged(line, rng):
    """Return a line of which two whole numbers have changed places."""
    places = [match.span() for match in re.finditer(r"(?<![\w./-])-?\d+(?![\w./])", line)]
    if len(places) < 2:
        return line
    (a, b), (c, d) = (places[at] for at in sorted(rng.choice(len(places), 2, replace=False).tolist()))
    return line[:a] + line[c:d] + line[b:c] + line[a:b] + line[d:]


def _of_equilibrium(lines, k, kind, number, rng):
    if kind == "probabilities":
        line = json.loads(lines[k])
        own = line["equilibrium"]["centre"][int(rng.integers(len(line["equilibrium"]["centre"])))]
        a, b = rng.integers(len(own), size=2).tolist()
        own[a], own[b] = own[b], own[a]
        lines[k] = json.dumps(line, separators=(",", ":"))
    elif kind == "without":
        end = json.loads(lines[-1])
        end["end"]["equilibria"] -= 1
        lines[-1] = json.dumps(end, separators=(",", ":"))
        kept = (json.loads(line) for at, line in enumerate(lines) if at != k and line != f'{{"at":{number}}}')
        lines[:] = [json.dumps(_renumbered(line, number), separators=(",", ":")) for line in kept]
    else:
        line = json.loads(lines[k])
        for own in line["equilibrium"]["centre"]:
            own.reverse()
        end = json.loads(lines[-1])
        end["end"]["equilibria"] += 1
        lines[-1] = json.dumps(end, separators=(",", ":"))
        lines.insert(k + 1, json.dumps(line, separators=(",", ":")))


def _renumbered(line, number):
    """Return a line that names equilibria without one of them."""
    return {"at": line["at"] - (line["at"] > number)} if "at" in line else line


def main(count=10_000, seed=17):
    """Say how many mutations were refused, and what became of the others."""
    rng = np.random.default_rng(seed)
    originals = [Original(lines) for lines in certificates(rng)]
    told = Counter()
    wrong = []
    for _ in range(count):
        original = originals[int(rng.integers(len(originals)))]
        kind, k, lines = mutated(original, rng)
        if lines == original.lines:
            told[f"{kind}: nothing changed"] += 1
            continue
        proof = original.accepted(k, lines)
        if proof is None:
            told[f"{kind}: refused"] += 1
        elif original.same(proof):
            told[f"{kind}: the same claim in other words, in a line {lines[k].split(':')[0][1:]}"] += 1
        else:
            wrong.append((kind, original.lines[k], lines[k]))
    for what, times in sorted(told.items()):
        print(f"{times:8,}  {what}")
    print(f"{len(wrong):8,}  WRONG: another claim was accepted")
    for each in wrong[:10]:
        print(*each, sep="\n   ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
