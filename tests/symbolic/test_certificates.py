from dataclasses import replace

import numpy as np
import pytest
from sympy import QQ, symbols

from alignment_games.symbolic import _polynomials as poly
from alignment_games.symbolic._certificates import SignCertificate, impossible, prove, sign
from alignment_games.symbolic._domain import Hypothesis, Sign, make_domain
from alignment_games.symbolic._evaluation import signs_at
from alignment_games.symbolic._points import find_point, samples

x, y, z = symbols("x y z", positive=True)
k = symbols("k", real=True)


def setting(*given):
    convert = poly.Converter([x, y, z, k])
    return make_domain(convert, given), lambda e: convert(e).numerator


def test_farkas_multipliers_are_a_certificate():
    domain, p = setting()
    proof = prove(p(3 * x + y - 7), [Hypothesis(p(x - 2), False, "one"), Hypothesis(p(y - 1), False, "two")], domain)
    assert proof.check()
    assert {label: m for m, _, label in proof.terms} == {"one": 3, "two": 1}


def test_a_tampered_certificate_fails():
    domain, p = setting()
    proof = prove(p(x + y - 3), [Hypothesis(p(x - 2), False, "one"), Hypothesis(p(y - 1), False, "two")], domain)
    assert not replace(proof, polynomial=proof.polynomial - 1).check()


@pytest.mark.slow
def test_farkas_decides_every_affine_implication():
    # Against brute force: an implication that no certificate shows has a rational counterexample.
    domain, p = setting()
    rng = np.random.default_rng(5)
    proven = refuted = 0
    for _ in range(60):
        rows = rng.integers(-3, 4, size=(3, 3)).tolist()
        goal, *others = (p(a * x + b * y + c + 0 * z) for a, b, c in rows)
        hypotheses = [Hypothesis(q, False, "") for q in others if q]
        if not goal:
            continue
        proof = prove(goal, hypotheses, domain)
        if proof is not None:
            assert proof.check()
            proven += 1
        elif find_point([-goal, *(h.polynomial for h in hypotheses)], domain) is not None:
            refuted += 1
        else:
            # Counterexamples are sought inside: only hypotheses without an interior may hide one.
            assert impossible([Hypothesis(h.polynomial, True, "") for h in hypotheses], domain).check()
    assert proven > 5
    assert refuted > 5


def test_monomial_multipliers_prove_products():
    domain, p = setting(y <= 1)
    assert sign(p(x - x * y + z), domain) is Sign.POSITIVE
    assert sign(p(x**2 * y - x**2), domain) is Sign.NONPOSITIVE


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (x + y, Sign.POSITIVE),
        (-x * y - 1, Sign.NEGATIVE),
        (x - y, Sign.UNKNOWN),
        (k**2, Sign.NONNEGATIVE),
        (k**2 + 1, Sign.POSITIVE),
        (k, Sign.UNKNOWN),
        (x**2 - x * y + y**2, Sign.POSITIVE),
        (x - x, Sign.ZERO),
    ],
)
def test_signs(expression, expected):
    domain, p = setting()
    assert sign(p(expression), domain) is expected


def test_contradictions_are_proven():
    domain, p = setting()
    one, other = Hypothesis(p(x - y), True, ""), Hypothesis(p(y - x), False, "")
    assert impossible([one, other], domain).check()
    assert impossible([Hypothesis(p(x - y), False, ""), other], domain) is None


def test_float_signs_are_left_open_where_rounding_could_decide():
    domain, p = setting()
    _, values = samples(domain, 200)
    assert set(signs_at(p(x + y), values).tolist()) == {1}
    tiny = p(x) * QQ(1, 10**12) + p(y) - p(y)
    assert set(signs_at(tiny, values).tolist()) == {1}
    near = p(x * (10**12 + 1)) - p(x * 10**12) - p(x)
    assert not near  # exact cancellation is exact


def test_random_points_satisfy_what_is_given_even_in_narrow_domains():
    domain, _ = setting(x > 1000 * y, y > 1000 * z)
    point, values = samples(domain)
    assert values.shape[1] > 0
    assert all((point[x] > 1000 * point[y]) & (point[y] > 1000 * point[z]))


def test_coefficients_of_any_size_are_decided():
    domain, p = setting()
    big, small = 10**57 + 7, QQ(1, 10**40)
    proof = prove(p(big * x + big * y) - p(x) * 3, [Hypothesis((p(x) + p(y)) * small, False, "")], domain)
    assert proof.check()
    assert prove(p(x - 3 * big), [Hypothesis(p(7 * x - 22 * big), False, "")], domain).check()
    assert prove(p(x - 4 * big), [Hypothesis(p(7 * x - 22 * big), False, "")], domain) is None


def test_without_hypotheses_only_the_terms_decide():
    domain, p = setting()
    assert prove(p(x + y), (), domain, strict=True).check()
    assert prove(p(x - y), (), domain) is None
    assert impossible((), domain) is None


def test_a_proof_in_place_of_what_it_proves():
    _, p = setting()
    known, between = Hypothesis(p(x - 1), False, "known"), Hypothesis(p(3 * x - 3 + y), False, "between")
    goal = p(2 * (3 * x - 3 + y) + y * (x - 1) + 1)
    first = SignCertificate(goal, True, ((p(2), between), (p(y), known)), p(1))
    second = SignCertificate(between.polynomial, False, ((p(3), known),), p(y))
    found = first.without({between: second})
    assert found.weighted == ((p(y + 6), known),)
    assert (found.rest, found.strict, found.check()) == (p(2 * y + 1), True, True)
