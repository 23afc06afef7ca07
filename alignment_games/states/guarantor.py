"""A guarantor: a state outside the game that stands behind some of those inside it (extended deterrence)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from alignment_games.errors import InvalidModelError, only_known
from alignment_games.signatures import fields_as_annotated
from alignment_games.states.arguments import checked, to_exact


@fields_as_annotated()
@dataclass(frozen=True, eq=False)
class Guarantor:
    """A state outside the game, the power that it would bring, and whom it backs if they balance.

    The availability of allies is what makes balancing pay for the weak (Walt 1987, pp. 30-31). ``power``: in the
    measure of the states in the game, scaled down for doubts about the promise. Raises InvalidModelError for a
    nameless guarantor, a negative power, or one who backs nobody.

    >>> Guarantor("USA", power=0.12, backs=("Poland", "Estonia"))
    Guarantor(name='USA', power=0.12, backs=('Poland', 'Estonia'))
    """

    name: str
    power: Any
    backs: tuple[str, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise InvalidModelError(f"a guarantor needs a name, got {self.name!r}")
        checked(self.power, f"power of the guarantor {self.name}", low=0)
        backs = () if isinstance(self.backs, str) else tuple(self.backs)
        if not backs:
            raise InvalidModelError(
                f"the guarantor {self.name} needs a list of the states that it backs, got {self.backs!r}"
            )
        object.__setattr__(self, "backs", backs)

    def exact(self) -> Guarantor:
        """Return the guarantor with its floats read as the decimals that they print as."""
        return replace(self, power=to_exact(self.power))


def checked_guarantors(guarantors: Sequence[Guarantor], names: Sequence[str], threat: str) -> tuple[Guarantor, ...]:
    """Return the guarantors, or raise InvalidModelError when one is in the game or backs a state that is not."""
    seen: list[str] = []
    for each in guarantors:
        if not isinstance(each, Guarantor):
            raise InvalidModelError(f"expected a Guarantor, got {each!r}")
        if each.name in (*names, threat):
            raise InvalidModelError(f"{each.name} is both a guarantor and in the game; take it out of one")
        if each.name in seen:
            raise InvalidModelError(f"the guarantor {each.name!r} is listed twice; names must differ")
        only_known("state", each.backs, names)
        seen.append(each.name)
    return tuple(guarantors)


def with_powers(guarantors: Sequence[Guarantor], powers: Mapping[str, Any]) -> tuple[Guarantor, ...]:
    """Return the guarantors, those that are named with another power. Raises InvalidModelError for others."""
    only_known("guarantor", powers, [each.name for each in guarantors])
    return tuple(replace(each, power=powers[each.name]) if each.name in powers else each for each in guarantors)
