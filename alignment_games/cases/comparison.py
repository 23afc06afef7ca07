"""Readings of a case side by side: rival theories beside the record, or a second scenario beside the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from os import PathLike
from typing import Any, overload

from alignment_games.cases.baselines import Situation
from alignment_games.cases.case import Case, as_case
from alignment_games.cases.prediction import RATE, Prediction, predicted_probabilities, response_probabilities
from alignment_games.cases.theories import THEORIES, Theory
from alignment_games.errors import InvalidModelError, UnsupportedGameError, shown
from alignment_games.game.entrance import Given, opened
from alignment_games.game.problem import Problem
from alignment_games.game.seeds import Seed
from alignment_games.game.sum_game import SumGame
from alignment_games.models.response import ResponseModel
from alignment_games.signatures import as_annotated
from alignment_games.solvers.control import FEW_PLAYERS, Progress
from alignment_games.solvers.pure.pure_by_sums import PureBySums
from alignment_games.solvers.pure.pure_enumeration import PureEnumeration
from alignment_games.solvers.solution import Solution
from alignment_games.solvers.solve import solve
from alignment_games.solvers.status import Status
from alignment_games.sweeps.contrasts.contrast import Contrast
from alignment_games.sweeps.contrasts.scenarios import changed, contrast
from alignment_games.text.display import Displayed, DisplayedRecord
from alignment_games.text.pages import PAGE
from alignment_games.text.play import heading
from alignment_games.text.tables import Table

#: What the search for pure equilibria may take, in parts of the space of profiles times states: at two hundred states a
#: second.
_MOST_WORK = 200_000
#: More pure equilibria than these are not listed: as many as there are profiles of eight states with seven responses.
_MOST_EQUILIBRIA = 7**8


@dataclass(frozen=True, repr=False)
class TheoryVerdict(DisplayedRecord):
    """What one theory says of one case.

    ``predictions``: for each state. ``pure_equilibria``: how many there are, or were found where not ``all_pure``, as
    the search was cut short: of many states it can take hours. ``recorded_is_equilibrium``: no state would have gained
    by another action.
    """

    theory: str
    case: str
    predictions: tuple[Prediction, ...]
    pure_equilibria: int
    recorded_is_equilibrium: bool
    all_pure: bool = True

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
    verdicts: tuple[TheoryVerdict, ...]

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
            ["pure equilibria", "", *(f"{v.pure_equilibria}{'' if v.all_pure else ' or more'}" for v in self.verdicts)],
            ["record is one", "", *("yes" if v.recorded_is_equilibrium else "no" for v in self.verdicts)],
            ["largest regret", "", *(f"{v.regret:.3f}" for v in self.verdicts)],
        ]

    def to_records(self) -> list[dict[str, Any]]:
        """Return tidy rows: theory, state, recorded, predicted, its probability, the regret of the recorded play."""
        return [
            {
                "theory": verdict.theory,
                "state": each.state,
                "recorded": each.recorded,
                "predicted": each.predicted,
                "probability": each.probabilities[each.predicted],
                "regret": each.regret,
            }
            for verdict in self.verdicts
            for each in verdict.predictions
        ]

    def display_parts(self) -> list[Table]:
        """Return what a notebook shows."""
        return [Table(self.header, self.rows, f"{self.case}: likeliest action and its probability")]

    def __str__(self) -> str:
        title = f"{self.case}\nLikeliest action and its probability:"
        return "\n".join([title, *Table(self.header, self.rows).lines(PAGE)])


@overload
def compare(
    first: Given, second: Sequence[Theory] | None = None, *, theories: Sequence[Theory] = ...
) -> Comparison: ...


@overload
def compare(
    first: Given,
    second: Given | Mapping[Any, Any],
    *,
    by: str = "figure",
    select: str = "payoff_dominant",
    rate: float = RATE,
    orders: int | None = None,
    rng: Seed = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Contrast: ...


def compare(
    first: Any, second: Any = None, *, theories: Sequence[Theory] = THEORIES, **options: Any
) -> Comparison | Contrast:
    """Return two readings of the same states side by side: rival theories beside the record, or a second scenario.

    With nothing or a sequence of ``theories`` beside it, ``first``, a case or its name, as each theory sees it, beside
    what the states did; the prediction rule is that of `cases.prediction`, the same for all. With a ``second`` case or
    model, or with changes by parameter such as ``{"burden": 0.1, ("intent", "France"): 0.9}``, the two scenarios: who
    changes, which inequality gave way, and how much of it each input that differs made (Shapley 1953), see
    `sweeps.contrasts.scenarios`. Both are what `as_model` takes, of one kind, with states in common. ``options`` of
    scenarios:

    ``by``
        what moves at once: each "figure" (the default), each "parameter", or all of a "state".
    ``select``, ``rate``
        which pure equilibrium is told (first, payoff_dominant or risk_dominant, see `sweeps.selection`), and lambda of
        the chances, per unit of payoff.
    ``orders``, ``rng``
        how many orders of the inputs to draw, and the seed. None solves all 2^k games in between of up to 12 inputs, 8
        where games are too large for a table, and draws 24 orders of more, with standard errors; 0 solves all.
    ``executor``, ``progress`` (games done, games in all), ``time_limit`` (seconds)
        as `sweep` has them.

    Raises InvalidModelError for no theories, for theories of what has no record, for models of two kinds or without a
    common state, and for figures that do not go together; NotConvergedError when the time limit passes.

    >>> from alignment_games.cases.theories import BalanceOfThreat
    >>> print(compare("europe-1939", [BalanceOfThreat()]))
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
    >>> compare("europe-1938", "europe-1939").gave_way
    ('USSR',)
    """
    if second is not None and not isinstance(second, (list, tuple)):
        return _scenarios(first, second, **options)
    case = as_case(first, "a comparison with theories")
    if options:
        raise InvalidModelError(f"{', '.join(options)}: for a second scenario alone; leave it out, or give one")
    compared = _checked_theories(theories if second is None else second)
    return Comparison(case, tuple(judge(case, theory) for theory in compared))


def _checked_theories(given: Any) -> Sequence[Theory]:
    if not isinstance(given, (list, tuple)) or not all(hasattr(each, "model") for each in given):
        raise InvalidModelError(f"expected a list of theories such as BalanceOfThreat(), got {shown(given)}")
    if not given:
        raise InvalidModelError("no theories to compare; name at least one")
    return given


def _scenarios(first: Any, second: Any, **options: Any) -> Contrast:
    """Return two scenarios side by side; the second may be told by what it changes in the first."""
    one = opened(first)
    name = scenario_name(one, first, "first")
    if isinstance(second, Mapping):
        other, said = changed(one, second)
        return contrast(one, other, names=(name, f"{name} with {said}"), **options)
    other = opened(second)
    return contrast(one, other, names=(name, scenario_name(other, second, "second")), **options)


def scenario_name(found: Any, given: Any, otherwise: str) -> str:
    """Return what a scenario is called: the name of a case, what the user called it, else another name."""
    if isinstance(found, Case):
        return found.name
    return str(given) if isinstance(given, (str, PathLike)) else otherwise


@as_annotated()
def judge(case: Any, theory: Theory) -> TheoryVerdict:
    """Return what one theory says of one case, which may be named. Raises InvalidModelError for what has no record."""
    case = as_case(case, "a theory's verdict")
    (theory,) = _checked_theories([theory])
    model = theory.model(case.model)
    did = tuple(case.recorded[name] for name in model.names)
    found = _pure_equilibria(model)
    game = found.problem
    chances = response_probabilities(model, sums=game) if isinstance(game, SumGame) else predicted_probabilities(model)
    predictions = tuple(
        Prediction(case.name, record.state, record.recorded, chances[record.state], regret)
        for record, regret in zip(case.records, _regrets(game, did), strict=True)
    )
    is_one = game.judge(did).passed
    return TheoryVerdict(theory.name, case.name, predictions, len(found), is_one, found.status is Status.ALL_PURE)


def _regrets(game: Problem, did: Sequence[str]) -> list[float]:
    """Return what each state would have gained by another response than the one that it took."""
    rows = zip(game.deviation_payoffs(did), game.actions, did, strict=True)
    return [float(own.max() - own[labels.index(action)]) for own, labels, action in rows]


def _pure_equilibria(model: ResponseModel) -> Solution:
    """Return the pure equilibria, without a table where the model has exact sums; all, but of many states."""
    try:
        game = model.sums()
    except UnsupportedGameError:  # fractions, or a contest of the user's own
        return solve(model, PureEnumeration())
    nodes = None if game.n_players <= FEW_PLAYERS else max(1, _MOST_WORK // game.n_players)
    return solve(game, PureBySums(most=_MOST_EQUILIBRIA, most_nodes=nodes))


def situations(case: Any) -> list[Situation]:
    """Return what the simple rules may look at, for each state of a case.

    The cases do not say who was a rival of whom, so the rule that asks sees borders only. Raises InvalidModelError
    for what has no record.
    """
    case = as_case(case, "a situation")
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
