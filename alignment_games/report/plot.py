"""One word for every picture: `plot` takes a result and draws what it is. Needs the ``plot`` extra."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from alignment_games.cases.case import Case
from alignment_games.errors import InvalidModelError, unknown_name
from alignment_games.estimation.effects import Effects
from alignment_games.estimation.fitted import Fitted
from alignment_games.estimation.foresight import Foresight
from alignment_games.estimation.joining.differences import FirstDifferences
from alignment_games.estimation.joining.study import JoinerStudy
from alignment_games.estimation.selecting.identified import IdentifiedSet
from alignment_games.game.entrance import as_game, opened
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.inverse.rationalisation import Rationalisation
from alignment_games.io.dyads.games import DyadModel
from alignment_games.models.encoding import EncodedModel
from alignment_games.models.response import ResponseGame, ResponseModel
from alignment_games.report.pictures.alignments import alignment_map, equilibrium_maps
from alignment_games.report.pictures.bars import alignment_probabilities, tornado
from alignment_games.report.pictures.bounds import bounds
from alignment_games.report.pictures.branch import branch
from alignment_games.report.pictures.calibration import calibration
from alignment_games.report.pictures.contrasts import contrast_picture
from alignment_games.report.pictures.curves import probability_curves
from alignment_games.report.pictures.differences import differences
from alignment_games.report.pictures.effects import effects, estimates
from alignment_games.report.pictures.looks import refuse_no_axes
from alignment_games.report.pictures.rational_set import rational_set
from alignment_games.report.pictures.regions import phase_diagram
from alignment_games.report.pictures.replies import best_reply_graph
from alignment_games.report.pictures.sources import threat_by_source
from alignment_games.report.pictures.strips import response_strips
from alignment_games.report.pictures.styles import styled
from alignment_games.report.pictures.threats import threat_heat_map
from alignment_games.report.pictures.years import slack_by_year
from alignment_games.signatures import as_annotated
from alignment_games.solvers.logit.branch import LogitPath
from alignment_games.solvers.solution import Equilibrium, Solution
from alignment_games.states.system import System
from alignment_games.sweeps.contrasts.contrast import Contrast
from alignment_games.sweeps.grids.phase_diagram import PhaseDiagram
from alignment_games.sweeps.panels.rows import Panel
from alignment_games.sweeps.regions import Complexes
from alignment_games.sweeps.uncertainties.chances import Chances
from alignment_games.sweeps.uncertainties.sensitivity import Swing
from alignment_games.sweeps.uncertainties.uncertainty import Uncertain
from alignment_games.sweeps.years import Series


@as_annotated(but=("width",))
def plot(
    result: Any, ax: Any = None, *, style: str | None = None, width: str | float | None = None, **options: Any
) -> Any:
    """Return the matplotlib axes with a result drawn on them.

    ``ax``: the axes to draw on; None makes a new figure. ``style``: "light", "dark" or "journal"; None takes
    matplotlib's settings as they are. ``width``: of a new figure, in inches, or "column" or "page" of a journal.
    ``options``: those of the picture. `save_picture` writes what comes back, fonts and all. Colours mean responses.

    =============================  ==============================================  ==================
    result of                      picture                                         options
    =============================  ==============================================  ==================
    `sweep`                        the regions of the phase diagram                by, exact, named
    `uncertain`                    the probability of each state's responses
    `sweeps.chances`               the same against one input, with bands           state
    `sweeps.swings`                the tornado: what each input does alone
    `compare` with a scenario      what each input made of the changed chances     state, response
    `series`                       the slack of the alignment year by year
    `rationalise`                  where the record is rational, pair by pair      pair
    `panel`                        the responses by state and year                 threat
    `logit_path`                   each action's probability against lambda        players
    a case (or its name), a model  the states at their capitals around the threat  alignment, places
    the same, ``kind="sources"``   the threat that each perceives, by its sources
    the same, ``kind="replies"``   every profile, and where players would go
    another game, model, encoding  the same
    `from_dyads`                   the threat that each perceives, by its sources  kind
    an equilibrium of such a game  the same                                        places
    a solution of such a game      the same for each equilibrium, side by side     places
    a `System`, its regions        the matrix of mutual threat
    `judge_joiners`, `foresight`   chances given against shares that came true
    `first_differences`            what each term does to the chance of joining
    `fit`, `SelectionProblem`      the estimates with their intervals              kind, level
    `estimation.identified_set`    what the record allows of each parameter
    `Fit.first_differences`        what each source does to each response
    `Fit.marginal_effects`         the same, for one unit
    =============================  ==============================================  ==================

    Raises InvalidModelError for anything else, and as the pictures say, MissingExtraError without the ``plot`` extra.

    >>> import alignment_games as ag
    >>> axes = ag.plot(ag.logit_path(ag.volunteers_dilemma(2, cost=0.25)))
    >>> axes.get_ylabel()
    'probability'
    """
    refuse_no_axes(ax)
    named = _drawn(opened(result))
    _refuse_what_has_no_picture(named, type(result).__name__)
    with styled(style, width):
        return _picture(named, ax, **options)


def _drawn(result: Any) -> Any:
    """Return what has a picture: of a model without one of its own its game."""
    if _picture.dispatch(type(result)) is not _picture.dispatch(object):
        return result
    try:
        return as_game(result)
    except InvalidModelError:  # no model at all: what has a picture is said there
        return result


def _refuse_what_has_no_picture(result: Any, given: str) -> None:
    if _picture.dispatch(type(result)) is _picture.dispatch(object):
        raise InvalidModelError(
            "plot: expected what sweep, uncertain, chances, swings, compare (of scenarios), series, panel, rationalise,"
            f" logit_path or solve return, a case or its name, a model, a game, or a system; got {given}"
        )
    wrong = [row for row in result if not isinstance(row, Swing)] if isinstance(result, list) else []
    if wrong or (isinstance(result, list) and not result):
        raise InvalidModelError(
            f"plot: expected a list of swings, got {type(wrong[0]).__name__ if wrong else 'nothing'} in it"
        )


@singledispatch
def _picture(result: Any, ax: Any = None, **options: Any) -> Any:
    """Draw a result on axes: by its type."""
    raise NotImplementedError


@_picture.register(list)
def _swings(result: list[Any], ax: Any = None) -> Any:
    return tornado(result, ax)


#: The pictures of a case, a model or its game.
_KINDS = {"map": alignment_map, "sources": threat_by_source, "replies": best_reply_graph}


def _of_model(result: Any, ax: Any = None, *, kind: str = "map", **options: Any) -> Any:
    if kind not in _KINDS:
        raise unknown_name("kind", kind, _KINDS)
    return _KINDS[kind](result, ax, **options)


@_picture.register(DyadModel)
def _of_dyads(result: DyadModel, ax: Any = None, *, kind: str = "sources", **options: Any) -> Any:
    """Draw what is known of states from dyads: how threatened they feel, and why."""
    return _of_model(result.model, ax, kind=kind, **options)


_picture.register(PhaseDiagram, phase_diagram)
_picture.register(Uncertain, alignment_probabilities)
_picture.register(Contrast, contrast_picture)
_picture.register(Series, slack_by_year)
_picture.register(Panel, response_strips)
_picture.register(LogitPath, branch)
_picture.register(Rationalisation, rational_set)
_picture.register(FirstDifferences, differences)
_picture.register(Effects, effects)
_picture.register(Fitted, estimates)
_picture.register(IdentifiedSet, bounds)
for _scored in (JoinerStudy, Foresight):
    _picture.register(_scored, calibration)
_picture.register(Chances, probability_curves)
for _game in (NormalFormGame, EncodedModel):
    _picture.register(_game, best_reply_graph)
_picture.register(Solution, equilibrium_maps)
_picture.register(Equilibrium, alignment_map)
for _target in (Case, ResponseModel, ResponseGame):
    _picture.register(_target, _of_model)
for _system in (System, Complexes):
    _picture.register(_system, threat_heat_map)
