"""For a journal: one column wide, letters of eight points; `save_picture` writes vectors with their fonts inside."""

import numpy as np

import alignment_games as ag

plane = {"burden": np.linspace(0, 0.2, 81), "intent": np.linspace(0, 1, 81)}
picture = ag.plot(ag.sweep("europe-1938", plane), style="journal", width="column")
