"""One of each kind of result, of games whose every name would break lines, steer a terminal or open a tag of HTML."""

from dataclasses import replace

import numpy as np
import scipy.stats
import sympy

import alignment_games as ag
from alignment_games import inverse, solvers, sweeps, symbolic
from alignment_games.cases import scorecard
from alignment_games.game.structure import constant_sum
from alignment_games.models import Landscape
from alignment_games.refinements import risk_dominance
from alignment_games.report.history_page import History, PagePart
from alignment_games.solvers.dynamics.attractors import basins

STATES = ("Bri\ntain <b>", "Fra\x1b[2Jnce\r & 'co'")
ACTIONS = ("bal\nance", 'buck\u2028pass "x"', "band\x85wagon")


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
        self.burden, (b, c) = sympy.Symbol(name("bur\nden<"), positive=True), sympy.symbols("b c", positive=True)
        safe = [[[b - c, b - c], [b, 0]], [[b - c, b], [b - c, 0]]]
        self.symbolic = ag.NormalFormGame(safe, self.states, self.actions[:2])
        self.intent = {self.states[0]: scipy.stats.uniform(0.1, 0.8)}
        old = ag.load_case("europe-1939")
        records = [replace(old.records[k], state=s, recorded=self.actions[0]) for k, s in enumerate(self.states)]
        self.case = replace(old, title=name("A\nwar <i>"), model=self.model, records=tuple(records), grounds=())
        self.years = sweeps.series(self.model, [1938, 1939], {("intent", self.states[0]): [0.1, 0.9]})

    def batch(self):
        return ag.solve_batch(np.stack([self.hunt.payoffs] * 2).astype(float))

    def panel(self):
        rows = {"ccode1": [255, 255], "ccode2": [200, 220], "year": [1938, 1938]}
        rows |= {"cinc1": [0.15, 0.15], "cinc2": [0.08, 0.05], "capdist": [900, 900]}
        return ag.panel(rows, threats=255, names=dict(zip((200, 220), self.states, strict=True)))


MADE = {
    "game": lambda n: n.game,
    "game of sums": lambda n: n.model.sums(),
    "model": lambda n: n.model,
    "table as model": lambda n: ag.as_model(n.hunt),
    "case": lambda n: n.case,
    "threat": lambda n: n.model.threat,
    "given threat": lambda n: ag.GivenThreat(n.states, [0.1, 0.2]),
    "solution": lambda n: n.solution,
    "equilibrium": lambda n: n.solution[0],
    "brief": lambda n: ag.brief(n.hunt),
    "refinement": lambda n: ag.refine(ag.solve(n.hunt), ["strict", "coalition_proof", "pareto_undominated"]),
    "selection": lambda n: ag.select(ag.solve(n.hunt), "payoff"),
    "verdict": lambda n: risk_dominance(n.hunt, [n.actions[0]] * 2, [n.actions[1]] * 2),
    "refused": lambda n: risk_dominance(n.hunt, [n.actions[0], n.actions[1]], [n.actions[1]] * 2),
    "structure": lambda n: constant_sum(n.hunt),
    "elimination": lambda n: ag.eliminate_dominated(n.game),
    "branch": lambda n: ag.logit_path(n.hunt),
    "correlated": lambda n: ag.correlated_equilibrium(n.hunt),
    "all correlated": lambda n: solvers.correlated_polytope(n.hunt),
    "basins": lambda n: basins(n.hunt, solvers.BestReplyDynamics()),
    "sums": lambda n: ag.solve(n.model.sums()),
    "batch": Named.batch,
    "comparison": lambda n: ag.compare(n.case, [ag.BalanceOfThreat()]),
    "scorecard": lambda n: scorecard([n.case], draws=1),
    "history": lambda n: History(
        (PagePart(n.case.title, ["state"], [[n.states[0]]]), PagePart("lines", lines=n.states))
    ),
    "conditions": lambda n: ag.conditions(n.symbolic, [n.actions[0], n.actions[1]]),
    "mixed conditions": lambda n: ag.mixed_conditions(n.symbolic),
    "threshold": lambda n: ag.thresholds(n.symbolic, n.states[1], n.actions[:2], "c")[0],
    "lending": lambda n: symbolic.thresholds_by_lending(
        n.model.with_parameters(**symbolic.parameters("spillover")), n.states[1], n.actions[:2], "spillover"
    ),
    "regimes": lambda n: ag.regimes(n.symbolic),
    "diagram": lambda n: ag.sweep(n.model, vary={"burden": [0.0, 0.2, 0.4], "intent": {n.states[0]: [0.1, 0.9]}}),
    "uncertain": lambda n: ag.uncertain(n.model, vary={"intent": n.intent}, draws=20, rng=1),
    "flip": lambda n: ag.nearest_flip(n.model, {"intent": {n.states[0]: 0.6}}),
    "swing": lambda n: sweeps.swings(n.model, {"intent": n.intent})[0],
    "series": lambda n: n.years,
    "year": lambda n: n.years[0],
    "panel": Named.panel,
    "complexes": lambda n: ag.regional_complexes(np.array([[0, 0.5], [0.5, 0]]), 0.2, names=n.states),
    "rational set": lambda n: ag.rationalise(n.case, ["burden"]),
    "rational world": lambda n: ag.nearest_rational_world(n.case, ["burden"]),
    "one vector": lambda n: inverse.one_vector([n.case], ["burden"]),
    "alone": lambda n: inverse.alone(n.case, ["burden"])[0],
    "landscape": lambda n: Landscape(dict.fromkeys(n.states, 1), {n.states: 1}).local_minima(),
}
