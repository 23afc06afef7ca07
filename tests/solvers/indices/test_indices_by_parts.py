from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from alignment_games.catalogue.known_games import known_game
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models import threshold_model
from alignment_games.solvers import PureEnumeration, Solution, Status, SupportEnumeration, solve, with_indices


def told(solution: Solution):
    """Return the indices of the components, then of the isolated equilibria."""
    on = {member for component in solution.components for member in component.members}
    return [c.index for c in solution.components] + [e.index for k, e in enumerate(solution) if k not in on]


def without_indices(solution: Solution) -> Solution:
    equilibria = tuple(replace(equilibrium, index=None) for equilibrium in solution)
    return replace(
        solution, equilibria=equilibria, components=tuple(replace(c, index=None) for c in solution.components)
    )


def integers(seed: int, shape: tuple[int, ...]) -> NormalFormGame:
    return NormalFormGame(np.random.default_rng(seed).integers(0, 3, (len(shape), *shape)).astype(object))


@pytest.mark.parametrize("seed", range(12))
def test_cells_agree_with_the_vertices_of_a_perturbed_game(seed):
    # For two players the indices come from exact bases; what the cells say of the same game owes nothing to them.
    solution = solve(integers(seed, (3, 2)))
    assert told(with_indices(without_indices(solution))) == told(solution)


def test_outside_option_beside_a_battle():
    game = NormalFormGame([[[2, 2], [3, 0], [0, 1]], [[2, 2], [1, 0], [0, 3]]])
    solution = with_indices(without_indices(solve(game)))
    assert told(solution) == [0, 1]
    assert solution.stats["index_sum"] == 1


def test_a_third_player_who_never_cares_leaves_the_indices_of_the_others():
    stag = np.array([[4, 0], [3, 2]], dtype=object)
    table = np.stack([np.stack([own] * 2, axis=-1) for own in (stag, stag.T, 0 * stag)])
    solution = with_indices(solve(NormalFormGame(table), SupportEnumeration()))
    mixes = {c.index: c.description for c in solution.components}
    assert sorted(told(solution)) == [-1, 1, 1]
    assert "2/3" in mixes[-1]


@pytest.mark.parametrize(("name", "components", "isolated"), [("curve", [1], [0]), ("segment", [1], [])])
def test_continua_of_the_literature(name, components, isolated):
    # Nau, Gomez Canovas & Hansen (2004), sections 5 and 6. In the first, all play their second action in an isolated
    # equilibrium. With y and z the others' first, the first player gains y (1 - 4 z) by his own: whatever is added to
    # that, no equilibrium is left near. So its index is zero, and the continuum has one.
    solution = with_indices(solve(known_game(name).game))
    assert [c.index for c in solution.components] == components
    assert told(solution)[len(components) :] == isolated


@pytest.mark.parametrize("seed", range(6))
def test_three_players_with_ties(seed):
    solution = with_indices(solve(integers(seed, (2, 2, 2))))
    assert None not in told(solution)
    assert sum(told(solution)) == 1


def test_copies_and_dominated_actions_change_no_index():
    plain = solve(integers(4, (2, 2, 2)))
    table = plain.game.payoffs[:, [0, 1, 1]]
    worst = np.full((3, 3, 2, 1), -9, dtype=object)
    larger = solve(NormalFormGame(np.concatenate([table, worst], axis=3)))
    assert sorted(told(with_indices(larger))) == sorted(told(with_indices(plain)))


def test_where_nobody_cares_everything_is_one_component():
    solution = solve(NormalFormGame(np.zeros((3, 2, 2, 2), dtype=int).astype(object)), SupportEnumeration())
    assert told(with_indices(solution)) == [1]


def test_what_is_not_complete_is_left_as_it_is():
    solution = solve(integers(0, (2, 2, 2)), PureEnumeration())
    assert with_indices(solution) is solution


def test_no_cells_no_index():
    game = NormalFormGame([[[1, 2, 0, 0], [0, 0, 1, 2]], [[1, 1, 0, 0], [0, 0, 1, 1]]])  # three continua
    assert told(with_indices(without_indices(solve(game)), most_cells=0)) == [None, None, None]


def test_an_index_that_contradicts_withdraws_completeness():
    game = NormalFormGame([[[2, 2], [3, 0], [0, 1]], [[2, 2], [1, 0], [0, 3]]])
    solution = solve(game)
    (strict,) = (k for k, equilibrium in enumerate(solution) if equilibrium.index == 1)
    wrong = [replace(e, index=-1 if k == strict else None) for k, e in enumerate(without_indices(solution))]
    claimed = replace(without_indices(solution), equilibria=tuple(wrong))
    assert solution.status is Status.ALL_COMPONENTS
    assert with_indices(claimed).status is Status.UNPROVEN


def test_a_game_of_sums_is_refused():
    model = threshold_model({"A": 1, "B": 1, "C": 1}, against=2, cost=0.25)
    with pytest.raises(UnsupportedGameError, match="table of payoffs"):
        with_indices(replace(solve(model.sums()), status=Status.ALL))
