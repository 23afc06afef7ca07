"""What is asked of a game and of its change.

An answer holds plays, {(player, action): probability}, or is a set of names (player, action), or is anything that can
be compared as it stands. Verdicts are asked at the same plays before and after: what is new is not played.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games import NormalFormGame, eliminate_dominated, solve
from alignment_games import refinements as r
from alignment_games.game import structure
from alignment_games.solvers import (
    Auto,
    BestReplyDynamics,
    FictitiousPlay,
    LemkeHowson,
    LogitTracing,
    PureEnumeration,
    SupportEnumeration,
    VertexEnumeration,
    ZeroSum,
    basins,
    correlated_equilibrium,
    correlated_polytope,
    maximum_entropy_correlated,
    solve_batch,
)
from alignment_games.solvers.logit.response import logit_response


@dataclass(frozen=True)
class Found:
    """Equilibria in names, those of them that are proven to stand alone, and whether there can be no others."""

    plays: list
    alone: list
    complete: bool

    @classmethod
    def of(cls, game, profiles, positions, components, *, complete):
        """Return the equilibria of a game that stand at these positions."""
        every = plays(game, profiles)
        members = {m for c in components for m in c.members}
        alone = [play for k, play in zip(positions, every, strict=True) if k not in members] if complete else []
        return cls(every, alone, complete and not members)


def plays(game, profiles):
    """Return profiles in names."""
    return [
        {
            (player, label): probability
            for player, labels, x in zip(game.players, game.actions, profile, strict=True)
            for label, probability in zip(labels, x.tolist(), strict=True)
            if probability
        }
        for profile in profiles
    ]


def profile_of(game, play):
    """Return a play in names as a profile; a player it does not name plays the first action."""
    found = []
    for player, labels in zip(game.players, game.actions, strict=True):
        x = [play.get((player, label), 0) for label in labels]
        found.append(np.array(x if any(x) else [1] + [0] * (len(x) - 1), dtype=object))
    return tuple(x.astype(float) if game.arithmetic == "float" else x for x in found)


def found_by(solver):
    """Return the question which equilibria a solver finds."""

    def ask(game, _):
        if solver.why_not(game) is not None:
            return None
        found = solve(game, solver, throw=False)
        profiles = [e.profile for e in found]
        return Found.of(game, profiles, range(len(found)), found.components, complete=found.complete)

    return ask


def claim(game, _):
    """Whether all equilibria are there, and how many continua of which dimension they form."""
    found = solve(game, throw=False)
    return found.complete, sorted(str(c.dimension) for c in found.components)


def in_batch(game, _):
    """The equilibria of the game as the second of a batch."""
    family = np.stack([game.payoffs[::-1] if len(set(game.n_actions)) == 1 else game.payoffs, game.payoffs])
    found = solve_batch(NormalFormGame(family, game.players, game.actions))
    rows = np.flatnonzero(found.game == 1)
    profiles = [[x[k] for x in found.profiles] for k in rows]
    return Found.of(game, profiles, rows, found.components.get(1, ()), complete=bool(found.complete[1]))


def surviving(kind):
    """Return the question which actions survive elimination."""

    def ask(game, _):
        left = eliminate_dominated(game, kind).game
        return {(player, label) for player, labels in zip(left.players, left.actions, strict=True) for label in labels}

    return ask


def shares(coarse):
    """Return the question what share of the own payoff range each player gets at best."""

    def ask(game, _):
        found = {}
        for i, player in enumerate(game.players):
            own = game.to_float().payoffs[i]
            value = correlated_equilibrium(game, player, coarse=coarse).value
            found[player] = (value - own.min()) / (np.ptp(own) or 1.0)
        return {player: round(share, 6) for player, share in sorted(found.items()) if player != "idle"}

    return ask


def entropy(game, _):
    """The entropy of the least assuming correlated equilibrium."""
    return round(maximum_entropy_correlated(game).value, 5)


def polytope(game, _):
    """Dimension and number of vertices of the correlated equilibria."""
    if np.prod(game.n_actions) > 9:
        return None
    found = correlated_polytope(game)
    return found.dimension, len(found.vertices)


def verdicts(predicate):
    """Return the question what a predicate says of each play."""
    return lambda game, at: [predicate(game, profile_of(game, play)).holds for play in at]


def pareto(game, at):
    """Which of the plays are Pareto-undominated among them."""
    profiles = [profile_of(game, play) for play in at]
    return [r.pareto_undominated(game, profile, profiles).holds for profile in profiles]


def p_dominance(game, at):
    """The p of each pure play and player."""
    pure = [play for play in at if len(play) == len({player for player, _ in play})]
    found = [r.p_dominance(game, profile_of(game, play)) for play in pure]
    return [{player: round(float(p), 6) for player, p in sorted(each.items()) if player != "idle"} for each in found]


def risk(game, at):
    """Which of the first two pure plays risk-dominates."""
    pure = [play for play in at if len(play) == len({player for player, _ in play})]
    if len(pure) < 2:
        return None
    return r.risk_dominance(game, *(profile_of(game, play) for play in pure[:2])).witness.get("dominant")


def kind(test):
    """Return the question whether a game has a structure."""
    return lambda game, _: bool(test(game))


def attractors(game, _):
    """Which equilibria best replies lead to."""
    found = plays(game, [e.profile for e, _ in basins(game, BestReplyDynamics("simultaneous")).attractors])
    return Found(found, found, complete=True)


def fictitious(game, _):
    """Where fictitious play has come to from uniform play, at two times."""
    start = tuple(np.full((1, m), 1 / m) for m in game.n_actions)
    found = plays(game, [[x[0] for x in FictitiousPlay(steps=k).run(game, start).final] for k in (7, 40)])
    return Found(found, found, complete=True)


def noisy(game, _):
    """Logit responses at two rates, for each payoff range."""
    rate = 1 / float(max(np.ptp(own) for own in game.to_float().payoffs) or 1)
    found = plays(game, [logit_response(game, k * rate, tol=1e-10) for k in (0.5, 2)])
    return Found(found, found, complete=True)


QUESTIONS = {
    "solve": found_by(Auto()),
    "claim": claim,
    "vertices": found_by(VertexEnumeration()),
    "supports": found_by(SupportEnumeration()),
    "pure": found_by(PureEnumeration()),
    "constant sum": found_by(ZeroSum()),
    "paths": found_by(LemkeHowson()),
    "logit": found_by(LogitTracing()),
    "batch": in_batch,
    "best replies": attractors,
    "fictitious play": fictitious,
    "logit response": noisy,
    "strict dominance": surviving("strict"),
    "weak dominance": surviving("weak"),
    "correlated": shares(coarse=False),
    "coarse": shares(coarse=True),
    "entropy": entropy,
    "polytope": polytope,
    "strict": verdicts(r.strict),
    "quasi-strict": verdicts(r.quasi_strict),
    "undominated": verdicts(r.undominated),
    "perfect": verdicts(r.perfect),
    "proper": verdicts(r.proper),
    "regular": verdicts(r.regular),
    "evolutionarily stable": verdicts(r.evolutionarily_stable),
    "strong": verdicts(r.strong),
    "coalition-proof": verdicts(r.coalition_proof),
    "Pareto": pareto,
    "p-dominance": p_dominance,
    "risk dominance": risk,
    "weighted potential": kind(structure.weighted_potential),
    "exact potential": kind(structure.exact_potential),
    "ordinal potential": kind(r.ordinal_potential),
    "constant-sum": kind(structure.constant_sum),
    "symmetric": kind(structure.symmetric),
    "supermodular": kind(structure.supermodular),
}
