from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers._search.gaps import Gaps
from alignment_games.solvers._search.pruning import indifferent_supports, surviving_supports
from tests.strategies import integer_payoffs


def _dominated(payoffs, i, a, support) -> bool:
    """Straight from the definition: some b is never worse and once better against the others' supports."""
    others = [own if j != i else (a,) for j, own in enumerate(support)]
    for b in range(payoffs.shape[1 + i]):
        gains = [payoffs[(i, *s[:i], b, *s[i + 1 :])] - payoffs[(i, *s)] for s in product(*others)]
        if min(gains) >= 0 and max(gains) > 0:
            return True
    return False


@given(integer_payoffs(players=(2, 3), actions=(1, 3)))
def test_pruning_follows_the_definition(payoffs):
    game = NormalFormGame(payoffs)
    left = {tuple(row) for masks in surviving_supports(Gaps(game).nearest) for row in masks.tolist()}
    for masks in product(*(range(1, 2**m) for m in game.n_actions)):
        support = [tuple(a for a in range(m) if mask >> a & 1) for m, mask in zip(game.n_actions, masks, strict=True)]
        dominated = any(_dominated(payoffs, i, a, support) for i, own in enumerate(support) for a in own)
        assert dominated == (masks not in left)


def test_the_size_of_the_parts_changes_nothing(monkeypatch):
    nearest = Gaps(NormalFormGame(np.random.default_rng(2).uniform(size=(3, 2, 4, 3)))).nearest
    (whole,) = surviving_supports(nearest)
    monkeypatch.setattr("alignment_games.solvers._search.pruning._TABLE", 50)
    ticks = []
    parts = list(surviving_supports(nearest, lambda: ticks.append(1)))
    assert len(parts) > 3
    assert len(ticks) > len(parts)
    assert sorted(map(tuple, np.concatenate(parts).tolist())) == sorted(map(tuple, whole.tolist()))


@given(integer_payoffs(players=(2, 3), actions=(1, 3)))
def test_indifference_follows_the_definition(payoffs):
    game = NormalFormGame(payoffs)
    masks = np.array(list(product(*(range(1, 2**m) for m in game.n_actions))))
    left = set(map(tuple, indifferent_supports(Gaps(game).nearest, masks).tolist()))
    for mask in masks.tolist():
        support = [[a for a in range(m) if own >> a & 1] for m, own in zip(game.n_actions, mask, strict=True)]
        inside = payoffs[np.ix_(range(game.n_players), *support)]
        same = all((own == np.take(own, [0], axis=i)).all() for i, own in enumerate(inside))
        assert (tuple(mask) in left) == (same and max(map(len, support)) > 1)
