from alignment_games.estimation.joining.baselines import FORECASTS as FORECASTS
from alignment_games.estimation.joining.baselines import multinomial_logit as multinomial_logit
from alignment_games.estimation.joining.baselines import rule as rule
from alignment_games.estimation.joining.baselines import rule_of_thumb as rule_of_thumb
from alignment_games.estimation.joining.conduct import Passing as Passing
from alignment_games.estimation.joining.conduct import WaltGradient as WaltGradient
from alignment_games.estimation.joining.conduct import passing as passing
from alignment_games.estimation.joining.conduct import walt_gradient as walt_gradient
from alignment_games.estimation.joining.differences import FirstDifference as FirstDifference
from alignment_games.estimation.joining.differences import FirstDifferences as FirstDifferences
from alignment_games.estimation.joining.differences import first_differences as first_differences
from alignment_games.estimation.joining.fitting import JoinerFit as JoinerFit
from alignment_games.estimation.joining.fitting import fit_joiners as fit_joiners
from alignment_games.estimation.joining.intervals import Interval as Interval
from alignment_games.estimation.joining.intervals import Intervals as Intervals
from alignment_games.estimation.joining.intervals import joining_intervals as joining_intervals
from alignment_games.estimation.joining.scores import ForecastScore as ForecastScore
from alignment_games.estimation.joining.scores import Scoreboard as Scoreboard
from alignment_games.estimation.joining.study import JoinerStudy as JoinerStudy
from alignment_games.estimation.joining.study import judge_joiners as judge_joiners
from alignment_games.estimation.joining.theory import PARAMETERS as PARAMETERS
from alignment_games.estimation.joining.theory import terms as terms
from alignment_games.estimation.joining.theory import threats as threats

__all__ = [
    "FORECASTS",
    "PARAMETERS",
    "FirstDifference",
    "FirstDifferences",
    "ForecastScore",
    "Interval",
    "Intervals",
    "JoinerFit",
    "JoinerStudy",
    "Passing",
    "Scoreboard",
    "WaltGradient",
    "first_differences",
    "fit_joiners",
    "joining_intervals",
    "judge_joiners",
    "multinomial_logit",
    "passing",
    "rule",
    "rule_of_thumb",
    "terms",
    "threats",
    "walt_gradient",
]
