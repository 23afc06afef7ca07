"""The second method: the case's game is built at points, and its regrets say whether the record is an equilibrium."""

import numpy as np


def rational_at(case, points, names):
    """Return at which points the record is an equilibrium; 0 where a regret is too small to tell."""
    found = []
    for point in points:
        values = {}
        for (name, state), value in zip(names, point.tolist(), strict=True):
            if state:
                values.setdefault(name, {})[state] = value
            else:
                values[name] = value
        worst = max(case.game(**values).regrets(case.recorded))
        found.append(0 if 0 < worst < 1e-9 else 1 if worst == 0 else -1)
    return np.array(found)
