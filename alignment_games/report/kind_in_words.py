"""What kind of alignment game it is, in sentences."""

from __future__ import annotations

from alignment_games.analysis.kind import GameKind, Shape
from alignment_games.text.lists import listed

_SHAPES = {
    Shape.CASCADE: "A bandwagoning cascade: states bandwagon together or not at all, each because the others do.",
    Shape.STAG_HUNT: "A stag hunt: balancing pays each state only when enough others balance, and nobody may.",
    Shape.NO_CATCHER: "A buck-passing game without a buck-catcher: in no pure equilibrium does anybody balance.",
    Shape.BUCK_PASSING: "A buck-passing game: somebody has to catch the buck, and each equilibrium names another.",
}


def kind_in_words(kind: GameKind) -> list[str]:
    """Return sentences on the shape of a game, on whom it cannot do without and who can stand in for whom.

    >>> print(kind_in_words(GameKind(Shape.ONE_COALITION, frozenset({"France", "USSR"}), (), ()))[0])
    Balancing has one shape: France and USSR balance.
    """
    sentences = [_SHAPES.get(kind.shape) or _one_shape(kind.balancers)]
    if kind.indispensable:
        verb = "is" if len(kind.indispensable) == 1 else "are"
        sentences.append(f"{listed(kind.indispensable)} {verb} indispensable: no equilibrium has balancing without.")
    if kind.substitutes:
        stand_ins = (f"{a} and {b}" for a, b in kind.substitutes)
        sentences.append(f"Substitutes, of which one balances so that the other need not: {'; '.join(stand_ins)}.")
    return sentences


def _one_shape(balancers: frozenset[str]) -> str:
    return f"Balancing has one shape: {listed(sorted(balancers))} balance{'s' if len(balancers) == 1 else ''}."
