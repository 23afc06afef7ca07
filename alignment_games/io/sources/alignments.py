"""Records of what states did before a threat: one row for each state and case, from a user's CSV file.

Columns: case, year, threat, state, threat_cinc, cinc, capdist_km, contiguity (1 is a land border), outcome;
and any number of further columns that are wanted as covariates. A case with a single state is no game and is
left out, as is a row without a figure that the game needs; both are listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.io.doors.columns import column_names, read_columns, require_columns
from alignment_games.io.doors.figures import numbers
from alignment_games.io.doors.left_out import LeftOut, left_out_in_words
from alignment_games.models.response import ResponseModel, response_model
from alignment_games.states.security import FirstForm
from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat
from alignment_games.text.display import Displayed
from alignment_games.text.numbers import so_many

#: What a coded outcome amounts to among the actions of the game.
OUTCOMES: Mapping[str, str] = {
    "balance": "balance",
    "internal_balance": "balance",
    "soft_balance": "balance",
    "buck_pass": "buck_pass",
    "neutral": "buck_pass",
    "bandwagon": "bandwagon",
    "align_with": "bandwagon",
}
_COLUMNS = ("case", "year", "threat", "state", "threat_cinc", "cinc", "capdist_km", "contiguity", "outcome")


@dataclass(frozen=True, eq=False)
class ObservedGame:
    """A response model with the action that each state took.

    ``cluster``: games of one cluster are not independent. ``covariates``: by name, one number for each state.
    """

    name: str
    cluster: str
    model: ResponseModel
    played: tuple[str, ...]
    covariates: Mapping[str, Array]

    def __post_init__(self) -> None:
        for state, action, offered in zip(self.model.names, self.played, self.model.actions, strict=True):
            if action not in offered:
                raise InvalidModelError(f"{self.name}, {state}: {unknown_name('action', action, offered)}")
        for name, values in self.covariates.items():
            if np.shape(values) != (len(self.played),) or not np.isfinite(values).all():
                raise InvalidModelError(f"{self.name}: {name} needs one finite number for each of {self.model.names}")


@dataclass(frozen=True, eq=False, repr=False)
class Alignments(Displayed):
    """The games of a record, and what could not be used."""

    games: tuple[ObservedGame, ...]
    left_out: tuple[LeftOut, ...] = ()

    def __str__(self) -> str:
        states = sum(len(game.played) for game in self.games)
        clusters = len({game.cluster for game in self.games})
        words = left_out_in_words(self.left_out)
        games = f"{so_many(len(self.games), 'game')} of {so_many(clusters, 'case')}"
        return f"{states} decisions in {games}; {words}"


def is_record(path: str | Path) -> bool:
    """Return whether a file has the columns of `read_alignments` that a table of dyads has not."""
    return {"case", "threat", "state"} <= set(column_names(path))


def read_alignments(
    path: str | Path, covariates: Sequence[str] = (), *, outcomes: Mapping[str, str] = OUTCOMES
) -> Alignments:
    """Return the games of a record of alignments.

    ``covariates``: columns of numbers (or TRUE and FALSE) to carry along. ``outcomes``: codes to actions.
    Case names that differ in a last letter only (C01a, C01b) form one cluster. Intent is not in such a
    record: the model's is 1, and covariates stand in for it. Raises InvalidModelError for a missing column,
    an unknown code, or a case whose rows disagree on the threat.
    """
    columns = read_columns(path)
    require_columns(columns, (*_COLUMNS, *covariates), str(path))
    wanted = ("threat_cinc", "cinc", "capdist_km", "contiguity", *covariates)
    yes_or_no = {"contiguity", *covariates}
    figures = {name: numbers(columns[name], f"{path}: {name}", flags=name in yes_or_no) for name in wanted}
    left_out: list[LeftOut] = []
    rows: dict[str, list[int]] = {}
    for k, case in enumerate(columns["case"]):
        lacking = [name for name in wanted if np.isnan(figures[name][k]) and not _needless(name, figures, k)]
        if lacking:
            left_out.append(LeftOut(f"{columns['state'][k]} in {case}", f"no {', '.join(lacking)}"))
        else:
            rows.setdefault(case, []).append(k)
    games = []
    for case, own in rows.items():
        if len(own) < 2:
            left_out.append(LeftOut(f"{columns['state'][own[0]]} in {case}", "the only state of its case"))
        else:
            games.append(_game(case, own, columns, figures, covariates, outcomes))
    return Alignments(tuple(games), tuple(left_out))


def _needless(name: str, figures: Mapping[str, Array], k: int) -> bool:
    return name == "capdist_km" and figures["contiguity"][k] == 1


def _game(
    case: str,
    rows: list[int],
    columns: Mapping[str, list[str]],
    figures: Mapping[str, Array],
    covariates: Sequence[str],
    outcomes: Mapping[str, str],
) -> ObservedGame:
    threats = {(columns["threat"][k], figures["threat_cinc"][k]) for k in rows}
    if len(threats) > 1:
        said = " and ".join(f"{shown(name)} of power {power:g}" for name, power in sorted(threats)[:2])
        raise InvalidModelError(f"case {shown(case)}: rows disagree on the threat: {said}")
    name, power = threats.pop()
    for k in rows:
        if columns["outcome"][k] not in outcomes:
            problem = unknown_name("outcome", columns["outcome"][k], outcomes)
            raise InvalidModelError(f"case {case}, {columns['state'][k]}: {problem}")
    border = figures["contiguity"][rows] == 1
    distances = np.where(border, 0, figures["capdist_km"][rows])
    try:
        against = State(name, float(power))
        states = [State(columns["state"][k], float(figures["cinc"][k])) for k in rows]
        threat = perceived_threat(states, against, distance_km=distances, contiguous=border)
        # The model alone: a record may hold a case of so many states that its whole game does not fit in memory.
        model = response_model(states, against, threat, FirstForm())
    except InvalidModelError as error:
        raise InvalidModelError(f"case {case}: {error}") from error
    played = tuple(outcomes[columns["outcome"][k]] for k in rows)
    cluster = case.rstrip("abcdefghijklmnopqrstuvwxyz") or case
    return ObservedGame(case, cluster, model, played, {name: figures[name][rows] for name in covariates})
