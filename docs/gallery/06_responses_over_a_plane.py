"""The same plane state by state: what each of eight states does, small panels in one scale."""

import numpy as np

import alignment_games as ag

russia = ag.load_case("russia-2022")
vary = {"burden": np.linspace(0, 0.2, 60), "securitization": np.geomspace(1 / 8, 8, 60)}
plane = ag.sweep(russia, vary)
picture = ag.report.response_panels(plane)
