"""What two readings of the same payoffs have, together: the one that is meant, and the numbers as given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from alignment_games.game.profile import Profile
from alignment_games.solvers.solver import Proposal
from alignment_games.solvers.status import Component, Status

#: Two readings of the same payoffs have an equilibrium in common where probabilities differ by less than this share.
_SAME = 1e-9
#: What can be known at the end of a search, from the least on.
_FROM_LEAST = (Status.UNPROVEN, Status.DEGENERATE, Status.ALL_COMPONENTS, Status.ALL)


def join(proposal: Proposal, second: Proposal) -> None:
    """Add what the second reading has beyond the first.

    What one of them alone has is a matter of rounding, and so is its index: it is told where both have the same.
    """
    places, first = [], tuple(proposal.profiles)
    for profile in second.profiles:
        known = [k for k, other in enumerate(first) if _same(profile, other)]
        places.append(known[0] if known else len(proposal.profiles))
        if not known:
            proposal.profiles.append(profile)
    components = [replace(c, members=tuple(places[k] for k in c.members)) for c in second.components]
    indices = {places[k]: index for k, index in second.indices.items()}
    if first:
        proposal.indices = dict(proposal.indices.items() & indices.items())
        proposal.components = [_agreed(component, components) for component in proposal.components]
        components = [replace(component, index=None) for component in components]
    else:
        proposal.indices = indices
    proposal.components += [
        component
        for component in components
        if not any(set(component.members) <= set(other.members) for other in proposal.components)
    ]
    proposal.degenerate = bool(proposal.degenerate or second.degenerate)


def least_known(proposal: Proposal, second: Status) -> Status:
    """Return what is known of both readings where each ended with a status; ``proposal`` has what both have."""
    least = min((proposal.status, second), key=_FROM_LEAST.index)
    return Status.ALL_COMPONENTS if least is Status.ALL and proposal.components else least


def _agreed(component: Component, others: Sequence[Component]) -> Component:
    """Return a component with its index where one of the others has the same members and index."""
    same = any(set(c.members) == set(component.members) and c.index == component.index for c in others)
    return component if same else replace(component, index=None)


def _same(one: Profile, other: Profile) -> bool:
    return all(np.allclose(x, y, rtol=_SAME, atol=_SAME / 1000) for x, y in zip(one, other, strict=True))
