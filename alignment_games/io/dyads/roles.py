"""What the columns of a table of dyads are for: the roles, and the names under which each is looked for.

The first names are those of peacesciencer (Miller 2022), in any case. A figure that belongs to a state
has two columns, of the one and of the other state; what a state perceives of the other may have two as well
(``intent_one``: as state one sees the other), or one for both, such as ``intent``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alignment_games.errors import InvalidModelError, only_known, shown, unknown_name

#: What says which dyad a row is about.
KEYS = ("one", "other", "year")
#: What must be there.
REQUIRED = ("one", "other", "year", "power_one", "power_other", "distance")
#: What a state perceives of the other.
PERCEIVED = ("intent", "securitization", "offence_balance")
#: The names of the columns of each role; the first that a table has is taken.
COLUMNS: dict[str, tuple[str, ...]] = {
    "one": ("ccode1", "gwcode1", "state1"),
    "other": ("ccode2", "gwcode2", "state2"),
    "year": ("year",),
    "power_one": ("cinc1", "power1"),
    "power_other": ("cinc2", "power2"),
    "distance": ("capdist", "capdist_km", "mindist", "mindist_km", "distance_km"),
    "contiguity": ("conttype",),
    "offence_one": ("offence1",),
    "offence_other": ("offence2",),
    **{role: (role,) for role in PERCEIVED},
    **{f"{role}_{end}": (f"{role}{k}",) for role in PERCEIVED for k, end in ((1, "one"), (2, "other"))},
    "reliability": ("reliability",),
}
#: Columns that are carried along: one for both states of a dyad, or that of the one and that of the other.
Covariates = Sequence[str] | Mapping[str, Any]


def columns_of(available: Sequence[str], given: Mapping[str, str] | None) -> dict[str, str]:
    """Return the column of each role that a table has; ``given``: the user's own, by role.

    Raises InvalidModelError for an unknown role, a column that is not there, and a required one without a column.
    """
    given = given or {}
    only_known("column role", given, COLUMNS)
    written = {name.casefold(): name for name in reversed(available)} | {name: name for name in available}
    found = {}
    for role, names in COLUMNS.items():
        wanted = given.get(role) or next((each for each in names if each in written), None)
        if wanted is None and role not in REQUIRED:
            continue
        if wanted is None or wanted not in written:
            unknown = unknown_name("column", wanted or names[0], available)
            raise InvalidModelError(
                f"dyads: {unknown}; name yours with columns={{{role!r}: ...}} (--columns {role}=...)"
            )
        found[role] = written[wanted]
    for role in PERCEIVED:
        ends = [f"{role}_{end}" in found for end in ("one", "other")]
        if any(ends) and not all(ends):
            raise InvalidModelError(
                f"dyads: {role} has a column for one end of a dyad only; name both, {role}_one and {role}_other"
            )
    return found


def covariate_columns(covariates: Covariates, available: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the columns of each covariate, for the one and for the other state.

    >>> covariate_columns({"regime": ("polity1", "polity2")}, ["polity1", "polity2"])
    {'regime': ('polity1', 'polity2')}
    """
    if isinstance(covariates, str):
        covariates = [covariates]
    named = covariates.items() if isinstance(covariates, Mapping) else ((name, name) for name in covariates)
    found = {}
    for name, columns in named:
        ends = (columns, columns) if isinstance(columns, str) else tuple(columns)
        if len(ends) != 2:
            raise InvalidModelError(
                f"covariate {shown(name)}: expected one column, or that of the one and of the other state, "
                f"got {shown(columns)}"
            )
        only_known("column", ends, available)
        found[str(name)] = (str(ends[0]), str(ends[1]))
    return found
