from alignment_games.estimation.selecting.games import PlayedGames as PlayedGames
from alignment_games.estimation.selecting.games import entry_games as entry_games
from alignment_games.estimation.selecting.identified import IdentifiedSet as IdentifiedSet
from alignment_games.estimation.selecting.identified import Membership as Membership
from alignment_games.estimation.selecting.identified import identified_set as identified_set
from alignment_games.estimation.selecting.problem import SelectionProblem as SelectionProblem
from alignment_games.estimation.selecting.responses import response_games as response_games
from alignment_games.estimation.selecting.results import SelectionFit as SelectionFit
from alignment_games.estimation.selecting.shocks import Shocks as Shocks
from alignment_games.estimation.selecting.simulation import profile_chances as profile_chances
from alignment_games.estimation.selecting.simulation import simulate_play as simulate_play
from alignment_games.estimation.selecting.traits import TRAITS as TRAITS

__all__ = [
    "TRAITS",
    "IdentifiedSet",
    "Membership",
    "PlayedGames",
    "SelectionFit",
    "SelectionProblem",
    "Shocks",
    "entry_games",
    "identified_set",
    "profile_chances",
    "response_games",
    "simulate_play",
]
