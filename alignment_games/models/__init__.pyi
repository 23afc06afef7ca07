from alignment_games.models.bayesian import bayesian_game as bayesian_game
from alignment_games.models.both_sides import BothSidesGame as BothSidesGame
from alignment_games.models.both_sides import BothSidesModel as BothSidesModel
from alignment_games.models.both_sides import both_sides_game as both_sides_game
from alignment_games.models.both_sides import both_sides_model as both_sides_model
from alignment_games.models.burden_sharing import BurdenSharing as BurdenSharing
from alignment_games.models.burden_sharing import burden_shares as burden_shares
from alignment_games.models.burden_sharing import burden_sharing_game as burden_sharing_game
from alignment_games.models.campaign import campaign_game as campaign_game
from alignment_games.models.chain_ganging import chain_ganging_game as chain_ganging_game
from alignment_games.models.contest_effort import ContestEfforts as ContestEfforts
from alignment_games.models.contest_effort import contest_game as contest_game
from alignment_games.models.contest_effort import difference_contest_game as difference_contest_game
from alignment_games.models.contest_effort import equilibrium_efforts as equilibrium_efforts
from alignment_games.models.contest_effort import symmetric_effort as symmetric_effort
from alignment_games.models.deterrence import deterrence_game as deterrence_game
from alignment_games.models.deterrence import observed_deterrence_game as observed_deterrence_game
from alignment_games.models.dilemma import risk_dominant as risk_dominant
from alignment_games.models.dilemma import security_dilemma as security_dilemma
from alignment_games.models.dilemma import trust_needed as trust_needed
from alignment_games.models.essential_states import EssentialStates as EssentialStates
from alignment_games.models.essential_states import find_essential_states as find_essential_states
from alignment_games.models.essential_states import winning_side_game as winning_side_game
from alignment_games.models.exit import exit_game as exit_game
from alignment_games.models.exit import exit_scenario as exit_scenario
from alignment_games.models.irrational import irrational_equilibrium as irrational_equilibrium
from alignment_games.models.irrational import irrational_game as irrational_game
from alignment_games.models.landscape import Landscape as Landscape
from alignment_games.models.landscape import LocalMinima as LocalMinima
from alignment_games.models.landscape import LocalMinimum as LocalMinimum
from alignment_games.models.landscape import landscape_game as landscape_game
from alignment_games.models.model import Input as Input
from alignment_games.models.response import ResponseGame as ResponseGame
from alignment_games.models.response import ResponseModel as ResponseModel
from alignment_games.models.response import response_game as response_game
from alignment_games.models.response import response_model as response_model
from alignment_games.models.response.promises import promised_by_pacts as promised_by_pacts
from alignment_games.models.response.standing_alliance import standing_alliance as standing_alliance
from alignment_games.models.returns_to_scale import best_coalition_ratio as best_coalition_ratio
from alignment_games.models.returns_to_scale import coalition_payoff as coalition_payoff
from alignment_games.models.returns_to_scale import returns_to_scale_game as returns_to_scale_game
from alignment_games.models.similarity import portfolio_similarity as portfolio_similarity
from alignment_games.models.similarity import tau_b as tau_b
from alignment_games.models.soft_balancing import soft_balancing_game as soft_balancing_game
from alignment_games.models.third_party import ThirdPartyChoice as ThirdPartyChoice
from alignment_games.models.third_party import third_party_choice as third_party_choice
from alignment_games.models.third_party import third_party_game as third_party_game
from alignment_games.models.threshold import ThresholdModel as ThresholdModel
from alignment_games.models.threshold import coalition_game as coalition_game
from alignment_games.models.threshold import minimal_winning_coalitions as minimal_winning_coalitions
from alignment_games.models.threshold import threshold_game as threshold_game
from alignment_games.models.threshold import threshold_model as threshold_model
from alignment_games.models.threshold import volunteers_dilemma as volunteers_dilemma
from alignment_games.models.threshold import winning_coalitions as winning_coalitions
from alignment_games.models.trust import trust_game as trust_game
from alignment_games.models.trust import trust_threshold as trust_threshold
from alignment_games.models.two_threats import two_threats_game as two_threats_game
from alignment_games.models.volunteer import asymmetric_volunteers as asymmetric_volunteers
from alignment_games.models.volunteer import nobody_probability as nobody_probability
from alignment_games.models.volunteer import threshold_probabilities as threshold_probabilities
from alignment_games.models.volunteer import volunteer_probability as volunteer_probability
from alignment_games.models.war_stable_networks import AllianceNetwork as AllianceNetwork
from alignment_games.models.war_stable_networks import all_war_stable_networks as all_war_stable_networks
from alignment_games.models.war_stable_networks import alliance_game as alliance_game

__all__ = [
    "AllianceNetwork",
    "BothSidesGame",
    "BothSidesModel",
    "BurdenSharing",
    "ContestEfforts",
    "EssentialStates",
    "Input",
    "Landscape",
    "LocalMinima",
    "LocalMinimum",
    "ResponseGame",
    "ResponseModel",
    "ThirdPartyChoice",
    "ThresholdModel",
    "all_war_stable_networks",
    "alliance_game",
    "asymmetric_volunteers",
    "bayesian_game",
    "best_coalition_ratio",
    "both_sides_game",
    "both_sides_model",
    "burden_shares",
    "burden_sharing_game",
    "campaign_game",
    "chain_ganging_game",
    "coalition_game",
    "coalition_payoff",
    "contest_game",
    "deterrence_game",
    "difference_contest_game",
    "equilibrium_efforts",
    "exit_game",
    "exit_scenario",
    "find_essential_states",
    "irrational_equilibrium",
    "irrational_game",
    "landscape_game",
    "minimal_winning_coalitions",
    "nobody_probability",
    "observed_deterrence_game",
    "portfolio_similarity",
    "promised_by_pacts",
    "response_game",
    "response_model",
    "returns_to_scale_game",
    "risk_dominant",
    "security_dilemma",
    "soft_balancing_game",
    "standing_alliance",
    "symmetric_effort",
    "tau_b",
    "third_party_choice",
    "third_party_game",
    "threshold_game",
    "threshold_model",
    "threshold_probabilities",
    "trust_game",
    "trust_needed",
    "trust_threshold",
    "two_threats_game",
    "volunteer_probability",
    "volunteers_dilemma",
    "winning_coalitions",
    "winning_side_game",
]
