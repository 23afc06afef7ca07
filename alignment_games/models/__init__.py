"""Encodings: the only door between states and games. One file each, each returns a game.

>>> from alignment_games.models import threshold_game
>>> threshold_game({"UK": 0.078, "France": 0.046}, against=0.1).actions[0]
('balance', 'buck_pass')
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "bayesian": ["bayesian_game"],
        "both_sides": ["BothSidesGame", "BothSidesModel", "both_sides_game", "both_sides_model"],
        "burden_sharing": ["BurdenSharing", "burden_shares", "burden_sharing_game"],
        "campaign": ["campaign_game"],
        "chain_ganging": ["chain_ganging_game"],
        "contest_effort": [
            "ContestEfforts",
            "contest_game",
            "difference_contest_game",
            "equilibrium_efforts",
            "symmetric_effort",
        ],
        "deterrence": ["deterrence_game", "observed_deterrence_game"],
        "dilemma": ["risk_dominant", "security_dilemma", "trust_needed"],
        "essential_states": ["EssentialStates", "find_essential_states", "winning_side_game"],
        "exit": ["exit_game", "exit_scenario"],
        "irrational": ["irrational_equilibrium", "irrational_game"],
        "landscape": ["Landscape", "LocalMinima", "LocalMinimum", "landscape_game"],
        "model": ["Input"],
        "response": ["ResponseGame", "ResponseModel", "response_game", "response_model"],
        "returns_to_scale": ["best_coalition_ratio", "coalition_payoff", "returns_to_scale_game"],
        "similarity": ["portfolio_similarity", "tau_b"],
        "soft_balancing": ["soft_balancing_game"],
        "response.promises": ["promised_by_pacts"],
        "response.standing_alliance": ["standing_alliance"],
        "third_party": ["ThirdPartyChoice", "third_party_choice", "third_party_game"],
        "threshold": [
            "ThresholdModel",
            "coalition_game",
            "minimal_winning_coalitions",
            "threshold_game",
            "threshold_model",
            "volunteers_dilemma",
            "winning_coalitions",
        ],
        "trust": ["trust_game", "trust_threshold"],
        "two_threats": ["two_threats_game"],
        "volunteer": [
            "asymmetric_volunteers",
            "nobody_probability",
            "threshold_probabilities",
            "volunteer_probability",
        ],
        "war_stable_networks": ["AllianceNetwork", "all_war_stable_networks", "alliance_game"],
    },
)
