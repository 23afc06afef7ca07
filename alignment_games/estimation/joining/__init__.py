"""Third states beside a dispute: join one side, join the other, or stay out; from thousands of decisions."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
