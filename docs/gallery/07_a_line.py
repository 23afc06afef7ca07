"""One parameter alone: the strip of alignments as the burden of balancing rises."""

import numpy as np

import alignment_games as ag

case = ag.load_case("europe-1939")
picture = ag.plot(ag.sweep(case, {"burden": np.linspace(0, 0.3, 301)}))
