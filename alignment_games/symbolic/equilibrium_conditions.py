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

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sympy import Integer

from alignment_games.game.entrance import Given, as_game, opened
from alignment_games.game.profile import ProfileLike
from alignment_games.signatures import as_annotated
from alignment_games.symbolic._analysis import Analysis, Gain, Index
from alignment_games.symbolic._certificates import SignCertificate, impossible, prove
from alignment_games.symbolic._domain import Domain, Hypothesis, Sign
from alignment_games.symbolic._points import Point
from alignment_games.symbolic._polynomials import grouped
from alignment_games.symbolic._shooting import Witnesses
from alignment_games.symbolic.around import surroundings
from alignment_games.symbolic.conjunction import Condition, Conditions, Implied
from alignment_games.symbolic.existence import Existence

__all__ = ["Condition", "Conditions", "Implied", "condition_of", "conditions", "decide", "pure_conditions"]

#: After so many climbs in vain, to points that break alone what is neither proven nor refuted, no more are made.
_MOST_IN_VAIN = 2


@as_annotated(but=("given",))
def conditions(game: Given, profile: ProfileLike, *, given: Iterable[Any] = (), strict: bool = False) -> Conditions:
    """Return the exact condition under which a pure profile is an equilibrium, irredundant and in words.

    ``given``: inequalities that parameters are known to satisfy, beyond their signs. ``strict``: ask for a
    strict equilibrium. Of a response model of many states no table is made. Raises InvalidModelError for unknown
    states or actions and UnsupportedGameError for payoffs that jump (`cells` splits these).

    >>> from sympy import Symbol
    >>> from alignment_games.game.normal_form import NormalFormGame
    >>> b, c = Symbol("b", positive=True), Symbol("c", positive=True)
    >>> def payoffs(first, second):
    ...     safety = b if "balance" in (first, second) else 0
    ...     return [safety - (c if own == "balance" else 0) for own in (first, second)]
    >>> game = NormalFormGame.from_function(payoffs, ["Britain", "France"], ["balance", "buck_pass"])
    >>> print(conditions(game, "balance, buck_pass"))
    (Britain: balance, France: buck_pass) is an equilibrium exactly when
      b >= c  (Britain would not rather pass the buck than balance)
    """
    found = opened(game)
    around = surroundings(getattr(found, "model", found), profile)
    if around is None:
        table = as_game(found)
        around = surroundings(table, profile)
    analysis = Analysis(table if around is None else around, given)
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
    places = [(i, (*index[:i], b, *index[i + 1 :])) for i, m in enumerate(game.n_actions) if m > 1 for b in range(m)]
    return decide(analysis, labels, found, analysis.existence(places))


def condition_of(state: str, action: str, deviation: str, gain: Gain, *, strict: bool) -> tuple[Condition, Gain]:
    """Return the condition that a gain be non-negative (positive), with the gain."""
    decided = {Sign.NEGATIVE: Integer(-1), Sign.ZERO: Integer(0), Sign.POSITIVE: Integer(1)}
    expression = gain.expression if gain.factors else decided[gain.sign]
    poles, switches = (tuple(map(grouped, each)) for each in (gain.denominators, gain.switches))
    return Condition(state, action, deviation, expression, strict, poles, switches), gain


def decide(
    analysis: Analysis, labels: tuple[str, ...], found: Sequence[tuple[Condition, Gain]], existence: Existence
) -> Conditions:
    """Return the conjunction without what always holds; what never holds settles it."""
    open_: list[tuple[Condition, Hypothesis]] = []
    for condition, gain in found:
        bad = (Sign.NEGATIVE, Sign.NONPOSITIVE, Sign.ZERO) if condition.strict else (Sign.NEGATIVE,)
        good = (Sign.POSITIVE,) if condition.strict else (Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO)
        if gain.sign in bad:
            return Conditions(analysis.game, labels, (), never=True, because=condition, given=analysis.given)
        if gain.sign not in good:
            open_.append((condition, Hypothesis(gain.polynomial, condition.strict, condition.reason)))
    return replace(_assemble(analysis, labels, open_), existence=existence)


def _assemble(analysis: Analysis, labels: tuple[str, ...], found: Sequence[tuple[Condition, Hypothesis]]) -> Conditions:
    """Drop what is implied, find what refutes, and settle whether anything is left that can hold."""
    domain, hypotheses = analysis.domain, [h for _, h in found]
    known = Witnesses([h.polynomial for h in hypotheses], domain)
    kept, dropped, witnesses = _irredundant(hypotheses, domain, known)
    point = known.example(kept) if kept or domain.poles else {}
    if point is None and len(kept) > 1:
        proof = impossible([hypotheses[k] for k in kept], domain)
        if proof is not None:
            return Conditions(analysis.game, labels, (), never=True, because=proof, given=analysis.given)
    return Conditions(
        analysis.game,
        labels,
        tuple(found[k][0] for k in kept),
        _implied(found, dropped),
        tuple(witnesses[k] for k in kept),
        given=analysis.given,
        example=point,
        hypotheses=tuple(hypotheses[k] for k in kept),
    )


def _implied(found: Sequence[tuple[Condition, Hypothesis]], dropped: dict[int, SignCertificate]) -> tuple[Implied, ...]:
    """Return what was dropped, each with what its proof leans on: what is kept, or was dropped later."""
    known: dict[Hypothesis, Implied] = {}
    each: dict[int, Implied] = {}
    for k, proof in reversed(dropped.items()):
        leant_on = {h: known[h] for _, h in proof.weighted if h in known}
        condition, hypothesis = found[k]
        known[hypothesis] = each[k] = Implied(condition, proof, leant_on)
    return tuple(each[k] for k in sorted(each))


def _irredundant(
    hypotheses: Sequence[Hypothesis], domain: Domain, known: Witnesses
) -> tuple[list[int], dict[int, SignCertificate], dict[int, Point | None]]:
    """Return the positions kept, the proofs of those dropped, in order, and a point that violates each kept one alone.

    The longest inequality is tried first, so that what stays is short.
    """
    kept = list(range(len(hypotheses)))
    known.shoot(kept)
    dropped: dict[int, SignCertificate] = {}
    witnesses: dict[int, Point | None] = {}
    for k in sorted(kept, key=lambda k: (-len(hypotheses[k].polynomial), -k)):
        witnesses[k] = known.of(k, kept)
        if witnesses[k] is None:
            h, others = hypotheses[k], [hypotheses[j] for j in kept if j != k]
            proof = prove(h.polynomial, others, domain, strict=h.strict)
            if proof is not None:
                kept.remove(k)
                dropped[k] = proof
    in_doubt = [k for k in kept if witnesses[k] is None]
    if in_doubt and dropped:
        known.shoot(kept)
    in_vain = 0
    for k in in_doubt:
        witnesses[k] = known.of(k, kept)
        if witnesses[k] is None and in_vain < _MOST_IN_VAIN:
            witnesses[k] = known.climbed(k, kept)
            in_vain += witnesses[k] is None
    return kept, dropped, witnesses
