"""How to find which equilibria hold where, over a grid of two parameters, in one expression."""

import numpy as np

import alignment_games as ag

case = ag.load_case("europe-1938")
burden = np.linspace(0, 0.2, 101)
securitization = np.geomspace(1 / 8, 8, 101)  # multiplies the odds that the threat means harm

diagram = ag.sweep(case, vary={"burden": burden, "securitization": securitization})
for region in diagram.regions():
    print(region)

# The same without the sweep: arrays in, a family of games out. A grid takes a last axis of 1.
family = case.game(burden=burden[:, None, None], securitization=securitization[None, :, None])
print(f"{family.batch_shape[0]} x {family.batch_shape[1]} games of {family.players}")
