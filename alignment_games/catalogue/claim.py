"""Claims: what a source says of a model, as an object that can be checked."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Number
from typing import Any

from alignment_games.errors import unknown_name
from alignment_games.signatures import as_annotated
from alignment_games.text.display import Displayed, DisplayedRecord

#: The modules that hold claims, in the order in which they are checked.
_MODULES = (
    "coalition_claims",
    "network_claims",
    "bloc_claims",
    "effort_claims",
    "two_state_claims",
    "response_claims",
    "sign_claims",
    "sides_claims",
)


@dataclass(frozen=True, repr=False)
class Claim(DisplayedRecord):
    """One statement of a source about a model.

    ``model``: the entry's name. ``statement``: what is claimed, in words. ``source``: where, or "derived" with
    the ground. ``claimed``: the value. ``find``: computes it from the model. ``tolerance``: how far numbers may
    differ, absolute; 0 asks for equality. ``definition``: that the package's formula is only compared with the
    source's, which guards the formula and says nothing of the games; other claims have a second way to the value.
    """

    model: str
    statement: str
    source: str
    claimed: Any
    find: Callable[[], Any] = field(repr=False)
    tolerance: float = 0
    definition: bool = False

    def check(self) -> CheckedClaim:
        """Return the claim with what was found."""
        return CheckedClaim(self, self.find())


@dataclass(frozen=True, repr=False)
class CheckedClaim(Displayed):
    """A claim beside the value found."""

    claim: Claim
    found: Any

    @property
    def reproduced(self) -> bool:
        """Whether the value found agrees with the value claimed."""
        return _agree(self.claim.claimed, self.found, self.claim.tolerance)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, what is claimed and found in words."""
        claim = self.claim
        said = {"claimed": _shown(claim.claimed), "found": _shown(self.found)}
        named = {"model": claim.model, "statement": claim.statement, "source": claim.source}
        return {**named, **said, "reproduced": self.reproduced, "definition": claim.definition}

    def __str__(self) -> str:
        verdict = "reproduced" if self.reproduced else "NOT REPRODUCED"
        verdict += " (a definition)" if self.claim.definition else ""
        return (
            f"{self.claim.model}: {self.claim.statement} ({self.claim.source})\n"
            f"  claimed {_shown(self.claim.claimed)}\n"
            f"  found   {_shown(self.found)}   {verdict}"
        )


@as_annotated()
def claims(model: str | None = None) -> tuple[Claim, ...]:
    """Return every claim, or those about one model.

    Raises InvalidModelError for a model that has none.

    >>> [claim.claimed for claim in claims("irrational")][0]
    1
    """
    found = [
        claim for name in _MODULES for claim in importlib.import_module(f"alignment_games.catalogue.{name}").CLAIMS
    ]
    if model is None:
        return tuple(found)
    if model not in {claim.model for claim in found}:
        raise unknown_name("model", model, dict.fromkeys(claim.model for claim in found))
    return tuple(claim for claim in found if claim.model == model)


def check_claims(model: str | None = None) -> Iterator[CheckedClaim]:
    """Yield each claim with what was found, as soon as it has been checked.

    >>> all(checked.reproduced for checked in check_claims("dilemma"))
    True
    """
    for claim in claims(model):
        yield claim.check()


def _agree(claimed: Any, found: Any, tolerance: float) -> bool:
    if isinstance(claimed, Mapping):
        return (
            isinstance(found, Mapping)
            and set(claimed) == set(found)
            and all(_agree(claimed[key], found[key], tolerance) for key in claimed)
        )
    if isinstance(claimed, (tuple, list)):
        return (
            isinstance(found, Sequence)
            and len(claimed) == len(found)
            and all(_agree(a, b, tolerance) for a, b in zip(claimed, found, strict=True))
        )
    if tolerance and isinstance(claimed, Number) and not isinstance(claimed, bool) and isinstance(found, Number):
        difference: Any = abs(found - claimed)  # type: ignore[operator] # numbers of any kind subtract
        return bool(difference <= tolerance)
    return bool(claimed == found)


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return format(value, ".10g")
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_shown(each)}" for key, each in value.items())
    if isinstance(value, (tuple, list)):
        return "; ".join(map(_shown, value)) or "none"
    return str(value)
