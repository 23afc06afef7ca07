"""Hypothesis strategies: payoffs and mixed profiles of small games."""

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st


@st.composite
def integer_payoffs(draw, players=(2, 3), actions=(1, 3), values=(-3, 3)):
    """Payoffs (n, m_0, ..., m_{n-1}) of small integers, as an object array: ties are frequent."""
    n = draw(st.integers(*players))
    shape = tuple(draw(st.integers(*actions)) for _ in range(n))
    size = n * int(np.prod(shape))
    numbers = draw(st.lists(st.integers(*values), min_size=size, max_size=size))
    table = np.empty(size, dtype=object)
    table[:] = numbers
    return table.reshape(n, *shape)


@st.composite
def profiles(draw, shape):
    """A mixed profile of fractions for the given numbers of actions."""
    found = []
    for m in shape:
        weights = draw(st.lists(st.integers(0, 5), min_size=m, max_size=m).filter(any))
        found.append(np.array([Fraction(w, sum(weights)) for w in weights], dtype=object))
    return tuple(found)
