"""One response game of many states where dominance leaves too much for a table: its pure equilibria by sums."""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.models.response.model import ResponseModel
from alignment_games.models.response.own_payoffs import held_at
from alignment_games.solvers.pure.pure_by_sums import PureBySums
from alignment_games.solvers.solve import solve
from alignment_games.sweeps import _panel_play
from alignment_games.sweeps._places import positions_of
from alignment_games.sweeps._pure import NONE
from alignment_games.sweeps.selection import SELECTIONS, Selection


def solved_by_sums(model: ResponseModel, select: Selection) -> dict[str, Array]:
    """Return the pure equilibria of one game, as `solve_pure` says of a chunk of one.

    Raises UnsupportedGameError for a selection of one's own, which needs tables, and where they are too many to list.
    """
    names = [name for name, known in SELECTIONS.items() if known is select]
    if not names:
        raise UnsupportedGameError(
            "a selection of one's own chooses by whole tables, and dominance leaves too much here for one; select one "
            f"of {', '.join(SELECTIONS)}, or offer fewer actions"
        )
    game, most = model.sums(), _panel_play.MOST_EQUILIBRIA
    found = solve(game, PureBySums(most=most), throw=False)
    if found.stats.get("pure") != len(found):
        raise UnsupportedGameError(
            f"a game of these has more than {most} pure equilibria, or its search did not end; offer fewer actions, or "
            "vary the inputs less far"
        )
    profiles = [tuple(int(own.argmax()) for own in each.profile) for each in found]
    shape = tuple(map(len, model.actions))
    positions = np.array([positions_of(profile, shape) for profile in profiles], dtype=object)
    selected, held = NONE, np.nan
    if profiles:
        payoffs = [game.deviation_payoffs(each.profile) for each in found]
        scores = [_panel_play.SELECTIONS[names[0]](*pair) for pair in zip(payoffs, profiles, strict=True)]
        best = _panel_play.first_of_highest(scores)
        selected, held = positions[best], held_at(model, profiles[best])
    order = np.argsort(positions) if len(positions) else np.zeros(0, dtype=int)
    return {
        "counts": np.array([len(profiles)], dtype=np.int32),
        "profiles": positions[order],
        "selected": np.array([selected], dtype=object),
        "held": np.array([held]),
    }
