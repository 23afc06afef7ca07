"""Names that would break lines or steer a terminal: every result prints as if they had been written out."""

import numpy as np
import pytest
import scipy.stats
import sympy

import alignment_games as ag
from alignment_games.refinements import risk_dominance
from alignment_games.report.region_names import named_regions, shares_in_words
from alignment_games.report.show import show_model
from alignment_games.solvers.attractors import basins
from alignment_games.solvers.dynamics import BestReplyDynamics
from alignment_games.symbolic import parameters, thresholds_by_lending
from alignment_games.text.visible import visible

STATES = ("Bri\ntain", "Fra\x1b[2Jnce\r")
ACTIONS = ("bal\nance", "buck\u2028pass", "band\x85wagon")


class Named:
    """A model of which every name is hostile, or written out, and what can be made of it."""

    def __init__(self, name):
        self.states, self.actions = tuple(map(name, STATES)), tuple(map(name, ACTIONS))
        utility = ag.SecurityUtility(burden=0.1)
        states = [ag.State(state, power=0.1) for state in self.states]
        threat = ag.perceived_threat(states, ag.State(name("Ger\nmany"), power=0.15), distance_km=900, intent=0.6)
        rows = utility.responses()
        table = dict(zip(self.actions, (rows[own] for own in ("balance", "buck_pass", "bandwagon")), strict=True))
        self.model = ag.response_model(states, threat.of, threat, utility, actions=self.actions, table=table)
        self.game = self.model.game()
        self.solution = ag.solve(self.game)
        self.hunt = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], self.states, self.actions[:2])
        acts = np.array(sympy.symbols("b c", positive=True))
        self.symbolic = ag.NormalFormGame(
            [
                [[acts[0] - acts[1], acts[0] - acts[1]], [acts[0], 0]],
                [[acts[0] - acts[1], acts[0]], [acts[0] - acts[1], 0]],
            ],
            self.states,
            self.actions[:2],
        )


def intent(named):
    return {named.states[0]: scipy.stats.uniform(0.1, 0.8)}


MADE = {
    "game": lambda n: repr(n.game),
    "threat": lambda n: n.model.threat,
    "model": lambda n: show_model(n.model),
    "solution": lambda n: n.solution,
    "equilibrium": lambda n: n.solution[0],
    "explanation": lambda n: ag.explain(n.solution),
    "refinement": lambda n: ag.refine(ag.solve(n.hunt), ["strict", "coalition_proof", "pareto_undominated"]),
    "selection": lambda n: ag.select(ag.solve(n.hunt), "payoff"),
    "verdict": lambda n: risk_dominance(n.hunt, [n.actions[0]] * 2, [n.actions[1]] * 2),
    "refused": lambda n: risk_dominance(n.hunt, [n.actions[0], n.actions[1]], [n.actions[1]] * 2),
    "elimination": lambda n: ag.eliminate_dominated(n.game),
    "branch": lambda n: ag.logit_path(n.hunt),
    "correlated": lambda n: ag.correlated_equilibrium(n.hunt),
    "basins": lambda n: basins(n.hunt, BestReplyDynamics()),
    "sums": lambda n: ag.solve(n.model.sums()),
    "conditions": lambda n: ag.conditions(n.symbolic, [n.actions[0], n.actions[1]]),
    "mixed conditions": lambda n: ag.mixed_conditions(n.symbolic),
    "thresholds": lambda n: "\n".join(map(str, ag.thresholds(n.symbolic, n.states[1], n.actions[:2], "c"))),
    "lending": lambda n: thresholds_by_lending(
        n.model.with_parameters(**parameters("spillover")), n.states[1], n.actions[:2], "spillover"
    ),
    "regions": lambda n: shares_in_words(named_regions(ag.sweep(n.model, vary={"burden": [0.0, 0.2, 0.4]}))),
    "regimes": lambda n: ag.regimes(n.symbolic),
    "diagram": lambda n: ag.sweep(n.model, vary={"burden": [0.0, 0.2, 0.4], "intent": {n.states[0]: [0.1, 0.9]}}),
    "uncertain": lambda n: ag.uncertain(n.model, vary={"intent": intent(n)}, draws=20, rng=1),
    "flip": lambda n: ag.nearest_flip(n.model, {"intent": {n.states[0]: 0.6}}),
}


@pytest.fixture(scope="module")
def named():
    return Named(str), Named(visible)


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_names_are_written_out(named, made):
    hostile, written_out = (str(made(each)) for each in named)
    assert hostile == written_out
    assert all(char.isprintable() or char == "\n" for char in hostile)
