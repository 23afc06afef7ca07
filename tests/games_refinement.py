"""Named games with their source, and what the literature (or a line of algebra) says of their equilibria."""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from alignment_games import NormalFormGame
from alignment_games.catalogue.known_games import known_game

HALF, THIRD, TWO_THIRDS = Fraction(1, 2), Fraction(1, 3), Fraction(2, 3)


@dataclass(frozen=True)
class Named:
    """A game, where it is from, and the verdicts expected of some of its equilibria."""

    name: str
    source: str
    game: NormalFormGame
    verdicts: dict = field(default_factory=dict)


def two_players(row, column, actions):
    return NormalFormGame([row, column], ["Row", "Column"], actions)


def symmetric(row, actions):
    return two_players(row, np.array(row, dtype=object).T.tolist(), actions)


def from_rule(rule, players, actions):
    return NormalFormGame.from_function(rule, players, actions)


def mixed(*parts):
    """Return a key for a mixed profile; the tests turn it back into one."""
    return parts


STAG_HUNT = symmetric([[4, 0], [3, 2]], ["stag", "hare"])
DILEMMA = symmetric([[3, 0], [5, 1]], ["cooperate", "defect"])
PENNIES = two_players([[1, -1], [-1, 1]], [[-1, 1], [1, -1]], ["heads", "tails"])
CHICKEN = symmetric([[6, 2], [7, 0]], ["swerve", "dare"])
SEXES = two_players([[2, 0], [0, 1]], [[1, 0], [0, 2]], ["opera", "football"])
MYERSON = symmetric([[1, 0, -9], [0, 0, -7], [-9, -7, -7]], ["a", "b", "c"])
SHAPLEY = two_players([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[0, 1, 0], [0, 0, 1], [1, 0, 0]], ["a", "b", "c"])
CONVENTIONS = symmetric([[6, 0, 0], [5, 7, 5], [0, 5, 8]], ["a", "b", "c"])
PITCHFORK = symmetric([[3, 2, 2], [1, 1, 2], [3, 0, 0]], ["a", "b", "c"])


def rock_paper_scissors(win, loss):
    return symmetric([[0, -loss, win], [win, 0, -loss], [-loss, win, 0]], ["rock", "paper", "scissors"])


def _bernheim_peleg_whinston(a, b, c):
    if (a, b) == ("1", "1"):
        return (1, 1, -5) if c == "1" else (-1, -1, 5)
    if (a, b) == ("2", "2"):
        return (0, 0, 10) if c == "1" else (-2, -2, 0)
    return (-5, -5, 0)


BERNHEIM_PELEG_WHINSTON = from_rule(_bernheim_peleg_whinston, ["A", "B", "C"], ["1", "2"])


def _horse(one, two, three):
    if one == "down":
        return (3, 3, 2) if three == "left" else (0, 0, 0)
    if two == "down":
        return (4, 4, 0) if three == "left" else (0, 0, 1)
    return (1, 1, 1)


HORSE = from_rule(_horse, ["1", "2", "3"], [["down", "across"], ["down", "across"], ["left", "right"]])


def _majority(one, two, three):
    couples = {("2", "1"): (0, 1), ("3", "1"): (0, 2), ("3", "2"): (1, 2)}
    for (first, second), pair in couples.items():
        picks = (one, two, three)
        if picks[pair[0]] == first and picks[pair[1]] == second:
            return tuple(HALF if i in pair else -1 for i in range(3))
    return (0, 0, 0)


MAJORITY = from_rule(_majority, ["1", "2", "3"], [["2", "3"], ["1", "3"], ["1", "2"]])


def minimum_effort(n):
    def rule(*efforts):
        least = min(map(int, efforts))
        return [Fraction(2, 10) * least - Fraction(int(e), 10) + Fraction(6, 10) for e in efforts]

    return from_rule(rule, [f"Player {i + 1}" for i in range(n)], ["1", "2", "3"])


def volunteers(n):
    def rule(*actions):
        helped = "volunteer" in actions
        return [(4 if helped else 0) - (1 if a == "volunteer" else 0) for a in actions]

    return from_rule(rule, [f"Player {i + 1}" for i in range(n)], ["volunteer", "wait"])


def landscape(sizes, propensities):
    """Bloc choice after Axelrod & Bennett (1993): frustration is the size-weighted propensity to the other side."""

    def rule(*sides):
        n = range(len(sizes))
        return [-sum(sizes[j] * propensities[i][j] * (sides[i] != sides[j]) for j in n) for i in n]

    return from_rule(rule, [f"State {i + 1}" for i in range(len(sizes))], ["one", "two"])


FAIR, THIRDS = (HALF, HALF), (THIRD, THIRD, THIRD)

NAMED = [
    Named(
        "stag hunt",
        "Jervis (1978), World Politics 30; payoffs 4, 3, 2, 0",
        STAG_HUNT,
        {
            "stag, stag": {"strict": True, "strong": True, "coalition_proof": True, "evolutionarily_stable": True},
            "hare, hare": {"strict": True, "strong": False, "coalition_proof": False, "proper": True},
            mixed((TWO_THIRDS, THIRD), (TWO_THIRDS, THIRD)): {
                "strict": False,
                "regular": True,
                "evolutionarily_stable": False,
                "coalition_proof": None,
            },
        },
    ),
    Named(
        "prisoner's dilemma",
        "Luce & Raiffa (1957), section 5.4; coalition-proof but not strong: Bernheim, Peleg & Whinston (1987)",
        DILEMMA,
        {"defect, defect": {"strict": True, "strong": False, "coalition_proof": True, "evolutionarily_stable": True}},
    ),
    Named(
        "matching pennies",
        "von Neumann (1928)",
        PENNIES,
        {mixed(FAIR, FAIR): {"strict": False, "quasi_strict": True, "regular": True, "proper": True, "strong": True}},
    ),
    Named(
        "rock-paper-scissors",
        "Weibull (1995), Evolutionary Game Theory, chapter 2: neutrally, not evolutionarily stable",
        rock_paper_scissors(1, 1),
        {mixed(THIRDS, THIRDS): {"evolutionarily_stable": False, "regular": True, "perfect": True}},
    ),
    Named(
        "rock-paper-scissors where winning is worth more",
        "Weibull (1995), chapter 2; Hofbauer & Sigmund (1998), chapter 7",
        rock_paper_scissors(2, 1),
        {mixed(THIRDS, THIRDS): {"evolutionarily_stable": True}},
    ),
    Named(
        "rock-paper-scissors where losing costs more",
        "Weibull (1995), chapter 2; Hofbauer & Sigmund (1998), chapter 7",
        rock_paper_scissors(1, 2),
        {mixed(THIRDS, THIRDS): {"evolutionarily_stable": False}},
    ),
    Named(
        "hawk and dove",
        "Maynard Smith & Price (1973), prize 2, injury 4",
        symmetric([[-1, 2], [0, 1]], ["hawk", "dove"]),
        {
            mixed(FAIR, FAIR): {"evolutionarily_stable": True, "regular": True},
            "hawk, dove": {"strict": True, "evolutionarily_stable": None},
        },
    ),
    Named(
        "chicken",
        "Aumann (1974), Journal of Mathematical Economics 1",
        CHICKEN,
        {
            "dare, swerve": {"strict": True, "strong": True, "coalition_proof": True},
            mixed((TWO_THIRDS, THIRD), (TWO_THIRDS, THIRD)): {"strong": False, "regular": True},
        },
    ),
    Named(
        "battle of the sexes",
        "Luce & Raiffa (1957), section 5.3",
        SEXES,
        {
            "opera, opera": {"strict": True, "strong": True, "coalition_proof": True, "pareto_undominated": True},
            mixed((TWO_THIRDS, THIRD), (THIRD, TWO_THIRDS)): {"pareto_undominated": False, "regular": True},
        },
    ),
    Named(
        "perfect but not proper",
        "Myerson (1978), International Journal of Game Theory 7",
        MYERSON,
        {
            "a, a": {"perfect": True, "proper": True, "strict": True},
            "b, b": {"perfect": True, "proper": False, "undominated": True, "regular": False},
            "c, c": {"perfect": False, "proper": False, "undominated": False},
        },
    ),
    Named(
        "the horse, normal form",
        "Selten (1975), International Journal of Game Theory 4, figure 1",
        HORSE,
        {
            "down, across, left": {"perfect": False, "proper": False, "undominated": True, "strict": False},
            "across, across, right": {"perfect": True, "undominated": True},
        },
    ),
    Named(
        "coalition-proof but not strong",
        "Bernheim, Peleg & Whinston (1987), Journal of Economic Theory 42",
        BERNHEIM_PELEG_WHINSTON,
        {
            "1, 1, 2": {"coalition_proof": True, "strong": False, "strict": True, "pareto_undominated": False},
            "2, 2, 1": {"coalition_proof": False, "strong": False, "strict": True, "pareto_undominated": True},
        },
    ),
    Named(
        "simple majority game of three",
        "von Neumann & Morgenstern (1944), section 21",
        MAJORITY,
        {
            "2, 1, 1": {"strong": True, "coalition_proof": True, "strict": False},
            "2, 3, 1": {"strong": False, "coalition_proof": False},
        },
    ),
    Named(
        "minimum effort",
        "Van Huyck, Battalio & Beil (1990), American Economic Review 80",
        minimum_effort(3),
        {
            "3, 3, 3": {"strict": True, "strong": True, "coalition_proof": True, "pareto_undominated": True},
            "1, 1, 1": {"strict": True, "strong": False, "coalition_proof": False, "pareto_undominated": False},
        },
    ),
    Named(
        "volunteer's dilemma",
        "Diekmann (1985), Journal of Conflict Resolution 29, three players, benefit 4, cost 1",
        volunteers(3),
        {
            "volunteer, wait, wait": {"strict": True, "strong": True, "coalition_proof": True},
            mixed(FAIR, FAIR, FAIR): {"regular": True, "strict": False},
        },
    ),
    Named(
        "entry deterrence",
        "Selten (1978), Theory and Decision 9: the chain store, one round",
        two_players([[1, 1], [-1, 2]], [[5, 5], [0, 2]], [["out", "in"], ["fight", "yield"]]),
        {
            "in, yield": {"strict": True, "perfect": True},
            "out, fight": {"perfect": False, "undominated": False, "coalition_proof": True, "strong": True},
        },
    ),
    Named(
        "a dominated equilibrium",
        "van Damme (1991), chapter 1: the 2x2 game with payoffs 1 at the first pair and 0 elsewhere",
        symmetric([[1, 0], [0, 0]], ["in", "out"]),
        {
            "in, in": {"strict": True, "proper": True, "strong": True},
            "out, out": {"perfect": False, "strong": False, "quasi_strict": False, "coalition_proof": False},
        },
    ),
    Named(
        "Shapley's game",
        "Shapley (1964), Some topics in two-person games",
        SHAPLEY,
        {mixed(THIRDS, THIRDS): {"regular": True, "quasi_strict": True, "perfect": True, "strong": True}},
    ),
    Named(
        "conventions",
        "Young (1993), Econometrica 61; Kandori, Mailath & Rob (1993)",
        CONVENTIONS,
        {
            "a, a": {"strict": True, "coalition_proof": False},
            "b, b": {"strict": True, "coalition_proof": False},
            "c, c": {"strict": True, "coalition_proof": True, "strong": True},
        },
    ),
    Named(
        "pure coordination",
        "Schelling (1960), The Strategy of Conflict",
        symmetric([[1, 0], [0, 1]], ["left", "right"]),
        {
            "left, left": {"strict": True, "strong": True, "evolutionarily_stable": True},
            mixed(FAIR, FAIR): {"evolutionarily_stable": False, "regular": True, "strong": False},
        },
    ),
    Named(
        "traveller's dilemma",
        "Basu (1994), American Economic Review 84, claims 2 to 4, reward 2",
        symmetric([[2, 4, 4], [0, 3, 5], [0, 1, 4]], ["2", "3", "4"]),
        {"2, 2": {"strict": True, "strong": False, "coalition_proof": True}},
    ),
    Named(
        "deadlock",
        "Snyder & Diesing (1977), Conflict Among Nations, chapter 2",
        symmetric([[1, 0], [3, 2]], ["yield", "stand"]),
        {"stand, stand": {"strict": True, "strong": True, "coalition_proof": True, "evolutionarily_stable": True}},
    ),
    Named(
        "bully",
        "Snyder & Diesing (1977), chapter 2: deadlock meets chicken",
        two_players([[1, 0], [3, 2]], [[2, 3], [1, 0]], ["yield", "stand"]),
        {"stand, yield": {"strict": True, "strong": True, "coalition_proof": True}},
    ),
    Named(
        "landscape of three",
        "Axelrod & Bennett (1993), British Journal of Political Science 23: states 1 and 2 are friends, 3 is hostile",
        landscape([3, 2, 1], [[0, 1, -1], [1, 0, -1], [-1, -1, 0]]),
        {
            "one, one, two": {"strict": True, "strong": True, "coalition_proof": True},
            "two, two, one": {"strict": True, "strong": True, "coalition_proof": True},
        },
    ),
    Named(
        "one irrational equilibrium",
        known_game("irrational").source,
        known_game("irrational").game,
    ),
    Named(
        "three pure equilibria and a continuum",
        known_game("curve").source,
        known_game("curve").game,
        # At (2, 2, 2) player 1's other action gains in the order of one mistake of player 2 and loses in that of two.
        {"2, 2, 2": {"strict": False, "undominated": True, "perfect": False, "proper": False}},
    ),
    Named(
        "a branch with a bifurcation",
        "symmetric buck-passing game of three actions; the bifurcation is computed anew in the tests",
        PITCHFORK,
        {"a, a": {"quasi_strict": False}},
    ),
    Named(
        "everything ties",
        "all payoffs zero: every profile is an equilibrium, none strict",
        symmetric([[0, 0], [0, 0]], ["one", "two"]),
        {
            "one, two": {"strict": False, "perfect": True, "strong": True, "coalition_proof": True, "regular": False},
            "one, one": {"evolutionarily_stable": False, "proper": True},
        },
    ),
    Named(
        "two equal actions",
        "the stag hunt with stag listed twice: the pure equilibria are no longer strict",
        symmetric([[4, 4, 0], [4, 4, 0], [3, 3, 2]], ["stag", "deer", "hare"]),
        {
            "stag, deer": {"strict": False, "quasi_strict": False, "proper": True, "coalition_proof": True},
            "hare, hare": {"strict": True, "coalition_proof": False},
            "stag, stag": {"evolutionarily_stable": False},
        },
    ),
]
