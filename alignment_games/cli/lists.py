"""Lists in options: names between commas, years, and pairs of a name and a value."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from alignment_games.cli.command import whole
from alignment_games.errors import InvalidModelError, shown

#: Stands for all states or years.
ALL = "all"
#: What people write between the first and the last year.
_SPAN = re.compile(r"\s*(\d+)\s*(?:-|\N{EN DASH}|\.\.|to)\s*(\d+)\s*")


def listed(text: str) -> list[str]:
    """Return what stands between commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def years(text: str) -> Sequence[int] | None:
    """Return the years of FIRST:LAST (or FIRST-LAST), of a list, or None for all."""
    if text == ALL:
        return None
    first, colon, last = _SPAN.sub(r"\1:\2", text).partition(":")
    try:
        if colon:
            span = range(whole(first), whole(last) + 1)
            if not 0 < len(span) < 10_000:
                raise InvalidModelError(f"--years {shown(text)}: expected FIRST:LAST, the first not after the last")
            return span
        return [whole(year) for year in re.split(r"[,;\s]+", text.strip(",; "))]
    except argparse.ArgumentTypeError as error:
        raise InvalidModelError(f"--years {shown(text)}: {error}; expected years such as 1950:1990") from None


def rule(text: str) -> str:
    """Return the name of a rule of choice among pure equilibria, also as the command solve writes it.

    >>> rule("payoff"), rule("risk-dominance"), rule("first")
    ('payoff_dominant', 'risk_dominant', 'first')
    """
    named = re.fullmatch(r"(payoff|risk)(?:[-_ ]domina(?:nt|nce))?", text.strip())
    return text if named is None else f"{named[1]}_dominant"


def pairs(text: str | None, place: str) -> dict[str, str]:
    """Return what NAME=VALUE,... says."""
    found: dict[str, str] = {}
    for part in listed(text or ""):
        name, equals, value = (each.strip() for each in part.partition("="))
        if not (name and equals and value) or name in found:
            raise InvalidModelError(f"{place} {shown(text)}: expected each NAME=VALUE once, got {shown(part)}")
        found[name] = value
    return found
