"""Which equilibria hold where: burden across, securitization up, boundaries exact."""

import numpy as np

import alignment_games as ag

case = ag.load_case("europe-1938")
plane = {"burden": np.linspace(0, 0.2, 101), "securitization": np.geomspace(1 / 8, 8, 101)}
diagram = ag.sweep(case, plane)
picture = ag.plot(diagram)
