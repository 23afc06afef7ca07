"""Claims about answering a threat: sign tests of verbal theories, deterrence, two threats, campaigns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from alignment_games.catalogue.claim import Claim
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.campaign import campaign_game
from alignment_games.models.chain_ganging import chain_ganging_game
from alignment_games.models.deterrence import deterrence_game, observed_deterrence_game
from alignment_games.models.response import ResponseGame, response_game, response_model
from alignment_games.models.soft_balancing import soft_balancing_game
from alignment_games.models.threshold import threshold_game
from alignment_games.models.two_threats import two_threats_game
from alignment_games.solvers import PureEnumeration, solve
from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat

_GERMANY = State("Germany", power=0.15, offence=1.2)
_STATES = (State("Britain", power=0.08), State("France", power=0.05), State("USSR", power=0.16))
_DISTANCES = (930, 400, 1600)
_NAMES = tuple(state.name for state in _STATES)


def _facing_germany(**changes: Any) -> ResponseGame:
    """Return three states' game against one threat, with round illustrative figures and the default utility."""
    threat = perceived_threat(_STATES, of=_GERMANY, distance_km=_DISTANCES, intent=0.6)
    return response_model(_STATES, _GERMANY, threat).with_parameters(**changes).game()


def _incentive(state: str, action: str, others: str, **changes: Any) -> float:
    """Return what an action gains a state over passing the buck, the others all playing one action."""
    game = _facing_germany(**changes)
    i = game.player_index(state)
    payoffs = game.deviation_payoffs([others] * game.n_players)[i]
    labels = game.actions[i]
    return float(payoffs[labels.index(action)] - payoffs[labels.index("buck_pass")])


def _sources_that_raise_balancing() -> dict[str, tuple[str, ...]]:
    """Return, by state, the sources of threat whose rise makes it readier to join a coalition of all others."""
    closer = [0.8 * km for km in _DISTANCES]
    changes: dict[str, dict[str, Any]] = {
        "power": {"threat_power": 0.18},
        "proximity": {"distance_km": closer},
        "offence": {"threat_offence": 1.4},
        "intent": {"intent": 0.8},
        "securitization": {"securitization": 2},
    }
    return {
        state.name: tuple(
            source
            for source, change in changes.items()
            if _incentive(state.name, "balance", "balance", **change) > _incentive(state.name, "balance", "balance")
        )
        for state in _STATES
    }


def _nearness_follows_the_contest() -> bool:
    r"""Return whether nearness raises joining exactly where a derivative by hand says so.

    With h_b and h_p the chances to hold as a member and outside, F the others' stand, f the chance to be the first
    target and m the decisiveness, the weight of the threat set aside, d gain / d ln N =
    m h_p (1 - h_p) [1 - (1 - f) F] + (1 - h_p) F f (1 - f) - (1 + punishment) m h_b (1 - h_b).
    """
    m, punishment, step = 2, 0.1, 1e-5
    for i, state in enumerate(_STATES):
        for km in (50, 400, 1000, 2000, 4000):
            nearness, shared = 1 / (1 + km / 1000), {**dict(zip(_NAMES, _DISTANCES, strict=True)), state.name: km}
            model = _facing_germany(distance_km=shared).model
            joined, passed = ((0,) * i + (own,) + (0,) * (2 - i) for own in (0, 1))
            member, outside = (float(model.holds(i)[at]) for at in (joined, passed))
            help_ = 0.75 * sum(other.power for other in _STATES if other is not state)
            stand = help_**m / (help_**m + (1.2 * 0.15) ** m)
            drawn = [1 / (1 + shared[name] / 1000) for name in _NAMES]
            first = drawn[i] / sum(drawn)
            slope = m * outside * (1 - outside) * (1 - (1 - first) * stand) + (1 - outside) * stand * first * (
                1 - first
            )
            slope -= (1 + punishment) * m * member * (1 - member)
            nearer = {**shared, state.name: 1000 * (1 / (nearness * (1 + step)) - 1)}
            change = _incentive(state.name, "balance", "balance", distance_km=nearer)
            change -= _incentive(state.name, "balance", "balance", distance_km=shared)
            if (change > 0) != (slope > 0):
                return False
    return True


def _passing_by_the_only_pole() -> int:
    """Count systems with an equilibrium without the one state that can hold the threat; all others together cannot."""
    rng, wrong = np.random.default_rng(4), 0
    for _ in range(40):
        others = {f"State {k}": power for k, power in enumerate(rng.uniform(0.01, 0.2, rng.integers(1, 5)).tolist())}
        together = sum(others.values())
        pole = together * float(rng.uniform(1.1, 4))
        game = threshold_game(
            {"pole": pole, **others}, against=together + (pole - together) * float(rng.uniform(0.1, 0.9))
        )
        wrong += {equilibrium.actions[0] for equilibrium in solve(game, PureEnumeration())} != {"balance"}
    return wrong


def _chains() -> Iterator[NormalFormGame]:
    """Yield the game of a front state's two allies at each offence that the claims name."""
    for offence in (0.3, 0.6, 1, 1.5, 2):
        yield chain_ganging_game({"France": 1.0, "Britain": 1.0}, front=1.0, threat=2.0, offence=offence)


def _chained() -> tuple[bool, ...]:
    """Return, for each offence, whether it is an equilibrium that all allies join the front state's war."""
    return tuple(bool(game.regrets("balance, balance").max() == 0) for game in _chains())


def _passed() -> tuple[bool, ...]:
    """Return, for each offence, whether passing the buck is best for an ally whatever the other does."""
    return tuple(bool((game.payoffs[0, 1] > game.payoffs[0, 0]).all()) for game in _chains())


def _pressing_follows_the_contest() -> bool:
    """Return whether the threat's better reply is to press exactly where h < W/(W+L), at every alignment."""
    responses = _facing_germany()
    game = deterrence_game(responses, prize=1, loss=2)
    presses = game.payoffs[-1, ..., 0] > game.payoffs[-1, ..., 1]
    return bool((presses == (responses.model.held() < 1 / 3)).all())


def _deterring_alignments() -> tuple[bool, bool]:
    """Return whether balancing by all is an equilibrium when the threat sees it, and when it moves at once."""
    responses = _facing_germany(burden=0.02)
    everyone = ["balance"] * 3
    observed = observed_deterrence_game(responses, prize=1, loss=0.5)
    at_once = deterrence_game(responses, prize=1, loss=0.5)
    return (
        _is_equilibrium_for_some(observed),
        bool(at_once.regrets([*everyone, "restrain"]).max() == 0),
    )


def _is_equilibrium_for_some(game: Any) -> bool:
    """Return whether some pure equilibrium has a balancer."""
    return any("balance" in equilibrium.actions for equilibrium in solve(game, PureEnumeration()))


def _two_threats_of_which_one_is_none() -> float:
    """Return the largest difference between the game of two threats and of the only one that weighs."""
    actions = ["balance", "buck_pass"]
    threat = perceived_threat(_STATES, of=_GERMANY, distance_km=_DISTANCES, intent=0.6)
    one = response_game(_STATES, _GERMANY, threat, actions=actions)
    none = response_game(_STATES, State("Japan", power=0.06), [0, 0, 0], actions=actions)
    pairs = {action: (action, "buck_pass") for action in actions}
    both = two_threats_game(one, none, actions=pairs)
    return float(np.abs(both.payoffs - one.payoffs).max())


def _against_the_hegemon(harm: float) -> tuple[str, ...]:
    """Return the only equilibrium of three second-tier states, e(soft) = .2, e(hard) = 1, costs .02 and .5."""
    powers = {"France": 0.2, "Germany": 0.25, "Russia": 0.3}
    (equilibrium,) = solve(soft_balancing_game(powers, ambition=1.0, harm=harm), PureEnumeration())
    return tuple(equilibrium.actions)


def _opposition_to_the_benign() -> int:
    """Count the games in which somebody opposes, in an equilibrium, a hegemon whose policy harms nobody."""
    rng, opposed = np.random.default_rng(5), 0
    for _ in range(40):
        powers = dict(zip(("France", "Germany", "Russia"), rng.uniform(0.05, 0.3, 3).tolist(), strict=True))
        harm, costs = dict(zip(powers, (-rng.uniform(0, 1, 3)).tolist(), strict=True)), tuple(rng.uniform(1e-6, 1, 2))
        game = soft_balancing_game(powers, ambition=1.0, harm=harm, effects=tuple(rng.uniform(0.1, 1, 2)), costs=costs)
        opposed += {each.actions for each in solve(game, PureEnumeration())} != {("acquiesce",) * 3}
    return opposed


def _speeches(costs: Sequence[float]) -> tuple[bool, ...]:
    """Return, as the cost of speech rises past its worth, whether Russia speaks in some equilibrium.

    Austria's best reply is to balance iff convinced, whatever Russia does. So speech is worth the difference
    between Russia's best payoff against an Austria that balances with chance q and against one that never does.
    """
    france = State("France", power=0.3)
    states = (State("Russia", power=0.2), State("Austria", power=0.15))
    intent = {"Russia": 0.9, "Austria": 0.2}
    threat = perceived_threat(states, of=france, distance_km=1000, intent=intent, offence_balance=0.8)
    responses = response_game(states, france, threat, actions=["balance", "buck_pass"])
    joined, alone = responses.payoffs[0, :, 0], responses.payoffs[0, :, 1]
    worth = (0.5 * joined + 0.5 * alone).max() - alone.max()
    found = []
    for share in costs:
        game = campaign_game(
            responses, speaker="Russia", audience=["Austria"], securitization=8, chance=0.5, cost=worth * share
        )
        equilibria = solve(game, PureEnumeration())
        found.append(any(equilibrium.actions[0].startswith("speak") for equilibrium in equilibria))
    return tuple(found)


_WALT = "Walt 1987, sign test where joining helps"
_SOURCES = ("power", "proximity", "offence", "intent", "securitization")

CLAIMS = (
    Claim(
        "response",
        "three states with invented figures: sources of threat whose rise makes a state readier to join the others: "
        "all, but for power and proximity "
        "where the state is so weak that they cost a member more than an outsider, who is lost in any case",
        _WALT,
        {"Britain": _SOURCES, "France": _SOURCES[2:], "USSR": _SOURCES},
        _sources_that_raise_balancing,
    ),
    Claim(
        "response",
        "nearness lowers buck-passing (Mearsheimer 2001) exactly where the derivative of the gain from joining is "
        "positive: where the state can be held, not where it is lost with or without help",
        "derived",
        True,
        _nearness_follows_the_contest,
    ),
    Claim(
        "threshold",
        "no buck-passing by a state that can hold the threat alone while all others together cannot, bipolarity: "
        "exceptions in 40 drawn systems",
        "Mearsheimer 2001, sign test",
        0,
        _passing_by_the_only_pole,
    ),
    Claim(
        "chain_ganging",
        "offence 0.3, 0.6, 1, 1.5, 2: it is an equilibrium that all join the front state's war",
        "Christensen & Snyder 1990, own reduction",
        (False, False, True, True, True),
        _chained,
    ),
    Claim(
        "chain_ganging",
        "... and passing the buck is best whatever the other ally does",
        "Christensen & Snyder 1990, own reduction",
        (True, True, False, False, False),
        _passed,
    ),
    Claim(
        "deterrence",
        "the threat presses exactly where h < W/(W+L)",
        "own reduction",
        True,
        _pressing_follows_the_contest,
    ),
    Claim(
        "deterrence",
        "some balance when the threat replies to what it sees; all balancing an idle threat at once is no equilibrium",
        "own reduction",
        (True, False),
        _deterring_alignments,
    ),
    Claim(
        "two_threats",
        "a second threat of no weight changes nothing: largest difference of payoffs",
        "own reduction",
        0,
        _two_threats_of_which_one_is_none,
        1e-12,
    ),
    Claim(
        "soft_balancing",
        "against a harmful hegemon soft balancing pays where d e p / k > c, hard balancing does not",
        "Pape 2005, own reduction: gains .04, .05, .06 against .02, and .2, .25, .3 against .5",
        ("soft_balance", "soft_balance", "soft_balance"),
        lambda: _against_the_hegemon(1.0),
    ),
    Claim(
        "soft_balancing",
        "a hegemon that harms nobody meets no balancing, soft or hard, however cheap: exceptions in 40 drawn games",
        "own reduction",
        0,
        _opposition_to_the_benign,
    ),
    Claim(
        "campaign",
        "speech occurs at costs of 0, 50, 99 % of what the chance to convince is worth, not at 101 %",
        "own reduction",
        (True, True, True, False),
        lambda: _speeches((0, 0.5, 0.99, 1.01)),
    ),
)
