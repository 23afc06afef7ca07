from alignment_games.estimation.fitting import Fit as Fit
from alignment_games.estimation.fitting import fit as fit
from alignment_games.estimation.quantal import QuantalResponse as QuantalResponse
from alignment_games.estimation.simulation import Recovery as Recovery
from alignment_games.estimation.simulation import recover as recover
from alignment_games.estimation.simulation import simulate as simulate
from alignment_games.estimation.stack import Stack as Stack
from alignment_games.estimation.stack import stack_games as stack_games
from alignment_games.estimation.validation import Foretold as Foretold
from alignment_games.estimation.validation import Vuong as Vuong
from alignment_games.estimation.validation import foretell as foretell
from alignment_games.estimation.validation import leave_cases_out as leave_cases_out
from alignment_games.estimation.validation import vuong as vuong

__all__ = [
    "Fit",
    "Foretold",
    "QuantalResponse",
    "Recovery",
    "Stack",
    "Vuong",
    "fit",
    "foretell",
    "leave_cases_out",
    "recover",
    "simulate",
    "stack_games",
    "vuong",
]
