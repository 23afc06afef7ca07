"""Claims about two states and what they think of each other: security dilemma, trust, incomplete information, exit."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from alignment_games.catalogue.claim import Claim
from alignment_games.models.bayesian import bayesian_game
from alignment_games.models.dilemma import risk_dominant, security_dilemma, trust_needed
from alignment_games.models.exit import exit_game, exit_scenario
from alignment_games.models.trust import trust_game, trust_threshold
from alignment_games.solvers import PureEnumeration, VertexEnumeration, solve

#: Both security-seekers cooperate, both greedy types defect, in the order of the agents.
_COOPERATION = "cooperate, defect, cooperate, defect"


def _mixed_cooperation() -> Any:
    """Return the chance of cooperation in the mixed equilibrium of the stag hunt 4, 3, 2, 0."""
    solution = solve(security_dilemma(4, 3, 2, 0), VertexEnumeration())
    (mixed,) = (equilibrium for equilibrium in solution if not equilibrium.pure)
    return mixed["First"]["cooperate"]


def _defection_where_trust_is_even() -> bool:
    """Return whether defection is the better reply to an even chance: risk dominance in a symmetric game."""
    cooperate, defect = security_dilemma(4, 3, 2, 0).deviation_payoffs([[Fraction(1, 2)] * 2] * 2)[0]
    return bool(defect > cooperate)


def _least_trust(exploited: Any, exploiting: Any) -> Fraction:
    """Solve for the trust at which a security-seeker is indifferent, from the payoffs of the symbolic game."""
    import sympy

    trust = sympy.Symbol("p", positive=True)
    game = trust_game(trust, exploited=exploited, exploiting=exploiting)
    cooperate, defect = game.deviation_payoffs(_COOPERATION)[0]
    (found,) = sympy.solve(sympy.expand(cooperate - defect), trust)
    return Fraction(int(found.p), int(found.q))


def _is_equilibrium(trust: Fraction) -> bool:
    return bool(trust_game(trust, exploited=1, exploiting=Fraction(1, 2)).regrets(_COOPERATION).max() == 0)


def _always_defecting() -> bool:
    """Return whether no type gains by cooperating alone, whatever the trust p in (0, 1), from the symbolic game."""
    import sympy

    p = sympy.Symbol("p", positive=True)
    trust = p / (1 + p)  # every number in (0, 1)
    play = ("defect",) * 4
    game = trust_game(trust, exploited=1, exploiting=Fraction(1, 2))
    gains = (own[0] - own[1] for own in game.deviation_payoffs(play))  # of cooperating over defecting
    return all(sympy.factor(gain).is_nonpositive for gain in gains)


def _attacks(chance_strong: Fraction) -> bool:
    """Return whether attacking a defender that fights iff strong is an equilibrium: 1 if it yields, -2 if not."""
    types: dict[str, dict[str, Any]] = {
        "Defender": {"strong": chance_strong, "weak": 1 - chance_strong},
        "Attacker": {"only": 1},
    }

    def payoff(kinds: tuple[str, ...], actions: tuple[str, ...]) -> list[int]:
        if actions[1] == "yield":
            return [1, 0]
        if actions[0] == "yield":
            return [-1, 1]
        return [0 if kinds[0] == "strong" else -2, -2]

    game = bayesian_game(types, ("fight", "yield"), payoff)
    return bool(game.regrets("fight, yield, fight").max() == 0)


def _scenarios_without_their_equilibria() -> int:
    """Count drawn relations whose scenario, told by thresholds, is not that of the pure equilibria of the game."""
    rng, wrong = random.Random(6), 0  # noqa: S311 - games to test on, not secrets
    told = {
        "security_competition": ["compete"],
        "cooperation": ["cooperate", "compete"],
        "security_community": ["cooperate"],
    }
    for _ in range(60):
        figures: dict[str, Any] = {"temptation": rng.uniform(0.2, 2), "fellowship": rng.uniform(0.2, 2)}
        figures["fear"] = figures["temptation"] * rng.uniform(1.1, 4)
        figures["securitization"] = 10 ** rng.uniform(-2, 1)
        intent = rng.uniform(0.05, 0.95)
        solution = solve(exit_game(intent, **figures), PureEnumeration())
        expected = {(both, both) for both in told[exit_scenario(intent, **figures)]}
        wrong += {each.actions for each in solution} != expected
    return wrong


_JERVIS = "Jervis 1978, stag hunt R, T, P, S = 4, 3, 2, 0"
_KYDD = "Kydd 2005, as commonly stated"
_OWN = "own reduction of Wendt 1999, Deutsch 1957, Adler & Barnett 1998"

CLAIMS = (
    Claim("dilemma", "chance of cooperation in the mixed equilibrium", _JERVIS, Fraction(2, 3), _mixed_cooperation),
    Claim(
        "dilemma",
        "(P-S)/((R-T)+(P-S))",
        _JERVIS,
        2 / 3,
        lambda: trust_needed(4.0, 3.0, 2.0, 0.0),
        1e-12,
        definition=True,
    ),
    Claim(
        "dilemma",
        "the risk-dominant action, since R-T < P-S",
        "Harsanyi & Selten 1988",
        "defect",
        lambda: risk_dominant(4, 3, 2, 0),
        definition=True,
    ),
    Claim(
        "dilemma",
        "... is the better reply to an even chance of cooperation",
        "Harsanyi & Selten 1988",
        True,
        _defection_where_trust_is_even,
    ),
    *(
        Claim(
            "trust",
            f"a = {a}, b = {b}: least probability of a security-seeker, solved from the symbolic game",
            _KYDD,
            claimed,
            lambda a=a, b=b: _least_trust(a, b),  # type: ignore[misc] # the defaults bind these figures
        )
        for a, b, claimed in (
            (1, Fraction(1, 2), Fraction(2, 3)),
            (1, 0, Fraction(1, 2)),
            (2, Fraction(1, 2), Fraction(4, 5)),
        )
    ),
    Claim(
        "trust",
        "a/(1-b+a) at (1, 1/2), (1, 0), (2, 1/2)",
        _KYDD,
        (2 / 3, 0.5, 0.8),
        lambda: (trust_threshold(1, 0.5), trust_threshold(1, 0), trust_threshold(2, 0.5)),
        1e-12,
        definition=True,
    ),
    Claim(
        "trust",
        "a = 1, b = 1/2: cooperation is an equilibrium at trust 0.66, 2/3, 0.67",
        _KYDD,
        (False, True, True),
        lambda: tuple(_is_equilibrium(trust) for trust in (Fraction(66, 100), Fraction(2, 3), Fraction(67, 100))),
    ),
    Claim(
        "trust",
        "general defection is an equilibrium at any trust: regrets of the symbolic game, none above zero",
        _KYDD,
        True,
        _always_defecting,
    ),
    Claim(
        "bayesian",
        "attack gains 1 from a weak and loses 2 to a strong defender: equilibrium at Pr(strong) = .3, 1/3, .34",
        "derived: (1 - p) - 2p >= 0 iff p <= 1/3",
        (True, True, False),
        lambda: tuple(_attacks(p) for p in (Fraction(3, 10), Fraction(1, 3), Fraction(34, 100))),
    ),
    Claim(
        "exit",
        "to compete, either, or to cooperate is all that is an equilibrium where the odds of intent are above both "
        "thresholds, between them, or below both: exceptions in 60 drawn relations",
        _OWN,
        0,
        _scenarios_without_their_equilibria,
    ),
)
