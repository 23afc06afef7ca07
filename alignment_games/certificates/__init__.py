"""Certificates: a proof that these are all equilibria of a game, which anybody can check with one small file.

>>> import alignment_games as ag
>>> import tempfile
>>> from pathlib import Path
>>> game = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
>>> with tempfile.TemporaryDirectory() as folder:
...     print(ag.certify(ag.solve(game), Path(folder, "proof.jsonl")))
3 equilibria, of indices +1, +1, -1; nothing is open

Then ``python -m alignment_games.certificates.checker proof.jsonl``, or that file copied alone to another machine.
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
