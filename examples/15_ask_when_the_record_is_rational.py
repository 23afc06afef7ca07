"""How to ask the inverse question: for which parameters what the states did is rational.

No rule that selects among equilibria is needed. Where payoffs are affine in what is left open the answer is exact;
elsewhere it is proven by boxes, whose arithmetic is rounded outwards.
"""

import alignment_games as ag
from alignment_games.inverse import alone, one_vector

# What must have been true for all three to pass the buck, in the burden, the punishment and the cost of bandwagoning.
exact = ag.rationalise("europe-1938", ["burden", "punishment", "autonomy"])
print(exact, end="\n\n")
assert exact.exact

# Offence bends the payoffs: boxes that are proven inside and outside of the set enclose its share.
boxes = ag.rationalise("europe-1938", box={"burden": (0, 0.3), "threat_offence": (0.5, 2)})
print(boxes, end="\n\n")
ag.plot(boxes).figure.savefig("munich.png")
print(ag.to_latex(boxes), end="\n\n")

# One figure at a time, all else as recorded.
for row in alone("europe-1938", ["burden", ("intent", "Britain")]):
    (stretch,) = row.stretches
    print(f"{row.parameter}: rational from {stretch.low:.3f} to {stretch.high:.3f}; recorded {row.start:g}")

# In 1936 no burden and no punishment makes the record rational; the certificate can be checked by hand.
rhineland = ag.rationalise("europe-1936", ["burden", "punishment"])
print("\n", rhineland, sep="", end="\n\n")
assert rhineland.empty

# In 1939 the USSR had a reason to balance. How far away is the nearest world in which it had none?
print(ag.nearest_rational_world("europe-1939", ["intent.USSR", "reliability"]), end="\n\n")

# One vector of parameters for several cases: the most states at a best reply, and the bound on it.
print(one_vector(["europe-1936", "europe-1938", "europe-1939"], ["burden", "punishment"]))
