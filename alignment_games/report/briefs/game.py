"""The section of a brief on the game: its payoffs, what dominance takes away and why, what is left."""

from __future__ import annotations

import math

from alignment_games.analysis.elimination import Reason, Remainder, remainder
from alignment_games.game.html import MOST_PANELS, panels
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.report.document import Block, Bullets, Figure, Text
from alignment_games.report.tables import payoff_html, payoff_text
from alignment_games.text.lists import listed
from alignment_games.text.play import doing, who_plays

_MARKS = "Best replies are underlined, equilibria boxed; payoffs in the order of the players."


def game_section(game: NormalFormGame) -> list[Block]:
    """Return the blocks of the section."""
    size = " x ".join(map(str, game.n_actions))
    is_printed = len(panels(game)) <= MOST_PANELS
    blocks: list[Block] = _table(game, "") if is_printed else []
    if not is_printed:
        blocks.append(Text(f"{size} actions, {math.prod(game.n_actions):,} profiles: too many to print."))
    if game.arithmetic == "symbolic":
        return blocks
    left = remainder(game)
    if left.reasons:
        blocks.append(Text("No equilibrium uses an action that another beats whatever the others do:"))
        blocks.append(Bullets(list(map(reason_in_words, left.reasons))))
    return [*blocks, *_left(left, is_printed=is_printed)]


def reason_in_words(reason: Reason) -> str:
    """Return a sentence on why actions go.

    >>> reason_in_words(Reason(1, ("Ann", "Bob"), "defect", ("hold",)))
    'Whatever the others do, Ann and Bob do better by playing defect than by playing hold.'
    """
    opening = "Whatever the others do" if reason.round == 1 else "Whatever the others then do"
    verb = "does" if len(reason.players) == 1 else "do"
    than = listed((f"by {doing(action)}" for action in reason.worse), "or")
    return f"{opening}, {listed(reason.players)} {verb} better by {doing(reason.better)} than {than}."


def _left(left: Remainder, *, is_printed: bool) -> list[Block]:
    settled = who_plays(left.settled.items())
    if left.game is None:
        return [Text(f"That leaves one profile, the only equilibrium: {settled}.")]
    if is_printed and not left.reasons:
        return []
    size = " x ".join(map(str, left.game.n_actions))
    choice = "; ".join(
        f"{player}: {listed(map(doing, own), 'or')}"
        for player, own in zip(left.game.players, left.game.actions, strict=True)
    )
    who = f" (and, for sure, {settled})" if settled else ""
    blocks: list[Block] = [Text(f"What is left to choose: {choice}{who}.")] if left.reasons else []
    if len(panels(left.game)) > MOST_PANELS:
        return [*blocks, Text(f"These are {size} actions, still too many to print. The package writes them to a file.")]
    return [*blocks, *_table(left.game, "The game that is left. ")]


def _table(game: NormalFormGame, opening: str) -> list[Block]:
    return [Text(f"{opening}{_MARKS}"), Figure(payoff_html(game), payoff_text(game))]
