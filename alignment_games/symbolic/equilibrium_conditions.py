r"""When is a profile an equilibrium? The exact condition, as irredundant inequalities.

A pure profile a is an equilibrium iff no state gains by any deviation b,

.. math:: u_i(a) - u_i(b, a_{-i}) \ge 0 \quad \text{for every } i, b,

a conjunction of inequalities between rational functions of the parameters. Denominators and factors that the
symbols' assumptions make positive are cleared; an inequality that always holds is left out, one that never does
settles the matter; and one that the others imply is dropped *with its proof* (`Certificate`). Points refute
before proofs are sought: an inequality that some rational point violates alone is needed, and the point is kept
as `Conditions.witnesses`. Where neither a point nor a proof was found, `Conditions.undecided` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Eq, Expr, Ge, Gt, Integer, Le, Lt, Symbol, false, lambdify, sympify, true

from alignment_games.errors import InvalidModelError
from alignment_games.game.html import html_table
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import ProfileLike
from alignment_games.symbolic._analysis import Analysis, Gain, Index
from alignment_games.symbolic._certificates import Certificate, impossible, prove
from alignment_games.symbolic._domain import Domain, Hypothesis, Sign, signs_at
from alignment_games.symbolic._points import Point, find_point
from alignment_games.symbolic._polynomials import grouped
from alignment_games.symbolic._words import relation_text

Array = NDArray[Any]


@dataclass(frozen=True)
class Condition:
    """One inequality, ``expression >= 0`` (``> 0`` if strict), and the deviation that it rules out.

    ``undecided``: denominators whose sign the assumptions leave open (and that are not zero); ``switches``: single
    symbols that multiply the whole, of a sign left open. `cases` splits on the first of these.
    """

    state: str
    action: str
    deviation: str
    expression: Expr
    strict: bool = False
    undecided: tuple[Expr, ...] = ()
    switches: tuple[Expr, ...] = ()

    @property
    def relation(self) -> Any:
        """The inequality as a SymPy relation."""
        return Gt(self.expression, 0) if self.strict else Ge(self.expression, 0)

    @property
    def cases(self) -> tuple[tuple[Any, Any], ...]:
        """Pairs (assumption, inequality): one pair where all signs are known, both signs of each other factor.

        >>> x, k = Symbol("x", positive=True), Symbol("k", real=True)
        >>> Condition("France", "balance", "buck_pass", k * (x - 1), undecided=(k,)).cases
        ((k > 0, x - 1 >= 0), (k < 0, x - 1 <= 0))
        """
        splits = self.undecided + self.switches
        if not splits:
            return ((true, self.relation),)
        rest = self.expression / splits[0]
        above, below = (Gt, Lt) if self.strict else (Ge, Le)
        both = (Gt(splits[0], 0), above(rest, 0)), (Lt(splits[0], 0), below(rest, 0))
        return both if self.undecided else (*both, (Eq(splits[0], 0), false if self.strict else true))

    @property
    def reason(self) -> str:
        """The deviation in words."""
        return f"{self.state} would not rather {self.deviation} than {self.action}"

    @property
    def text(self) -> str:
        """The inequality for reading, such as ``b >= c``."""
        return relation_text(self.expression, strict=self.strict)

    @property
    def proviso(self) -> str:
        """What the inequality amounts to for either sign of what is of no known sign; empty where all are known."""
        if not (self.undecided or self.switches):
            return ""
        names = ", ".join(map(str, self.undecided + self.switches))
        cases = "; ".join(f"if {assumed}: {holds}" for assumed, holds in self.cases)
        return f"the sign of {names} is not known: {cases}"

    def __str__(self) -> str:
        return f"{self.text}  ({self.reason})" + (f"\n      {self.proviso}" if self.proviso else "")


@dataclass(frozen=True)
class Implied:
    """An inequality that was left out, and the proof that the others imply it."""

    condition: Condition
    certificate: Certificate

    def __str__(self) -> str:
        return f"{self.condition}; implied, because {self.certificate}"


@dataclass(frozen=True, eq=False)
class Conditions(Sequence[Condition]):
    """The exact condition under which a pure profile is an equilibrium.

    A sequence of `Condition`, all of which must hold. ``never``: proven to hold nowhere (``because`` holds the
    inequality or the certificate); ``always``: nothing is left to hold. ``implied``: what was dropped, with
    proofs. ``witnesses``: for each inequality a rational point that violates it alone, None in the positions
    listed in ``undecided``, which may be redundant. ``example``: a point where all hold strictly, if one was found.
    """

    game: NormalFormGame
    actions: tuple[str, ...]
    conditions: tuple[Condition, ...]
    implied: tuple[Implied, ...] = ()
    witnesses: tuple[Point | None, ...] = ()
    never: bool = False
    because: Condition | Certificate | None = None
    given: tuple[Any, ...] = ()
    example: Point | None = None
    hypotheses: tuple[Hypothesis, ...] = field(default=(), repr=False)

    def __len__(self) -> int:
        return len(self.conditions)

    def __getitem__(self, index: Any) -> Any:
        return self.conditions[index]

    def __iter__(self) -> Iterator[Condition]:
        return iter(self.conditions)

    @property
    def always(self) -> bool:
        """Whether the profile is an equilibrium for all parameters allowed."""
        return not self.never and not self.conditions

    @property
    def undecided(self) -> tuple[int, ...]:
        """The positions of inequalities that neither a point shows to be needed nor a proof to be implied."""
        return tuple(k for k, point in enumerate(self.witnesses) if point is None)

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """The parameters that matter, by name."""
        return tuple(sorted({s for c in self for s in c.expression.free_symbols}, key=str))

    def holds(self, values: Mapping[Any, Any] | None = None, /, **named: Any) -> bool:
        """Return whether the profile is an equilibrium at one point, in exact arithmetic for exact values.

        Keys are symbols or names. Raises InvalidModelError when a parameter that matters is missing.
        """
        given = {str(k): v for k, v in {**(values or {}), **named}.items()}
        self._require(given)
        point = {s: sympify(given[str(s)]) for s in self.symbols}
        return not self.never and all(bool(c.relation.xreplace(point)) for c in self)

    def predicate(self) -> Callable[..., Array]:
        """Return a numpy function of the parameters by name: booleans of the shape they broadcast to.

        Parameters that do not matter may be given too and are ignored.
        """
        symbols = self.symbols
        values = lambdify(symbols, [c.expression for c in self], "numpy", cse=True)

        def holds(**parameters: Any) -> Array:
            self._require(parameters)
            arrays = {name: np.asarray(value, dtype=float) for name, value in parameters.items()}
            found = np.full(np.broadcast_shapes(*(a.shape for a in arrays.values())), not self.never)
            for c, value in zip(self, values(*(arrays[str(s)] for s in symbols)), strict=True):
                found &= (value > 0) if c.strict else (value >= 0)
            return found

        return holds

    def _require(self, named: Mapping[str, Any]) -> None:
        missing = [str(s) for s in self.symbols if str(s) not in named]
        if missing:
            raise InvalidModelError(f"the condition needs a value for {', '.join(missing)}")

    def _why_never(self) -> str:
        if isinstance(self.because, Certificate):
            names = [label for _, _, label in self.because.terms if label]
            return f"these exclude each other: {'; '.join(names)}"
        return str(self.because)

    def _verdict(self) -> str:
        """Return what is known of the profile in one line, which ends in 'iff' where inequalities follow."""
        pairs = zip(self.game.players, self.actions, strict=True)
        head = f"({', '.join(f'{player}: {action}' for player, action in pairs)})"
        supposed = f" (given {', '.join(map(str, self.given))})" if self.given else ""
        if self.never:
            return f"{head} is never an equilibrium{supposed}: {self._why_never()}"
        if self.always:
            return f"{head} is always an equilibrium{supposed}."
        return f"{head} is an equilibrium{supposed} iff"

    def _open(self) -> str:
        """Return which inequalities may be redundant, in words; empty where none may."""
        listed = ", ".join(str(k + 1) for k in self.undecided)
        return f"(not decided whether the others imply number {listed})" if listed else ""

    def _repr_html_(self) -> str:
        if not self.conditions:
            return f"<p>{escape(self._verdict())}</p>"
        rows = [[k, "; ".join(filter(None, (c.text, c.proviso))), c.reason] for k, c in enumerate(self, start=1)]
        caption = " ".join(filter(None, (self._verdict(), self._open())))
        return html_table(["number", "inequality", "because"], rows, caption)

    def __str__(self) -> str:
        lines = [self._verdict(), *(f"  {c}" for c in self)]
        return "\n".join([*lines, f"  {self._open()}"] if self.undecided else lines)


def conditions(
    game: NormalFormGame, profile: ProfileLike, *, given: Iterable[Any] = (), strict: bool = False
) -> Conditions:
    """Return the exact condition under which a pure profile is an equilibrium, irredundant and in words.

    ``given``: inequalities that parameters are known to satisfy, beyond their signs. ``strict``: ask for a
    strict equilibrium. Raises InvalidModelError for unknown states or actions and UnsupportedGameError for
    payoffs that jump (`cells` splits these).

    >>> b, c = Symbol("b", positive=True), Symbol("c", positive=True)
    >>> def payoffs(first, second):
    ...     safety = b if "balance" in (first, second) else 0
    ...     return [safety - (c if own == "balance" else 0) for own in (first, second)]
    >>> game = NormalFormGame.from_function(payoffs, ["Britain", "France"], ["balance", "buck_pass"])
    >>> print(conditions(game, "balance, buck_pass"))
    (Britain: balance, France: buck_pass) is an equilibrium iff
      b >= c  (Britain would not rather buck_pass than balance)
    """
    analysis = Analysis(game, given)
    return pure_conditions(analysis, analysis.index(profile), strict=strict)


def pure_conditions(analysis: Analysis, index: Index, *, strict: bool = False) -> Conditions:
    """Return the conditions of one pure profile of a game already read."""
    game = analysis.game
    labels = analysis.labels(index)
    found = [
        (condition_of(player, labels[i], deviation, analysis.gain(i, index, b), strict=strict))
        for i, player in enumerate(game.players)
        for b, deviation in enumerate(game.actions[i])
        if b != index[i]
    ]
    return decide(analysis, labels, found)


def condition_of(state: str, action: str, deviation: str, gain: Gain, *, strict: bool) -> tuple[Condition, Gain]:
    """Return the condition that a gain be non-negative (positive), with the gain."""
    decided = {Sign.NEGATIVE: Integer(-1), Sign.ZERO: Integer(0), Sign.POSITIVE: Integer(1)}
    expression = gain.expression if gain.factors else decided[gain.sign]
    poles, switches = (tuple(map(grouped, each)) for each in (gain.denominators, gain.switches))
    return Condition(state, action, deviation, expression, strict, poles, switches), gain


def decide(analysis: Analysis, labels: tuple[str, ...], found: Sequence[tuple[Condition, Gain]]) -> Conditions:
    """Return the conjunction without what always holds; what never holds settles it."""
    open_: list[tuple[Condition, Hypothesis]] = []
    for condition, gain in found:
        bad = (Sign.NEGATIVE, Sign.NONPOSITIVE, Sign.ZERO) if condition.strict else (Sign.NEGATIVE,)
        good = (Sign.POSITIVE,) if condition.strict else (Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO)
        if gain.sign in bad:
            return Conditions(analysis.game, labels, (), never=True, because=condition, given=analysis.given)
        if gain.sign not in good:
            open_.append((condition, Hypothesis(gain.polynomial, condition.strict, condition.reason)))
    return _assemble(analysis, labels, open_)


def _assemble(analysis: Analysis, labels: tuple[str, ...], found: Sequence[tuple[Condition, Hypothesis]]) -> Conditions:
    """Drop what is implied, find what refutes, and settle whether anything is left that can hold."""
    domain, hypotheses = analysis.domain, [h for _, h in found]
    kept, dropped, witnesses = _irredundant(hypotheses, domain)
    point = find_point([hypotheses[k].polynomial for k in kept], domain) if kept else {}
    if point is None and len(kept) > 1:
        proof = impossible([hypotheses[k] for k in kept], domain)
        if proof is not None:
            return Conditions(analysis.game, labels, (), never=True, because=proof, given=analysis.given)
    return Conditions(
        analysis.game,
        labels,
        tuple(found[k][0] for k in kept),
        tuple(Implied(found[k][0], proof) for k, proof in sorted(dropped.items())),
        tuple(witnesses[k] for k in kept),
        given=analysis.given,
        example=point,
        hypotheses=tuple(hypotheses[k] for k in kept),
    )


def _irredundant(
    hypotheses: Sequence[Hypothesis], domain: Domain
) -> tuple[list[int], dict[int, Certificate], dict[int, Point | None]]:
    """Return the positions kept, the proofs of those dropped, and a point that violates each kept one alone.

    The longest inequality is tried first, so that what stays is short.
    """
    values = domain.samples()[1]
    signs = np.array([signs_at(h.polynomial, values) for h in hypotheses]).reshape(len(hypotheses), values.shape[1])
    kept = list(range(len(hypotheses)))
    dropped: dict[int, Certificate] = {}
    witnesses: dict[int, Point | None] = {}
    for k in sorted(kept, key=lambda k: (-len(hypotheses[k].polynomial), -k)):
        h, others = hypotheses[k], [j for j in kept if j != k]
        against = np.vstack([-signs[[k]], signs[others]])
        witnesses[k] = find_point([-h.polynomial, *(hypotheses[j].polynomial for j in others)], domain, against)
        if witnesses[k] is None:
            proof = prove(h.polynomial, [hypotheses[j] for j in others], domain, strict=h.strict)
            if proof is not None:
                kept.remove(k)
                dropped[k] = proof
    # A proof may lean on an inequality that was dropped later: prove again from those that stayed.
    left = [hypotheses[j] for j in kept]
    again = {k: prove(hypotheses[k].polynomial, left, domain, strict=hypotheses[k].strict) for k in dropped}
    return kept, {k: again[k] or proof for k, proof in dropped.items()}, witnesses
