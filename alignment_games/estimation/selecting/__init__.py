"""All equilibria in estimation: utilities and what selects an equilibrium, from what was played in small games."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "games": ["PlayedGames", "entry_games"],
        "identified": ["IdentifiedSet", "Membership", "identified_set"],
        "problem": ["SelectionProblem"],
        "responses": ["response_games"],
        "results": ["SelectionFit"],
        "shocks": ["Shocks"],
        "simulation": ["profile_chances", "simulate_play"],
        "traits": ["TRAITS"],
    },
)
