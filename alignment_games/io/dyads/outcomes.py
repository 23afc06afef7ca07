"""From a table of dyads with a column of outcomes to games with choices, ready to be estimated from.

The columns are those of peacesciencer (Miller 2022), see `io.dyads.roles`, and one more that says what a state did
about the other. In directed dyads, one column: what state one did about state two. In undirected ones, two columns:
what state one did about two, and what two did about one. A game is a state that is faced in a year by two or more
states whose outcome is coded; a state that faces it and has no code is no player, and is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, only_known, shown, unknown_name
from alignment_games.io.doors.columns import as_columns, column_names
from alignment_games.io.doors.figures import is_blank, whole_number
from alignment_games.io.doors.left_out import LeftOut, left_out_in_words
from alignment_games.io.dyads.choices import DyadChoices
from alignment_games.io.dyads.games import lacking_figures
from alignment_games.io.dyads.roles import Covariates
from alignment_games.io.dyads.table import DyadTable, Facing, read_dyads
from alignment_games.io.sources.alignments import OUTCOMES, Alignments, ObservedGame
from alignment_games.models.response import DEFAULT_ACTIONS
from alignment_games.signatures import as_annotated
from alignment_games.states.security import FirstForm

#: What may make up a cluster of games whose choices are not independent.
CLUSTERS = ("threat", "year", "game")


@as_annotated()
def read_choices(
    dyads: Any,
    outcome: str | Sequence[str] = "outcome",
    *,
    threats: Any = None,
    years: Iterable[int] | None = None,
    columns: Mapping[str, str] | None = None,
    names: Mapping[Any, str] | None = None,
    covariates: Covariates = (),
    outcomes: Mapping[str, str] = OUTCOMES,
    cluster: str = "threat",
    intent: float | Mapping[Any, float] = 1,
    threat_offence: float | Mapping[Any, float] = 1,
    border: int = 1,
    actions: Sequence[str] = DEFAULT_ACTIONS,
    utility: FirstForm | None = None,
) -> Alignments:
    """Return the games of a table of dyads in which states chose, for `fit`, and what could not be used.

    ``outcome``: the column of outcomes in directed dyads, or the two columns in undirected ones. ``outcomes``: codes to
    actions; actions stand for themselves. ``threats``, ``years``: to take some alone. ``cluster``: whose games are not
    independent, those of a threat, of a year, or each on its own. ``utility``: of the first form. All else is as in
    `from_dyads`. Raises InvalidModelError for what that refuses, unknown codes, two codes of one choice, and no game.

    >>> rows = {"ccode1": [200, 220, 200, 220], "ccode2": [255] * 4, "year": [1936, 1936, 1938, 1938],
    ...         "cinc1": [0.077, 0.053, 0.078, 0.046], "cinc2": [0.115, 0.115, 0.154, 0.154],
    ...         "capdist": [932, 880] * 2, "conttype": [5, 1] * 2, "outcome": ["buck_pass"] * 3 + ["neutral"]}
    >>> print(read_choices(rows, names={255: "Germany", 200: "Britain", 220: "France"}))
    4 decisions in 2 games of 1 case; nothing left out
    """
    table = read_dyads(dyads, columns=columns, names=names, covariates=covariates)
    only_known("cluster", [cluster], CLUSTERS)
    form = FirstForm() if utility is None else utility
    choices = DyadChoices.of(table.states, intent, 1, threat_offence, border, tuple(actions), form)
    coded = _coded(table, dyads, outcome, _codes(actions, outcomes))
    faced = _faced(table, coded, threats, years)
    made = [_game(table, choices, table.facing(*pair), coded, cluster) for pair in faced]
    left_out = (*table.reading.left_out, *(each for _, without in made for each in without))
    if games := tuple(game for game, _ in made if game is not None):
        return Alignments(games, left_out)
    why = left_out_in_words(left_out, 3)
    raise InvalidModelError(f"no game: no two states with figures and outcomes face one threat; {why}")


def _faced(
    table: DyadTable, coded: Iterable[tuple[int, int, int]], threats: Any, years: Iterable[int] | None
) -> list[tuple[int, int]]:
    """Return the threats and years of choices that are asked for, by year."""
    wanted = None if threats is None else set(table.places(threats, "threats"))
    asked = None if years is None else {table.year(year) for year in years}
    pairs = {(threat, year) for threat, year, _ in coded}
    kept = [(t, y) for t, y in pairs if (wanted is None or t in wanted) and (asked is None or y in asked)]
    return sorted(kept, key=lambda pair: pair[::-1])


def _codes(actions: Sequence[str], outcomes: Mapping[str, str]) -> dict[str, str]:
    """Return what each code amounts to; an action stands for itself."""
    return {**{action: action for action in actions}, **{str(code): action for code, action in outcomes.items()}}


def _coded(
    table: DyadTable, dyads: Any, outcome: str | Sequence[str], codes: Mapping[str, str]
) -> dict[tuple[int, int, int], str]:
    """Return the actions taken, by the places of the threat, the year and the place of the state."""
    if isinstance(dyads, DyadTable):
        raise InvalidModelError("a table read by read_dyads has no outcomes; give the file or the frame itself")
    own = (outcome,) if isinstance(outcome, str) else tuple(outcome)
    if len(own) not in (1, 2):
        raise InvalidModelError(f"outcome: expected one column, or that of state one and of two, got {shown(outcome)}")
    keys = [table.columns[role] for role in ("one", "other", "year")]
    there = column_names(dyads)
    for name in own:
        if name not in there:
            unknown = unknown_name("column", name, there)
            raise InvalidModelError(f"dyads: {unknown}; name what states did with outcome (--outcome)")
    raw = as_columns(dyads, {*keys, *own})
    found: dict[tuple[int, int, int], str] = {}
    for row, (one, other, year) in enumerate(zip(*(raw[name] for name in keys), strict=True)):
        for name, chooser, threat in ((own[0], one, other), (own[-1], other, one))[: len(own)]:
            entry = raw[name][row]
            if is_blank(entry) or any(map(is_blank, (one, other, year))):
                continue
            code = str(entry).strip()
            if code not in codes:
                raise InvalidModelError(f"{name}, row {row + 1}: {unknown_name('outcome', code, codes)}")
            choice = (table.states.place(threat), whole_number(year, keys[2]), table.states.place(chooser))
            if found.setdefault(choice, codes[code]) != codes[code]:
                who, whom = table.states.label(choice[2]), table.states.label(choice[0])
                raise InvalidModelError(f"two rows of {who} about {whom} in {choice[1]} have other outcomes")
    return found


def _game(
    table: DyadTable,
    choices: DyadChoices,
    facing: Facing,
    coded: Mapping[tuple[int, int, int], str],
    cluster: str,
) -> tuple[ObservedGame | None, list[LeftOut]]:
    """Return the game of the states that face a threat and whose figures and outcomes are there, and the others."""
    threat, year = table.states.label(facing.threat), facing.year
    lacking = lacking_figures(table, facing, choices.border)
    carried = table.covariates_of(facing)
    usable, left_out = [], []
    for k, place in enumerate(facing.places.tolist()):
        missing = [name for name, values in carried.items() if np.isnan(values[k])]
        why = lacking.get(place) or (f"no {', '.join(missing)}" if missing else "")
        if (facing.threat, year, place) not in coded:
            why = "no outcome"
        if why:
            left_out.append(LeftOut(f"{table.states.label(place)} about {threat} in {year}", why))
        else:
            usable.append(k)
    if len(usable) < 2:
        alone = [table.states.label(int(facing.places[k])) for k in usable]
        return None, left_out + [LeftOut(f"{name} about {threat} in {year}", "the only state") for name in alone]
    only = facing.only(np.array(usable))
    played = tuple(coded[facing.threat, year, place] for place in only.places.tolist())
    name = f"{threat} in {year}"
    of = {"threat": threat, "year": str(year), "game": name}[cluster]
    covariates = {key: np.array(values)[usable] for key, values in carried.items()}
    return ObservedGame(name, of, choices.model(table, only), played, covariates), left_out
