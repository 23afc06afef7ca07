"""Figures that claims are about, each with its source.

Capabilities: composite index (CINC), Correlates of War, National Material Capabilities v7.0 (Singer, Bremer &
Stuckey 1972; Singer 1987). Landscape: 11 actors in Syria and Iraq, February 2016, by Axelrod & Furnas (2016),
their own estimates: propensities from 1 (foes) to 5 (friends), and two vectors of sizes.
"""

from __future__ import annotations

#: CINC of the threat and of the states that faced it.
CAPABILITIES = {
    1936: {"Germany": 0.11511528, "UK": 0.076583385, "France": 0.053061351, "USSR": 0.1481709},
    1938: {"Germany": 0.15422215, "UK": 0.077787034, "France": 0.045568597, "USSR": 0.16435921},
    1939: {"Germany": 0.1779559, "UK": 0.09968365, "France": 0.039596099, "USSR": 0.1381359},
}
CAPABILITIES_1949 = {"USA": 0.273166, "USSR": 0.167918, "UK": 0.070788, "France": 0.035492, "China": 0.10405}

LANDSCAPE_ACTORS = (
    "US",
    "Russia",
    "Syria",
    "Turkey",
    "Saudi Arabia",
    "Iran",
    "ISIS",
    "Hezbollah",
    "Iraqi Kurds",
    "Nusra",
    "Baghdad",
)
#: Propensities of each actor to the ones before it, 1 to 5; 3 is indifference.
_PROPENSITIES = (
    (),
    (2,),
    (2, 4),
    (5, 2, 1),
    (4, 3, 2, 3),
    (2, 3, 4, 2, 1),
    (1, 1, 1, 2, 1, 2),
    (1, 3, 4, 3, 3, 5, 2),
    (4, 2, 1, 2, 3, 3, 1, 3),
    (2, 2, 2, 2, 2, 2, 2, 2, 2),
    (4, 4, 3, 3, 3, 2, 1, 3, 3, 2),
)
LANDSCAPE_PROPENSITIES = {
    (LANDSCAPE_ACTORS[i], LANDSCAPE_ACTORS[j]): value - 3
    for i, row in enumerate(_PROPENSITIES)
    for j, value in enumerate(row)
}
LANDSCAPE_SIZES = dict(zip(LANDSCAPE_ACTORS, (10, 10, 50, 10, 10, 20, 100, 20, 40, 10, 50), strict=True))
#: The same actors with a weaker Syrian government.
LANDSCAPE_SIZES_WEAK_SYRIA = {**LANDSCAPE_SIZES, "Syria": 10}
