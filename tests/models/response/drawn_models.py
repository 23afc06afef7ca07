"""Response models drawn at random, with all that the second form has."""

import numpy as np

from alignment_games import SecurityUtility, State, perceived_threat
from alignment_games.models.response import response_model
from alignment_games.states import Guarantor

ACTIONS = ("balance", "arm", "soft_balance", "buck_pass", "neutral", "bandwagon", "align")


def drawn(seed, n=None, **utility):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 5)) if n is None else n
    states = [State(f"S{i}", float(power)) for i, power in enumerate(rng.uniform(0.01, 0.2, n))]
    against = State("J", 0.15, offence=1.1)
    threat = perceived_threat(
        states,
        against,
        distance_km=rng.uniform(100, 2000, n),
        intent=rng.uniform(0.1, 1, n),
        offence_balance=rng.uniform(0.5, 1.5, n),
    )
    figures = {
        "spillover": float(rng.uniform(0, 0.3)),
        "milieu": float(rng.choice([0, 0.3])),
        "spoils": float(rng.choice([0, 0.4])),
        "decisiveness": float(rng.choice([1, 2, 2.5, 3])),
    }
    return response_model(
        states,
        against,
        threat,
        SecurityUtility(**{**figures, **utility}),
        actions=ACTIONS[: int(rng.integers(3, 8))],
        guarantors=[Guarantor("G", 0.1, ("S0",))],
        reliability={("S0", "S1"): 0.3} if seed % 2 else {},
    )
