"""Commands about what is on the shelf: bundled cases, published models, games with known equilibria."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from alignment_games.cli.command import command
from alignment_games.cli.output import answer, say, say_as_it_is
from alignment_games.solvers.control import longer_run


def add_cases(commands: Any) -> None:
    """Add cases."""
    command(commands, "cases", _cases, "list the bundled cases", target=False, table=True)


def add_commands(commands: Any) -> None:
    """Add catalogue and benchmark."""
    listing = command(commands, "catalogue", _catalogue, "list the published models", target=False, table=True)
    listing.add_argument("--check", action="store_true", help="run every claim: claimed beside found")
    known = "games with known equilibria: found beside expected"
    command(commands, "benchmark", _benchmark, known, target=False, table=True)


def add_parameters(commands: Any) -> None:
    """Add parameters."""
    meaning = "what each parameter means, is, may be, and where it is set"
    describing = command(commands, "parameters", _parameters, meaning, target=False, table=True)
    describing.add_argument(
        "target",
        nargs="?",
        default="response",
        metavar="CASE_OR_FILE",
        help="a bundled case, a model of the catalogue or a file (default: any response model), or one parameter of it",
    )


def _parameters(options: argparse.Namespace) -> None:
    from alignment_games.cases.target import open_target
    from alignment_games.models.door import as_model
    from alignment_games.models.registry import example
    from alignment_games.report.parameters import parameter_records, parameters_text

    general = example("response")
    if options.target in general.parameters():
        records = [each for each in parameter_records(general) if each["name"] == options.target]
        answer(options, parameters_text(general, options.target), {"parameters": records}, _rows(records))
        return
    model = as_model(open_target(options.target))
    records = parameter_records(model)
    answer(options, parameters_text(model), {"parameters": records}, _rows(records))


def _rows(records: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**record, "value": _in_one_cell(record["value"])} for record in records]


def _in_one_cell(value: Any) -> Any:
    return ", ".join(f"{name} {each}" for name, each in value.items()) if isinstance(value, dict) else value


def _cases(options: argparse.Namespace) -> None:
    from alignment_games.cases import case_names, load_case

    cases = [load_case(name) for name in case_names()]
    rows = [{"name": each.name, "title": each.title, "year": each.year, "states": len(each.records)} for each in cases]
    answer(options, "\n".join(f"{each.name:<22}{each.title}" for each in cases), {"cases": rows}, rows)


@longer_run()
def _catalogue(options: argparse.Namespace) -> int:
    import alignment_games as ag
    from alignment_games.catalogue.claim import check_claims

    if not options.check:
        names = ("name", "players", "actions", "source", "claim")
        entries = [{name: getattr(entry, name) for name in names} for entry in ag.catalog()]
        answer(options, ag.catalog(), {"models": entries}, entries)
        return 0
    checked = []
    for claim in check_claims():
        checked.append(claim)
        if not options.json:
            say(claim)
    failed = sum(not claim.reproduced for claim in checked)
    rows = [claim.to_dict() for claim in checked]
    answer(options, f"{len(checked) - failed} of {len(checked)} claims reproduced", {"claims": rows}, rows)
    return int(failed > 0)


@longer_run()
def _benchmark(options: argparse.Namespace) -> int:
    from alignment_games.catalogue.known_games import known_games
    from alignment_games.solvers.solve import solve

    if not options.json:
        say_as_it_is(f"{'game':<48}{'players':>8}{'found':>8}{'known':>8}{'proven':>8}{'ms':>10}")
    rows, failed = [], 0
    for known in known_games():
        found = solve(known.game, throw=False)
        failed += not known.answered_by(found)
        size, milliseconds = known.game.n_players, found.stats["seconds"] * 1000
        row = {"game": known.name, "players": size, "found": len(found), "known": known.count, "proven": found.complete}
        rows.append({**row, "milliseconds": milliseconds})
        if not options.json:
            proven = "yes" if found.complete else "no"
            figures = f"{size:>8}{len(found):>8}{known.count:>8}{proven:>8}{milliseconds:>10.1f}"
            say_as_it_is(f"{known.name:<48}{figures}")
    good = "every known equilibrium found, none wrong, all proven complete"
    answer(options, f"{failed} games missed or wrong" if failed else good, {"games": rows, "failed": failed}, rows)
    return int(failed > 0)
