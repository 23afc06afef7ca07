"""How a number is told: in a few significant digits, with decimals, or exactly."""

from __future__ import annotations

import sys
from contextlib import suppress
from decimal import Context, Decimal
from numbers import Rational
from typing import Any

import numpy as np

#: Exact numbers of more digits than this are rounded where people read.
_LONGEST = 24


def number(value: Any, digits: int = 4) -> str:
    """Return a value as a reader wants it: a float in so many significant digits, anything else as it prints.

    Exact numbers that are too long to read are rounded, and say so.

    >>> from fractions import Fraction
    >>> number(0.123456), number("1/3"), number(Fraction(10**50, 3))
    ('0.1235', '1/3', '≈3.333e+49')
    """
    if isinstance(value, (float, np.floating)):
        return format(value, f".{digits}g")
    if isinstance(value, Rational) and _length(value) > _LONGEST:
        return f"≈{significant(value, digits)}"
    return str(value)


def so_many(count: int, word: str) -> str:
    """Return how many there are of something, in the singular where it is one.

    >>> so_many(1, "case"), so_many(1200, "case")
    ('1 case', '1,200 cases')
    """
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def significant(value: Any, digits: int) -> str:
    """Return a number in so many significant digits, also where it is beyond the floats.

    >>> from fractions import Fraction
    >>> significant(Fraction(1, 3), 3), significant(-(10**400), 3), significant(Fraction(1, 7 * 10**400), 3)
    ('0.333', '-1e+400', '1.43e-401')
    """
    with suppress(OverflowError):
        nearest = float(value)
        if nearest or value == 0:
            return format(nearest, f".{digits}g")
    quotient = Context(digits).divide(Decimal(value.numerator), Decimal(value.denominator))
    return f"{quotient.normalize():e}"


def rounded(value: Any) -> str:
    """Return three significant digits; of an array the numbers, separated by commas; a symbol by its name.

    >>> rounded(0.123456), rounded(0), rounded(np.array([0.5, 0.25]))
    ('0.123', '0', '0.5, 0.25')
    """
    return ", ".join(
        str(each) if getattr(each, "free_symbols", ()) else significant(each, 3)
        for each in np.ravel(np.asarray(value)).tolist()
    )


def exact_text(value: Any) -> str:
    """Return a number or name as it prints, also a fraction of more digits than Python turns into text at once.

    >>> from fractions import Fraction
    >>> exact_text(Fraction(2, 3)), len(exact_text(10**5000))
    ('2/3', 5001)
    """
    if not isinstance(value, Rational) or _length(value) < sys.int_info.default_max_str_digits:
        return str(value)
    top, bottom = (f"{Decimal(int(part)):f}" for part in (value.numerator, value.denominator))
    return top if bottom == "1" else f"{top}/{bottom}"


def _length(value: Rational) -> int:
    """Return about how many digits a fraction has, both parts together."""
    return int(sum(int(part).bit_length() for part in (value.numerator, value.denominator)) / 3.3)


def decimals(value: Any, digits: int = 3) -> str:
    """Return a float with so many decimals, more where it would read as nothing; fractions and symbols as they are.

    >>> decimals(0.25), decimals(1e-9), decimals(0.0)
    ('0.250', '1e-09', '0.000')
    """
    if isinstance(value, (float, np.floating)):
        text = f"{value:.{digits}f}"
        return text if float(text) != 0 or value == 0 else f"{value:.{digits}g}"
    return str(value)
