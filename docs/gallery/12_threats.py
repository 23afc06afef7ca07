"""Who threatens whom: mutual threat in a system of six states."""

import alignment_games as ag

power = {"Germany": 0.15, "USSR": 0.16, "Britain": 0.08, "France": 0.05, "Italy": 0.05, "Poland": 0.02}
borders = [("France", "Germany"), ("Germany", "Poland"), ("Poland", "USSR"), ("France", "Italy")]
pairs = [(a, b) for a in power for b in power if a < b and (a, b) not in borders and (b, a) not in borders]
system = ag.System([ag.State(name, p) for name, p in power.items()], dict.fromkeys(pairs, 1500), borders)
picture = ag.plot(system)
