"""Published models of alignment, what their sources claim, and what this package finds.

>>> from alignment_games.catalogue import catalog
>>> catalog()["dilemma"].source
'Jervis 1978'
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
