"""What a maximum identifies, and how surely: covariances by hand, and the parameters of a flat direction."""

from types import SimpleNamespace

import numpy as np
import pytest

from alignment_games.estimation.identification import covariances, least_curvature, unidentified
from tests.estimation.observed import logit_fit


def test_clustered_covariance_by_hand():
    found, counts = logit_fit()
    stack = found.problem.stack
    chances = counts / counts.sum()
    scores = -(np.eye(3)[stack.played] - chances)[:, [0, 2]]
    sums = np.array([scores[stack.clusters == name].sum(axis=0) for name in sorted(set(stack.clusters))])
    information = len(stack) * (np.diag(chances[[0, 2]]) - np.outer(chances[[0, 2]], chances[[0, 2]]))
    inverse = np.linalg.inv(information)
    by_hand = inverse @ (40 / 39 * sums.T @ sums) @ inverse
    assert found.clustered_covariance == pytest.approx(by_hand, rel=1e-4)
    assert found.model_covariance == pytest.approx(inverse, rel=1e-4)


def peak(information, free=(True, True)):
    """A maximum with this information on the parameters that are free."""
    return SimpleNamespace(
        free=np.array(free), curvature=lambda: np.array(information, dtype=float), units=np.ones(len(free))
    )


def test_parameters_along_a_flat_direction_are_named_together():
    names = ("weight of power", "cost of balance")
    assert unidentified(peak([[2, 0], [0, 3]]), names) == ""
    assert unidentified(peak([[2, 2], [2, 2]]), names).startswith(
        "not separately identified by these games: weight of power, cost of balance"
    )
    assert unidentified(peak([[2, 0], [0, 0]]), names).startswith("not identified by these games: cost of balance")
    assert unidentified(peak([[2]], (True, False)), names) == ""


def test_the_least_curvature_does_not_depend_on_units():
    assert least_curvature(peak([[4, 1], [1, 1]])) == pytest.approx(1 / 2)  # of [[1, 1/2], [1/2, 1]]
    assert least_curvature(peak([[4e6, 1e3], [1e3, 1]])) == pytest.approx(1 / 2)
    assert np.isnan(least_curvature(peak(np.zeros((0, 0)), (False,))))


def test_a_parameter_at_a_bound_has_no_errors_and_one_cluster_none_by_case():
    model, clustered = covariances(peak([[4]], (True, False)), np.ones((3, 2)), np.array(["a", "a", "a"]))
    assert model[0, 0] == 1 / 4
    assert np.isnan(model[1]).all()
    assert np.isnan(clustered).all()
