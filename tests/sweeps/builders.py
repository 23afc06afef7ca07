"""Small builders whose equilibria are known in closed form; at the top of a module, so that processes can have them."""

import itertools
import os
import time
from pathlib import Path

import numpy as np

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.sweeps import sweep

PLAYERS = ["Ann", "Bob"]
#: A grid of a thousand points.
X, Y = np.linspace(-1, 1, 40), np.linspace(-1, 1, 25)


def boxes(x=0.0, y=0.0):
    """Two players with one choice each: 'up' beats 'down' by x for Ann and by y for Bob, whatever the other does."""
    x, y = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
    x, y = (x[..., 0], y[..., 0]) if x.ndim else (x, y)
    payoffs = np.zeros((*x.shape, 2, 2, 2))
    payoffs[..., 0, 0, :] = x[..., None]
    payoffs[..., 1, :, 0] = y[..., None]
    return NormalFormGame(payoffs, PLAYERS, ["up", "down"])


def one_at_a_time(x=0.0, y=0.0):
    """The same, written for numbers only."""
    return NormalFormGame([[[float(x), float(x)], [0, 0]], [[float(y), 0], [float(y), 0]]], PLAYERS, ["up", "down"])


def matching(x=0.0):
    """Matching pennies, in which Even gains x for sure by 'heads': no pure equilibrium while x < 2."""
    x = np.asarray(x, dtype=float)
    x = x[..., 0] if x.ndim else x
    pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
    payoffs = np.broadcast_to(pennies, (*x.shape, 2, 2, 2)).copy()
    payoffs[..., 0, 0, :] += x[..., None]
    return NormalFormGame(payoffs, ["Even", "Odd"], ["heads", "tails"])


def disc(x=0.0, y=0.0):
    """'up' is an equilibrium for Ann, who alone has a choice, inside the ellipse x**2 / 4 + y**2 <= 1."""
    x, y = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
    x, y = (x[..., 0], y[..., 0]) if x.ndim else (x, y)
    payoffs = np.zeros((*x.shape, 2, 2, 1))
    payoffs[..., 0, 0, 0] = 1 - x**2 / 4 - y**2
    return NormalFormGame(payoffs, PLAYERS, [["up", "down"], ["wait"]])


def counted(x=0.0, y=0.0):
    """`boxes`, with a line in a file for each call and its number of games: a count of the work of all processes."""
    with Path(os.environ["COUNT_CALLS_IN"]).open("a", encoding="utf-8") as file:
        file.write(f"{np.ravel(x)[0]} {np.broadcast(x, y).size}\n")
    return boxes(x, y)


def slowly_counted(x=0.0, y=0.0):
    """`counted`, which takes its time over chunks of 25 points."""
    if np.broadcast(x, y).size == 25:
        time.sleep(0.008)
    return counted(x, y)


def announced(x=0.0):
    """`boxes`, which notes the process that builds it and takes its time."""
    with Path(os.environ["ANNOUNCE_IN"]).open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")
    time.sleep(0.05)
    return boxes(x)


def halting_run(store, calls, most):
    """A run of 40 chunks that takes its time, counts the calls of its builder, and halts after ``most`` chunks."""
    os.environ["COUNT_CALLS_IN"] = calls
    told = itertools.count(1)

    def halt(done, total):
        if next(told) > most:
            time.sleep(600)

    sweep(slowly_counted, {"x": X, "y": Y}, store=store, points_per_chunk=25, progress=halt)
