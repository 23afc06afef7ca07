from alignment_games.states.contest import difference_contest as difference_contest
from alignment_games.states.contest import ratio_contest as ratio_contest
from alignment_games.states.security import Response as Response
from alignment_games.states.security import SecurityUtility as SecurityUtility
from alignment_games.states.state import State as State
from alignment_games.states.system import System as System
from alignment_games.states.threat import AdditiveThreat as AdditiveThreat
from alignment_games.states.threat import ExponentialProximity as ExponentialProximity
from alignment_games.states.threat import GivenThreat as GivenThreat
from alignment_games.states.threat import LossOfStrength as LossOfStrength
from alignment_games.states.threat import MultiplicativeThreat as MultiplicativeThreat
from alignment_games.states.threat import PerceivedThreat as PerceivedThreat
from alignment_games.states.threat import PowerOnlyThreat as PowerOnlyThreat
from alignment_games.states.threat import RationalProximity as RationalProximity
from alignment_games.states.threat import absolute_power as absolute_power
from alignment_games.states.threat import perceived_threat as perceived_threat
from alignment_games.states.threat import relative_power as relative_power
from alignment_games.states.threat import securitize as securitize

__all__ = [
    "AdditiveThreat",
    "ExponentialProximity",
    "GivenThreat",
    "LossOfStrength",
    "MultiplicativeThreat",
    "PerceivedThreat",
    "PowerOnlyThreat",
    "RationalProximity",
    "Response",
    "SecurityUtility",
    "State",
    "System",
    "absolute_power",
    "difference_contest",
    "perceived_threat",
    "ratio_contest",
    "relative_power",
    "securitize",
]
