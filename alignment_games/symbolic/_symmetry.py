"""Which states are interchangeable: exchanging them, and the symbols that belong to them, changes no payoff."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

from sympy import Symbol

from alignment_games.symbolic._analysis import Analysis, Index


def interchangeable(analysis: Analysis) -> tuple[tuple[int, ...], ...]:
    """Return the classes of interchangeable players, by position, those of one player included.

    Symbols are exchanged by the ending of their names: ``T_France`` with ``T_Britain``, ``p1`` with ``p2``.
    """
    n = analysis.game.n_players
    leader = list(range(n))
    exchanges = _exchanges(analysis.domain.symbols)
    for i, j in combinations(range(n), 2):
        if leader[i] == leader[j] or analysis.game.actions[i] != analysis.game.actions[j]:
            continue
        if any(_unchanged(analysis, i, j, exchange) for exchange in exchanges):
            leader = [leader[i] if each == leader[j] else each for each in leader]
    return tuple(tuple(k for k in range(n) if leader[k] == each) for each in sorted(set(leader)))


def representative(index: Index, classes: tuple[tuple[int, ...], ...]) -> Index:
    """Return the first profile that differs from this one by an exchange of interchangeable players."""
    found = list(index)
    for players in classes:
        for player, action in zip(players, sorted(index[k] for k in players), strict=True):
            found[player] = action
    return tuple(found)


def _exchanges(symbols: tuple[Symbol, ...]) -> list[dict[Symbol, Symbol]]:
    """Return the exchanges of symbols to try: none, and each pair of endings that occurs."""
    parts = {s: _parts(str(s)) for s in symbols}
    endings = sorted({ending for _, ending in parts.values() if ending})
    by_name = {str(s): s for s in symbols}
    found: list[dict[Symbol, Symbol]] = [{}]
    for a, b in combinations(endings, 2):
        exchange: dict[Symbol, Symbol] = {}
        for s, (stem, ending) in parts.items():
            if ending in (a, b):
                exchange[s] = by_name.get(stem + (b if ending == a else a), s)
        found.append(exchange)
    return found


def _parts(name: str) -> tuple[str, str]:
    """Return the stem and the ending: what follows the last underscore, or final digits."""
    match = re.fullmatch(r"(.+_)([^_]+)|(.*?\D)(\d+)", name)
    if match is None:
        return name, ""
    return (match[1], match[2]) if match[1] else (match[3], match[4])


def _unchanged(analysis: Analysis, i: int, j: int, exchange: dict[Symbol, Symbol]) -> bool:
    if any(exchange.get(new) != old for old, new in exchange.items()):
        return False
    place = {i: j, j: i}
    payoffs: Any = analysis.game.expressions
    swapped = payoffs.swapaxes(i + 1, j + 1)
    for k in range(analysis.game.n_players):
        ours, theirs = payoffs[k].ravel(), swapped[place.get(k, k)].ravel()
        for a, b in zip(ours, theirs, strict=True):
            turned = a.xreplace(exchange) if hasattr(a, "xreplace") else a
            if turned != b and (analysis.convert(turned) - analysis.convert(b)).numerator:
                return False
    return _given_unchanged(analysis, exchange)


def _given_unchanged(analysis: Analysis, exchange: dict[Symbol, Symbol]) -> bool:
    return {relation.xreplace(exchange) for relation in analysis.given} == set(analysis.given)
