"""What a user has in hand, for the tests that try every verb and every function of a room on every object."""

from dataclasses import replace

import numpy as np

import alignment_games as ag

WHOLE = ag.load_case("europe-1938")
#: With two responses for each state, so that what takes seconds on the whole case takes none.
CASE = replace(WHOLE, model=WHOLE.model.with_actions([("balance", "buck_pass")] * 3))
HUNT = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
#: What no verb takes.
NOTHING = {
    "number": 3,
    "nothing": None,
    "class": ag.State,
    "unknown name": "europe-1983",
    "table of numbers": np.zeros((2, 2, 2)),
}


def in_hand(folder):
    """Return the cases, models, games, files in a folder and answers that verbs take, by what they are."""
    ag.write_model(CASE, folder / "munich.toml")
    HUNT.to_nfg(folder / "hunt.nfg")
    solution = ag.solve(HUNT)
    return {
        "case": CASE,
        "response model": CASE.model,
        "response game": CASE.game(),
        "name of an encoding": "dilemma",
        "game": HUNT,
        "path of a model file": str(folder / "munich.toml"),
        "Gambit file": folder / "hunt.nfg",
        "solution": solution,
        "equilibrium": solution[0],
    }


def first_actions(given):
    """Return the first action of each player."""
    return [own[0] for own in ag.as_model(given).actions]
