"""What is known of all equilibria at the end of a run: its status, and continua as components."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Status(enum.Enum):
    """What is known at the end of a run; the value is the sentence a user reads.

    >>> Status.ALL_PURE.complete, Status.ALL_PURE.value
    (False, 'every pure equilibrium is here; mixed equilibria were not looked for')
    """

    ALL = "every equilibrium is here, proven and verified"
    ALL_COMPONENTS = (
        "every equilibrium is here; some form continua, which are listed as components with their members at the ends"
    )
    ALL_KINDS = (
        "every equilibrium is here, proven and verified, but for exchanges of players who are alike: one of each kind"
    )
    ALL_PURE = "every pure equilibrium is here; mixed equilibria were not looked for"
    SOME_PURE = "these are pure equilibria, as many as were asked for; there may be more, and mixed ones"
    NO_PURE = "there is no pure equilibrium; these are mixed ones, and others may exist"
    SOME = "these are equilibria; others may exist, because the method does not look for all"
    UNPROVEN = "these are equilibria; the search covered everything but could not prove that none is missing"
    DEGENERATE = (
        "these are equilibria; the game has ties that allow continua of equilibria, of which only some members are here"
    )
    TIME_LIMIT = "the time limit passed; these are the equilibria found until then"
    INTERRUPTED = "the run was interrupted; these are the equilibria found until then"
    NOT_CONVERGED = "the method did not converge; there are equilibria, but it found none"

    @property
    def finished(self) -> bool:
        """Whether the method did all that it set out to do."""
        return self not in (Status.TIME_LIMIT, Status.INTERRUPTED, Status.NOT_CONVERGED)

    @property
    def complete(self) -> bool:
        """Whether every equilibrium is provably in the solution."""
        return self in (Status.ALL, Status.ALL_COMPONENTS, Status.ALL_KINDS)


def signed(index: int) -> str:
    """Return an index with its sign, zero without.

    >>> signed(2), signed(0), signed(-1)
    ('+2', '0', '-1')
    """
    return f"{index:+d}" if index else "0"


@dataclass(frozen=True, eq=False, repr=False)
class Component:
    """A connected set of equilibria that is not a single point; where it was not worked out, the description says so.

    ``members``: positions, in the solution, of the equilibria that lie on it; ``dimension``: of the set,
    None where it is not known; ``description``: the set in words. ``index``: what is sure to be near the set in every
    game near this one, counted with signs: the indices of the equilibria there add up to it; None where it is not
    known. One that is not zero makes the component essential.
    """

    members: tuple[int, ...]
    dimension: int | None
    description: str
    index: int | None = None

    @property
    def essential(self) -> bool | None:
        """Whether the index proves that equilibria stay near, however payoffs change a little; None: not known."""
        return None if self.index is None else self.index != 0

    @property
    def in_words(self) -> str:
        """The description with the index and what follows from it.

        >>> Component((0, 1), 1, "Ann plays a, Bob may mix c and d in any proportion", 2).in_words
        'Ann plays a, Bob may mix c and d in any proportion (index +2: essential, stands when payoffs change a little)'
        """
        if self.index is None:
            return self.description
        told = (
            "essential, stands when payoffs change a little"
            if self.index
            else "may vanish when payoffs change a little"
        )
        return f"{self.description} (index {signed(self.index)}: {told})"

    def __str__(self) -> str:
        return self.description
