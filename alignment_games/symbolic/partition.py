r"""Every pure profile with its condition, and how these conditions divide the parameter space.

A *regime* is a set of pure profiles that are the pure equilibria at some point, with that point: one profile is
a unique prediction, several an overlap (coordination), none a gap (only mixed equilibria). The payoff
differences' signs settle everything, so the search runs over sign vectors: a vector is kept if a rational point
shows it, dropped if a certificate shows that it cannot be. Boundaries, where some payoffs tie, are left aside.
`Regimes.complete` is True only if every vector was settled one way or the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from sympy.polys.rings import PolyElement

from alignment_games.errors import UnsupportedGameError
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.symbolic._analysis import Analysis, Index
from alignment_games.symbolic._certificates import impossible
from alignment_games.symbolic._domain import Domain, Hypothesis, Sign, point_at
from alignment_games.symbolic._evaluation import signs_at
from alignment_games.symbolic._line import LinePiece
from alignment_games.symbolic._points import Point, find_point, samples, signs_at_samples
from alignment_games.symbolic._polynomials import primitive
from alignment_games.symbolic._symmetry import interchangeable, representative
from alignment_games.symbolic.equilibrium_conditions import Conditions, pure_conditions
from alignment_games.symbolic.steps import has_steps
from alignment_games.text.display import Displayed
from alignment_games.text.numbers import so_many
from alignment_games.text.tables import Table
from alignment_games.text.visible import visible

#: Linear programs and proofs before the search stops and calls its list incomplete.
_MOST_QUESTIONS = 100
#: Payoff differences of more terms in all are not searched beyond the samples: proofs would take minutes.
_MOST_TERMS = 200

Profile = tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Regime(Displayed):
    """A set of profiles that are all the pure equilibria at ``point``; no profile where there are none."""

    profiles: tuple[Profile, ...]
    point: Point

    def __str__(self) -> str:
        listed = "; ".join(f"({', '.join(p)})" for p in self.profiles) or "no pure equilibrium"
        where = ", ".join(f"{s} = {x}" for s, x in self.point.items())
        return visible(f"{listed}, for example at {where}" if where else listed)


@dataclass(frozen=True, eq=False, repr=False)
class Statement(Displayed):
    """One condition for profiles that differ only by an exchange of interchangeable states."""

    conditions: Conditions
    profiles: tuple[Profile, ...]

    def __str__(self) -> str:
        more = len(self.profiles) - 1
        likewise = f"\n  and likewise for {more} more by exchanging interchangeable states" if more else ""
        return f"{self.conditions}{likewise}"


@dataclass(frozen=True, eq=False, repr=False)
class Regimes(Displayed):
    """What `regimes` hands back: conditions by profile, statements with symmetric states folded, the regimes.

    ``complete``: whether it is proven that no other regime exists (boundaries aside).
    """

    game: NormalFormGame
    conditions: dict[Profile, Conditions]
    statements: tuple[Statement, ...]
    interchangeable: tuple[tuple[str, ...], ...]
    regimes: tuple[Regime, ...]
    complete: bool
    #: A tally of what the search did, to repeat and to judge it.
    stats: dict[str, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Regime]:
        return iter(self.regimes)

    def __len__(self) -> int:
        return len(self.regimes)

    @property
    def overlaps(self) -> tuple[Regime, ...]:
        """The regimes with several pure equilibria."""
        return tuple(r for r in self.regimes if len(r.profiles) > 1)

    @property
    def gaps(self) -> tuple[Regime, ...]:
        """The regimes without a pure equilibrium."""
        return tuple(r for r in self.regimes if not r.profiles)

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        rows = [
            [
                k,
                "; ".join(f"({', '.join(profile)})" for profile in each.profiles) or "none",
                ", ".join(f"{symbol} = {value}" for symbol, value in each.point.items()),
            ]
            for k, each in enumerate(self, start=1)
        ]
        statements = [str(s) for s in self.statements if not s.conditions.never]
        return [*statements, Table(["regime", "pure equilibria", "for example at"], rows, self._counted())]

    def _counted(self) -> str:
        proven = "these and no others" if self.complete else "others not excluded"
        return f"{so_many(len(self), 'regime')} ({proven}, boundaries aside)"

    def __repr__(self) -> str:
        return f"<Regimes: {self._counted()}>"

    def __str__(self) -> str:
        text = [str(s) for s in self.statements if not s.conditions.never]
        never = [s for s in self.statements if s.conditions.never]
        if never:
            listed = "; ".join("(" + ", ".join(s.profiles[0]) + ")" for s in never)
            text.append(visible(f"never an equilibrium: {listed}"))
        text.append(f"{self._counted()}:")
        return "\n".join([*text, *(f"  {r}" for r in self)])


def regimes(game: Given, *, given: Iterable[object] = ()) -> Regimes:
    """Return every pure profile's condition and the regimes that these induce.

    Raises UnsupportedGameError for payoffs that jump: take `cells` first.

    >>> from sympy import symbols
    >>> b, c = symbols("b c", positive=True)
    >>> def payoffs(*acts):
    ...     safety = b if "balance" in acts else 0
    ...     return [safety - (c if own == "balance" else 0) for own in acts]
    >>> print(regimes(NormalFormGame.from_function(payoffs, ["Britain", "France"], ["balance", "buck_pass"])))
    (Britain: balance, France: buck_pass) is an equilibrium exactly when
      b >= c  (Britain would not rather pass the buck than balance)
      and likewise for 1 more by exchanging interchangeable states
    (Britain: buck_pass, France: buck_pass) is an equilibrium exactly when
      c >= b  (Britain would not rather balance than pass the buck)
    never an equilibrium: (balance, balance)
    2 regimes (these and no others, boundaries aside):
      (balance, buck_pass); (buck_pass, balance), for example at b = 3/2, c = 1
      (buck_pass, buck_pass), for example at b = 1, c = 3/2
    """
    game = as_game(game)
    if has_steps(game):
        raise UnsupportedGameError("payoffs jump; ask for the regimes of each smooth game in cells(game)")
    analysis = Analysis(game, given)
    indices = analysis.indices()
    found = {index: pure_conditions(analysis, index) for index in indices}
    classes = interchangeable(analysis)
    orbits: dict[Index, list[Index]] = {}
    for index in indices:
        orbits.setdefault(representative(index, classes), []).append(index)
    statements = tuple(
        Statement(found[members[0]], tuple(analysis.labels(m) for m in members)) for members in orbits.values()
    )
    search = _Search(analysis, indices)
    names = tuple(tuple(game.players[k] for k in players) for players in classes)
    return Regimes(
        game,
        {analysis.labels(index): c for index, c in found.items()},
        statements,
        names,
        tuple(Regime(tuple(map(analysis.labels, key)), search.regimes[key]) for key in search.in_order()),
        search.complete,
        {"payoff comparisons": len(search.polynomials), "questions": search.questions},
    )


class _Search:
    """The search over the signs of the distinct payoff differences."""

    def __init__(self, analysis: Analysis, indices: list[Index]) -> None:
        self.domain: Domain = analysis.domain
        self.polynomials: list[PolyElement] = []
        #: Positive wherever a comparison that is never strictly of the other sign is no tie.
        self.apart: list[PolyElement] = []
        self.indices = indices
        #: For each profile, (position, sign) of every difference that must be positive; None if one never is.
        self.needs = {index: self._needs(analysis, index) for index in indices}
        self.regimes: dict[tuple[Index, ...], Point] = {}
        self.questions, self.complete = 0, True
        self.point, self.values = samples(self.domain)
        self.signs = signs_at_samples(self.polynomials, self.domain)
        cuts = [*self.polynomials, *self.apart, *self.domain.poles]
        line = self.domain.line(cuts, 0) if self.domain.ring.ngens == 1 else None
        if line is not None:
            self._on_a_line(line)
            return
        self._from_samples()
        if sum(map(len, self.polynomials)) <= _MOST_TERMS:
            self._extend(np.ones(self.signs.shape[1], dtype=bool), ())
        else:
            self.complete = False

    def _needs(self, analysis: Analysis, index: Index) -> list[tuple[int, int]] | None:
        needs: list[tuple[int, int]] | None = []
        for i, m in enumerate(analysis.game.n_actions):
            for b in range(m):
                if b == index[i]:
                    continue
                gain = analysis.gain(i, index, b)
                if gain.sign in (Sign.NONPOSITIVE, Sign.NONNEGATIVE):
                    upright = gain.polynomial if gain.sign is Sign.NONNEGATIVE else -gain.polynomial
                    self.apart += [] if upright in self.apart else [upright]
                if gain.sign in (Sign.NEGATIVE, Sign.NONPOSITIVE):
                    needs = None
                elif gain.sign is Sign.UNKNOWN and needs is not None:
                    needs.append(self._position(gain.polynomial))
        return needs

    def _position(self, polynomial: PolyElement) -> tuple[int, int]:
        constant, whole = primitive(polynomial)
        if whole not in self.polynomials:
            self.polynomials.append(whole)
        return self.polynomials.index(whole), 1 if constant > 0 else -1

    def _equilibria(self, signs: tuple[int, ...], *, lowest: int = 1) -> tuple[Index, ...]:
        """Return the profiles whose differences all have the sign needed; with ``lowest=0`` ties are enough."""
        met = {k: needs for k, needs in self.needs.items() if needs is not None}
        return tuple(k for k, needs in met.items() if all(signs[p] * s >= lowest for p, s in needs))

    def in_order(self) -> list[tuple[Index, ...]]:
        """Return the sets of equilibria found, those of many profiles first."""
        return sorted(self.regimes, key=lambda key: (-len(key), key))

    def _on_a_line(self, line: list[LinePiece]) -> None:
        """Visit every interval between the roots of all differences, then numbers alone: exact, and all there is."""
        symbol = self.domain.ring.symbols[0]
        count = len(self.polynomials)
        for piece in sorted(line, key=lambda piece: piece.is_root):
            signs = piece.signs[:count]
            # Boundaries are left aside, but a tie beside a strictly better deviation makes none.
            if all(piece.signs[count:]) and self._equilibria(signs) == self._equilibria(signs, lowest=0):
                self.regimes.setdefault(self._equilibria(signs), {symbol: piece.sample})

    def _from_samples(self) -> None:
        clear = (self.signs != 0).all(axis=0)
        for p in self.apart:
            clear[clear] &= signs_at(p, self.values[:, clear]) > 0
        clear = np.flatnonzero(clear)
        vectors, first = np.unique(self.signs[:, clear], axis=1, return_index=True)
        for vector, position in zip(vectors.T.tolist(), first.tolist(), strict=True):
            self.regimes.setdefault(self._equilibria(tuple(vector)), point_at(self.point, int(clear[position])))

    def _extend(self, matching: np.ndarray, signs: tuple[int, ...]) -> None:
        """Settle every sign vector that begins with these signs; ``matching`` marks the samples that show them."""
        if not matching.any() and not self._possible(signs):
            return
        if len(signs) < len(self.polynomials):
            for sign in (1, -1):
                self._extend(matching & (self.signs[len(signs)] == sign), (*signs, sign))

    def _possible(self, signs: tuple[int, ...]) -> bool:
        """Return whether to look further along these signs; a whole vector that occurs is recorded with its point."""
        whole = len(signs) == len(self.polynomials)
        if whole and self._equilibria(signs) in self.regimes:
            return False
        if self.questions >= _MOST_QUESTIONS:
            self.complete = False
            return False
        self.questions += 1
        wanted = [p if s > 0 else -p for p, s in zip(self.polynomials, signs, strict=False)]
        # A proof for a part of the vector is a proof for all of it; a point is needed for the whole alone.
        if impossible([Hypothesis(p, True, "") for p in wanted], self.domain) is not None:
            return False
        if not whole:
            return True
        point = find_point([*wanted, *self.apart], self.domain)
        if point is None:
            self.complete = False
        else:
            self.regimes.setdefault(self._equilibria(signs), point)
        return False
