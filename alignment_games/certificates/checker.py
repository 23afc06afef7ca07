"""Check a certificate of all equilibria of a game (docs/certificates.md): the standard library, exact arithmetic.

``python checker.py proof.jsonl`` prints VALID and the theorem (exit code 0), or INVALID, the line and why it fails (1).
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, reduce
from itertools import chain, product
from math import lcm, prod
from operator import add, mul
from pathlib import Path
from typing import Any

FORMAT, VERSION = "alignment-games certificate", 1
READ = json.JSONDecoder(parse_float=str, parse_constant=str).decode  # a decimal is no number here
Vertex = tuple[Fraction, ...]
Recipe = Sequence[tuple[Any, int]]
Part = tuple[frozenset[Vertex], tuple[Sequence[Any], ...]]  # a polytope: its vertices, and walls: wall @ x <= 0


def demand(truth: object, why: str) -> None:
    """Raise ValueError unless something holds."""
    if not truth:
        raise ValueError(why)


def number(given: Any) -> Fraction:
    """Return the exact number of a whole number, or of "p/q" or a float in hexadecimal as text."""
    demand(type(given) in (int, str), "expected a whole number, a fraction or a float in hexadecimal")
    return Fraction(float.fromhex(given)) if "x" in str(given) else Fraction(*map(int, str(given).split("/")))


def position(given: Any, count: int, what: str) -> Any:
    """Return a position that is one of ``count``."""
    there = type(given) is int and 0 <= given < count
    return given if there else demand(False, f"there is no {what} {given!r:.40}")  # words cost time


def recombined(table: Sequence[int], count: int, inner: int, recipes: Sequence[Recipe]) -> list[int]:
    """Return a table with new rows along one axis, each the sum of (factor, old row)."""

    def summed(recipe: Recipe, rows: Sequence[Sequence[int]]) -> Sequence[int]:
        scaled = (rows[k] if factor == 1 else [factor * x for x in rows[k]] for factor, k in recipe)
        return reduce(lambda x, y: list(map(add, x, y)), scaled)

    if inner == 1:
        columns = [table[k::count] for k in range(count)]
        return list(chain(*zip(*(summed(recipe, columns) for recipe in recipes), strict=True)))
    blocks = range(0, len(table), count * inner)
    rows = ([table[at + k * inner : at + (k + 1) * inner] for k in range(count)] for at in blocks)
    return [x for block in rows for recipe in recipes for x in summed(recipe, block)]


def within(part: Part, walls: Iterable[Sequence[Any]]) -> Part:
    """Return the part of a polytope with ``wall @ x <= 0`` at more walls: each edge that one cuts has a new vertex."""
    vertices, known = part
    for wall in walls:
        side = {v: sum(map(mul, wall, v)) for v in vertices}
        tight = {v: {k for k, w in enumerate(known) if not sum(map(mul, w, v))} for v in vertices}
        new = {v for v in vertices if side[v] <= 0}
        for p, q in product(vertices, vertices):
            if side[p] > 0 > side[q] and not any(tight[p] & tight[q] <= tight[v] for v in vertices - {p, q}):
                new.add(tuple((side[p] * y - side[q] * x) / (side[p] - side[q]) for x, y in zip(p, q, strict=True)))
        vertices, known = frozenset(new), (*known, wall)
    return vertices, known


@dataclass(frozen=True)
class Cell:
    """What each player may play, the means of its corners, and the actions that it surely plays there."""

    corners: tuple[tuple[tuple[int, ...], ...], ...]
    played: tuple[frozenset[int], ...]
    tables: tuple[Sequence[int], ...]  # payoffs, in a unit, of own actions and the others' corners, times their weights

    @cached_property
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

    def halve(self, i: int, v: int, w: int) -> list[Cell]:
        """Return the parts on both sides of the middle of an edge: without the one corner, and without the other."""
        weights = [sum(self.corners[i][position(k, len(self.corners[i]), "corner")]) for k in (v, w)]  # powers of two
        demand(v != w, "an edge has two ends")
        middle = [(max(weights) // weights[0], v), (max(weights) // weights[1], w)]
        corners = [[(1, k)] for k in range(len(self.corners[i]))]
        return [self.recast(i, [middle if k == gone else own for k, own in enumerate(corners)]) for gone in (v, w)]

    def sure(self, i: int) -> frozenset[int]:
        """Return the actions that player i plays with positive probability everywhere in the cell."""
        return self.played[i] | {a for a, own in enumerate(zip(*self.corners[i], strict=True)) if all(own)}

    def support(self, i: int) -> frozenset[int]:
        """Return the actions that player i may play in the cell."""
        return frozenset(a for a, own in enumerate(zip(*self.corners[i], strict=True)) if any(own))

    def gain(self, terms: Sequence[Sequence[Any]]) -> list[int]:
        """Return what players i gain by b over a, times a weight or one at each own corner, summed, at all products."""
        gains = []
        for i in {term[0] for term in terms}:
            rows = [[0] * len(corner) for corner in self.corners[i]]
            for _, a, b, weight in (term for term in terms if term[0] == i):
                for row, w in zip(rows, weight if type(weight) is list else [weight] * len(rows), strict=True):
                    row[a] -= w
                    row[b] += w
            pairs = zip(rows, map(sum, self.corners[i]), strict=True)
            recipes = [[(f * size, k) for k, f in enumerate(row) if f] or [(0, 0)] for row, size in pairs]
            gains.append(recombined(self.tables[i], *self.axis(i, i), recipes))
        return list(map(sum, zip(*gains, strict=True)))

    def gains(self, actions: Callable[[Cell, int], frozenset[int]]) -> Iterator[list[int]]:
        """Yield the gains over some actions of each player."""
        for i, own in enumerate(self.corners):
            yield from (self.gain([(i, a, b, 1)]) for a, b in product(actions(self, i), range(len(own[0]))))

    def excluded(self, terms: Sequence[Sequence[Any]]) -> bool:
        """Return whether weighted gains from actions surely played are positive: no equilibrium is in the cell."""
        sure = [self.sure(i) for i in range(len(self.corners))]
        for i, *actions, weight in terms:
            m, weights = self.axis(position(i, len(sure), "player"), i)[0], weight if type(weight) is list else [weight]
            a, _ = (position(action, m, "action") for action in actions)
            demand(a in sure[i], f"action {a} may be out of play")
            demand(all(type(w) is int and w >= 0 for w in weights), "a weight is no whole number, or below zero")
        return self.positive(self.gain(terms))

    def positive(self, total: Sequence[int], i: int = 0) -> bool:
        """Return whether numbers at corners are at least zero, with a positive mean wherever play may be."""
        if min(total) or i == len(self.corners):
            return min(total) > 0
        inner = len(total) // len(self.corners[i])
        rows = [self.positive(total[k * inner : (k + 1) * inner], i + 1) for k in range(len(self.corners[i]))]
        having = ([k for k, corner in enumerate(self.corners[i]) if corner[a]] for a in self.sure(i))
        return all(rows) or any(len(alone) == 1 and rows[alone[0]] for alone in having)  # no play goes without these

    def at(self, parts: Sequence[Part], free: int = -1) -> Cell:
        """Return a whole cell with the vertices of polytopes for corners, but for one player's."""
        cell = self
        for j in set(range(len(parts))) - {free}:
            actions = [(k, corner.index(1)) for k, corner in enumerate(self.corners[j])]
            cell = cell.recast(j, [[(vertex[a], k) for k, a in actions] for vertex in sorted(parts[j][0])])
        return cell

    def walls(self, j: int) -> Iterator[Vertex]:
        """Yield walls beyond which player j's play makes an action surely played worse, whatever the others play."""
        count, inner = self.counts[j], self.axis(j, j)[1]
        for gains in self.gains(Cell.sure):
            least = [min(recombined(gains, count, inner, [[(1, k)]])) for k in range(count)]
            yield tuple(sum(map(mul, least, own)) for own in zip(*self.corners[j], strict=True))

    def simplices(self) -> Iterator[Part]:
        """Yield what each player may play, where all corners are pure."""
        for own in self.corners:
            sides = [[-x for x in corner] for corner in own] + [[1 - sum(x) for x in zip(*own, strict=True)]]
            yield frozenset(tuple(map(Fraction, corner)) for corner in own), tuple(sides)

    def polytopes(self) -> list[Part]:
        """Return the polytopes whose product are the equilibria of a whole cell; none where walls leave others."""
        parts = list(self.simplices())
        for _ in range(1 + len(parts)):
            if not all(vertices for vertices, _ in parts) or max(map(max, self.at(parts).gains(Cell.support))) <= 0:
                return parts
            parts = [within(part, self.at(parts, j).walls(j)) for j, part in enumerate(parts)]
        return []


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
        full = 0 < len(players) == len(actions) == len(payoffs) and all(len(own) == prod(sizes) > 0 for own in payoffs)
        demand(full, "expected actions of each player, and a payoff at each profile")
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

    @cached_property
    def support(self) -> list[list[int]]:
        """The actions that each player uses."""
        return [[a for a, x in enumerate(own) if x] for own in self.centre]

    def apart(self, other: Found) -> bool:
        """Return whether two equilibria are surely different."""
        lows = ([[(1 - one.near) * x for x in own] for own in one.centre] for one in (self, other))
        return self.support != other.support or any(sum(map(max, *pair)) > 1 for pair in zip(*lows, strict=True))

    def holds(self, cell: Cell) -> bool:
        """Return whether this is the only equilibrium that a cell can have."""
        decided = all(cell.sure(i) == cell.support(i) == set(own) for i, own in enumerate(self.support))
        lows = ([((1 - self.alone) * x).as_integer_ratio() for x in own] for own in self.centre)
        pairs = ((c, own) for corners, own in zip(cell.corners, lows, strict=True) for c in corners)
        return decided and all(c[a] * q >= p * sum(c) for c, own in pairs for a, (p, q) in enumerate(own))

    def newton(self, game: Game, size: Fraction, inverse: Sequence[Vertex]) -> tuple[Cell, list[list[list[int]]], int]:
        """Return simplices, and x - Y f(x) of players' actions at their corners in units of 1 / the last number."""
        common, n, cell = lcm(*(x.denominator for x in chain(*self.centre))), len(self.centre), game.cell
        keep, spread, weight = size.denominator - size.numerator, size.numerator * common, common * size.denominator
        for i, own in enumerate(self.support):
            base = [(int(x * common) * keep, b) for b, x in enumerate(self.centre[i]) if x]
            cell = cell.recast(i, [[(x + spread * (a == b), b) for x, b in base] for a in own])
        unknown = [(i, own[0], a) for i, own in enumerate(self.support) for a in own[1:]]
        whole = lcm(*(y.denominator for y in chain(*inverse))) * lcm(*game.units)
        values = [[[whole * weight**n] * prod(cell.counts)] for _ in self.centre]
        for (i, _, used), line in zip(unknown, inverse, strict=True):
            steps = [(j, a, b, int(y * whole / game.units[j])) for y, (j, a, b) in zip(line, unknown, strict=True)]
            start = [
                cell.corners[i][at[i]][used] * whole * weight ** (n - 1) for at in product(*map(range, cell.counts))
            ]
            values[i].append(list(map(int.__sub__, start, cell.gain(steps))))
            values[i][0] = list(map(int.__sub__, values[i][0], values[i][-1]))
        return cell, values, whole * weight**n


def contracts(counts: Sequence[int], rows: Iterable[Sequence[int]], bound: Fraction) -> bool:
    """Return whether a map brings any two points closer in the largest of the coordinates whose rows are given."""
    steps, total = [prod(counts[j + 1 :]) for j in range(len(counts))], 0
    for row, (place, at) in product(rows, enumerate(product(*map(range, counts)))):
        firsts = [(place - k * step, step, count) for k, step, count in zip(at, steps, counts, strict=True)]
        total = max(total, sum(abs(row[f + b * step] - row[f]) for f, step, count in firsts for b in range(1, count)))
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
    cell, values, unit = found.newton(game, found.alone, inverse)
    demand(contracts(cell.counts, chain(*(v[1:] for v in values)), found.alone * unit), "others may be close by")
    cell, values, unit = found.newton(game, found.near, inverse)
    bounds = zip(chain(*values), ((1 - found.near) * x * unit for x in chain(*centre) if x), strict=True)
    demand(all(min(row) >= low for row, low in bounds), "Newton's map leads out of the near simplices")
    terms = ((i, own[0], b, 1) for i, own in enumerate(found.support) for b in range(sizes[i]) if b not in own)
    best = max((max(cell.gain([term])) for term in terms), default=-1)
    demand(best < 0 or (best == 0 and found.near == 0), "another action may be better")
    return replace(found, index=sign_of_determinant([[-y for y in row] for row in inverse]) if best < 0 else None)


@dataclass
class Proof:
    """What has been shown so far, and the cells that are still to be closed, the next one last."""

    game: Game
    cells: list[Cell]
    found: list[Found] = field(default_factory=list)
    pieces: list[list[Part]] = field(default_factory=list)
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
            case "split" | "halve":
                self.cells += reversed(getattr(cell, kind)(position(given[0], len(cell.corners), "player"), *given[1:]))
                return True
            case "worse":
                return cell.excluded(given)
            case "at":
                self.named.add(position(given, len(self.found), "equilibrium"))
                return self.found[given].holds(cell)
            case "all" | "polytopes" if max(map(sum, chain(*cell.corners))) == 1:  # all corners are pure
                parts, told = cell.polytopes(), cell.corners if given is True else given
                self.pieces += [parts] if all(own for own, _ in parts) else []
                return parts and [{tuple(map(number, v)) for v in own} for own in told] == [own for own, _ in parts]
            case _:
                self.open.append(cell)
                return kind == "open" and given is True

    def components(self) -> list[list[list[Part]]]:
        """Return what has been found in groups that hang together, which they do where they have points in common."""
        groups: list[list[list[Part]]] = [[[(frozenset([own]), ()) for own in found.centre]] for found in self.found]
        for piece in self.pieces:
            sides = [walls for _, walls in piece]
            near = [g for g in groups if any(all(own for own, _ in map(within, other, sides)) for other in g)]
            groups = [g for g in groups if g not in near] + [[piece, *chain(*near)]]
        return groups

    def theorem(self) -> str:
        """Return what the lines prove, in words."""
        names, indices, groups = self.game.header["actions"], [found.index for found in self.found], self.components()
        many = sum(any(len(own) > 1 for own, _ in chain(*g)) for g in groups)
        told = f"has exactly {len(groups) - many} isolated equilibria" + f" and {many} connected continua" * bool(many)
        told += f", outside of {len(self.open)} open cells, of which nothing is claimed" * bool(self.open)
        lines = [f"the game with the sha256 {self.game.header['sha256']}", f"{told}."]
        for n, found in enumerate(self.found, start=1):
            plays = (" + ".join(f"{float(x):.6g} {s!a}" for s, x in r if x) for r in map(zip, names, found.centre))
            lines.append(f"{n}: {'; '.join(plays)} (to {float(found.near):.0g}), index {found.index or 'not told'}")
        lines += [f"open: {[[s[a] for a in sorted(c.support(i))] for i, s in enumerate(names)]!a}" for c in self.open]
        if None not in indices and not self.open and not self.pieces:
            demand(sum(filter(None, indices)) == 1, "the indices do not add up to one: the checker is wrong")
            lines.append("The indices add up to one.")
        return "\n".join(lines)


def check(lines: Iterable[str]) -> Proof:
    """Return what a certificate proves. Raises ValueError with the first line that fails, and why."""
    proofs, at = list[Proof](), 0
    try:
        for at, text in enumerate(lines, start=1):
            if at == 1:
                proofs.append(Proof(game := Game.read(READ(text)), [game.cell]))
            else:
                proofs[0].read(READ(text))
        demand(proofs and proofs[0].ended, "the file ends before its end line")
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise ValueError(f"line {at}: {error if type(error) is ValueError else repr(error)}") from None
    return proofs[0]


def main(path: str) -> int:
    """Check one file, say what it proves, and return the exit code."""
    try:
        with Path(path).open(encoding="utf-8") as lines:
            told = f"VALID: {check(lines).theorem()}"
    except (OSError, ValueError) as error:
        told = f"INVALID: {error}"
    sys.stdout.write(told + "\n")
    return int(told.startswith("INVALID"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else "usage: checker.py proof.jsonl")
