r"""What a third state gains by joining a side: the terms of the utility, each named with its theory.

A state i of power :math:`p_i` stands beside a dispute of side s against side r, in which force reached level H of 5,
with n - 1 other states around. Staying out is worth 0; joining s against r is worth

.. math::

   U_i(s) = \tau T_{ir} + \delta D_{is} + \lambda L_{is} + \mu M_i
            - \kappa P_{ir} - \chi \ln n - \eta \big(1 - (H/5)^2\big) - \epsilon,
   \qquad T_{ir} = P_{ir} N_{ir} I_{ir}, \quad P_{ir} = \frac{p_r}{p_i + p_r}.

All eight parameters are from 0 on: theory fixes their signs, the record their sizes.

===========  ============================  ==================================================================
parameter    term                          theory
===========  ============================  ==================================================================
threat       T, perceived threat from r    states balance against threat: power, nearness, intent (Walt 1987)
defence      D, pact of defence with s     reliability: a promise binds (Leeds, Long & Mitchell 2000)
pact         L, another pact alone         the same, of a weaker promise (Morrow 1991)
milieu       M, major power                the leading look after the milieu (Wolfers 1962; Waltz 1979)
burden       P, power of r against i's     fighting the strong costs more (Bueno de Mesquita 1981)
catchers     ln n                          among many, each waits for another (Olson & Zeckhauser 1966;
                                           Diekmann 1985; buck-passing: Mearsheimer 2001)
peace        1 - (H/5) squared             what does not come to war does not draw others in
autonomy     1                             whoever joins gives up its freedom (Morrow 1991)
===========  ============================  ==================================================================

It is the response game's second form with two threats, one from each side: P, N and the threat are those of
`states.threat`, burden times P is its cost of balancing, pacts are the promises whose reliability it asks for, and
catchers stand for its two stands, in which others may hold without i. What it does not take over is the contest:
within 1816-1945 the gain in the chance to hold, as a ninth term, is estimated at 0, and so is the change of the odds
:math:`P_{AK} - P_A` of Bueno de Mesquita & Lalman (1992). N is 1 across a land border, else 1/(1 + d/1000 km) of
the distance between borders; intent I = (1 + 2 rival + revisionist)/4 in place of a perception nobody recorded.

This form was chosen among some fifty by folds and forward splits within 1816-1945, so that scores by folds of those
years flatter it a little; no later year was looked at.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.io.sources.third_parties import ThirdParties
from alignment_games.states.proximity import RationalProximity
from alignment_games.states.threat import relative_power
from alignment_games.states.threat_form import MultiplicativeThreat

PARAMETERS = ("threat", "defence", "pact", "milieu", "burden", "catchers", "peace", "autonomy")
#: Km across water at most, by the code of contiguity: 12, 24, 150 and 400 miles.
_WATER_KM = {2: 19, 3: 39, 4: 241, 5: 644}
#: Km to a side that is not contiguous where the distance is not known: about the median of the known ones.
_FAR_KM = 4000
_WAR = 5


def nearness(record: ThirdParties) -> Array:
    """Return N, the proximity of each state to each side, shape (n, 2)."""
    distance = np.where(np.isnan(record.border_km), _FAR_KM, record.border_km)
    for code, most in _WATER_KM.items():
        distance = np.where(np.isnan(record.border_km) & (record.contiguity == code), most, distance)
    return np.asarray(np.where(record.contiguity == 1, 1, RationalProximity()(distance)))


def odds_against(record: ThirdParties) -> Array:
    """Return P, each side's power against the third state's own, shape (n, 2)."""
    return np.asarray(relative_power(record.cinc[:, None], record.power))


def intent(record: ThirdParties) -> Array:
    """Return I, the intent that rivalry and revision let a state expect of each side, shape (n, 2)."""
    return np.asarray((1 + 2 * record.rival + record.revisionist) / 4)


def threats(record: ThirdParties) -> Array:
    """Return T, the threat that each state perceives from each side, shape (n, 2), between 0 and 1."""
    return np.asarray(MultiplicativeThreat()(odds_against(record), nearness(record), 1, intent(record)))


def standing_by(record: ThirdParties) -> Array:
    """Return n, the number of third states beside each decision's dispute, the state itself included."""
    return np.bincount(record.disputes)[record.disputes]


def terms(record: ThirdParties) -> Array:
    """Return the terms of joining a and b, each with the sign of its parameter, shape (n, 2, 8)."""
    against = [1, 0]  # who joins a stands against b
    both = np.ones((len(record), 2))
    columns = (
        threats(record)[:, against],
        record.defence_pact,
        record.other_pact * (1 - record.defence_pact),
        both * record.major[:, None],
        -odds_against(record)[:, against],
        -both * np.log(standing_by(record))[:, None],
        -both * (1 - (record.hostility / _WAR) ** 2)[:, None],
        -both,
    )
    return np.stack(columns, axis=2)
