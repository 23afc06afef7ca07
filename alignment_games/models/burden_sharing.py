r"""Burden sharing: contributions to a collective defence (Olson & Zeckhauser 1966).

State i splits its income :math:`I_i` between private use and a contribution :math:`g_i`; all enjoy
:math:`G = \sum_k g_k` (Cobb-Douglas, weight a on the public good):

.. math:: u_i = (I_i - g_i)^{1-a}\, G^{a}

In equilibrium (Bergstrom, Blume & Varian 1986) the contributors are the t states of largest income that
satisfy the condition on the right:

.. math::

   G = \frac{a \sum_C I}{a + t (1 - a)}, \qquad g_i = I_i - \frac{1-a}{a} G, \qquad
   i \in C \iff I_i > \frac{1-a}{a} G

The large are exploited by the small: shares of income given rise with income. The continuous equilibrium is
unique; the discrete game takes levels of contribution as actions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alignment_games.errors import InvalidModelError, only_known
from alignment_games.models._tables import (
    ModelGame,
    along,
    is_symbolic,
    listed,
    named,
    on_profiles,
    one_arithmetic,
    refuse_too_large,
)
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.signatures import as_annotated
from alignment_games.states.arguments import checked
from alignment_games.text.display import DisplayedRecord

#: Exponents beyond this overflow floats at incomes of two digits, and whole numbers grow without end.
MOST_EXPONENT = 100


@dataclass(frozen=True, repr=False)
class BurdenSharing(DisplayedRecord):
    """The equilibrium: each state's contribution, their total, and who contributes."""

    contributions: dict[str, Any]
    total: Any
    contributors: tuple[str, ...]


@as_annotated()
def burden_shares(
    incomes: Mapping[str, Any], *, weight: Any = 0.5, contributors: Collection[str] | None = None
) -> BurdenSharing:
    """Return the equilibrium contributions in closed form.

    ``weight``: of the public good, strictly between 0 and 1. ``contributors``: who contributes, for symbols,
    whose incomes cannot be compared; None finds them. Raises InvalidModelError for figures out of range.

    >>> from fractions import Fraction
    >>> shares = burden_shares({"USA": 10, "UK": 6}, weight=Fraction(1, 2))
    >>> {name: str(share) for name, share in shares.contributions.items()}
    {'USA': '14/3', 'UK': '2/3'}
    """
    names = named(incomes, "income", least=1)
    incomes, weight = one_arithmetic(incomes, weight)
    _check_weight(weight)
    if contributors is None:
        if is_symbolic(weight, *incomes.values()):
            raise InvalidModelError("incomes with symbols cannot be compared; name the contributors=")
        active = _active(incomes, weight)
    else:
        only_known("state", contributors, names)
        active = tuple(name for name in names if name in contributors)
        if not active:
            raise InvalidModelError(f"contributors are empty; name at least one of {', '.join(names)}")
    total = _total([incomes[name] for name in active], weight)
    kept = (1 - weight) / weight * total
    given = {name: incomes[name] - kept if name in active else 0 * incomes[name] for name in names}
    return BurdenSharing(given, total, active)


def _active(incomes: Mapping[str, Any], weight: Any) -> tuple[str, ...]:
    """Add states from the largest income down while each wants to add to what the larger ones give."""
    largest_first = sorted(incomes, key=lambda name: incomes[name], reverse=True)
    active = largest_first[:1]
    for name in largest_first[1:]:
        total = _total([incomes[each] for each in [*active, name]], weight)
        if not incomes[name] * weight > (1 - weight) * total:
            break
        active.append(name)
    return tuple(name for name in incomes if name in active)


def _total(incomes: Sequence[Any], weight: Any) -> Any:
    return weight * sum(incomes) / (weight + len(incomes) * (1 - weight))


@encoding(
    {
        "incomes": Meaning("income of each ally", unit="any one unit", above=True),
        "private": Meaning("exponent of private use", above=True),
        "public": Meaning("exponent of the common defence", above=True),
    },
    lambda: {"incomes": {"USA": 10, "UK": 5}, "levels": [0, 1, 4]},
)
@as_annotated(but=("levels",))
def burden_sharing_game(
    incomes: Mapping[str, Any], levels: Sequence[Any], *, private: Any = 1, public: Any = 1
) -> ModelGame:
    """Return the game in which each state contributes one of the levels: u = (I - g)^private * G^public.

    The exponents stand for the weights 1 - a and a up to a common factor, which changes no pure
    equilibrium; whole exponents keep fractions exact. ``levels``: contributions in units of income.
    Raises InvalidModelError for a level above an income.

    >>> game = burden_sharing_game({"USA": 10, "UK": 5}, levels=[0, 1, 5])
    >>> game.best_replies("give 5, give 0")
    {'USA': ('give 5',), 'UK': ('give 0',)}
    """
    names, n = named(incomes, "income"), len(incomes)
    for what, exponent in (("private", private), ("public", public)):
        checked(exponent, what, low=0, high=MOST_EXPONENT, strictly=True)
    levels = checked(listed(levels, "levels"), "levels", low=0)
    for name in names:
        if not is_symbolic(incomes[name], *levels):
            checked(incomes[name] - max(levels), f"the income of {name} less the highest level", low=0)
    refuse_too_large((len(levels),) * n, "take fewer levels")
    given = [along(levels, i, n) for i in range(n)]
    total = sum(given)
    tables = [(on_profiles(incomes[name], n) - given[i]) ** private * total**public for i, name in enumerate(names)]
    return ModelGame("burden_sharing", tables, names, [f"give {level}" for level in levels])


def _check_weight(weight: Any) -> None:
    checked(weight, "weight", low=0, high=1, strictly=True)
    if weight == 1:
        raise InvalidModelError("weight must be below 1: at 1 nothing is left for private use")
