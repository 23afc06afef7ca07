from alignment_games.estimation.calibration import CalibrationGroup as CalibrationGroup
from alignment_games.estimation.calibration import calibration as calibration
from alignment_games.estimation.coefficients import CoefficientTable as CoefficientTable
from alignment_games.estimation.coefficients import coefficient_table as coefficient_table
from alignment_games.estimation.comparing import Vuong as Vuong
from alignment_games.estimation.comparing import vuong as vuong
from alignment_games.estimation.effects import Effect as Effect
from alignment_games.estimation.effects import Effects as Effects
from alignment_games.estimation.fitting import FitProblem as FitProblem
from alignment_games.estimation.fitting import fit as fit
from alignment_games.estimation.forecasts import Forecasts as Forecasts
from alignment_games.estimation.forecasts import Foretold as Foretold
from alignment_games.estimation.forecasts import foretell as foretell
from alignment_games.estimation.foresight import Foresight as Foresight
from alignment_games.estimation.foresight import foresight as foresight
from alignment_games.estimation.intervals import Bootstrap as Bootstrap
from alignment_games.estimation.intervals import ConfidenceIntervals as ConfidenceIntervals
from alignment_games.estimation.joining.differences import FirstDifference as FirstDifference
from alignment_games.estimation.joining.differences import FirstDifferences as FirstDifferences
from alignment_games.estimation.joining.differences import first_differences as first_differences
from alignment_games.estimation.joining.fitting import JoinerFit as JoinerFit
from alignment_games.estimation.joining.fitting import fit_joiners as fit_joiners
from alignment_games.estimation.joining.intervals import Interval as Interval
from alignment_games.estimation.joining.intervals import Intervals as Intervals
from alignment_games.estimation.joining.intervals import joining_intervals as joining_intervals
from alignment_games.estimation.joining.study import JoinerStudy as JoinerStudy
from alignment_games.estimation.joining.study import judge_joiners as judge_joiners
from alignment_games.estimation.moves import TwoMoves as TwoMoves
from alignment_games.estimation.quantal import QuantalResponse as QuantalResponse
from alignment_games.estimation.results import Fit as Fit
from alignment_games.estimation.search import Search as Search
from alignment_games.estimation.selecting.games import PlayedGames as PlayedGames
from alignment_games.estimation.selecting.games import entry_games as entry_games
from alignment_games.estimation.selecting.identified import IdentifiedSet as IdentifiedSet
from alignment_games.estimation.selecting.identified import identified_set as identified_set
from alignment_games.estimation.selecting.problem import SelectionProblem as SelectionProblem
from alignment_games.estimation.selecting.responses import response_games as response_games
from alignment_games.estimation.selecting.results import SelectionFit as SelectionFit
from alignment_games.estimation.selecting.shocks import Shocks as Shocks
from alignment_games.estimation.selecting.simulation import profile_chances as profile_chances
from alignment_games.estimation.selecting.simulation import simulate_play as simulate_play
from alignment_games.estimation.simulation import Recovery as Recovery
from alignment_games.estimation.simulation import recover as recover
from alignment_games.estimation.simulation import simulate as simulate
from alignment_games.estimation.stack import Stack as Stack
from alignment_games.estimation.stack import stack_games as stack_games
from alignment_games.estimation.strategic import StrategicFit as StrategicFit
from alignment_games.estimation.strategic import StrategicProblem as StrategicProblem
from alignment_games.estimation.validation import leave_cases_out as leave_cases_out

__all__ = [
    "Bootstrap",
    "CalibrationGroup",
    "CoefficientTable",
    "ConfidenceIntervals",
    "Effect",
    "Effects",
    "FirstDifference",
    "FirstDifferences",
    "Fit",
    "FitProblem",
    "Forecasts",
    "Foresight",
    "Foretold",
    "IdentifiedSet",
    "Interval",
    "Intervals",
    "JoinerFit",
    "JoinerStudy",
    "PlayedGames",
    "QuantalResponse",
    "Recovery",
    "Search",
    "SelectionFit",
    "SelectionProblem",
    "Shocks",
    "Stack",
    "StrategicFit",
    "StrategicProblem",
    "TwoMoves",
    "Vuong",
    "calibration",
    "coefficient_table",
    "entry_games",
    "first_differences",
    "fit",
    "fit_joiners",
    "foresight",
    "foretell",
    "identified_set",
    "joining_intervals",
    "judge_joiners",
    "leave_cases_out",
    "profile_chances",
    "recover",
    "response_games",
    "simulate",
    "simulate_play",
    "stack_games",
    "vuong",
]
