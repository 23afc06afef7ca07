"""Extreme equilibria of two-player games by other means: every basis in turn, and Debian's lrsnash."""

import shutil
import subprocess
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from sympy import QQ
from sympy.polys.matrices import DomainMatrix
from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError

needs_lrsnash = pytest.mark.skipif(shutil.which("lrsnash") is None, reason="lrsnash is not installed (Debian: lrslib)")


def as_set(profiles, digits=None):
    """Return the profiles as a set of tuples, rounded unless exact."""
    rows = (tuple(np.concatenate([np.asarray(p) for p in profile]).tolist()) for profile in profiles)
    return set(rows) if digits is None else {tuple(round(float(p), digits) + 0.0 for p in row) for row in rows}


def every_basis(row, column):
    """Return all extreme equilibria: every d inequalities of each polytope solved as equations, all pairs compared."""
    row, column = (
        np.array([[Fraction(entry) for entry in line] for line in own], dtype=object) for own in (row, column)
    )
    m, n = row.shape
    first = _vertices(column.T - column.min() + 1)
    second = _vertices(row - row.min() + 1)
    found = set()
    for x, x_labels in first:
        for y, y_labels in second:
            turned = {label + m if label < n else label - n for label in y_labels}
            if sum(x) and sum(y) and len(x_labels | turned) == m + n:
                found.add((*(p / sum(x) for p in x), *(p / sum(y) for p in y)))
    return found


def _vertices(matrix):
    """Return the vertices of ``{z >= 0, matrix z <= 1}`` with their labels."""
    k, d = matrix.shape
    lines = np.vstack([np.eye(d, dtype=int).astype(object), matrix])
    right = [0] * d + [1] * k
    found = {}
    for chosen in combinations(range(d + k), d):
        system = DomainMatrix([[QQ(e.numerator, e.denominator) for e in lines[c]] for c in chosen], (d, d), QQ)
        try:
            point = system.lu_solve(DomainMatrix([[QQ(right[c])] for c in chosen], (d, 1), QQ))
        except DMNonInvertibleMatrixError:
            continue
        z = tuple(Fraction(int(e.numerator), int(e.denominator)) for e in point.to_list_flat())
        values = lines @ np.array(z, dtype=object)
        if min(z) >= 0 and all(v <= 1 for v in values[d:]):
            found[z] = {c for c in range(d + k) if values[c] == right[c]}
    return list(found.items())


def lrsnash(row, column, directory):
    """Return the extreme equilibria that lrsnash prints: each of the first player after those of the second."""
    path = directory / "game"
    blocks = ["\n".join(" ".join(str(entry) for entry in line) for line in own) for own in (row, column)]
    path.write_text(f"{len(row)} {len(row[0])}\n\n{blocks[0]}\n\n{blocks[1]}\n", encoding="ascii")
    output = subprocess.run(["lrsnash", str(path)], capture_output=True, text=True, check=True, timeout=60).stdout
    found, waiting = set(), []
    for line in output.splitlines():
        who, *numbers = line.split() or [""]
        strategy = tuple(Fraction(number) for number in numbers[:-1]) if who in {"1", "2"} else ()
        if who == "2":
            waiting.append(strategy)
        elif who == "1":
            found |= {strategy + y for y in waiting}
        elif not who:
            waiting = []
    return found
