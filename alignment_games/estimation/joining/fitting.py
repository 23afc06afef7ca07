r"""Maximum likelihood of the parameters of joining, with errors clustered by dispute.

With :math:`s_c` the sum of the scores over dispute c and A the information on the parameters inside their bounds, the
model's variance is :math:`A^{-1}`, that clustered by dispute :math:`A^{-1} (\tfrac{C}{C-1} \sum_c s_c s_c') A^{-1}`.
A parameter at its bound of 0 has no error: theory's sign is refused by the record, or nothing speaks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.estimation.criteria import InformationCriteria
from alignment_games.estimation.joining.choice import Summit, probabilities, summit
from alignment_games.estimation.joining.theory import PARAMETERS, terms
from alignment_games.io.sources.third_parties import ThirdParties
from alignment_games.signatures import as_annotated
from alignment_games.text.numbers import decimals
from alignment_games.text.tables import Table
from alignment_games.text.tidy import Tidy

_Z95 = 1.959964


@dataclass(frozen=True)
class JoinerFit(InformationCriteria, Tidy):
    """Estimates with their errors, by parameter; `joining.theory` says what each stands for.

    ``errors``: of the model; ``clustered_errors``: by dispute; both None at a bound. ``decrement``: twice what a
    further step could add to the log likelihood, ``curvature``: the smallest eigenvalue of the information scaled to
    unit diagonal: together they prove the maximum, which is the only one, as the log likelihood is concave.
    ``covariance``: of the estimates, by dispute, 0 for those at a bound.
    """

    estimates: dict[str, float]
    errors: dict[str, float | None]
    clustered_errors: dict[str, float | None]
    log_likelihood: float
    rows: int
    disputes: int
    joined: int
    years: tuple[int, int]
    decrement: float
    curvature: float
    covariance: tuple[tuple[float, ...], ...]

    @property
    def parameters(self) -> Array:
        """The estimates in the order of `joining.theory.PARAMETERS`."""
        return np.array([self.estimates[name] for name in PARAMETERS])

    @property
    def at_bound(self) -> tuple[str, ...]:
        """The parameters at their bound of 0."""
        return tuple(name for name, error in self.errors.items() if error is None)

    def predict(self, record: ThirdParties) -> Array:
        """Return the chances of staying out, joining a and joining b, shape (n, 3)."""
        return probabilities(terms(record), self.parameters)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each parameter: parameter, estimate, error, clustered_error, z (by dispute)."""
        return [
            {
                "parameter": name,
                "estimate": value,
                "error": self.errors[name],
                "clustered_error": self.clustered_errors[name],
                "z": None if (error := self.clustered_errors[name]) is None else value / error,
            }
            for name, value in self.estimates.items()
        ]

    def __repr__(self) -> str:
        return f"<JoinerFit: {self.rows:,} decisions, log likelihood {self.log_likelihood:.2f}>"

    def __str__(self) -> str:
        rows = [
            [each["parameter"], *(_cell(each[name]) for name in ("estimate", "error", "clustered_error", "z"))]
            for each in self.to_records()
        ]
        first, last = self.years
        head = [
            f"{self.rows:,} decisions in {self.disputes:,} disputes of {first}-{last}, {self.joined:,} joined",
            f"log likelihood {self.log_likelihood:.2f}, AIC {self.aic:.1f}, BIC {self.bic:.1f}",
        ]
        proof = (
            f"a maximum, and the only one: a further step adds {self.decrement / 2:.0e}, least curvature "
            f"{self.curvature:.2g} of 1"
        )
        lines = [*head, *Table(["parameter", "estimate", "error", "by dispute", "z"], rows).lines(), proof]
        if self.at_bound:
            lines.append(f"at the bound of theory's sign: {', '.join(self.at_bound)}")
        return "\n".join(lines)


@as_annotated()
def fit_joiners(record: ThirdParties) -> JoinerFit:
    """Return the maximum likelihood estimates of what third states gain by joining.

    Raises InvalidModelError where nobody joins or the decisions do not identify the parameters, NotConvergedError
    where no maximum is reached.
    """
    joined = int((record.taken > 0).sum())
    if not joined:
        raise InvalidModelError(f"nobody joins in these {len(record)} decisions; bring disputes that drew others in")
    found = summit(terms(record), record.taken, PARAMETERS)
    inside = found.information[np.ix_(found.free, found.free)]
    inverse = np.linalg.inv(inside)
    scale = np.sqrt(np.diag(inside))
    by_dispute = _clustered(found, record, inverse)
    names = [name for name, free in zip(PARAMETERS, found.free, strict=True) if free]
    plain, clustered = (
        dict(zip(names, np.sqrt(np.diag(each)).tolist(), strict=True)) for each in (inverse, by_dispute)
    )
    covariance = np.zeros_like(found.information)
    covariance[np.ix_(found.free, found.free)] = by_dispute
    return JoinerFit(
        dict(zip(PARAMETERS, map(float, found.parameters), strict=True)),
        {name: plain.get(name) for name in PARAMETERS},
        {name: clustered.get(name) for name in PARAMETERS},
        found.log_likelihood,
        len(record),
        int(record.disputes.max()) + 1,
        joined,
        (int(record.year.min()), int(record.year.max())),
        found.decrement,
        float(np.linalg.eigvalsh(inside / np.outer(scale, scale))[0]),
        tuple(map(tuple, covariance.tolist())),
    )


def _clustered(found: Summit, record: ThirdParties, inverse: Array) -> Array:
    """Return the covariance clustered by dispute; NaN where there is one dispute alone."""
    count = int(record.disputes.max()) + 1
    if count < 2:
        return np.full_like(inverse, np.nan)
    own = found.scores[:, found.free]
    sums = np.stack([np.bincount(record.disputes, column) for column in own.T], axis=1)
    return np.asarray(inverse @ (count / (count - 1) * sums.T @ sums) @ inverse)


def _cell(value: float | None) -> str:
    return "" if value is None else decimals(value, 3)
