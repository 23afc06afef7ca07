"""How to exchange games with Gambit, nashpy and QuantEcon."""

from fractions import Fraction
from pathlib import Path

import alignment_games as ag

stag_hunt = ag.NormalFormGame(
    [[[4, 0], [3, Fraction(5, 2)]], [[4, 3], [0, Fraction(5, 2)]]], ["Ann", "Bob"], ["stag", "hare"]
)
stag_hunt.to_nfg("stag_hunt.nfg", title="Stag hunt")
print(Path("stag_hunt.nfg").read_text("utf-8"))

back = ag.read_nfg("stag_hunt.nfg")
print(back, "the same payoffs:", back.payoffs.tolist() == stag_hunt.payoffs.tolist())
print(ag.solve(back))

# From a shell: alignment-games solve stag_hunt.nfg
print(ag.to_nashpy(stag_hunt))
