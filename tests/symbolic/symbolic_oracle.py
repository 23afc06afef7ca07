"""Second opinions for the derivations: builders that take symbols or fractions, and exact regrets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from sympy import Symbol, lambdify, symbols

from alignment_games import GivenThreat, NormalFormGame, State, response_game
from alignment_games.states import FirstForm

#: Few values, so that exact ties occur among random points.
VALUES = [Fraction(p, q) for p in (1, 2, 3, 5) for q in (1, 2, 4)]
NAMES = ("Britain", "France", "USSR")


def random_points(names: Iterable[str], count: int, seed: int) -> list[dict[str, Fraction]]:
    rng = np.random.default_rng(seed)
    names = sorted(map(str, names))
    return [
        {name: VALUES[k] for name, k in zip(names, row, strict=True)}
        for row in rng.integers(0, len(VALUES), (count, len(names))).tolist()
    ]


def exact_value(expressions: list[Any], names: Iterable[Any]) -> Callable[[Mapping[str, Fraction]], list[Fraction]]:
    """Compile expressions to exact arithmetic on fractions."""
    names = sorted(map(str, names))
    compiled = lambdify([Symbol(name, positive=True) for name in names], expressions, modules="math", cse=True)

    def values(point: Mapping[str, Fraction]) -> list[Fraction]:
        found = compiled(*(point[name] for name in names))
        assert all(isinstance(v, (int, Fraction)) for v in found)
        return found

    return values


def is_exact_equilibrium(game: NormalFormGame, profile: tuple[str, ...]) -> bool:
    """Recompute the regret on the payoffs alone, one deviation at a time."""
    at = [own.index(label) for own, label in zip(game.actions, profile, strict=True)]
    for i, m in enumerate(game.n_actions):
        own = game.payoffs[(i, *at)]
        for b in range(m):
            if game.payoffs[(i, *at[:i], b, *at[i + 1 :])] > own:
                return False
    return True


def response_names(n: int) -> list[str]:
    own = [f"{letter}_{name[0]}" for name in NAMES[:n] for letter in ("T", "p", "r")]
    return [*own, "P", "o", "burden", "punishment", "autonomy"]


def response(n: int, values: Mapping[str, Any] | None = None) -> NormalFormGame:
    """The response game in its first form with m = 1, with symbols or with fractions put in for every name."""
    v = dict(values or {name: Symbol(name, positive=True) for name in response_names(n)})
    names = NAMES[:n]
    letters = [name[0] for name in names]
    utility = FirstForm(
        burden=v["burden"],
        punishment=v["punishment"],
        autonomy=v["autonomy"],
        appeasement=v.get("appeasement", Fraction(1, 4)),
        spillover=v.get("spillover", Fraction(1, 3)),
        own_defence=v.get("own_defence", Fraction(3, 4)),
        spoils=v.get("spoils", 0),
        decisiveness=1,
    )
    states = [State(name, power=v[f"p_{x}"]) for name, x in zip(names, letters, strict=True)]
    threat = GivenThreat(names, [v[f"T_{x}"] for x in letters], [v[f"r_{x}"] for x in letters])
    return response_game(states, State("Germany", power=v["P"], offence=v["o"]), threat, utility)


def public_good(*acts: str, b: Any = None, c: Any = None) -> list[Any]:
    """Payoffs of a public good that one contributor suffices to provide."""
    benefit, cost = symbols("b c", positive=True) if b is None else (b, c)
    safety = benefit if "balance" in acts else 0
    return [safety - (cost if own == "balance" else 0) for own in acts]
