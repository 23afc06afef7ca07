import signal

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation import QuantalResponse, recover


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
