"""Rival theories beside the record: one case, or all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alignment_games.cases.baselines import Situation
from alignment_games.cases.case import Case, as_case
from alignment_games.cases.prediction import Prediction, predicted_probabilities
from alignment_games.cases.theories import THEORIES, Theory
from alignment_games.errors import InvalidModelError
from alignment_games.game.words import table
from alignment_games.models.response import ResponseGame
from alignment_games.solvers.pure_enumeration import PureEnumeration
from alignment_games.solvers.solve import solve
from alignment_games.states.words import heading
from alignment_games.text.display import Displayed, DisplayedRecord, Grid

#: Characters on a line of the printed table.
_PAGE = 100


@dataclass(frozen=True, repr=False)
class Verdict(DisplayedRecord):
    """What one theory says of one case.

    ``predictions``: for each state. ``pure_equilibria``: how many there are. ``recorded_is_equilibrium``: no
    state would have gained by another action.
    """

    theory: str
    case: str
    predictions: tuple[Prediction, ...]
    pure_equilibria: int
    recorded_is_equilibrium: bool

    @property
    def hits(self) -> int:
        """How many states did the likeliest action."""
        return sum(each.predicted == each.recorded for each in self.predictions)

    @property
    def regret(self) -> float:
        """The largest regret of the recorded play, in payoff units."""
        return max(each.regret for each in self.predictions)


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Displayed):
    """The verdicts of several theories on one case; prints as a table."""

    case: Case
    verdicts: tuple[Verdict, ...]

    @property
    def header(self) -> list[str]:
        """What stands above the columns of the table."""
        return ["state", "recorded", *(each.theory for each in self.verdicts)]

    @property
    def rows(self) -> list[list[str]]:
        """The table: one row for each state, then the scores."""
        total = len(self.case.records)
        return [
            *(
                [record.state, heading(record.recorded), *(_said(v.predictions[k]) for v in self.verdicts)]
                for k, record in enumerate(self.case.records)
            ),
            ["right", "", *(f"{v.hits} of {total}" for v in self.verdicts)],
            ["pure equilibria", "", *(str(v.pure_equilibria) for v in self.verdicts)],
            ["record is one", "", *("yes" if v.recorded_is_equilibrium else "no" for v in self.verdicts)],
            ["largest regret", "", *(f"{v.regret:.3f}" for v in self.verdicts)],
        ]

    def display_parts(self) -> list[Grid]:
        """Return what a notebook shows."""
        return [Grid(self.header, self.rows, f"{self.case}: likeliest action and its probability")]

    def __str__(self) -> str:
        title = f"{self.case}\nLikeliest action and its probability:"
        return "\n".join([title, *table(self.header, self.rows, _PAGE)])


def compare(case: Case | str, theories: Sequence[Theory] = THEORIES) -> Comparison:
    """Return what each theory says of a case (or the case of that name), beside what the states did.

    The prediction rule is that of `cases.prediction`, the same for all. Raises InvalidModelError for no
    theories.

    >>> from alignment_games.cases.case import load_case
    >>> from alignment_games.cases.theories import BalanceOfThreat
    >>> print(compare(load_case("europe-1939"), [BalanceOfThreat()]))
    europe-1939: After Prague: Britain, France and the USSR face Germany
    Likeliest action and its probability:
    state            recorded       balance of threat
    Britain          balance        balance .78
    France           balance        balance .88
    USSR             pass the buck  balance .51
    right                           2 of 3
    pure equilibria                 1
    record is one                   no
    largest regret                  0.004
    """
    case = as_case(case, "a comparison")
    if not theories:
        raise InvalidModelError("no theories to compare; name at least one")
    return Comparison(case, tuple(judge(case, theory) for theory in theories))


def judge(case: Case, theory: Theory) -> Verdict:
    """Return what one theory says of one case."""
    game = ResponseGame(theory.model(case.model))
    regrets = game.regrets(case.recorded)
    chances = predicted_probabilities(game)
    predictions = tuple(
        Prediction(case.name, record.state, record.recorded, chances[record.state], max(0.0, float(regret)))
        for record, regret in zip(case.records, regrets, strict=True)
    )
    equilibria = {equilibrium.actions for equilibrium in solve(game, PureEnumeration())}
    did = tuple(case.recorded[player] for player in game.players)
    return Verdict(theory.name, case.name, predictions, len(equilibria), did in equilibria)


def situations(case: Case) -> list[Situation]:
    """Return what the simple rules may look at, for each state of a case.

    The cases do not say who was a rival of whom, so the rule that asks sees borders only.
    """
    threat = case.model.against.power
    seen = case.model.threat
    rows = zip(case.recorded.items(), case.model.states, seen.closeness, seen.hostility, strict=True)
    return [
        Situation(
            case.name,
            name,
            did,
            contiguous=bool(near == 1),
            rival=False,
            weight=float(state.power / threat),
            intent=float(intent),
        )
        for (name, did), state, near, intent in rows
    ]


def _said(prediction: Prediction) -> str:
    best = prediction.predicted
    return f"{heading(best)} {prediction.probabilities[best]:.2f}".replace(" 0.", " .")
