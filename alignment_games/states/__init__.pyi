from alignment_games.states.contest import difference_contest as difference_contest
from alignment_games.states.contest import ratio_contest as ratio_contest
from alignment_games.states.given_threat import GivenThreat as GivenThreat
from alignment_games.states.guarantor import Guarantor as Guarantor
from alignment_games.states.proximity import ExponentialProximity as ExponentialProximity
from alignment_games.states.proximity import LossOfStrength as LossOfStrength
from alignment_games.states.proximity import Proximity as Proximity
from alignment_games.states.proximity import RationalProximity as RationalProximity
from alignment_games.states.security import FirstForm as FirstForm
from alignment_games.states.security import Response as Response
from alignment_games.states.security import SecurityUtility as SecurityUtility
from alignment_games.states.state import State as State
from alignment_games.states.system import System as System
from alignment_games.states.threat import PerceivedThreat as PerceivedThreat
from alignment_games.states.threat import absolute_power as absolute_power
from alignment_games.states.threat import perceived_threat as perceived_threat
from alignment_games.states.threat import relative_power as relative_power
from alignment_games.states.threat import securitize as securitize
from alignment_games.states.threat_form import AdditiveThreat as AdditiveThreat
from alignment_games.states.threat_form import MultiplicativeThreat as MultiplicativeThreat
from alignment_games.states.threat_form import PowerOnlyThreat as PowerOnlyThreat
from alignment_games.states.threat_form import ThreatForm as ThreatForm

__all__ = [
    "AdditiveThreat",
    "ExponentialProximity",
    "FirstForm",
    "GivenThreat",
    "Guarantor",
    "LossOfStrength",
    "MultiplicativeThreat",
    "PerceivedThreat",
    "PowerOnlyThreat",
    "Proximity",
    "RationalProximity",
    "Response",
    "SecurityUtility",
    "State",
    "System",
    "ThreatForm",
    "absolute_power",
    "difference_contest",
    "perceived_threat",
    "ratio_contest",
    "relative_power",
    "securitize",
]
