"""Players and their actions by name: what every game has, whatever its payoffs come from."""

from __future__ import annotations

from dataclasses import dataclass

from alignment_games.errors import unknown_name
from alignment_games.game.profile import Profile, ProfileLike, parse_profile


@dataclass(frozen=True, eq=False, init=False, repr=False)
class LabelledGame:
    """Choices among labelled actions. ``players``: their names. ``actions``: the labels of each player's actions."""

    players: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]

    @property
    def n_players(self) -> int:
        """The number of players."""
        return len(self.players)

    @property
    def n_actions(self) -> tuple[int, ...]:
        """The number of actions of each player."""
        return tuple(map(len, self.actions))

    def player_index(self, player: str) -> int:
        """Return the position of a player. Raises InvalidModelError with the closest name."""
        if player not in self.players:
            raise unknown_name("player", player, self.players)
        return self.players.index(player)

    def profile(self, given: ProfileLike) -> Profile:
        """Return the mixed profile that labels or probabilities stand for; see `parse_profile`."""
        return parse_profile(given, self.players, self.actions)
