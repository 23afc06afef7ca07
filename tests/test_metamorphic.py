"""Every solver and refinement beside itself on a changed game: names, order, units, constants, copies, idle players.

A hundred and thirty games here (five hundred in a thorough run), some questions of each; ``python -m
tests.test_metamorphic 10000`` tries as many as it is told and lists what does not fit, and ``python -m
tests.test_metamorphic 300 --ask pure`` asks one question of each.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import pytest

from alignment_games import solve
from tests import brute_force
from tests.metamorphic_answers import QUESTIONS, Found, plays, profile_of
from tests.metamorphic_changes import CHANGES, by_command_line, random_game
from tests.metamorphic_table import AMONG, DEFAULT, FOUND, NONE, OPEN, TABLE
from tests.tries import tries

#: Probabilities that differ by less are the same.
CLOSE = 1e-6
#: Of so many equilibria are the verdicts asked, and so many questions of each game.
MOST_PLAYS, ASKED = 3, 3


def same_play(one, two):
    """Return whether two plays have the same probabilities."""
    return all(abs(float(one.get(name, 0)) - float(two.get(name, 0))) < CLOSE for name in {*one, *two})


def within(some, others):
    """Return whether each play is among the others."""
    return all(any(same_play(one, other) for other in others) for one in some)


def is_equilibrium(game, play):
    """Return whether nobody gains by deviating, by the definition, as a share of the own payoff range."""
    payoffs = game.to_float().payoffs
    profile = [p.astype(float) for p in profile_of(game, play)]
    ranges = [np.ptp(own) or 1.0 for own in payoffs]
    return bool((brute_force.regret(payoffs, profile) <= 1e-6 * np.array(ranges)).all())


def agree(relation, before, after, changed, game):
    """Return whether the answers hang together as the table says."""
    if relation == NONE or before is None or after is None:
        return True
    if relation == OPEN:
        return all(one == two or None in (one, two) for one, two in zip(before, after, strict=True))
    if isinstance(before, Found):
        back = [changed.back(play) for play in after.plays]
        if relation == AMONG:
            return all(is_equilibrium(game, play) for play in back)
        if relation == FOUND and not (before.complete and after.alone == after.plays):
            fits = all(is_equilibrium(game, play) for play in back)
            return fits and (not after.alone or within(before.alone, back))
        return within(before.plays, back) and within(back, before.plays)
    if isinstance(before, set):
        after = {changed.old.get(name, name) for name in after} - {None}
    return before == after


def asked_at(game):
    """Return some equilibria whose probabilities are fractions: verdicts are asked at these."""
    found = plays(game, [e.profile for e in solve(game, throw=False)])
    rational = [play for play in found if all(hasattr(p, "denominator") for p in play.values())]
    return rational[:MOST_PLAYS]


def unexplained(seed, asked=None):
    """Return what does not fit in the game of a seed under the change and the questions asked, or whose turn it is."""
    rng = np.random.default_rng(seed)
    game, name = random_game(rng), list(CHANGES)[seed % len(CHANGES)]
    changed = CHANGES[name](game, rng)
    at, table = asked_at(game), DEFAULT | TABLE[name]
    wrong, turn, every = [], seed // len(CHANGES), list(QUESTIONS)
    for question in asked or [every[(ASKED * turn + k) % len(every)] for k in range(ASKED)]:
        if table[question] != NONE:
            ask = QUESTIONS[question]
            before, after = ask(game, at), ask(changed.game, at)
            if not agree(table[question], before, after, changed, game):
                wrong.append((seed, name, question, game.payoffs.tolist(), before, after))
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(10))
def test_answers_change_as_the_game_does(turn):
    assert [finding for seed in range(turn, tries(130, of=500), 10) for finding in unexplained(seed)] == []


@pytest.mark.parametrize("seed", range(12))
def test_the_command_line_says_what_the_library_says(seed, tmp_path):
    game = random_game(np.random.default_rng(seed))
    code, said = by_command_line(game, tmp_path / "game.nfg")
    solution = solve(game)
    assert (code, said["complete"], said["status"]) == (0, solution.complete, solution.status.value)
    assert said["equilibria"] == [e.to_dict() for e in solution]


def test_every_change_and_question_is_in_the_table():
    assert set(TABLE) == set(CHANGES)
    assert all(set(row) <= set(QUESTIONS) for row in TABLE.values())


def main(count, first, asked):
    """Ask so many games, and print what does not fit."""
    begun, failures = time.perf_counter(), 0
    for seed in range(first, first + count):
        try:
            wrong = unexplained(seed, asked)
        except Exception as error:  # noqa: BLE001 - an error is a finding like others
            wrong = [(seed, list(CHANGES)[seed % len(CHANGES)], "error", repr(error))]
        for failure in wrong:
            print(*failure, sep=" | ", flush=True)  # noqa: T201
        failures += len(wrong)
    print(f"{count} games in {time.perf_counter() - begun:.0f} s, {failures} unexplained")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", type=int, help="how many games are drawn")
    parser.add_argument("first", type=int, nargs="?", default=0, help="seed of the first")
    parser.add_argument("--ask", nargs="+", choices=QUESTIONS, metavar="QUESTION", help="ask these of each game")
    chosen = parser.parse_args()
    main(chosen.count, chosen.first, chosen.ask)
