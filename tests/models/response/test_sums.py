"""The second form by its sums: payoffs and pure equilibria of the tensor, discs that hold, reliability by pairs."""

import numpy as np
import pytest

from alignment_games import (
    InvalidModelError,
    NotConvergedError,
    SecurityUtility,
    State,
    UnsupportedGameError,
    perceived_threat,
    solve,
)
from alignment_games.game.sums.game_sums import over_others
from alignment_games.models.response import response_model
from alignment_games.solvers import LogitBySums, PureBySums, PureEnumeration, Status
from alignment_games.states import FirstForm, Guarantor, difference_contest, ratio_contest

ACTIONS = ("balance", "arm", "soft_balance", "buck_pass", "neutral", "bandwagon", "align")


def drawn(seed, n=None, **utility):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 5)) if n is None else n
    states = [State(f"S{i}", float(power)) for i, power in enumerate(rng.uniform(0.01, 0.2, n))]
    against = State("J", 0.15, offence=1.1)
    threat = perceived_threat(
        states,
        against,
        distance_km=rng.uniform(100, 2000, n),
        intent=rng.uniform(0.1, 1, n),
        offence_balance=rng.uniform(0.5, 1.5, n),
    )
    figures = {
        "spillover": float(rng.uniform(0, 0.3)),
        "milieu": float(rng.choice([0, 0.3])),
        "spoils": float(rng.choice([0, 0.4])),
        "decisiveness": float(rng.choice([1, 2, 2.5, 3])),
    }
    return response_model(
        states,
        against,
        threat,
        SecurityUtility(**{**figures, **utility}),
        actions=ACTIONS[: int(rng.integers(3, 8))],
        guarantors=[Guarantor("G", 0.1, ("S0",))],
        reliability={("S0", "S1"): 0.3} if seed % 2 else {},
    )


@pytest.mark.parametrize("seed", range(12))
def test_payoffs_and_pure_equilibria_are_those_of_the_tensor(seed):
    model = drawn(seed)
    game, sums, every = model.game(), model.sums().sums, np.arange(len(model.states))
    for profile in np.ndindex(*game.n_actions):
        others = over_others(sums.amounts[:, every, list(profile)])[..., None]
        payoffs = sums.bounds(every, others, others)[0][:, 0][every, list(profile)]
        np.testing.assert_allclose(payoffs, game.payoffs[(slice(None), *profile)], atol=1e-14)
    by_sums = solve(model.sums(), PureBySums())
    assert by_sums.status is Status.ALL_PURE
    assert sorted(e.actions for e in by_sums) == sorted(e.actions for e in solve(game, PureEnumeration(), throw=False))


@pytest.mark.parametrize("seed", range(10))
def test_bounds_over_boxes_hold_at_random_points_in_them(seed):
    model = drawn(seed)
    sums, rng = model.sums().sums, np.random.default_rng(seed)
    every, d = np.arange(len(model.states)), len(sums.amounts)
    corners = np.sort(rng.uniform(0, 0.4, (2, d, len(every), 5)), axis=0)
    least, most = sums.bounds(every, *corners)
    for _ in range(20):
        at = corners[0] + rng.uniform(size=corners[0].shape) * (corners[1] - corners[0])
        payoffs = sums.bounds(every, at, at)[0]
        assert (payoffs >= least - 1e-14).all()
        assert (payoffs <= most + 1e-14).all()


@pytest.mark.parametrize("contest", [ratio_contest, difference_contest])
@pytest.mark.parametrize("decisiveness", [1.0, 2.0, 3.0, 2.5])
def test_in_its_disc_a_payoff_stays_within_its_bound(contest, decisiveness):
    # The payoff's formula in complex numbers, around the circle of each disc; a constant of the term is taken off.
    model = drawn(4, n=3, contest=contest, decisiveness=decisiveness, milieu=0, spoils=0)
    sums, turns = model.sums().sums, np.exp(2j * np.pi * np.arange(24) / 24)
    for i in range(3):
        for start in (0.0, 0.05, 0.3):
            points = np.full((len(sums.amounts), 1), start)
            ((bound, *radii),) = sums.discs(i, points)
            for axis in {int(sums.help_at[i]), sums.aid_at}:
                for action in range(bound.shape[1]):
                    radius = float(radii[axis][0, action])
                    if not np.isfinite(radius):
                        continue
                    sums_at = points[:, :, None] + np.zeros((1, 1, len(turns)), dtype=complex)
                    sums_at[axis, 0] += 0.999 * radius * turns
                    help_, aid = sums_at[int(sums.help_at[i])][..., None], sums_at[sums.aid_at][..., None]
                    lost = sums._lost(np.array([i]), help_, aid)[0, :, action]
                    assert (abs(lost * sums.weight[i, action]) <= bound[0, action] + 1e-12).all()


@pytest.mark.parametrize("seed", range(4))
def test_a_mixed_equilibrium_of_the_sums_is_one_of_the_tensor(seed):
    model = drawn(2 * seed, n=3, milieu=0, spoils=0, decisiveness=2)
    try:
        (found,) = solve(model.sums(), LogitBySums())
    except NotConvergedError:
        pytest.skip("the path by sums did not end at an equilibrium of this model")
    regrets = model.game().regrets([row[: len(own)] for row, own in zip(found.profile, model.actions, strict=True)])
    assert max(regrets) <= 1e-8


def test_the_first_form_has_no_shield_and_one_sum_of_help():
    model = drawn(2)
    first = response_model(model.states, model.against, model.threat, FirstForm(), actions=model.actions[0])
    sums = first.sums().sums
    assert not sums.shield.any()
    assert len(sums.amounts) == 2


def test_a_family_of_games_is_refused():
    with pytest.raises(UnsupportedGameError, match="one game of a family at a time"):
        drawn(2).with_parameters(burden=np.array([[0.1], [0.2]])).sums()
    with pytest.raises(InvalidModelError, match="between 0 and 1"):
        drawn(2, reliability=2)
