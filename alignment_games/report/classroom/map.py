"""Where the states stand on the map of the classroom page, found once; the page itself colours and sizes them."""

from __future__ import annotations

from typing import Any

import numpy as np

from alignment_games.cases.case import Case
from alignment_games.models.response import ResponseModel
from alignment_games.report.pictures.ground import SharedPlane
from alignment_games.report.pictures.looks import SHADES, ink_on, letters_of, looks_of
from alignment_games.report.pictures.scene import scene_of
from alignment_games.report.pictures.spacing import apart, label_spots

#: The map's size in the page's units, the radii of discs, and the size of a letter of a label, and on a phone.
WIDE, HIGH, _LEAST, _MOST, _LETTER = 560.0, 340.0, 9.0, 30.0, (9.4, 19.0)
#: What the map leaves free at each edge.
_EDGE = 6.0
#: Points on an arrow at which it is asked whether a label would lie on it.
_SAMPLES = 120


def page_map(case: Case | None, model: ResponseModel) -> dict[str, Any]:
    """Return the map as plain data: a disc and a label for each state, the threat last, and the look of each action.

    ``discs``: centre across and downwards, radius, and the middle of the label. ``looks``: colour, letter and the ink
    of the letter by action. ``shades``: of what is no response, as shares of the way from paper to ink.
    """
    anything = {name: own[0] for name, own in zip(model.names, model.actions, strict=True)}
    scene = scene_of(model, anything) if case is None else scene_of(case)
    names = (*scene.names, scene.centre)
    ground = SharedPlane([scene])
    powers = np.array([scene.powers[name] for name in names])
    radii = np.maximum(_LEAST, _MOST * np.sqrt(powers / (powers.max() or 1.0)))
    room = np.array([WIDE, HIGH])
    unit = float(((ground.high - ground.low) / room).max())
    frame = (_EDGE, _EDGE, WIDE - _EDGE, HIGH - _EDGE)
    middle = (ground.high + ground.low) / 2
    centres = apart((ground.points(scene) - middle) / unit + room / 2, radii, frame)
    sizes = np.array([[_LETTER[0] * len(name), _LETTER[1]] for name in names])
    along = np.linspace(0, 1, _SAMPLES)[:, None]
    arrows = [centres[-1] * (1 - along) + end * along for end in centres[:-1]]
    spots = label_spots(centres, radii, range(len(names)), sizes, frame, arrows)
    below = centres - [[0.0, radius + _LETTER[1] / 2] for radius in radii]
    labels = [low if spot is None else spot.centre for spot, low in zip(spots, below.tolist(), strict=True)]
    actions = dict.fromkeys(action for own in model.actions for action in own)
    letters = letters_of(actions)
    return {
        "size": [WIDE, HIGH],
        "discs": [
            [round(float(v), 1) for v in (x, HIGH - y, radius, label[0], HIGH - label[1])]
            for (x, y), radius, label in zip(centres.tolist(), radii.tolist(), labels, strict=True)
        ],
        "shades": list(SHADES),
        "looks": {action: [look[0], letters[action], ink_on(look[0])] for action, look in looks_of(actions).items()},
    }
