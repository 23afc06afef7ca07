"""Dominating mixtures of many digits, of ties and within rounding, each true by construction."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.game.mixtures import Advantages, dominating_mixture


def below_a_mixture(seed, lowered):
    """Rows of whole numbers and a last one, that much below a mixture of the others whose weights have many digits."""
    rng = np.random.default_rng(seed)
    m, profiles = int(rng.integers(2, 4)), int(rng.integers(3, 6))
    common = int(rng.integers(10**6, 10**12))
    weights = [int(w) for w in rng.integers(1, common // m, size=m - 1)]
    weights.append(common - sum(weights))
    rows = rng.integers(-50, 50, size=(m, profiles)).tolist()
    mixture = [sum(w * row[s] for w, row in zip(weights, rows, strict=True)) for s in range(profiles)]
    last = [value - gap for value, gap in zip(mixture, lowered(profiles), strict=True)]
    return np.array([*[[common * entry for entry in row] for row in rows], last], dtype=object)


@pytest.mark.parametrize(
    ("kind", "lowered"),
    [("weak", lambda n: [0] * (n - 1) + [1]), ("strict", lambda n: [1] * n)],
    ids=["weak", "strict"],
)
@pytest.mark.parametrize("seed", range(10))
def test_whole_numbers_decide_what_floats_cannot_see(kind, lowered, seed):
    rows = below_a_mixture(seed, lowered)
    found = dominating_mixture(Advantages.of(rows, len(rows) - 1), kind)
    gains = [sum(Fraction(w) * rows[b][s] for b, w in found.items()) - rows[-1][s] for s in range(rows.shape[1])]
    assert all(gain > 0 for gain in gains) if kind == "strict" else (all(gain >= 0 for gain in gains) and any(gains))
    assert sum(found.values()) == 1


def test_a_tie_with_the_only_mixture_dominates_in_no_way():
    # Row 3 is p/q of row 1 and (q - p)/q of row 2: any other mixture does worse somewhere.
    q, p = 3456817, 1234577
    rows = np.array([[0, q], [q, 0], [q - p, p]], dtype=object)
    assert dominating_mixture(Advantages.of(rows, 2), "weak") is None
    assert dominating_mixture(Advantages.of(rows, 2), "strict") is None


@pytest.mark.parametrize("scale", [1e-9, 1e-3, 7.0, 1e9])
@pytest.mark.parametrize("offset", [0.0, 1.0, -1e3])
def test_units_and_constants_change_nothing_within_rounding(scale, offset):
    # A third of row 1 and two thirds of row 2 tie with row 3 in two columns and beat it in the last.
    rows = np.array([[3.0, 0.0, 1.0], [0.0, 3.0, 1.0], [1.0, 2.0, 0.0]])
    rows = (rows + np.array([offset, -offset, 0.0])) * scale
    found = dominating_mixture(Advantages.of(rows, 2), "weak")
    assert [float(found[b]) for b in (0, 1)] == pytest.approx([1 / 3, 2 / 3])
    assert dominating_mixture(Advantages.of(rows, 2), "strict") is None
    assert dominating_mixture(Advantages.of(rows[:, :2], 2), "weak") is None


def test_a_forbidden_action_hides_no_dominance():
    rows = np.array([[4.0, 0.0], [0.0, 4.0], [1.999, 1.999], [-1e12, -1e12]])
    assert set(dominating_mixture(Advantages.of(rows, 2), "strict")) == {0, 1}
    assert dominating_mixture(Advantages.of(rows, 0), "strict") is None


def test_floats_are_the_fractions_that_they_are():
    # In 3/4 and 1/4 floats and their mixtures are exact: lowered by 2^-30 the row is dominated, tied it is not.
    rows = np.array([[4.0, 0.0], [0.0, 4.0], [3.0, 1.0]])
    assert dominating_mixture(Advantages.of(rows, 2), "strict") is None
    rows[2] -= 2.0**-30
    found = dominating_mixture(Advantages.of(rows, 2), "strict")
    assert all(4 * found[b] > rows[2, b] for b in (0, 1))
    assert sum(found.values()) == 1
