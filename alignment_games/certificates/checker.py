"""Check a certificate of all equilibria of a game: one file, the standard library, exact arithmetic.

``python checker.py proof.jsonl`` prints VALID with the theorem that the file proves (exit code 0), or INVALID with the
first line that fails and why (1). The format, and why each step is sound, stand in docs/certificates.md.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain, product
from math import lcm, prod
from pathlib import Path
from typing import Any

FORMAT, VERSION = "alignment-games certificate", 1
Vertex = tuple[Fraction, ...]
Piece = tuple[frozenset[Vertex], ...]
Recipe = Sequence[tuple[int, int]]


def demand(truth: object, why: str) -> None:
    """Raise ValueError unless something holds."""
    if not truth:
        raise ValueError(why)


def number(given: Any) -> Fraction:
    """Return the exact number of a whole number, or of "p/q" or a float in hexadecimal as text."""
    demand(type(given) in (int, str), "expected a whole number, a fraction or a float in hexadecimal")
    whole = str(given).split("/")
    return Fraction(float.fromhex(given)) if "x" in whole[0] else Fraction(*map(int, whole))


def position(given: Any, count: int, what: str) -> Any:
    """Return a position that is one of ``count``."""
    demand(type(given) is int and 0 <= given < count, f"there is no {what} {given!r:.40}")
    return given


def recombined(table: Sequence[int], count: int, inner: int, recipes: Sequence[Recipe]) -> list[int]:
    """Return a table with new rows along one axis, each the sum of (factor, old row)."""
    made: list[int] = []
    for start in range(0, len(table), count * inner):
        for recipe in recipes:
            rows = [(factor, table[start + k * inner : start + (k + 1) * inner]) for factor, k in recipe]
            scaled = [row if factor == 1 else [factor * x for x in row] for factor, row in rows]
            made += scaled[0] if len(scaled) == 1 else map(sum, zip(*scaled, strict=True))
    return made


@dataclass(frozen=True)
class Cell:
    """What each player may play, the means of its corners, and the actions that it surely plays there."""

    corners: tuple[tuple[tuple[int, ...], ...], ...]
    played: tuple[frozenset[int], ...]
    tables: tuple[Sequence[int], ...]  # payoffs, in a unit, of own actions and the others' corners, times their weights
    halved: bool = False

    @property
    def counts(self) -> list[int]:
        """The number of corners of each player."""
        return [len(own) for own in self.corners]

    def axis(self, i: int, j: int) -> tuple[int, int]:
        """Return how many rows player i's table has along player j's axis, and the numbers in each."""
        shape = [*self.counts[:i], len(self.corners[i][0]), *self.counts[i + 1 :]]
        return shape[j], prod(shape[j + 1 :])

    def recast(self, j: int, recipes: Sequence[Recipe]) -> Cell:
        """Return the cell in which player j's corners are sums of (factor, old corner)."""
        old, tables = self.corners[j], list(self.tables)
        made = tuple(tuple(sum(f * old[k][a] for f, k in recipe) for a in range(len(old[0]))) for recipe in recipes)
        for i in set(range(len(tables))) - {j}:
            tables[i] = recombined(tables[i], *self.axis(i, j), recipes)
        return replace(self, corners=(*self.corners[:j], made, *self.corners[j + 1 :]), tables=tuple(tables))

    def split(self, i: int, a: int) -> tuple[Cell, Cell]:
        """Return the part in which player i never plays an action, and that in which it surely does."""
        demand(position(a, len(self.corners[i][0]), "action") in self.support(i) - self.sure(i), "decided already")
        never = self.recast(i, [[(1, k)] for k, corner in enumerate(self.corners[i]) if not corner[a]])
        return never, replace(self, played=(*self.played[:i], self.played[i] | {a}, *self.played[i + 1 :]))

    def between(self, i: int, v: int, w: int, p: int = 1, b: int = 1) -> Recipe:
        """Return the point at p / 2**b of the way from corner w to corner v."""
        count, weights = len(self.corners[i]), [sum(self.corners[i][k]) for k in (v, w)]  # powers of two
        demand(position(v, count, "corner") != position(w, count, "corner"), "an edge has two corners")
        demand(position(p, 2 ** position(b, 64, "power"), "point"), "an end is not between two corners")
        return [(p * (max(weights) // weights[0]), v), ((2**b - p) * (max(weights) // weights[1]), w)]

    def halve(self, i: int, v: int, w: int) -> list[Cell]:
        """Return the parts on both sides of the middle of an edge: without the one corner, and without the other."""
        corners = [[(1, k)] for k in range(len(self.corners[i]))]
        parts = ([self.between(i, v, w) if k == gone else own for k, own in enumerate(corners)] for gone in (v, w))
        return [replace(self.recast(i, part), halved=True) for part in parts]

    def cut(self, i: int, v: int, p: int, b: int) -> list[Cell]:
        """Return the parts before and beyond the points at p / 2**b of the ways to a corner from the others."""
        others = [k for k in range(len(self.corners[i])) if k != v]
        ends, points = [[(1, k)] for k in others], [self.between(i, v, w, p, b) for w in others]
        return [replace(self.recast(i, part), halved=True) for part in ([*ends, *points], [[(1, v)], *points])]

    def sure(self, i: int) -> frozenset[int]:
        """Return the actions that player i plays with positive probability everywhere in the cell."""
        return self.played[i] | {a for a, own in enumerate(zip(*self.corners[i], strict=True)) if all(own)}

    def support(self, i: int) -> frozenset[int]:
        """Return the actions that player i may play in the cell."""
        return frozenset(a for a, own in enumerate(zip(*self.corners[i], strict=True)) if any(own))

    def used(self, i: int) -> frozenset[int]:
        """Return the corners that no play of the cell can do without: they alone have an action surely played."""
        having = ([k for k, corner in enumerate(self.corners[i]) if corner[a]] for a in self.sure(i))
        return frozenset(alone[0] for alone in having if len(alone) == 1)

    def gain(self, i: int, *terms: tuple[int, int, int]) -> list[int]:
        """Return player i's weighted gains at all products of corners, each term an action, a better one, a weight."""
        recipe = [entry for a, b, weight in terms for entry in ((weight, b), (-weight, a))]
        others = recombined(self.tables[i], *self.axis(i, i), [recipe])
        return recombined(others, 1, self.axis(i, i)[1], [[(sum(corner), 0)] for corner in self.corners[i]])

    def excluded(self, terms: Iterable[Sequence[Any]]) -> bool:
        """Return whether weighted gains from actions surely played are positive: no equilibrium is in the cell."""
        own: dict[int, list[tuple[int, int, int]]] = {}
        for i, a, b, weight in terms:
            demand(type(a) is type(weight) is int and weight > 0, "a weight is no positive whole number")
            demand(a in self.sure(position(i, len(self.corners), "player")), f"action {a} may be out of play")
            own.setdefault(i, []).append((a, position(b, len(self.corners[i][0]), "action"), weight))
        total = list(map(sum, zip(*(self.gain(i, *own[i]) for i in own), strict=True)))
        return bool(own) and (min(total) > 0 or (min(total) == 0 and self._positive(total, 0)))

    def _positive(self, total: Sequence[int], i: int) -> bool:
        """Return whether numbers of at least zero have a positive mean wherever play in the cell may be."""
        if i == len(self.corners):
            return total[0] > 0
        inner = len(total) // len(self.corners[i])
        rows = [self._positive(total[k * inner : (k + 1) * inner], i + 1) for k in range(len(self.corners[i]))]
        return all(rows) or any(rows[k] for k in self.used(i))

    def all_equilibria(self) -> bool:
        """Return whether everything that may be played in the cell is a best reply on all of it."""
        pairs = ((i, a, b) for i, own in enumerate(self.corners) for a in self.support(i) for b in range(len(own[0])))
        return all(max(self.gain(i, (a, b, 1))) <= 0 for i, a, b in pairs)

    def polytope(self, i: int) -> list[Vertex]:
        """Return the vertices of player i's plays, in an uncut cell, to which the other's sure actions are best."""
        j, count, size = 1 - i, len(self.corners[i]), len(self.corners[i][0])
        vertices: list[Vertex] = [tuple(map(Fraction, corner)) for corner in self.corners[i]]
        walls: list[Vertex] = [tuple(Fraction(-int(a == b)) for b in range(size)) for a in self.support(i)]
        for a, b in product(sorted(self.sure(j)), range(len(self.corners[j][0]))):
            gain, wall = self.gain(j, (a, b, 1)), [Fraction(0)] * size
            for k, corner in enumerate(self.corners[i]):
                wall[corner.index(1)] = Fraction(gain[k if i else k * len(gain) // count])
            vertices = cut(vertices, walls, tuple(wall))
            walls.append(tuple(wall))
        return vertices


def cut(vertices: list[Vertex], walls: list[Vertex], wall: Vertex) -> list[Vertex]:
    """Return the vertices of the part of a polytope with ``wall @ x <= 0``: a new one on each edge that is cut."""
    side, *others = ({v: sum(map(Fraction.__mul__, w, v), Fraction(0)) for v in vertices} for w in (wall, *walls))
    tight = {v: {k for k, values in enumerate(others) if not values[v]} for v in vertices}
    kept = [v for v in vertices if side[v] <= 0]
    for p, q in product((v for v in vertices if side[v] > 0), (v for v in vertices if side[v] < 0)):
        if not any(tight[p] & tight[q] <= tight[v] for v in vertices if v not in (p, q)):
            kept.append(tuple((side[p] * y - side[q] * x) / (side[p] - side[q]) for x, y in zip(p, q, strict=True)))
    return kept


@dataclass(frozen=True)
class Game:
    """The game of a header: ``cell`` is all its mixed strategies, payoffs in whole numbers of 1 / ``units``."""

    header: Any
    cell: Cell
    units: Sequence[int]

    @classmethod
    def read(cls, header: Any) -> Game:
        """Return the game of a header."""
        demand((header["format"], header["version"]) == (FORMAT, VERSION), f"not {FORMAT!r}, version {VERSION}")
        players, actions = header["players"], header["actions"]
        demand(all(type(name) is str for name in chain(players, *actions)), "a name is no text")
        payoffs, sizes = [[number(entry) for entry in own] for own in header["payoffs"]], list(map(len, actions))
        demand(0 < len(players) == len(actions) == len(payoffs), "expected actions and payoffs of each player")
        demand(all(len(own) == prod(sizes) > 0 for own in payoffs), "expected a payoff at each profile")
        text = json.dumps([players, actions, [list(map(str, own)) for own in payoffs]], separators=(",", ":"))
        demand(header["sha256"] == hashlib.sha256(text.encode()).hexdigest(), "the hash is not that of this game")
        units = [lcm(*(entry.denominator for entry in own)) for own in payoffs]
        tables = [[int(entry * unit) for entry in own] for own, unit in zip(payoffs, units, strict=True)]
        corners = tuple(tuple(tuple(int(a == b) for b in range(m)) for a in range(m)) for m in sizes)
        return cls(header, Cell(corners, (frozenset(),) * len(sizes), tuple(tables)), units)


@dataclass(frozen=True)
class Found:
    """A proven equilibrium: in the simplices of size ``near`` about its centre, alone in those of size ``alone``."""

    centre: tuple[Vertex, ...]
    near: Fraction
    alone: Fraction
    index: int | None = None

    @property
    def support(self) -> list[list[int]]:
        """The actions that each player uses."""
        return [[a for a, x in enumerate(own) if x] for own in self.centre]

    def least(self, size: Fraction) -> list[Vertex]:
        """Return the least probabilities in the simplices of a size."""
        return [tuple((1 - size) * x for x in own) for own in self.centre]

    def apart(self, other: Found) -> bool:
        """Return whether two equilibria are surely different."""
        lows = self.least(self.near), other.least(other.near)
        return self.support != other.support or any(sum(map(max, *pair)) > 1 for pair in zip(*lows, strict=True))

    def holds(self, cell: Cell) -> bool:
        """Return whether this is the only equilibrium that a cell can have."""
        return all(
            cell.sure(i) == cell.support(i) == set(own)
            and all(c[a] >= low[a] * sum(c) for c in cell.corners[i] for a in own)
            for i, (own, low) in enumerate(zip(self.support, self.least(self.alone), strict=True))
        )

    def newton(self, game: Game, size: Fraction, inverse: Sequence[Vertex]) -> tuple[Cell, list[list[list[int]]], int]:
        """Return simplices, and x - Y f(x) of players' actions at their corners in units of 1 / the last number."""
        common, n, cell = lcm(*(x.denominator for x in chain(*self.centre))), len(self.centre), game.cell
        keep, spread, weight = size.denominator - size.numerator, size.numerator * common, common * size.denominator
        for i, own in enumerate(self.support):
            base = [(int(x * common) * keep, b) for b, x in enumerate(self.centre[i]) if x]
            cell = cell.recast(i, [[(x + spread * (a == b), b) for x, b in base] for a in own])
        unknown = [(i, own[0], a) for i, own in enumerate(self.support) for a in own[1:]]
        gains = list(zip(*(cell.gain(i, (first, a, 1)) for i, first, a in unknown), strict=True))
        whole = lcm(*(y.denominator for y in chain(*inverse))) * lcm(*game.units)
        values = [[[whole * weight**n] * prod(cell.counts)] for _ in self.centre]
        for (i, _, a), line in zip(unknown, inverse, strict=True):
            factors = [int(y * whole / game.units[j]) for y, (j, _, _) in zip(line, unknown, strict=True)]
            start = [cell.corners[i][at[i]][a] * whole * weight ** (n - 1) for at in product(*map(range, cell.counts))]
            values[i].append([x - sum(map(int.__mul__, factors, g)) for x, g in zip(start, gains, strict=True)])
            values[i][0] = list(map(int.__sub__, values[i][0], values[i][-1]))
        return cell, values, whole * weight**n


def contracts(counts: Sequence[int], rows: Iterable[Sequence[int]], bound: Fraction) -> bool:
    """Return whether a map brings any two points closer in the largest of the coordinates whose rows are given."""
    steps, total = [prod(counts[j + 1 :]) for j in range(len(counts))], 0
    for row, (place, at) in product(rows, enumerate(product(*map(range, counts)))):
        firsts = [(place - k * step, step, count) for k, step, count in zip(at, steps, counts, strict=True)]
        moves = (row[f + b * step] - row[f] for f, step, count in firsts for b in range(1, count))
        total = max(total, sum(map(abs, moves)))
    return total < bound


def sign_of_determinant(matrix: Sequence[Sequence[Fraction]]) -> int:
    """Return 1, 0 or -1."""
    k = next((k for k, row in enumerate(matrix) if row[0]), -1)
    if k < 0:
        return int(not matrix)
    head, *rest = [matrix[k], *matrix[:k], *matrix[k + 1 :]]
    rest = [[x - row[0] / head[0] * y for x, y in zip(row[1:], head[1:], strict=True)] for row in rest]
    return (1 if (head[0] > 0) == (k % 2 == 0) else -1) * sign_of_determinant(rest)


def proven(game: Game, line: Any) -> Found:
    """Return the equilibrium that a line describes, if it proves it."""
    centre, inverse = (tuple(tuple(map(number, row)) for row in line[key]) for key in ("centre", "inverse"))
    found, sizes = Found(centre, number(line["near"]), number(line["alone"])), game.cell.counts
    demand(all(sum(own) == 1 and min(own) >= 0 for own in centre) and list(map(len, centre)) == sizes, "no centre")
    demand(0 <= found.near < 1 and found.near <= found.alone, "expected 0 <= near < 1, near <= alone")
    count = sum(len(own) - 1 for own in found.support)
    demand(list(map(len, inverse)) == [count] * count, "the inverse is no matrix of this support")
    cell, values, unit = found.newton(game, found.alone, inverse)
    others = chain(*(own[1:] for own in values))
    demand(contracts(cell.counts, others, found.alone * unit), "more solutions may be close by")
    cell, values, unit = found.newton(game, found.near, inverse)
    bounds = zip(chain(*values), (x * unit for x in chain(*found.least(found.near)) if x), strict=True)
    demand(all(min(row) >= low for row, low in bounds), "Newton's map leads out of the near simplices")
    terms = ((i, own[0], b) for i, own in enumerate(found.support) for b in range(sizes[i]) if b not in own)
    best = max((max(cell.gain(i, (a, b, 1))) for i, a, b in terms), default=-1)
    demand(best < 0 or (best == 0 and found.near == 0), "another action may be better")
    return replace(found, index=sign_of_determinant([[-y for y in row] for row in inverse]) if best < 0 else None)


@dataclass
class Proof:
    """What has been shown so far, and the cells that are still to be closed, the next one last."""

    game: Game
    cells: list[Cell]
    found: list[Found] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    open: list[Cell] = field(default_factory=list)
    named: set[int] = field(default_factory=set)
    ended: bool = False

    def read(self, line: Any) -> None:
        """Take one more line. Raises ValueError where it does not hold."""
        demand(type(line) is dict and len(line) == 1 and not self.ended, "expected one object of one key, and an end")
        kind, given = line.copy().popitem()
        if kind == "equilibrium":
            found = proven(self.game, given)
            demand(all(found.apart(other) for other in self.found), "it may be one that is known already")
            self.found.append(found)
        elif kind == "end":
            shown = {"equilibria": len(self.found), "pieces": len(self.pieces), "open": len(self.open)}
            demand(given == shown and not self.cells, f"there are {shown}, and {len(self.cells)} cells to be closed")
            demand(len(self.named) == len(self.found), "an equilibrium is in no cell")
            self.ended = True
        else:
            demand(self.cells, "all is closed already")
            demand(self._closed(self.cells.pop(), kind, given), f"the reason {kind!r} does not hold")

    def _closed(self, cell: Cell, kind: str, given: Any) -> object:
        """Return whether a reason closes a cell, or put its parts in its place: the last comes first."""
        match kind:
            case "split" | "halve" | "cut":
                position(given[0], len(cell.corners), "player")
                self.cells += reversed(getattr(cell, kind)(*given))
                return True
            case "worse":
                return cell.excluded(given)
            case "at":
                self.named.add(position(given, len(self.found), "equilibrium"))
                return self.found[given].holds(cell)
            case "all":
                self.pieces.append(tuple(frozenset(tuple(map(Fraction, c)) for c in own) for own in cell.corners))
                return given is True and not cell.halved and cell.all_equilibria()
            case "polytopes":
                decided = len(cell.corners) == 2 and all(cell.sure(i) == cell.support(i) for i in (0, 1))
                told: Piece = tuple(frozenset(tuple(map(number, vertex)) for vertex in own) for own in given)
                self.pieces += [told] if all(told) else []
                return decided and not cell.halved and told == tuple(frozenset(cell.polytope(i)) for i in (0, 1))
            case _:
                self.open.append(cell)
                return kind == "open" and given is True

    def components(self) -> list[list[Piece]]:
        """Return what has been found in groups that hang together, which they do at common vertices."""
        groups: list[list[Piece]] = []
        for piece in [*(tuple(frozenset([own]) for own in found.centre) for found in self.found), *self.pieces]:
            near = [g for g in groups if any(all(map(frozenset.intersection, piece, other)) for other in g)]
            groups = [g for g in groups if g not in near] + [[piece, *chain(*near)]]
        return groups

    def theorem(self) -> str:
        """Return what the lines prove, in words."""
        names, indices, groups = self.game.header["actions"], [found.index for found in self.found], self.components()
        continua = sum(any(len(own) > 1 for own in chain(*g)) for g in groups)
        also = f" and {continua} connected continua" * bool(continua)
        also += f", outside of {len(self.open)} open cells, of which nothing is claimed" * bool(self.open)
        told = f"has exactly {len(groups) - continua} isolated equilibria{also}."
        lines = [f"the game with the sha256 {self.game.header['sha256']}", told]
        for n, found in enumerate(self.found, start=1):
            rows = zip(names, found.centre, strict=True)
            plays = (" + ".join(f"{float(x):.6g} {s!a}" for s, x in zip(*row, strict=True) if x) for row in rows)
            lines.append(f"{n}: {'; '.join(plays)} (to {float(found.near):.0g}), index {found.index or 'not told'}")
        left = ([[own[a] for a in sorted(cell.support(i))] for i, own in enumerate(names)] for cell in self.open)
        lines += map("open: {!a}".format, left)
        if None not in indices and not self.open and not self.pieces:
            demand(sum(filter(None, indices)) == 1, "the indices do not add up to one: the checker is wrong")
            lines.append("The indices add up to one.")
        return "\n".join(lines)


def check(lines: Iterable[str]) -> Proof:
    """Return what a certificate proves. Raises ValueError with the first line that fails, and why."""
    proofs, at = list[Proof](), 0
    try:
        for at, text in enumerate(lines, start=1):
            line = json.loads(text, parse_float=str, parse_constant=str)  # a decimal is no number here
            if at > 1:
                proofs[0].read(line)
            else:
                proofs.append(Proof(game := Game.read(line), [game.cell]))
        demand(proofs and proofs[0].ended, "the file ends before its end line")
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise ValueError(f"line {at}: {error if type(error) is ValueError else repr(error)}") from None
    return proofs[0]


def main(path: str) -> int:
    """Check one file, say what it proves, and return the exit code."""
    try:
        with Path(path).open(encoding="utf-8") as lines:
            told, code = f"VALID: {check(lines).theorem()}", 0
    except (OSError, ValueError) as error:
        told, code = f"INVALID: {error}", 1
    sys.stdout.write(told + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else "usage: checker.py proof.jsonl")
