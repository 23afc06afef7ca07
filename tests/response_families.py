"""Families of response games with figures drawn at random, for methods that must agree on all of them.

With ties: figures are few round numbers, so that costs vanish, states are equal, intent is none or whole, and some
responses are copies of others.
"""

import numpy as np

import alignment_games as ag
from alignment_games.states import Guarantor, Response
from alignment_games.states.contest import difference_contest, ratio_contest

STANDARD = ("balance", "arm", "soft_balance", "buck_pass", "neutral", "bandwagon", "align")
#: Rows of a user's own: a copy of passing the buck, and one that lends a little to both sides.
OWN = {"stand_by": Response(), "hedge": Response(membership=0.5, contribution=0.25, aid=0.25, cost=0.1)}


class RandomFamily:
    """Response games at ``games`` points; calling it with positions gives those points as one model."""

    def __init__(self, seed, *, states=4, games=6, actions=4, ties=False):
        rng = np.random.default_rng(seed)
        self.rng, self.ties, self.games = rng, ties, games
        names = [f"S{k}" for k in range(states)]
        menus = [rng.permutation([*STANDARD, *OWN])[: rng.integers(1, actions + 1)].tolist() for _ in names]
        contest = ratio_contest if rng.random() < 0.7 else difference_contest
        shares = {name: self._figures(0, 1) for name in ("reliability", "buffer", "spillover", "milieu", "own_defence")}
        kept = {name: value for name, value in shares.items() if rng.random() < 0.5}
        self.columns = {
            "burden": self._figures(0, 0.3),
            "threat_power": self._figures(0.05, 1),
            "decisiveness": self._figures(0.5, 4),
            "appeasement": self._figures(0, 0.3),
            **({"spoils": self._figures(0, 1)} if rng.random() < 0.4 else {}),
            **kept,
        }
        self.intent = {name: self._figures(0, 1) for name in names}
        self.power = {name: self._figures(0.05, 1) for name in names}
        self.model = ag.models.response.response_model(
            [ag.State(name, 0.5) for name in names],
            ag.State("Threat", 0.5, offence=1.2),
            ag.perceived_threat(
                [ag.State(name, 0.5) for name in names],
                of=ag.State("Threat", 0.5, offence=1.2),
                distance_km=rng.choice([0, 500, 2000], states).tolist(),
                intent=0.5,
            ),
            ag.SecurityUtility(contest=contest),
            actions=dict(zip(names, menus, strict=True)),
            table=OWN,
            guarantors=[Guarantor("Far", 0.5, tuple(names[:1]))] if rng.random() < 0.3 else [],
            reliability={(names[0], names[1]): 0.25} if rng.random() < 0.3 else {},
        )

    def _figures(self, low, high):
        if self.ties:
            return low + (high - low) * self.rng.integers(0, 3, self.games) / 2
        return self.rng.uniform(low, high, self.games)

    def __call__(self, points):
        columns = {name: values[points][:, None] for name, values in self.columns.items()}
        power = {name: values[points][:, None] for name, values in self.power.items()}
        intent = {name: values[points] for name, values in self.intent.items()}
        return self.model.with_parameters(**columns, intent=intent, power=power)

    def alone(self, k):
        """One point as a single game."""
        columns = {name: float(values[k]) for name, values in self.columns.items()}
        power, intent = (
            {name: float(values[k]) for name, values in each.items()} for each in (self.power, self.intent)
        )
        return self.model.with_parameters(**columns, intent=intent, power=power)

    @property
    def every(self):
        """All points."""
        return np.arange(self.games)
