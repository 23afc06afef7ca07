"""A page for each bundled case: figures, record, equilibria and what holds them, picture, sources, code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

import alignment_games as ag
from alignment_games.cases import Record, pair_names
from alignment_games.report.show import against_record
from alignment_games.text.play import doing
from docs.site.markdown import block, escaped, folded, page, table, toctree
from docs.site.pictures import svg

_GRADES = {"A": "settled", "B": "contested"}
#: An explanation of more lines is folded away.
_SHORT = 30


def index() -> Iterator[tuple[str, str]]:
    """Yield the page that lists the cases."""
    cases = [ag.load_case(name) for name in ag.case_names()]
    rows = [
        [
            f"[{case.name}]({case.name}.md)",
            escaped(case.title),
            str(case.year),
            escaped(case.model.against.name),
            ", ".join(escaped(name) for name in case.model.names),
        ]
        for case in sorted(cases, key=lambda case: case.year)
    ]
    yield (
        "cases/index.md",
        page(
            "# Cases",
            f"{len(cases)} situations from history, each with the source of every figure, the reason of every "
            "judgement, what the states did, and what the model makes of it. Intent and outcome codes are "
            "judgements; change them with `with_parameters` or `--set` and see what follows.",
            table(["case", "what it is", "year", "the threat", "who answers"], rows),
            "Pairs of them, in which either side is the other's threat, open by their names as cases do: "
            + ", ".join(f"`{name}`" for name in pair_names())
            + ". [The page of the record](../record.md) has what follows.",
            toctree(ag.case_names()),
        ),
    )


def pages(name: str) -> Iterator[tuple[str, str | bytes]]:
    """Yield the page of a case, and its picture."""
    case = ag.load_case(name)
    solution = ag.solve(case.game())
    yield f"cases/{name}.svg", svg(ag.plot(case))
    yield (
        f"cases/{name}.md",
        page(
            f"# {escaped(case.title)} ({case.year})",
            escaped(case.summary),
            f"![{_alternative(case)}]({name}.svg)",
            _figures(case),
            _record(case),
            _equilibria(case, solution),
            "## Rival theories",
            "The likeliest action of each state by each theory, with its probability, beside what it did "
            "([`compare`](../api/history.md#compare)).",
            _rivals(case),
            "## Where the model is expected to miss",
            escaped(case.expected_misses),
            _sources(case),
            _code(case, solution),
        ),
    )


def _alternative(case: ag.Case) -> str:
    """Return in words what the picture shows."""
    each = "; ".join(f"{state} {doing(action)}" for state, action in case.recorded.items())
    return escaped(f"Map of the states around {case.model.against.name} as recorded: {each}.")


def _figures(case: ag.Case) -> str:
    """Return the table of figures behind each state's threat."""
    model, threat = case.model, case.model.threat
    count = len(model.names)
    _, *sources = [np.broadcast_to(source, (count,)) for source in threat.sources.values()]
    rows = [
        [
            escaped(state.name),
            *(f"{figure:.3g}" for figure in (state.power, *(column[i] for column in sources), threat.values[i])),
            ", ".join(f"`{action}`" for action in model.actions[i]),
        ]
        for i, state in enumerate(model.states)
    ]
    own = ag.SecurityUtility().figures()
    changed = [f"`{k}` {np.asarray(v).tolist()}" for k, v in model.utility.figures().items() if not _same(v, own[k])]
    return page(
        "## Figures",
        f"The threat is {escaped(model.against.name)}, of power {model.against.power:.3g} and offence "
        f"{model.against.offence:.3g}. What each column means is on [the page of the model](../model.md).",
        table(["state", "power", *list(threat.sources)[1:], "threat", "may"], rows),
        f"Other than by default: {'; '.join(changed)}."
        if changed
        else "All parameters of the utility are the defaults.",
    )


def _same(value: Any, default: Any) -> bool:
    return bool(np.all(np.asarray(value) == default))


def _record(case: ag.Case) -> str:
    """Return what each state did, what it took the threat to intend, and on what ground."""
    rows = [
        [escaped(record.state), f"`{record.recorded}`", _GRADES[record.grade], f"{record.intent:g}"]
        for record in case.records
    ]
    return page(
        "## What they did, and what they took the threat to intend",
        table(["state", "recorded", "grade", "intent"], rows),
        "\n".join(f"- **{escaped(record.state)}**: {_grounds(record)}." for record in case.records),
    )


def _grounds(record: Record) -> str:
    """Return why a state's intent and outcome are coded as they are, and what was closed to it."""
    closed = [f"`{action}` was closed: {escaped(reason)}" for action, reason in record.closed.items()]
    told = [escaped(text) for text in (record.intent_reason, record.grade_reason, record.note) if text]
    return "; ".join([*told, *closed])


def _equilibria(case: ag.Case, solution: ag.Solution) -> str:
    """Return the equilibria, how the record stands among them, and what holds each state there."""
    rows = [
        [str(k), ", ".join(_plays(equilibrium, state) for state in solution.game.players), f"{equilibrium.regret:.1g}"]
        for k, equilibrium in enumerate(solution, start=1)
    ]
    words = ag.explain(solution)
    length = len(words.splitlines())
    held = block(words)
    return page(
        "## Equilibria",
        f"{len(solution)} found; {solution.status.value}.",
        table(["no.", "equilibrium", "largest regret"], rows),
        block(against_record(case, solution)),
        "## What holds them",
        held if length <= _SHORT else folded(f"In words, {length} lines", held),
    )


def _plays(equilibrium: ag.Equilibrium, state: str) -> str:
    played = {action: float(p) for action, p in equilibrium[state].items() if p > 0}
    if len(played) == 1:
        return f"{escaped(state)} `{next(iter(played))}`"
    return f"{escaped(state)} " + " or ".join(f"`{action}` ({p:.3g})" for action, p in played.items())


def _rivals(case: ag.Case) -> str:
    comparison = ag.compare(case)
    return table(comparison.header, [[escaped(cell) for cell in row] for row in comparison.rows])


def _sources(case: ag.Case) -> str:
    figures = {case.model.against.name: case.threat_figures} | {r.state: r.figures for r in case.records}
    used = [f"- {escaped(who)}: {', '.join(f'`{key}`' for key in keys)}" for who, keys in figures.items()]
    grounds = [
        f"- {escaped(ground.who)}: {escaped(ground.reason)} ({', '.join(f'`{key}`' for key in ground.figures)})"
        for ground in case.grounds
    ]
    return page(
        "## Sources",
        "\n".join(f"- `{key}`: {escaped(text)}" for key, text in case.sources.items()),
        "Whose figures are from where:",
        "\n".join(used),
        "Guarantors and pairs, and why:\n\n" + "\n".join(grounds) if grounds else "",
    )


def _code(case: ag.Case, solution: ag.Solution) -> str:
    lines = [
        ">>> import alignment_games as ag",
        f'>>> case = ag.load_case("{case.name}")',
        ">>> solution = ag.solve(case.game())",
        ">>> print(solution)",
        str(solution),
    ]
    shell = [f"$ alignment-games {command} {case.name}" for command in ("show", "explain", "compare")]
    return page("## The same in code", block("\n".join(lines), "python"), block("\n".join(shell), "console"))
