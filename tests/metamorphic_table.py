"""How the answers of a game and of its change hang together: changes by questions, with what is not the same.

How two answers hang together. SAME: equal, in the old names. OPEN: equal, or one of them undecided. FOUND: equal
where all equilibria are there and none is one of a continuum; otherwise those that stand alone are in both, and all
are equilibria of the game before. AMONG: this last alone. NONE: they need not hang together.
"""

from __future__ import annotations

from tests.metamorphic_answers import QUESTIONS

SAME, OPEN, FOUND, AMONG, NONE = "same", "open", "found", "among", "none"

#: What holds unless the table says otherwise.
DEFAULT = dict.fromkeys(QUESTIONS, SAME)


def each(relation, questions):
    """Return one relation for several questions, separated by commas."""
    return dict.fromkeys(questions.split(", "), relation)


#: Continua are listed by some of their members, and some solvers look for some equilibria: which, hangs on the order.
LISTED = each(FOUND, "solve, supports, batch") | each(AMONG, "constant sum, paths")
#: Who responds with noise counts each action, and responds to differences of payoffs in the players' common unit.
NOISE = {"logit": AMONG, "logit response": NONE}
#: These compare payoffs of one player with another's.
BETWEEN_PLAYERS = each(NONE, "constant-sum, symmetric, exact potential, constant sum")
#: These compare payoffs at different plays of the others.
BETWEEN_PLAYS = each(NONE, "correlated, coarse, Pareto, strong, coalition-proof, constant-sum, symmetric, constant sum")
#: These count actions, or ask that all players have as many or come in order.
COUNTING = each(
    NONE,
    "symmetric, evolutionarily stable, risk dominance, best replies, fictitious play, entropy, polytope, supermodular",
)
#: These are made for two players.
FOR_TWO = each(NONE, "vertices, constant sum, paths, symmetric, evolutionarily stable, risk dominance")
#: Of three players, or where mistakes of equal order matter, perfection may stay open.
MISTAKES = each(OPEN, "perfect, proper")
#: What floats prove is proven of other numbers, by a hair.
ROUNDED = {"claim": NONE, "regular": OPEN}

TABLE = {
    "relabel": LISTED | each(NONE, "best replies, fictitious play, supermodular, symmetric, evolutionarily stable"),
    "permute_players": LISTED,
    "rescale": LISTED | NOISE | BETWEEN_PLAYERS,
    "rescale_together": LISTED | ROUNDED,
    "rescale_floats": LISTED | NOISE | BETWEEN_PLAYERS | ROUNDED,
    "add_constants": LISTED | {"symmetric": NONE},
    "add_by_others": LISTED | NOISE | BETWEEN_PLAYS | each(NONE, "entropy, evolutionarily stable"),
    "duplicate": LISTED
    | NOISE
    | COUNTING
    | MISTAKES
    | each(NONE, "strict, quasi-strict, regular, claim, constant sum"),
    "add_dominated": LISTED
    | NOISE
    | COUNTING
    | MISTAKES
    | each(NONE, "constant-sum, constant sum, correlated, coarse, ordinal potential"),
    "idle_player": LISTED | FOR_TWO | MISTAKES,
    "indifferent_player": LISTED
    | FOR_TWO
    | MISTAKES
    | each(NONE, "claim, strict, quasi-strict, regular, strong, entropy, polytope, best replies"),
    "in_floats": LISTED | ROUNDED,
}
