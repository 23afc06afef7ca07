from alignment_games.cases.baselines import Situation as Situation
from alignment_games.cases.baselines import area_under_curve as area_under_curve
from alignment_games.cases.baselines import baseline as baseline
from alignment_games.cases.baselines import regression as regression
from alignment_games.cases.case import Case as Case
from alignment_games.cases.case import Record as Record
from alignment_games.cases.case import case_names as case_names
from alignment_games.cases.case import load_case as load_case
from alignment_games.cases.comparison import Comparison as Comparison
from alignment_games.cases.comparison import TheoryVerdict as TheoryVerdict
from alignment_games.cases.comparison import compare as compare
from alignment_games.cases.comparison import judge as judge
from alignment_games.cases.comparison import situations as situations
from alignment_games.cases.pair import load_pair as load_pair
from alignment_games.cases.pair import pair_names as pair_names
from alignment_games.cases.prediction import Prediction as Prediction
from alignment_games.cases.prediction import alignment as alignment
from alignment_games.cases.prediction import predicted_probabilities as predicted_probabilities
from alignment_games.cases.scorecard import Scorecard as Scorecard
from alignment_games.cases.scorecard import scorecard as scorecard
from alignment_games.cases.scores import Score as Score
from alignment_games.cases.scores import macro_f1 as macro_f1
from alignment_games.cases.scores import score as score
from alignment_games.cases.theories import THEORIES as THEORIES
from alignment_games.cases.theories import BalanceOfPower as BalanceOfPower
from alignment_games.cases.theories import BalanceOfThreat as BalanceOfThreat
from alignment_games.cases.theories import CollectiveGoods as CollectiveGoods
from alignment_games.cases.theories import FirstFormOfThreat as FirstFormOfThreat
from alignment_games.cases.theories import MilieuGoals as MilieuGoals
from alignment_games.cases.theories import Theory as Theory

__all__ = [
    "THEORIES",
    "BalanceOfPower",
    "BalanceOfThreat",
    "Case",
    "CollectiveGoods",
    "Comparison",
    "FirstFormOfThreat",
    "MilieuGoals",
    "Prediction",
    "Record",
    "Score",
    "Scorecard",
    "Situation",
    "Theory",
    "TheoryVerdict",
    "alignment",
    "area_under_curve",
    "baseline",
    "case_names",
    "compare",
    "judge",
    "load_case",
    "load_pair",
    "macro_f1",
    "pair_names",
    "predicted_probabilities",
    "regression",
    "score",
    "scorecard",
    "situations",
]
