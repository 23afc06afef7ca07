"""Families of games: grids and phase diagrams, uncertain inputs, years, regions; stores that resume."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "curves": ["Boundary", "boundaries", "disagreements"],
        "flip": ["Flip", "nearest_flip"],
        "grid": ["sweep"],
        "guesses": ["intent_guesses"],
        "phase_diagram": ["PhaseDiagram", "Region"],
        "regions": ["Complexes", "SplitError", "regional_complexes", "regional_games", "split_error", "threat_matrix"],
        "selection": ["SELECTIONS", "first", "payoff_dominant", "risk_dominant"],
        "years": ["Series", "Year", "series"],
        "sensitivity": ["SobolIndex", "Swing", "sobol", "swings"],
        "store": ["Store"],
        "uncertainty": ["Estimate", "Uncertain", "uncertain"],
    },
)
