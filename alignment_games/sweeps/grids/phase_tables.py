"""The answers on a grid as tables: columns with an entry for each point, a CSV file, a data set over the axes."""

from __future__ import annotations

import codecs
import csv
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import require
from alignment_games.io.results.outputs import output_file
from alignment_games.io.results.spreadsheet import cell
from alignment_games.sweeps.grids.grid_answers import GridAnswers


def columns_of(answers: GridAnswers) -> dict[str, Array]:
    """Return the columns of the tidy table, one entry for each point: inputs, number of equilibria, responses, held."""
    places = np.meshgrid(*answers.axes.values(), indexing="ij")
    columns = {str(name): place.ravel() for name, place in zip(answers.axes, places, strict=True)}
    columns["equilibria"] = answers.counts.ravel()
    columns |= {player: answers.response(player).ravel() for player in answers.players}
    if not np.isnan(answers.held).all():
        columns["held"] = answers.held.ravel()
    if answers.mixed_counts is not None:
        columns["mixed_equilibria"] = answers.mixed_counts.ravel()
    return columns


def write_csv(answers: GridAnswers, path: str | Path) -> None:
    """Write the columns to a file of comma-separated values, whole or not at all. Raises UnwrittenError."""
    columns = columns_of(answers)
    with output_file(path) as stream:
        writer = csv.writer(codecs.getwriter("utf-8")(stream, "backslashreplace"))
        writer.writerow(map(cell, columns))
        writer.writerows(zip(*(list(map(cell, column.tolist())) for column in columns.values()), strict=True))


def as_data_set(answers: GridAnswers) -> Any:
    """Return an xarray data set over the axes. Needs the ``data`` extra."""
    xarray = require("xarray", extra="data")
    dims = [str(name) for name in answers.axes]
    found = [answers.profiles[k] for k in np.unique(answers.listed)]
    where = np.array([answers.is_equilibrium(profile) for profile in found]).reshape(len(found), *answers.shape)
    responses = np.stack([answers.response(player) for player in answers.players])
    variables = {
        "equilibria": (dims, answers.counts),
        "equilibrium": (["profile", *dims], where),
        "response": (["state", *dims], responses),
        "held": (dims, answers.held),
    }
    coordinates: dict[str, Any] = {str(name): values for name, values in answers.axes.items()}
    coordinates |= {"profile": [", ".join(profile) for profile in found], "state": list(answers.players)}
    return xarray.Dataset(variables, coordinates, {"selection": answers.selection})
