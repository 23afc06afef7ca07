"""Files in and out: returns values, never solves."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {"model_file": ["build_model", "read_document", "read_model"]})
