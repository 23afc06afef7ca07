import signal

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation import QuantalResponse, recover, simulate, stack_games
from alignment_games.estimation.simulation import random_game


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="an alarm clock presses Ctrl-C, which Windows has not")
def test_an_interrupt_ends_a_recovery_and_the_fits_within():
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(KeyboardInterrupt):
            recover(QuantalResponse(("proximity",)), [1.0, 0.5], records=100_000, games=10)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_a_seed_below_zero_is_refused():
    with pytest.raises(InvalidModelError, match="a seed is a whole number of at least 0, got -1"):
        recover(QuantalResponse(("proximity",)), [1.0, 0.5], rng=-1)


def test_coverage_of_the_profile_is_that_of_likelihood_ratios_in_closed_form():
    # One cost c and next to no rate: balance has odds exp(-c) to 2, so all hangs on how many of n balance. In these
    # twelve records, of 14 choices each, Wald's intervals hold the truth more rarely than those of the profile.
    theory, truth, rng = QuantalResponse((), ("balance",), rate=1e-9), 2.0, np.random.default_rng(5)
    design = stack_games([random_game(f"g{k + 1}", rng) for k in range(4)])
    counts = np.array([(simulate(design, theory, [truth], rng).played == 0).sum() for _ in range(12)])
    n, found = len(design), counts[(counts > 0) & (counts < len(design))]
    likeliest = np.log((n - found) / (2 * found))
    highest, there = (-found * cost - n * np.log(np.exp(-cost) + 2) for cost in (likeliest, truth))
    by_ratio = (2 * (highest - there) <= 1.959964**2).mean()
    assert by_ratio > (abs(likeliest - truth) <= 1.959964 * np.sqrt(1 / found + 1 / (n - found))).mean()
    told = recover(theory, [truth], records=12, games=4, rng=5, climbs=1, intervals="profile")
    assert told.coverage["cost of balance"] == pytest.approx(by_ratio)
    assert told.failed == 12 - len(found)
    assert "profile covers" in str(told)
