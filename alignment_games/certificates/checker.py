"""Check a certificate of all equilibria of a game (docs/certificates.md): the standard library, exact arithmetic.

``python checker.py proof.jsonl`` prints VALID and the theorem (exit code 0), or INVALID, the line and why it fails (1).
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain, product
from math import lcm, prod
from operator import mul
from pathlib import Path
from typing import Any

FORMAT, VERSION = "alignment-games certificate", 1
READ = json.JSONDecoder(parse_float=str, parse_constant=str).decode  # a decimal is no number here
Vertex = tuple[Fraction, ...]
Part = tuple[frozenset[Vertex], Sequence[Sequence[Any]]]  # a polytope: its vertices, and walls: wall @ x <= 0


def demand(truth: object, why: str) -> None:
    """Raise ValueError unless something holds."""
    if not truth:
        raise ValueError(why)


def number(given: Any) -> Fraction:
    """Return the exact number of a whole number, or of "p/q" or a float in hexadecimal as text."""
    return Fraction(float.fromhex(given)) if "x" in str(given) else Fraction(*map(int, str(given).split("/")))


def position(given: Any, count: int, what: str) -> Any:
    """Return a position that is one of ``count``."""
    return given if type(given) is int and 0 <= given < count else demand(False, f"there is no {what} {given!r:.40}")


class Packed:
    """Numbers at all products of places in one: each has so many bits of it, and is added and multiplied with it."""

    def __init__(self, sizes: Sequence[int], bits: int) -> None:  # steps: bits from one place to the next
        self.sizes, self.bits, self.steps = sizes, bits, [bits * prod(sizes[j + 1 :]) for j in range(len(sizes))]
        self.signs, full = self.filled(1 << bits - 1, sizes), (1 << bits) - 1  # highest bits; faces: first places
        self.faces = [self.filled(full, [*sizes[:j], 1, *sizes[j + 1 :]]) for j in range(len(sizes))]

    def filled(self, number: int, counts: Sequence[int]) -> int:
        """Return a number at the first places along each axis, zero at others."""
        for count, step in reversed([*zip(counts, self.steps, strict=True)]):
            number = sum([number << k * step for k in range(count)])
        return number

    def numbers(self, whole: int, counts: Sequence[int]) -> list[int]:
        """Return the numbers at the first places along each axis."""
        size, told = self.bits // 8, (whole + self.signs).to_bytes(self.bits * prod(self.sizes) // 8, "little")
        places = (sum(map(mul, at, self.steps)) // 8 for at in product(*map(range, counts)))
        return [int.from_bytes(told[at : at + size], "little") - (1 << self.bits - 1) for at in places]

    def least(self, whole: int, counts: Sequence[int]) -> int:
        """Return the sign of the least number at the first places, where those at others are zero."""
        positive = prod(self.sizes) - ((self.signs - whole) & self.signs).bit_count() == prod(counts)
        return 1 if positive else int((self.signs + whole) & self.signs == self.signs) - 1

    def moved(self, whole: int, j: int, recipes: Iterable[Iterable[tuple[int, int]]]) -> int:
        """Return numbers, none below zero before, that are sums of (factor, those at a place) along an axis."""
        step, face = self.steps[j], self.faces[j]
        made = (sum([factor * (whole >> k * step & face) for factor, k in own if factor]) for own in recipes)
        return sum([number << at * step for at, number in enumerate(made)])


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


class Side:
    """What one player may play: the means of its corners, and the actions that it surely plays there."""

    def __init__(self, corners: Sequence[Sequence[int]], played: frozenset[int]) -> None:
        self.corners, self.played, self.weights = corners, played, [sum(own) for own in corners]
        self.support = frozenset([a for a, xs in enumerate(zip(*corners, strict=True)) if any(xs)])
        self.sure = played.union([a for a, xs in enumerate(zip(*corners, strict=True)) if all(xs)])


class Cell:
    """What each player may play, and payoffs, from zero on, at own actions and the others' corners, times weights."""

    def __init__(self, game: Game, sides: Sequence[Side], grid: Packed, tables: Sequence[int]) -> None:
        self.game, self.sides, self.grid, self.tables = game, sides, grid, tables
        self.corners, self.counts = [own.corners for own in sides], [len(own.corners) for own in sides]
        self.support, self.sure = [own.support for own in sides], [own.sure for own in sides]
        self.bound = game.largest * prod([max(own.weights) for own in sides])

    def roomy(self, factor: int) -> Cell:
        """Return the cell on a grid whose numbers may be so many times its bound."""
        return self if (self.bound * factor).bit_length() < self.grid.bits else self.game.cell(self.sides, factor)

    def beside(self, i: int, side: Side, tables: Sequence[int]) -> Cell:
        """Return the cell in which player i may play something else, and the others have other payoffs."""
        tables = [*tables[:i], self.tables[i], *tables[i + 1 :]]
        return Cell(self.game, [*self.sides[:i], side, *self.sides[i + 1 :]], self.grid, tables).roomy(1)

    def split(self, i: int, a: int) -> tuple[Cell, Cell]:
        """Return the part in which player i never plays an action, and that in which it surely does."""
        demand(position(a, self.game.sizes[i], "action") in self.support[i] - self.sure[i], "decided already")
        corners, played = self.corners[i], self.sides[i].played
        kept = [k for k, corner in enumerate(corners) if not corner[a]]
        tables = [self.grid.moved(own, i, [[(1, k)] for k in kept]) for own in self.tables]
        never = self.beside(i, Side([corners[k] for k in kept], played), tables)
        return never, self.beside(i, Side(corners, played | {a}), self.tables)

    def halve(self, i: int, v: int, w: int) -> list[Cell]:
        """Return the parts on both sides of the middle of an edge: without the one corner, and without the other."""
        demand(v != w, "an edge has two ends")
        side, parts = self.sides[i], list[Cell]()
        heavy = max([side.weights[position(k, self.counts[i], "corner")] for k in (v, w)])  # powers of two
        ends = [(heavy // side.weights[k], k) for k in (v, w)]
        middle = [sum([f * side.corners[k][a] for f, k in ends]) for a in range(self.game.sizes[i])]
        for gone in (v, w):  # more: what the middle has beyond the corner that is gone
            corners = [*side.corners[:gone], middle, *side.corners[gone + 1 :]]
            more = [[(f - (k == gone), k) for f, k in ends if at == gone] for at in range(gone + 1)]
            tables = [own + self.grid.moved(own, i, more) for own in self.tables]
            parts.append(self.beside(i, Side(corners, side.played), tables))
        return parts

    def total(self, terms: Sequence[Sequence[Any]]) -> tuple[Packed, int]:
        """Return what players i gain by b over a, times a weight or one at each own corner, summed, at all products."""
        shares = [w if type(w) is list else [w] * self.counts[i] for i, _, _, w in terms]
        cell, total = self.roomy(sum([max(map(abs, own)) for own in shares])), 0
        for (i, a, b, _), weights in zip(terms, shares, strict=True):
            table, step, face = cell.tables[i], cell.grid.steps[i], cell.grid.faces[i]
            gain = (table >> b * step & face) - (table >> a * step & face)
            pairs = enumerate(zip(weights, cell.sides[i].weights, strict=True))
            total += sum([gain * (weight * size) << k * step for k, (weight, size) in pairs if weight])
        return cell.grid, total

    def gains(self, actions: Sequence[Iterable[int]]) -> Iterator[list[int]]:
        """Yield the gains over some actions of each player at all products of corners."""
        for i, own in enumerate(actions):
            for a, b in product(own, range(self.game.sizes[i])):
                grid, total = self.total([(i, a, b, 1)])
                yield grid.numbers(total, self.counts)

    def excluded(self, terms: Sequence[Sequence[Any]]) -> bool:
        """Return whether weighted gains from actions surely played are positive: no equilibrium is in the cell."""
        for i, a, b, w in terms:
            m, own = self.game.sizes[position(i, len(self.counts), "player")], w if type(w) is list else [w]
            sure = position(b, m, "action") >= 0 and position(a, m, "action") in self.sure[i]
            whole = {*map(type, own)} == {int} and min(own) >= 0
            demand(sure and whole, f"action {a} may be out of play, or a weight is below zero or broken")
        grid, total = self.total(terms)
        sign = grid.least(total, self.counts)
        return sign > 0 or (sign == 0 and self.positive(grid.numbers(total, self.counts)))

    def positive(self, total: Sequence[int], i: int = 0) -> bool:
        """Return whether numbers at corners are at least zero, with a positive mean wherever play may be."""
        if min(total) or i == len(self.corners):
            return min(total) > 0
        rows = [self.positive(own, i + 1) for own in zip(*[iter(total)] * (len(total) // self.counts[i]), strict=True)]
        having = ([k for k, corner in enumerate(self.corners[i]) if corner[a]] for a in self.sure[i])
        return all(rows) or any(len(alone) == 1 and rows[alone[0]] for alone in having)  # no play goes without these

    def at(self, parts: Sequence[Part]) -> Cell:
        """Return the cell with the vertices of polytopes for corners, in one unit."""
        unit = lcm(*(x.denominator for own, _ in parts for v in own for x in v))
        corners = [[[int(x * unit) for x in v] for v in sorted(own)] for own, _ in parts]
        return self.game.cell([Side(own, side.played) for own, side in zip(corners, self.sides, strict=True)])

    def walls(self, j: int) -> Iterator[Vertex]:
        """Yield walls beyond which player j's play makes an action surely played worse, whatever the others play."""
        places = list(product(*map(range, self.counts)))
        for gains in self.gains(self.sure):
            least = [min(x for x, at in zip(gains, places, strict=True) if at[j] == k) for k in range(self.counts[j])]
            yield tuple(sum(map(mul, least, own)) for own in zip(*self.corners[j], strict=True))

    def polytopes(self) -> list[Part]:
        """Return the polytopes whose product are the equilibria of a whole cell; none where walls leave others."""
        sides = [[*([-x for x in v] for v in vs), [1 - sum(x) for x in zip(*vs, strict=True)]] for vs in self.corners]
        vertices = (frozenset(tuple(map(Fraction, v)) for v in own) for own in self.corners)
        parts = whole = list[Part](zip(vertices, sides, strict=True))
        for _ in range(1 + len(parts)):
            if not all(own for own, _ in parts) or max(map(max, (at := self.at(parts)).gains(at.support))) <= 0:
                return parts
            ends = (self.at([*parts[:j], own, *parts[j + 1 :]]) for j, own in enumerate(whole))
            parts = [within(part, at.walls(j)) for j, (at, part) in enumerate(zip(ends, parts, strict=True))]
        return []


class Game:
    """The game of a header: payoffs above the least of each player in whole numbers of 1 / ``units``."""

    def __init__(self, header: Any) -> None:
        demand((header["format"], header["version"]) == (FORMAT, VERSION), f"not {FORMAT!r}, version {VERSION}")
        players, actions = header["players"], header["actions"]
        demand(all(type(name) is str for name in chain(players, *actions)), "a name is no text")
        payoffs, sizes = [[number(entry) for entry in own] for own in header["payoffs"]], list(map(len, actions))
        full = 0 < len(players) == len(actions) == len(payoffs) and all(len(own) == prod(sizes) > 0 for own in payoffs)
        demand(full, "expected actions of each player, and a payoff at each profile")
        text = json.dumps([players, actions, [list(map(str, own)) for own in payoffs]], separators=(",", ":"))
        demand(header["sha256"] == hashlib.sha256(text.encode()).hexdigest(), "the hash is not that of this game")
        self.header, self.sizes, self.units = header, sizes, [lcm(*(x.denominator for x in own)) for own in payoffs]
        tables = [[int(x * unit) for x in own] for own, unit in zip(payoffs, self.units, strict=True)]
        self.payoffs = [[x - least for x in own] for own, least in zip(tables, map(min, tables), strict=True)]
        self.largest = max(1, *map(max, self.payoffs))
        self.whole = self.cell([Side([[int(a == b) for b in range(m)] for a in range(m)], frozenset()) for m in sizes])

    def cell(self, sides: Sequence[Side], factor: int = 1) -> Cell:
        """Return the cell of what each player may play on a grid for numbers so many times its bound."""
        bound = factor * self.largest * prod([max(own.weights) for own in sides])
        grid = Packed([*map(max, self.sizes, [len(own.corners) for own in sides])], 64 * (bound.bit_length() // 64 + 2))
        places = [sum(map(mul, at, grid.steps)) for at in product(*map(range, self.sizes))]
        tables = [sum(x << place for x, place in zip(own, places, strict=True)) for own in self.payoffs]
        for j, side in enumerate(sides):
            recipes = [[(x, a) for a, x in enumerate(corner) if x] for corner in side.corners]
            tables = [own if i == j else grid.moved(own, j, recipes) for i, own in enumerate(tables)]
        return Cell(self, sides, grid, tables)


class Found:
    """A proven equilibrium: in the simplices of size ``near`` about its centre, alone in those of size ``alone``."""

    def __init__(self, centre: Sequence[Vertex], near: Fraction, alone: Fraction, index: int | None = None) -> None:
        self.centre, self.near, self.alone, self.index = centre, near, alone, index
        self.support = [[a for a, x in enumerate(own) if x] for own in centre]

    def apart(self, other: Found) -> bool:
        """Return whether two equilibria are surely different."""
        lows = ([[(1 - one.near) * x for x in own] for own in one.centre] for one in (self, other))
        return self.support != other.support or any(sum(map(max, *pair)) > 1 for pair in zip(*lows, strict=True))

    def holds(self, cell: Cell) -> bool:
        """Return whether this is the only equilibrium that a cell can have."""
        decided = all(cell.sure[i] == cell.support[i] == set(own) for i, own in enumerate(self.support))
        lows = ([((1 - self.alone) * x).as_integer_ratio() for x in own] for own in self.centre)
        pairs = ((c, own) for corners, own in zip(cell.corners, lows, strict=True) for c in corners)
        return decided and all(c[a] * q >= p * sum(c) for c, own in pairs for a, (p, q) in enumerate(own))

    def newton(self, game: Game, size: Fraction, inverse: Sequence[Vertex]) -> tuple[Cell, list[list[int]], int]:
        """Return simplices, and x - Y f(x) of players' actions at their corners in units of 1 / the last number."""
        common, sides = lcm(*(x.denominator for x in chain(*self.centre))), []
        keep, spread, weight = size.denominator - size.numerator, size.numerator * common, common * size.denominator
        for on, own in zip(self.support, self.centre, strict=True):
            middle = [x.numerator * (common // x.denominator) * keep for x in own]
            sides.append(Side([[x + spread * (a == b) for b, x in enumerate(middle)] for a in on], frozenset()))
        unknown = [(i, on[0], a, 1) for i, on in enumerate(self.support) for a in on[1:]]
        whole = lcm(*(y.denominator for y in chain(*inverse))) * lcm(*game.units)
        steps = [[int(y * whole / game.units[j]) for y, (j, *_) in zip(line, unknown, strict=True)] for line in inverse]
        cell = game.cell(sides, 4 * (1 + len(steps)) * (whole + sum(map(abs, chain(*steps)))))
        gains, unit = [cell.total([term])[1] for term in unknown], whole * weight ** len(sides)
        start = cell.grid.filled(unit // weight, cell.counts)
        values = [[start * weight] for _ in sides]
        for (i, _, a, _), line in zip(unknown, steps, strict=True):
            shares = [[(corner[a], 0)] for corner in cell.corners[i]]
            values[i].append(cell.grid.moved(start, i, shares) - sum(map(mul, line, gains)))
            values[i][0] -= values[i][-1]
        return cell, values, unit

    def contracts(self, game: Game, size: Fraction, inverse: Sequence[Vertex]) -> bool:
        """Return whether Newton's map brings any points of simplices closer in the largest of the coordinates."""
        cell, values, unit = self.newton(game, size, inverse)
        rows = (cell.grid.numbers(row, cell.counts) for row in chain(*(own[1:] for own in values)))
        return all(max(slopes(row, cell.counts)) < size * unit for row in rows)


def slopes(numbers: Sequence[int], counts: Sequence[int]) -> list[int]:
    """Return at products of corners how far numbers are, in all, from those at each player's first corner."""
    rows = [*zip(*[iter(numbers)] * (len(numbers) // counts[0]), strict=True)] if counts else []
    edges = [sum([abs(x - own[0]) for x in own[1:]]) for own in zip(*rows, strict=True)]
    return [x + y for row in rows for x, y in zip(edges, slopes(row, counts[1:]), strict=True)] or [0]


def index(inverse: Sequence[Sequence[Fraction]]) -> int:
    """Return the sign of the determinant of a matrix times minus one."""
    for k, (lead, *head) in enumerate(inverse):
        if lead:
            others = ((row[0] / lead, row[1:]) for row in [*inverse[:k], *inverse[k + 1 :]])
            rest = [[x - share * y for x, y in zip(row, head, strict=True)] for share, row in others]
            return (1 if (lead < 0) == (k % 2 == 0) else -1) * index(rest)
    return int(not inverse)


def proven(game: Game, line: Any) -> Found:
    """Return the equilibrium that a line describes, if it proves it."""
    centre, inverse = (tuple(tuple(map(number, row)) for row in line[key]) for key in ("centre", "inverse"))
    found = Found(centre, number(line["near"]), number(line["alone"]))
    demand(all(sum(own) == 1 and min(own) >= 0 for own in centre) and [*map(len, centre)] == game.sizes, "no centre")
    demand(0 <= found.near < 1 and found.near <= found.alone <= 1, "expected 0 <= near < 1, near <= alone <= 1")
    demand(not inverse or found.contracts(game, found.alone, inverse), "others may be close by")  # none: it is pure
    cell, values, unit = found.newton(game, found.near, inverse)
    lows = [cell.grid.filled(int((1 - found.near) * x * unit), cell.counts) for x in chain(*centre) if x]
    inside = (cell.grid.least(row - low, cell.counts) >= 0 for row, low in zip(chain(*values), lows, strict=True))
    demand(all(inside), "Newton's map leads out of the near simplices")
    terms = [(i, b, own[0], 1) for i, own in enumerate(found.support) for b in {*range(game.sizes[i])} - {*own}]
    loss = min((cell.grid.least(cell.total([term])[1], cell.counts) for term in terms), default=1)
    demand(loss > 0 or loss == found.near == 0, "another action may be better")
    return Found(centre, found.near, found.alone, index(inverse) if loss > 0 else None)


class Proof:
    """What has been shown so far, and the cells that are still to be closed, the next one last."""

    def __init__(self, header: Any) -> None:
        self.game = Game(header)
        self.cells, self.open, self.ended = [self.game.whole], list[Cell](), False
        self.found, self.pieces, self.named = list[Found](), list[list[Part]](), set[int]()

    def read(self, line: Any) -> None:
        """Take one more line. Raises ValueError where it does not hold."""
        demand(type(line) is dict and len(line) == 1 and not self.ended, "expected one object of one key, and an end")
        kind, given = line.copy().popitem()
        holds, cell = True, self.game.whole if kind in ("equilibrium", "end") else self.cells.pop()
        match kind:
            case "equilibrium":
                found = proven(self.game, given)
                demand(all(found.apart(other) for other in self.found), "it may be one that is known already")
                self.found.append(found)
            case "end":
                shown = {"equilibria": len(self.found), "pieces": len(self.pieces), "open": len(self.open)}
                demand(given == shown and not self.cells, f"there are {shown}, and {len(self.cells)} cells are left")
                demand(len(self.named) == len(self.found), "an equilibrium is in no cell")
                self.ended = True
            case "split" | "halve":  # the last part comes first
                self.cells += reversed(getattr(cell, kind)(position(given[0], len(cell.counts), "player"), *given[1:]))
            case "worse":
                holds = cell.excluded(given)
            case "at":
                self.named.add(position(given, len(self.found), "equilibrium"))
                holds = self.found[given].holds(cell)
            case "all" | "polytopes" if max(map(sum, chain(*cell.corners))) == 1:  # all corners are pure
                parts, told = cell.polytopes(), cell.corners if given is True else given
                self.pieces += [parts] if all(own for own, _ in parts) else []
                holds = [{tuple(map(number, v)) for v in own} for own in told] == [own for own, _ in parts] != []
            case _:
                self.open.append(cell)
                holds = kind == "open" and given is True
        demand(holds, f"the reason {kind!r} does not hold")

    def components(self) -> list[list[list[Part]]]:
        """Return what has been found in groups that hang together, which they do where they have points in common."""
        groups: list[list[list[Part]]] = [[[(frozenset([own]), ()) for own in found.centre]] for found in self.found]
        for piece, sides in ((own, [walls for _, walls in own]) for own in self.pieces):
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
        lines += [f"open: {[[s[a] for a in sorted(c.support[i])] for i, s in enumerate(names)]!a}" for c in self.open]
        if None not in indices and not self.open and not self.pieces:
            demand(sum(filter(None, indices)) == 1, "the indices do not add up to one: the checker is wrong")
            lines.append("The indices add up to one.")
        return "\n".join(lines)


def check(lines: Iterable[str]) -> Proof:
    """Return what a certificate proves. Raises ValueError with the first line that fails, and why."""
    at, rest = 1, iter(lines)
    try:
        proof = Proof(READ(next(rest, "{}")))
        for text in rest:
            at += 1
            proof.read(READ(text))
        demand(proof.ended, "the file ends before its end line")
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise ValueError(f"line {at}: {error if type(error) is ValueError else repr(error)}") from None
    return proof


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
