"""Selections on games where the answer is known, and the words they give."""

import numpy as np
import pytest

from alignment_games import InvalidModelError, NormalFormGame, solve
from alignment_games.refinements import PREDICATES, LargestBasin, PayoffDominance, ordinal_potential, refine, select
from alignment_games.solvers import BestReplyDynamics, PureEnumeration, Replicator
from tests.games_refinement import CONVENTIONS, DILEMMA, PENNIES, SEXES, STAG_HUNT, landscape, minimum_effort


def pure(game):
    return solve(game, PureEnumeration())


@pytest.mark.parametrize(
    ("game", "rule", "actions"),
    [
        (STAG_HUNT, "payoff", ("stag", "stag")),
        (STAG_HUNT, "risk", ("hare", "hare")),
        (STAG_HUNT, "p_dominance", ("hare", "hare")),
        (STAG_HUNT, "potential", ("hare", "hare")),
        (STAG_HUNT, "logit", ("hare", "hare")),
        (STAG_HUNT, LargestBasin(Replicator()), ("hare", "hare")),
        (DILEMMA, "payoff_dominance", ("defect", "defect")),
        (CONVENTIONS, "payoff", ("c", "c")),
        (CONVENTIONS, "p_dominance", ("b", "b")),
        (minimum_effort(3), "payoff", ("3", "3", "3")),
        # P = 0.2 min - 0.1 sum of efforts (Monderer & Shapley 1996) is largest at the lowest effort.
        (minimum_effort(3), "potential", ("1", "1", "1")),
        (minimum_effort(3), "risk", ("1", "1", "1")),
    ],
)
def test_the_rule_selects(game, rule, actions):
    found = select(pure(game), by=rule)
    assert found.equilibrium.actions == actions
    assert found.reason


@pytest.mark.parametrize("rule", ["payoff", "risk", "p_dominance", "potential", "basin"])
def test_a_tie_selects_nothing_and_says_so(rule):
    found = select(pure(SEXES), by=rule)
    assert found.equilibrium is None or rule == "basin"
    assert "selects" in str(found)


def test_a_game_without_potential_is_told_apart_from_one_with_an_ordinal_one():
    # Improvements lead to (2, 2), but by gains that no weights make equal around the square.
    game = NormalFormGame([[[0, 0], [1, 3]], [[0, 2], [0, 1]]])
    found = select(pure(game), by="potential")
    assert found.equilibrium is None
    assert found.reason.startswith("the game has an ordinal potential only")


def test_unknown_rules_and_predicates_name_the_closest():
    with pytest.raises(InvalidModelError, match="did you mean 'risk_dominance'"):
        select(pure(STAG_HUNT), by="risk_dominence")
    with pytest.raises(InvalidModelError, match="did you mean 'coalition_proof'"):
        refine(pure(STAG_HUNT), by=["coalition_prof"])
    with pytest.raises(InvalidModelError, match="no equilibrium to choose from"):
        select(pure(PENNIES), by=PayoffDominance())


def test_refine_gives_every_verdict_of_every_equilibrium():
    found = refine(pure(STAG_HUNT), by=list(PREDICATES))
    assert len(found) == 2
    assert len(found.to_records()) == 2 * len(PREDICATES)
    assert [e.actions for e in refine(pure(STAG_HUNT), by="coalition_proof").surviving()] == [("stag", "stag")]
    # Pure enumeration may miss equilibria, so only the negative comparison is final.
    assert [each["pareto_undominated"].holds for each in found.verdicts] == [None, False]


def test_refine_gives_a_frame_of_all_verdicts():
    pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    found = refine(pure(STAG_HUNT), by=list(PREDICATES))
    assert len(found.to_frame()) == 2 * len(PREDICATES)


def test_ordinal_potentials_rise_with_every_improvement():
    rng = np.random.default_rng(0)
    counts = {True: 0, False: 0}
    for _ in range(60):
        payoffs = rng.integers(0, 3, (2, 3, 2)).astype(float)
        found = ordinal_potential(NormalFormGame(payoffs))
        counts[found.holds] += 1
        if found:
            potential = found.witness["potential"]
            for i in range(2):
                gain = np.expand_dims(payoffs[i], i) - np.expand_dims(payoffs[i], i + 1)
                rise = np.expand_dims(potential, i) - np.expand_dims(potential, i + 1)
                assert (np.sign(gain) == np.sign(rise)).all()
    assert min(counts.values()) > 5


def test_landscape_potential_is_the_energy_and_its_minima_are_the_equilibria():
    from alignment_games.game.structure import weighted_potential

    sizes = [5, 3, 2, 1]
    propensities = [[0, 1, -2, 1], [1, 0, 1, -1], [-2, 1, 0, 2], [1, -1, 2, 0]]
    game = landscape(sizes, propensities)
    potential, weights = weighted_potential(game).witness
    energy = np.zeros((2, 2, 2, 2))
    for sides in np.ndindex(2, 2, 2, 2):
        for i in range(4):
            for j in range(4):
                energy[sides] += sizes[i] * sizes[j] * propensities[i][j] * (sides[i] != sides[j])
    # E = sum over ordered pairs counts each pair twice: state i's gain, times its size, is half the fall of E.
    scaled = potential.astype(float) * sizes[0] * 2 / float(weights[0])
    np.testing.assert_allclose(scaled - scaled[0, 0, 0, 0], -(energy - energy[0, 0, 0, 0]))
    minima = {s for s in np.ndindex(2, 2, 2, 2) if all(energy[s] <= energy[flip(s, k)] for k in range(4))}
    found = {tuple(own[0] for own in e.supports) for e in pure(game)}
    assert minima == found
    chosen = select(pure(game), by="potential")
    lowest = {s for s in np.ndindex(2, 2, 2, 2) if energy[s] == energy.min()}
    assert len(lowest) == 2  # either bloc may be called the first, so the maximum is shared
    assert chosen.equilibrium is None
    sides = {tuple(int(a == "two") for a in at) for at in chosen.figures["maximisers"]}
    assert sides == lowest


def flip(sides, k):
    return tuple(1 - s if i == k else s for i, s in enumerate(sides))


def test_basins_of_the_stag_hunt_under_simultaneous_replies():
    found = select(pure(STAG_HUNT), by=LargestBasin(BestReplyDynamics(order="simultaneous")))
    assert found.equilibrium is None
    assert "50.0% to no equilibrium" in found.reason
