r"""The formulas of the classroom page: payoffs printed as JavaScript from the model with symbols for its sliders.

A payoff depends on the others through three sums (`models.response.lent`) and is affine in the state's own
perceived threat, so for each state one function of sliders, threats and sums does for all profiles, whoever chooses
and whoever is held fixed:

.. math::

   T = \text{threats}(\theta), \qquad U_i(a) = \text{pays}_i(\theta, T, C_i, B_i, E_i)_a

with the help C and the aid B of the others, and the others' coalition E.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.models.response import ResponseModel
from alignment_games.models.response.lent import LentPayoffs
from alignment_games.states.arguments import of_state, per_state
from alignment_games.states.given_threat import GivenThreat
from alignment_games.states.threat import PerceivedThreat


@dataclass(frozen=True)
class Slider:
    """A parameter that the page moves: its symbol's name, the state that perceives it, its range and start.

    ``kind``: power, burden, spillover, intent, threat (where it was given outright) or securitization.
    """

    name: str
    kind: str
    state: str
    low: float
    high: float
    value: float


def sliders(model: ResponseModel) -> list[Slider]:
    """Return what the page moves: the threat's power, burden, spillover, each state's perceived intent, securitization.

    Securitization counts in doublings of the odds of intent, for all states alike, on top of the model's
    own. Where the threat was given outright, each state's threat takes the place of these two.
    """
    power, burden, against = float(model.against.power), _mean(model.utility.burden), model.against.name
    found = [
        Slider("power", "power", against, power / 20, power * 4, power),
        Slider("burden", "burden", "", 0.0, max(0.2, 2 * burden), burden),
        Slider("spillover", "spillover", "", 0.0, 1.0, _mean(model.utility.spillover)),
    ]
    threat = model.threat
    given = isinstance(threat, GivenThreat)
    kind, figures = ("threat", threat.values) if isinstance(threat, GivenThreat) else ("intent", threat.intent)
    values = _each(model, figures).astype(float).tolist()
    high = max(1.0, 2 * max(values)) if given else 1.0
    found += [Slider(f"own_{i}", kind, name, 0.0, high, values[i]) for i, name in enumerate(model.names)]
    return found if given else [*found, Slider("securitization", "securitization", "", -3, 3, 0)]


def lent(model: ResponseModel) -> dict[str, Any]:
    """Return what each action lends to the coalition and to the threat, and which share arrives at whom."""
    n = range(len(model.names))

    def column(name: str) -> list[list[float]]:
        return [
            [float(of_state(getattr(model.rows[a], name), i)) * float(model.states[i].power) for a in model.actions[i]]
            for i in n
        ]

    arrives = [[0.0 if i == k else float(of_state(model.arrives(i, k), 0)) for k in n] for i in n]
    return {"lends": column("contribution"), "aids": column("aid"), "arrives": arrives}


def formulas(model: ResponseModel, moved: Sequence[Slider]) -> str:
    """Return the JavaScript functions threats(p), PAYS[i](p, t) and heldAt(p, coalition, aid).

    ``p`` holds the sliders' values in order, ``t`` the threats; PAYS[i] returns a function of
    the sums (help, aid, coalition), the coalition without the own share in it, that gives the payoff of each action on
    the menu of state i; heldAt the chance that the threat is held by a coalition.
    """
    import sympy

    symbols = {
        slider.name: sympy.Symbol(slider.name, real=True, nonnegative=slider.low >= 0 or None) for slider in moved
    }
    seen = [sympy.Symbol(f"T_{i}", nonnegative=True) for i in range(len(model.names))]
    help_, aid, coalition = (sympy.Symbol(name, nonnegative=True) for name in ("help", "aid", "coalition"))
    shifted = model.with_parameters(
        threat_power=symbols["power"], burden=symbols["burden"], spillover=symbols["spillover"]
    )
    powers, constants = _powers(model)
    if powers is not None:
        shifted = shifted.with_parameters(decisiveness=powers)
    shifted, perceived, scale = _perceived(model, shifted, symbols)
    abstract = shifted.with_parameters(threat=np.array(seen, dtype=object) * scale)
    held = shifted.utility.contest(
        coalition + shifted.backing(None),
        shifted.against.offence * shifted.against.power + aid,
        shifted.parameter("decisiveness", 0),
    )
    opening = f"const [{', '.join(symbols)}] = p;{constants}"
    told = f"{opening}\nconst [{', '.join(map(str, seen))}] = t;"
    lent_sums = (help_, aid, coalition)
    payoffs = [
        _function(
            f"pays_{i}(p, t)",
            told,
            LentPayoffs(abstract, i, help_=help_, aid=aid, coalition=coalition).by_action(),
            lent_sums,
        )
        for i in range(len(model.names))
    ]
    return "\n".join(
        [
            _function("threats(p)", opening, perceived),
            *payoffs,
            f"const PAYS = [{', '.join(f'pays_{i}' for i in range(len(payoffs)))}];",
            _function("heldAt(p, coalition, aid)", opening, [held]),
        ]
    )


def _perceived(model: ResponseModel, shifted: ResponseModel, symbols: dict[str, Any]) -> tuple[ResponseModel, Any, Any]:
    """Return the model with perceptions as symbols, the threats, and the weight of each in units of its threat."""
    import sympy

    own = np.array([symbols[f"own_{i}"] for i in range(len(model.names))], dtype=object)
    if not isinstance(shifted.threat, PerceivedThreat):
        return shifted, own, np.ones(len(own), dtype=object)
    sigma = _each(model, shifted.threat.securitization) * 2 ** symbols["securitization"]
    shifted = shifted.with_parameters(intent=own, securitization=sigma)
    perceived, weights = shifted.threat.values, shifted.threat.weight(shifted.utility.nearness)
    scale = np.array([sympy.cancel(w / t) for w, t in zip(weights, perceived, strict=True)], dtype=object)
    return shifted, perceived, scale


def _powers(model: ResponseModel) -> tuple[Any, str]:
    """Return symbols for a decisiveness that is not whole, one for each state, and their values in JavaScript.

    Roots of figures in exact form may have no end; those of floats are taken in the browser.
    """
    import sympy

    values = [float(value) for value in _each(model, model.utility.decisiveness).tolist()]
    if all(value == int(value) for value in values):
        return None, ""
    symbols = [sympy.Symbol(f"m_{i}", positive=True) for i in range(len(values))]
    constants = [f"\nconst {symbol} = {value!r};" for symbol, value in zip(symbols, values, strict=True)]
    return np.array(symbols, dtype=object), "".join(constants)


def _function(head: str, opening: str, expressions: Iterable[Any], later: Sequence[Any] = ()) -> str:
    """Return one JavaScript function that returns the expressions' values, common parts computed once.

    With symbols that come ``later`` it returns a function of these instead: what does not depend on them is computed
    before.
    """
    import sympy

    parts, results = sympy.cse([sympy.sympify(each) for each in expressions], order="none")
    changing = set(later)
    for name, value in parts:
        changing |= {name} if value.free_symbols & changing else set()
    first, second = (
        "\n".join(f"const {name} = {_javascript(value)};" for name, value in parts if (name in changing) == when)
        for when in (False, True)
    )
    values = "return [" + ",\n".join(_javascript(value) for value in results) + "];"
    inner = f"return ({', '.join(map(str, later))}) => {{\n{second}\n{values}\n}};" if later else values
    return f"function {head} {{\n{opening}\n{first}\n{inner}\n}}"


def _javascript(expression: Any) -> str:
    """Return the expression in JavaScript, its fractions as the floats nearest to them."""
    import sympy

    ratios = {ratio: sympy.Float(float(ratio)) for ratio in expression.atoms(sympy.Rational) if not ratio.is_Integer}
    return str(sympy.jscode(expression.xreplace(ratios)))


def _each(model: ResponseModel, value: Any) -> Any:
    """Return one value for each state from what may be one for all, a list or a mapping by name."""
    return np.broadcast_to(per_state(value, model.names, "figure"), (len(model.names),))


def _mean(value: Any) -> float:
    return float(np.asarray(value, dtype=float).mean())
