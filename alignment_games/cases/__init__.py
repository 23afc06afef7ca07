"""History: one TOML file per case, with figures, sources, reasoning and the recorded outcome.

>>> from alignment_games.cases import load_case
>>> load_case("europe-1938").recorded
{'Britain': 'buck_pass', 'France': 'buck_pass', 'USSR': 'buck_pass'}
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
