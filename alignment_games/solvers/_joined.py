"""What two readings of the same payoffs have, together: the one that is meant, and the numbers as given."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from alignment_games.game.profile import Profile
from alignment_games.solvers.solver import Proposal

#: Two readings of the same payoffs have an equilibrium in common where probabilities differ by less than this share.
_SAME = 1e-9


def join(proposal: Proposal, second: Proposal) -> None:
    """Add what the second reading has beyond the first."""
    places, first = [], tuple(proposal.profiles)
    for profile in second.profiles:
        known = [k for k, other in enumerate(first) if _same(profile, other)]
        places.append(known[0] if known else len(proposal.profiles))
        if not known:
            proposal.profiles.append(profile)
    for component in second.components:
        members = tuple(places[k] for k in component.members)
        if not any(set(members) <= set(other.members) for other in proposal.components):
            proposal.components.append(replace(component, members=members))
    proposal.degenerate = bool(proposal.degenerate or second.degenerate)


def _same(one: Profile, other: Profile) -> bool:
    return all(np.allclose(x, y, rtol=_SAME, atol=_SAME / 1000) for x, y in zip(one, other, strict=True))
