"""The models of many states, and the verbs that are asked about them, with the least that each needs to be called."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.models.door import as_response_model

#: The record of the case: what one state did, and what the others did.
FIRST, OTHERS = "balance", "buck_pass"


def drawn(size: int, folder: Path) -> Any:
    """Return the path of a case: states of drawn figures face one threat, and a record of what each did."""
    draw = np.random.default_rng(size)
    power, km = draw.pareto(1.5, size) + 0.1, draw.uniform(200, 6000, size)
    power *= 0.6 / power.sum()
    lines = ['title = "Drawn"', 'summary = "Drawn."', "year = 1950", 'actions = ["balance", "buck_pass", "bandwagon"]']
    lines += ["[threat]", 'name = "Threat"', "power = 0.2", "[utility]", "burden = 0.02"]
    for k in range(size):
        lines += ["[[states]]", f'name = "State_{k + 1}"', f"power = {power[k]:.6f}", f"distance_km = {km[k]:.1f}"]
        lines += [f"intent = {draw.uniform():.3f}", f'recorded = "{OTHERS if k else FIRST}"']
    path = folder / "drawn.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def alike(size: int, folder: Path) -> Any:  # noqa: ARG001 - one signature
    """Return the volunteer's dilemma of so many states."""
    return ag.threshold_model({f"State {k + 1}": 1 for k in range(size)}, against=2, cost=0.25)


MODELS: Mapping[str, Callable[[int, Path], Any]] = {"drawn": drawn, "alike": alike}

Verb = Callable[[Any, Path], Any]


def _first(given: Any) -> list[str]:
    return [own[0] for own in ag.as_model(given).actions]


def _game(given: Any) -> Any:
    return ag.as_model(given).game()


def _last(given: Any) -> list[str]:
    return [own[-1] for own in ag.as_model(given).actions]


def _three(given: Any) -> dict[str, float]:
    if isinstance(ag.as_model(given), ag.ResponseModel):
        return {"burden": 0.1, "securitization": 2.0, "spillover": 0.1}
    return {"cost": 0.1, "benefit": 2.0}


def _name(given: Any) -> str:
    return next(iter(ag.as_model(given).names))


def _by(given: Any) -> str:
    return "burden" if isinstance(ag.as_model(given), ag.ResponseModel) else "cost"


def _command(text: str) -> Verb:
    """Return the verb that a command is: {file} and {folder} are put in."""

    def run(given: Any, folder: Path) -> str:
        from alignment_games.cli.entry import main

        if not isinstance(given, str):
            raise InvalidModelError("no file holds this model; commands take files")
        words, errors = io.StringIO(), io.StringIO()
        with redirect_stdout(words), redirect_stderr(errors):
            code = main([part.format(file=given, folder=folder) for part in text.split()])
        if code:
            raise InvalidModelError(errors.getvalue().strip().splitlines()[-1] + f" (exit {code})")
        return words.getvalue()

    return run


def _uniform() -> Any:
    from scipy.stats import uniform

    return uniform(0.1, 0.2)


def _panel(given: Any, folder: Path) -> Any:  # noqa: ARG001 - one signature
    model = as_response_model(given, "a panel")
    n = len(model.names)
    rows = {
        "ccode1": [1] * n, "ccode2": list(range(2, n + 2)), "year": [1950] * n, "cinc1": [0.2] * n,
        "cinc2": [state.power for state in model.states], "capdist": [1000.0] * n, "conttype": [0] * n,
    }  # fmt: skip
    return ag.panel(rows, threats=1)


#: Every public verb about a model, a game or a solution.
VERBS: Mapping[str, Verb] = {
    "as_model": lambda x, _: ag.as_model(x),
    "game": lambda x, _: ag.as_model(x).game(),
    "sums": lambda x, _: ag.as_model(x).sums(),
    "solve": lambda x, _: ag.solve(x),
    "solve sums": lambda x, _: ag.solve(ag.as_model(x).sums()),
    "solve LogitBySums": lambda x, _: ag.solve(x, ag.solvers.LogitBySums()),
    "solve PureEnumeration": lambda x, _: ag.solve(x, ag.solvers.PureEnumeration()),
    "solve LogitTracing": lambda x, _: ag.solve(x, ag.solvers.LogitTracing()),
    "solve SupportEnum": lambda x, _: ag.solve(x, ag.solvers.SupportEnumeration()),
    "solve AlikePlayers": lambda x, _: ag.solve(x, ag.solvers.AlikePlayers()),
    "solve_batch": lambda x, _: ag.solve_batch([ag.as_model(x).game()]),
    "print solution": lambda x, _: str(ag.solve(x)),
    "explain": lambda x, _: ag.explain(x),
    "refine": lambda x, _: ag.refine(x).sentences(),
    "refine perfect": lambda x, _: ag.refine(x, ["perfect"]).sentences(),
    "select payoff": lambda x, _: ag.select(x, "payoff"),
    "select risk": lambda x, _: ag.select(x, "risk"),
    "select p_dominance": lambda x, _: ag.select(x, "p_dominance"),
    "select potential": lambda x, _: ag.select(x, "potential"),
    "select basin": lambda x, _: ag.select(x, "basin"),
    "select logit": lambda x, _: ag.select(x, "logit"),
    "coalition_proof_profiles": lambda x, _: ag.refinements.coalition_proof_profiles(_game(x)),
    "risk_dominance": lambda x, _: ag.refinements.risk_dominance(_game(x), _first(x), _last(x)),
    "ordinal_potential": lambda x, _: ag.refinements.ordinal_potential(_game(x)),
    "conditions": lambda x, _: ag.conditions(x, _first(x)),
    "mixed_conditions": lambda x, _: ag.mixed_conditions(x),
    "regimes": lambda x, _: ag.regimes(x),
    "threshold": lambda x, _: ag.threshold(x, _name(x), ("balance", "buck_pass"), _by(x)),
    "thresholds": lambda x, _: ag.thresholds(x, _name(x), ("balance", "buck_pass"), _by(x)),
    "thresholds_by_lending": lambda x, _: ag.symbolic.thresholds_by_lending(
        _exact(x).with_parameters(**ag.symbolic.parameters(_by(x))),
        _name(x),
        ("balance", "buck_pass"),
        _by(x),
    ),
    "logit_path": lambda x, _: ag.logit_path(x),
    "correlated_equilibrium": lambda x, _: ag.correlated_equilibrium(x),
    "correlated_polytope": lambda x, _: ag.solvers.correlated_polytope(_game(x)),
    "basins": lambda x, _: ag.solvers.basins(_game(x), ag.solvers.BestReplyDynamics()),
    "nash_subsets": lambda x, _: ag.solvers.nash_subsets(ag.solve(x)),
    "mixed_equilibria": lambda x, _: ag.symbolic.mixed_equilibria(x),
    "algebraic_equilibria": lambda x, _: ag.symbolic.algebraic_equilibria(x),
    "symmetric_mixed": lambda x, _: ag.symbolic.symmetric_mixed(x),
    "sweep": lambda x, _: ag.sweep(x, {_by(x): np.linspace(0.01, 0.2, 5)}),
    "sweep 30 x 30": lambda x, _: ag.sweep(ag.as_model(x), _plane(x)),
    "uncertain": lambda x, _: ag.uncertain(x, {_by(x): _uniform()}, draws=200, rng=1),
    "sobol": lambda x, _: ag.sweeps.sobol(x, "held", {_by(x): _uniform()}, draws=64, rng=1),
    "swings": lambda x, _: ag.sweeps.swings(x, {_by(x): _uniform()}),
    "nearest_flip": lambda x, _: ag.nearest_flip(x, [_by(x)]),
    "series": lambda x, _: ag.series({1950: x}),
    "panel": _panel,
    "compare": lambda x, _: ag.compare(_case(x)),
    "compare two": lambda x, _: ag.compare(x, {_by(x): 0.1}),
    "compare two, 3 inputs": lambda x, _: ag.compare(x, _three(x)),
    "chances": lambda x, _: ag.sweeps.chances(x, {_by(x): [0.01, 0.2]}, {_other(x): _uniform()}, draws=50, rng=1),
    "boundaries": lambda x, _: ag.sweeps.boundaries(ag.sweep(x, {_by(x): [0.01, 0.2], _other(x): [0.5, 2]})),
    "alone": lambda x, _: ag.inverse.alone(_case(x), [_by(x)]),
    "rationalise": lambda x, _: ag.rationalise(_case(x), [_by(x)]),
    "nearest_rational_world": lambda x, _: ag.nearest_rational_world(_case(x), [_by(x)]),
    "payoff_text": lambda x, _: ag.payoff_text(x),
    "payoff_frame": lambda x, _: ag.payoff_frame(x),
    "payoff_latex": lambda x, _: ag.payoff_latex(x),
    "solution_latex": lambda x, _: ag.solution_latex(x),
    "to_latex": lambda x, _: ag.to_latex(x),
    "threat_frame": lambda x, _: ag.threat_frame(x),
    "best_reply_graph": lambda x, _: ag.report.best_reply_graph(_game(x)),
    "alignment_map": lambda x, _: ag.report.alignment_map(ag.solve(x)[0]),
    "threat_heat_map": lambda x, _: ag.report.threat_heat_map(x),
    "threat_by_source": lambda x, _: ag.report.threat_by_source(x),
    "payoff_html": lambda x, _: ag.report.payoff_html(x),
    "brief": lambda x, _: ag.brief(x).html(),
    "classroom_page": lambda x, _: ag.classroom_page(x),
    "plot": lambda x, _: ag.plot(x),
    "plot solution": lambda x, _: ag.plot(ag.solve(x)),
    "replicate": lambda x, folder: ag.replicate(x, folder / "deposit"),
    "certify": lambda x, folder: ag.certify(x, folder / "proof.jsonl"),
    "write_model": lambda x, folder: ag.write_model(x, folder / "model.toml"),
    "write_results csv": lambda x, folder: ag.write_results(x, folder / "results.csv"),
    "write_results json": lambda x, folder: ag.write_results(x, folder / "results.json"),
    "to_frame": lambda x, _: ag.solve(x).to_frame(),
    "eliminate_dominated": lambda x, _: ag.eliminate_dominated(x),
    "to_nashpy": lambda x, _: ag.to_nashpy(x),
    "to_gambit": lambda x, _: ag.to_gambit(x),
    "to_quantecon": lambda x, _: ag.to_quantecon(x),
    "to_nfg": lambda x, folder: ag.as_model(x).game().to_nfg(folder / "game.nfg"),
    "$ show": _command("show {file}"),
    "$ show --json": _command("show {file} --json"),
    "$ new --from": _command("new {folder}/copy.toml --from {file}"),
    "$ parameters": _command("parameters {file}"),
    "$ solve": _command("solve {file}"),
    "$ solve --json": _command("solve {file} --json"),
    "$ explain": _command("explain {file}"),
    "$ logit": _command("logit {file}"),
    "$ compare": _command("compare {file}"),
    "$ compare two": _command("compare {file} {file} --set burden=0.1"),
    "$ conditions": _command("conditions {file} --profile buck_pass --symbols burden"),
    "$ threshold": _command("threshold {file} --state=State_1 --between balance,buck_pass --by burden"),
    "$ sweep": _command("sweep {file} --over burden=0:0.2:20"),
    "$ uncertain": _command("uncertain {file} --draws 200"),
    "$ rationalise": _command("rationalise {file}"),
    "$ brief": _command("brief {file} -o {folder}/brief.html"),
    "$ classroom": _command("classroom {file} -o {folder}/page.html"),
    "$ replicate": _command("replicate {file} -o {folder}/deposit"),
}


def _exact(given: Any) -> Any:
    model = ag.as_model(given)
    return model.exact() if isinstance(model, ag.ResponseModel) else model


def _other(given: Any) -> str:
    return "securitization" if _by(given) == "burden" else "benefit"


def _plane(given: Any) -> dict[Any, Any]:
    return {_by(given): np.linspace(0.01, 0.2, 30), _other(given): np.geomspace(0.5, 4, 30)}


def _case(given: Any) -> Any:
    from alignment_games.cases.target import open_named

    return open_named(given) if isinstance(given, str) else given
