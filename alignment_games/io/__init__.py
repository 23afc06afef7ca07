"""Files in and out: returns values, never solves."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "capabilities": ["Capabilities", "read_capabilities"],
        "contiguity": ["Contiguity", "read_contiguity"],
        "distances": ["Distances", "great_circle_km", "read_distances"],
        "dyads": ["DyadModel", "from_dyads"],
        "model_file": ["build_model", "read_document", "read_model"],
    },
)
