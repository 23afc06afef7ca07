"""Which figures make the record of Munich rational: dark where it is an equilibrium; the ring is the model's own."""

import alignment_games as ag

picture = ag.plot(ag.rationalise("europe-1938", ["burden", "punishment"]))
