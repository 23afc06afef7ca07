"""The brief: everything about a case or a model on one page, for a reader who will not run the software.

What was assumed, how threatened each state feels, the game, its equilibria in words, the phase diagram, what
would flip it, how sure that is, and where each figure comes from.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from alignment_games.cases.case import Case
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.html import MOST_PANELS, panels
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.words import listed
from alignment_games.io.provenance import provenance
from alignment_games.models.response import ResponseGame, ResponseModel
from alignment_games.report.document import Block, Bullets, Document, Figure, Section, Table, Text
from alignment_games.report.explanation import explain
from alignment_games.report.phase_svg import Axis, phase_svg
from alignment_games.report.show import against_record
from alignment_games.report.switch import switches
from alignment_games.report.tables import payoff_html, payoff_text, threat_rows
from alignment_games.report.words import number
from alignment_games.solvers.solution import Solution
from alignment_games.solvers.solve import solve
from alignment_games.states._values import per_state
from alignment_games.states.threat import PerceivedThreat
from alignment_games.states.words import does, doing

#: Points along each side of the phase diagram, and draws of the uncertain inputs, for games of up to
#: ``_PAYOFFS`` payoffs; fewer for larger games.
_SIDE, _DRAWS, _PAYOFFS = 61, 4000, 500
#: How much longer a payoff takes in fractions than in floats.
_FRACTION = 50
#: Within which factor each input of the last section may be wrong, upwards or downwards.
_FACTOR = 1.25
#: The seed of the draws.
_SEED = 1

_MEANING = {
    "burden": "cost of balancing, in units of threat",
    "punishment": "extra exposure of a balancer whose coalition fails",
    "appeasement": "share of its exposure that a bandwagoner sheds",
    "autonomy": "cost of bandwagoning",
    "spoils": "value that the threat's side shares if the coalition fails",
    "spillover": "share of the coalition's strength that defends an outsider",
    "own_defence": "share of its power with which a state defends itself without effort",
    "arming": "cost of arming alone",
    "softness": "how much of a balancer a soft balancer is",
    "hiding": "share of its exposure that a neutral sheds",
    "neutrality": "lost benefits of staying neutral",
    "decisiveness": "how much a margin of strength decides",
}


def brief(target: Case | ResponseModel | NormalFormGame, *, solution: Solution | None = None) -> Document:
    """Return the brief as a document; its ``html()`` is one self-contained file, its ``markdown()`` the same.

    ``solution``: of the target's game; None solves it. Raises UnsupportedGameError for a family of games.

    >>> from alignment_games.cases import load_case
    >>> page = brief(load_case("europe-1938"))
    >>> [section.title for section in page.sections][:3]
    ['In short', 'Assumptions', 'Threats']
    """
    model = target.model if isinstance(target, Case) else target
    game = model.game() if isinstance(model, ResponseModel) else model
    if game.batch_shape:
        raise UnsupportedGameError(f"a brief is about one game, and this is a family (batch {game.batch_shape})")
    solution = solve(game) if solution is None else solution
    sections = [Section("In short", _in_short(target, solution))]
    if isinstance(game, ResponseGame):
        sections += [Section("Assumptions", _assumptions(target, game.model)), Section("Threats", _threats(game.model))]
    sections += [Section("The game", _game(game)), Section("Equilibria in words", _words(solution))]
    if isinstance(game, ResponseGame):
        sections += [
            Section("Phase diagram", _phase_diagram(game.model)),
            Section("What would flip it", _flips(solution)),
            Section("How sure", _how_sure(game.model, solution)),
        ]
    if isinstance(target, Case):
        sections.append(Section("Sources", _sources(target)))
    sections.append(Section("How this was made", _provenance(solution)))
    return Document(*_title(target), sections)


def _title(target: Any) -> tuple[str, str]:
    if isinstance(target, Case):
        return f"{target.title} ({target.year})", " ".join(target.summary.split())
    if isinstance(target, ResponseModel):
        return f"Facing {target.against.name}", f"{listed(target.names)} face {target.against.name}."
    return "A game in normal form", f"Players: {listed(target.players)}."


def _in_short(target: Any, solution: Solution) -> list[Block]:
    count = f"{len(solution)} equilibri{'um' if len(solution) == 1 else 'a'}"
    blocks: list[Block] = [Text(f"{count}: {solution.status.value}.")]
    pure = [equilibrium for equilibrium in solution if equilibrium.pure]
    mixed = len(solution) - len(pure)
    rows = [_sentence(equilibrium) for equilibrium in pure[:10]] or ["None is in pure strategies."]
    blocks.append(Bullets([*rows, *([f"{mixed} in mixed strategies, told below"] if mixed else [])]))
    if isinstance(target, Case):
        text = " ".join(against_record(target, solution).split())
        blocks.append(Text(f"{text[0].upper()}{text[1:]}."))
    return blocks


def _sentence(equilibrium: Any) -> str:
    groups: dict[str, list[str]] = {}
    for player, action in zip(equilibrium.game.players, equilibrium.actions, strict=True):
        groups.setdefault(action, []).append(player)
    return "; ".join(f"{doing(action)}: {listed(players)}" for action, players in groups.items())


def _assumptions(target: Any, model: ResponseModel) -> list[Block]:
    against = model.against
    offered = {tuple(own) for own in model.actions}
    choice = (
        f"Each state may {listed((_may(action) for action in model.actions[0]), 'or')}."
        if len(offered) == 1
        else "On offer: " + "; ".join(f"{name}: {', '.join(map(doing, own))}" for name, own in _by_state(model)) + "."
    )
    blocks: list[Block] = [
        Text(
            f"{listed(model.names)} face {against.name}, of power {number(against.power)} and offence "
            f"{number(against.offence)}. {choice} Each state's payoff is minus its perceived threat, times its "
            "exposure, times the chance that its defence fails, minus the cost of its response."
        ),
        Table(["parameter", "value", "meaning"], _parameters(model)),
    ]
    if isinstance(target, Case):
        rows = [(r.state, number(r.intent), r.intent_reason) for r in target.records]
        blocks.append(Table(["state", "intent", "why"], rows, "Intent as each state perceived it: judgements"))
        blocks.append(Text(f"Expected misses: {' '.join(target.expected_misses.split())}"))
    return blocks


def _may(action: str) -> str:
    """Return 'pass the buck' for buck_pass: the verb without the s of the third person."""
    verb, _, rest = does(action).partition(" ")
    bare = verb.removesuffix("es") if verb.endswith("sses") else verb.removesuffix("s")
    return f"{bare} {rest}".strip()


def _by_state(model: ResponseModel) -> zip[tuple[str, tuple[str, ...]]]:
    return zip(model.names, model.actions, strict=True)


def _parameters(model: ResponseModel) -> list[tuple[str, str, str]]:
    rows = []
    for name, value in model.utility.figures().items():
        numbers = np.ravel(np.asarray(value, dtype=float)).tolist()
        rows.append((name, ", ".join(map(number, numbers)), _MEANING.get(name, "")))
    return rows


def _threats(model: ResponseModel) -> list[Block]:
    header = ["state", "threat", "power", "proximity", "offence", "intent"]
    rows = [[row[0], *("" if cell is None else number(cell) for cell in row[1:])] for row in threat_rows(model)]
    return [Table(header, rows, "Perceived threat and its four sources, as each state sees them")]


def _game(game: NormalFormGame) -> list[Block]:
    size = " x ".join(map(str, game.n_actions))
    if len(panels(game)) > MOST_PANELS:
        count = int(np.prod(game.n_actions))
        return [Text(f"{size} actions, {count:,} profiles: too many to print. The package writes them to a file.")]
    note = Text("Best replies are underlined, equilibria boxed; payoffs in the order of the players.")
    return [note, Figure(payoff_html(game), payoff_text(game))]


def _words(solution: Solution) -> list[Block]:
    """Return the explanation, its lines unwrapped: a paragraph and a list for each of its parts."""
    blocks: list[Block] = []
    for part in explain(solution).split("\n\n"):
        lines: list[str] = []
        for line in part.splitlines():
            if line.startswith("  ") and lines:
                lines[-1] += " " + line.strip()
            else:
                lines.append(line.strip())
        blocks.append(Text(lines[0]))
        if lines[1:]:
            blocks.append(Bullets(lines[1:]))
    return blocks


@dataclass(frozen=True, eq=False)
class _Sweep:
    """The upward axis of the phase diagram: securitization where the model has it, else the threat's power."""

    parameter: str
    title: str
    now: float

    @classmethod
    def of(cls, model: ResponseModel) -> _Sweep:
        threat = model.threat
        if isinstance(threat, PerceivedThreat):
            levels = set(per_state(threat.securitization, model.names, "securitization").astype(float).tolist())
            if len(levels) == 1:
                return cls("securitization", "Securitization (factor on the odds of intent)", levels.pop())
        return cls("threat_power", f"Power of {model.against.name}", float(model.against.power))


def _phase_diagram(model: ResponseModel) -> list[Block]:
    from alignment_games.sweeps.grid import sweep

    side = int(np.clip(_SIDE * (_PAYOFFS / _payoff_count(model)) ** 0.5, 9, _SIDE))
    burden = float(np.mean(np.asarray(model.utility.burden, dtype=float)))
    up = _Sweep.of(model)
    across = np.linspace(0, max(0.2, 2 * burden), side)
    levels = up.now * 2.0 ** np.linspace(-3, 3, side)
    axes: dict[str, Any] = {"burden": across, up.parameter: levels}
    regions = sweep(model, **axes).regions()
    x = Axis("Burden of balancing", across, burden, [(v, number(v)) for v in np.linspace(0, across[-1], 5)])
    y = Axis(
        up.title,
        np.log2(levels),
        float(np.log2(up.now)),
        [(float(np.log2(v)), number(v)) for v in up.now * 2.0 ** np.arange(-3, 4)],
    )
    names = [region.name.replace(" | ", ", or ").replace("_", "-") for region in regions]
    text = "\n".join(f"{region.share:6.1%}  {name}" for region, name in zip(regions, names, strict=True))
    note = (
        f"Each colour is one set of pure equilibria, found at {side} x {side} points; the ring is where the figures "
        "stand; shares are of the picture."
    )
    return [Text(note), Figure(phase_svg(x, y, [region.mask for region in regions], names), text)]


def _payoff_count(model: ResponseModel) -> int:
    """Return the number of payoffs of one game, fractions counted for what they cost."""
    exact = isinstance(model.against.power, Fraction)
    return len(model.names) * int(np.prod([len(own) for own in model.actions])) * (_FRACTION if exact else 1)


def _flips(solution: Solution) -> list[Block]:
    """Return, for the first pure equilibrium, where each state would leave it."""
    pure = [equilibrium for equilibrium in solution if equilibrium.pure]
    if not pure or not isinstance(solution.game, ResponseGame):
        return [Text("No equilibrium in pure strategies, so there is no response to leave.")]
    found = switches(solution.game, pure[0].profile)
    rows = [
        (
            state,
            doing(action),
            doing(switch.to),
            switch.parameter,
            number(switch.now),
            f"{_side(switch)} {number(switch.value)}",
        )
        for (state, each), action in zip(found.items(), pure[0].actions, strict=True)
        for switch in each
    ]
    if not rows:
        return [Text("No change of a threat or a burden alone would make any state leave.")]
    note = f"The equilibrium: {_sentence(pure[0])}. One figure changes at a time, the others' play held fixed."
    return [Text(note), Table(["state", "now", "would switch to", "figure", "now at", "when"], rows)]


def _side(switch: Any) -> str:
    return "above" if switch.above else "below"


def _how_sure(model: ResponseModel, solution: Solution) -> list[Block]:
    from scipy.stats import loguniform

    from alignment_games.sweeps.uncertainty import uncertain

    up = _Sweep.of(model)
    values = {"burden": model.utility.burden, "threat_power": model.against.power, up.parameter: up.now}
    numbers = {name: float(np.mean(np.asarray(value, dtype=float))) for name, value in values.items()}
    spread = {name: loguniform(v / _FACTOR, v * _FACTOR) for name, v in numbers.items() if v > 0}
    draws = int(np.clip(_DRAWS * _PAYOFFS / _payoff_count(model), 200, _DRAWS))
    found = uncertain(model, draws=draws, rng=_SEED, **spread)
    rows = [
        ("; ".join(f"{doing(a)}: {listed(who)}" for a, who in _grouped(found.players, labels)), f"{estimate.value:.1%}")
        for labels, estimate in sorted(found.alignments().items(), key=lambda pair: -pair[1].value)[:6]
    ]
    varied = [{"threat_power": f"the power of {model.against.name}"}.get(name, name) for name in spread]
    note = (
        f"{solution.status.value[0].upper()}{solution.status.value[1:]}. That is about the game; its figures are "
        f"less sure. When {listed(varied)} are each up to a factor of {_FACTOR:g} off in either direction "
        f"({found.draws:,} draws, seed {_SEED}), this is how often each alignment is the equilibrium, the one with the "
        "largest sum of payoffs where there are several:"
    )
    return [Text(note), Table(["alignment", "share of draws"], rows)]


def _grouped(players: tuple[str, ...], labels: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for player, action in zip(players, labels, strict=True):
        groups.setdefault(action, []).append(player)
    return list(groups.items())


def _sources(case: Case) -> list[Block]:
    figures = [(case.model.against.name, case.threat_figures), *((r.state, r.figures) for r in case.records)]
    record = [(r.state, does(r.recorded), "settled" if r.grade == "A" else "contested") for r in case.records]
    return [
        Table(["state", "recorded", "grade"], record, "The record; outcome codes are judgements"),
        Table(["key", "source"], list(case.sources.items())),
        Table(["state", "its figures come from"], [(who, ", ".join(keys)) for who, keys in figures]),
    ]


def _provenance(solution: Solution) -> list[Block]:
    made = provenance(solution)
    versions = ", ".join(f"{name} {version}" for name, version in made["versions"].items())
    rows = [
        ("solver", made["solver"]),
        ("SHA-256 of the game's .nfg file", made["game_sha256"]),
        ("versions", versions),
    ]
    return [Table(["what", "value"], rows)]
