"""Documents as JSON text that any program reads: what is no finite number is null, exact numbers are text."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from alignment_games.text.numbers import exact_text


def json_text(document: Any) -> str:
    """Return a document as JSON, whose own escapes leave nothing but ASCII.

    Arrays become lists, fractions and symbols text such as 2/3, names that are tuples are joined by commas.

    >>> from fractions import Fraction
    >>> print(json_text({("balance", "neutral"): [Fraction(2, 3), float("nan")]}))
    {
      "balance, neutral": [
        "2/3",
        null
      ]
    }
    """
    return json.dumps(plain(document), indent=2, allow_nan=False)


def plain(value: Any) -> Any:
    """Return nested values as what JSON knows: None for what is no finite number, text for exact numbers."""
    if isinstance(value, Mapping):
        return {", ".join(key) if isinstance(key, tuple) else str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, (np.generic, np.ndarray)):
        return plain(value.tolist())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, (str, int)) else exact_text(value)
