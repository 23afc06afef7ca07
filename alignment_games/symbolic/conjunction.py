"""What `conditions` hands back: inequalities with the deviations that they rule out, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from sympy import Eq, Expr, Ge, Gt, Le, Lt, Symbol, false, lambdify, true

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.symbolic._certificates import SignCertificate
from alignment_games.symbolic._domain import Hypothesis
from alignment_games.symbolic._points import Point
from alignment_games.symbolic._relations import against_zero, text, told
from alignment_games.symbolic.around import Surroundings
from alignment_games.symbolic.existence import Existence, numbers_of, sign_there
from alignment_games.symbolic.words import relation_text
from alignment_games.text.display import Displayed
from alignment_games.text.play import do
from alignment_games.text.tables import Table
from alignment_games.text.visible import visible


@dataclass(frozen=True, repr=False)
class Condition(Displayed):
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
        return against_zero(Gt if self.strict else Ge, self.expression)

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
        both = (
            (against_zero(Gt, splits[0]), against_zero(above, rest)),
            (against_zero(Lt, splits[0]), against_zero(below, rest)),
        )
        cases = both if self.undecided else (*both, (Eq(splits[0], 0), false if self.strict else true))
        return tuple((assumed, rule) for assumed, rule in cases if assumed != False)  # noqa: E712 - SymPy's own false

    @property
    def reason(self) -> str:
        """The deviation in words."""
        return self._says("would not rather")

    @property
    def complaint(self) -> str:
        """The deviation in words, where the inequality does not hold."""
        return self._says("would rather")

    def _says(self, rather: str) -> str:
        return f"{self.state} {rather} {do(self.deviation)} than {do(self.action)}"

    @property
    def text(self) -> str:
        """The inequality for reading, such as ``b >= c``."""
        return relation_text(self.expression, strict=self.strict)

    @property
    def proviso(self) -> str:
        """What the inequality amounts to for either sign of what is of no known sign; empty where all are known."""
        if not (self.undecided or self.switches):
            return ""
        names = ", ".join(map(text, self.undecided + self.switches))
        cases = "; ".join(f"if {told(assumed)}: {told(holds)}" for assumed, holds in self.cases)
        return f"the sign of {names} is not known: {cases}"

    def __str__(self) -> str:
        return visible(f"{self.text}  ({self.reason})") + (f"\n      {self.proviso}" if self.proviso else "")


@dataclass(frozen=True, repr=False)
class Implied(Displayed):
    """An inequality that was left out, and the proof that the others imply it.

    ``proof``: as it was found, which may lean on inequalities that are left out themselves, ``leant_on``.
    """

    condition: Condition
    proof: SignCertificate
    leant_on: Mapping[Hypothesis, Implied] = field(default_factory=dict, compare=False)

    @cached_property
    def certificate(self) -> SignCertificate:
        """The proof from what is kept alone. Made when asked for: proofs put into one another may become very long."""
        return self.proof.without({hypothesis: other.certificate for hypothesis, other in self.leant_on.items()})

    def __str__(self) -> str:
        return f"{self.condition}; implied, because {self.certificate}"


@dataclass(frozen=True, eq=False, repr=False)
class Conditions(Displayed, Sequence[Condition]):
    """The exact condition under which a pure profile is an equilibrium.

    A sequence of `Condition`, all of which must hold. ``never``: proven to hold nowhere (``because`` holds the
    inequality or the certificate); ``always``: nothing is left to hold. ``implied``: what was dropped, with
    proofs. ``witnesses``: for each inequality a rational point that violates it alone, None in the positions
    listed in ``undecided``, which may be redundant. ``example``: a point where all hold strictly, if one was found.
    ``existence``: where the payoffs compared exist; elsewhere nothing is claimed.
    """

    game: NormalFormGame | Surroundings
    actions: tuple[str, ...]
    conditions: tuple[Condition, ...]
    implied: tuple[Implied, ...] = ()
    witnesses: tuple[Point | None, ...] = ()
    never: bool = False
    because: Condition | SignCertificate | None = None
    given: tuple[Any, ...] = ()
    example: Point | None = None
    hypotheses: tuple[Hypothesis, ...] = field(default=(), repr=False)
    existence: Existence = field(default_factory=Existence)

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
        found = {s for c in self for s in c.expression.free_symbols} | self.existence.symbols
        return tuple(sorted(found, key=str))

    def to_records(self) -> list[dict[str, str]]:
        """Return one row for each inequality: state, action, deviation, inequality, proviso.

        A profile that is never or always an equilibrium has one row, whose inequality is "never" or "always".

        >>> b, c = Symbol("b", positive=True), Symbol("c", positive=True)
        >>> Conditions(None, (), (Condition("France", "balance", "buck_pass", b - c),)).to_records()[0]["inequality"]
        'b >= c'
        """
        if self.never or not self.conditions:
            return [_row("", "", "", "never" if self.never else "always", "")]
        return [_row(c.state, c.action, c.deviation, c.text, c.proviso) for c in self]

    def holds(self, values: Mapping[Any, Any] | None = None, /, **named: Any) -> bool:
        """Return whether the profile is an equilibrium at one point, in exact arithmetic for exact values.

        Keys are symbols or names. False where a payoff compared does not exist. Raises InvalidModelError when a
        parameter that matters is missing, or is given as something else than a number.
        """
        given = {str(k): v for k, v in {**(values or {}), **named}.items()}
        self._require(given)
        point = numbers_of(set(self.symbols), given)
        if self.never or not self.existence.holds(point):
            return False
        return all(sign_there(c.expression, point) in ((1,) if c.strict else (0, 1)) for c in self)

    def predicate(self) -> Callable[..., Array]:
        """Return a numpy function of the parameters by name: booleans of the shape they broadcast to.

        Parameters that do not matter may be given too and are ignored.
        """
        symbols = self.symbols
        values = lambdify(symbols, [c.expression for c in self], ["scipy", "numpy"], cse=True)

        def holds(**parameters: Any) -> Array:
            self._require(parameters)
            arrays = {name: np.asarray(value, dtype=float) for name, value in parameters.items()}
            found = np.full(np.broadcast_shapes(*(a.shape for a in arrays.values())), not self.never)
            with np.errstate(all="ignore"):
                for c, value in zip(self, values(*(arrays[str(s)] for s in symbols)), strict=True):
                    found &= (value > 0) if c.strict else (value >= 0)
            return np.asarray(found & self.existence.mask(arrays))

        return holds

    def _require(self, named: Mapping[str, Any]) -> None:
        missing = [str(s) for s in self.symbols if str(s) not in named]
        if missing:
            raise InvalidModelError(f"the condition needs a value for {', '.join(missing)}")

    def _why_never(self) -> str:
        if isinstance(self.because, SignCertificate):
            names = [label for _, _, label in self.because.terms if label]
            return f"these exclude each other: {'; '.join(names)}"
        if self.because is not None and not self.because.expression.free_symbols:  # it would read 0 >= 1
            return self.because.complaint
        return str(self.because)

    def _verdict(self) -> str:
        """Return what is known of the profile in one line, which ends in 'exactly when' where inequalities follow."""
        pairs = zip(self.game.players, self.actions, strict=True)
        head = f"({', '.join(f'{player}: {action}' for player, action in pairs)})"
        supposed = f" (given {', '.join(map(str, self.given))})" if self.given else ""
        if self.never:
            return f"{head} is never an equilibrium{supposed}: {self._why_never()}"
        if self.always:
            return f"{head} is always an equilibrium{supposed}{self._where()}."
        return f"{head} is an equilibrium{supposed}{self._where()} exactly when"

    def _where(self) -> str:
        return f" where {self.existence.text}" if self.existence.text else ""

    def _open(self) -> str:
        """Return which inequalities may be redundant, in words; empty where none may."""
        listed = ", ".join(str(k + 1) for k in self.undecided)
        return f"(not decided whether the others imply number {listed})" if listed else ""

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        if not self.conditions:
            return [self._verdict()]
        rows = [[k, "; ".join(filter(None, (c.text, c.proviso))), c.reason] for k, c in enumerate(self, start=1)]
        caption = " ".join(filter(None, (self._verdict(), self._open())))
        return [Table(["number", "inequality", "because"], rows, caption)]

    def __str__(self) -> str:
        lines = [visible(self._verdict()), *(f"  {c}" for c in self)]
        return "\n".join([*lines, f"  {self._open()}"] if self.undecided else lines)


def _row(*values: str) -> dict[str, str]:
    return dict(zip(("state", "action", "deviation", "inequality", "proviso"), values, strict=True))
