r"""How Walt's four sources make one threat.

.. math::

   T &= P^{a}\, N^{b}\, O^{c}\, I^{d} && \text{multiplicative (capability x intent: Singer 1958)} \\
   T &= (a P + b N + c O + d I) / (a + b + c + d) && \text{additive: Walt's list read as a sum} \\
   T &= P && \text{power only: balance of power}
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class _Weighted:
    """A number for each of the four sources."""

    power: Any = 1
    proximity: Any = 1
    offence: Any = 1
    intent: Any = 1


class MultiplicativeThreat(_Weighted):
    """The product of the four sources, each raised to its exponent."""

    def __call__(self, power: Any, proximity: Any, offence: Any, intent: Any) -> Any:
        """Return the threat from its four sources."""
        return power**self.power * proximity**self.proximity * offence**self.offence * intent**self.intent


class AdditiveThreat(_Weighted):
    """The weighted mean of the four sources."""

    def __call__(self, power: Any, proximity: Any, offence: Any, intent: Any) -> Any:
        """Return the threat from its four sources."""
        total = self.power + self.proximity + self.offence + self.intent
        parts = power * self.power + proximity * self.proximity + offence * self.offence + intent * self.intent
        return parts / total


@dataclass(frozen=True)
class PowerOnlyThreat:
    """Balance of power: only power counts."""

    def __call__(self, power: Any, proximity: Any, offence: Any, intent: Any) -> Any:  # noqa: ARG002 - one signature
        """Return the threat from its four sources, of which it uses the first."""
        return power


#: How the four sources make one threat.
ThreatForm = Callable[[Any, Any, Any, Any], Any]
