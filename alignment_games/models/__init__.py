"""Encodings: the only door between states and games. One file each, each returns a game."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "response": ["ResponseGame", "ResponseModel", "response_game"],
        "threshold": [
            "coalition_game",
            "minimal_winning_coalitions",
            "threshold_game",
            "volunteers_dilemma",
            "winning_coalitions",
        ],
    },
)
