"""Commands about what is on the shelf: bundled cases, published models, games with known equilibria."""

from __future__ import annotations

import argparse
from typing import Any

from alignment_games.cli.command import command
from alignment_games.cli.output import say, say_as_it_is, say_json
from alignment_games.solvers.control import longer_run


def add_cases(commands: Any) -> None:
    """Add cases."""
    command(commands, "cases", _cases, "list the bundled cases", target=False)


def add_commands(commands: Any) -> None:
    """Add catalog and benchmark."""
    listing = command(commands, "catalog", _catalog, "list the published models", target=False)
    listing.add_argument("--check", action="store_true", help="run every claim: claimed beside found")
    command(commands, "benchmark", _benchmark, "games with known equilibria: found beside expected", target=False)


def add_parameters(commands: Any) -> None:
    """Add parameters."""
    describing = command(
        commands, "parameters", _parameters, "what each parameter means, is, may be, and where it is set", target=False
    )
    describing.add_argument(
        "target",
        nargs="?",
        default="response",
        metavar="CASE_OR_FILE",
        help="a bundled case, a model of the catalogue or a file (default: any response model)",
    )
    describing.add_argument("--json", action="store_true", help="print JSON")


def _parameters(options: argparse.Namespace) -> None:
    from alignment_games.cases.target import open_target
    from alignment_games.models.door import as_model
    from alignment_games.report.parameters import parameter_records, parameters_text

    model = as_model(open_target(options.target))
    if options.json:
        say_json({"parameters": parameter_records(model)})
    else:
        say(parameters_text(model))


def _cases(options: argparse.Namespace) -> None:  # noqa: ARG001 - every command has one signature
    from alignment_games.cases import case_names, load_case

    for name in case_names():
        case = load_case(name)
        say(f"{name:<22}{case.title}")


@longer_run()
def _catalog(options: argparse.Namespace) -> int:
    import alignment_games as ag
    from alignment_games.catalogue.claim import check_claims

    if not options.check:
        say(ag.catalog())
        return 0
    checked = []
    for claim in check_claims():
        checked.append(claim)
        say(claim)
    failed = sum(not claim.reproduced for claim in checked)
    say(f"{len(checked) - failed} of {len(checked)} claims reproduced")
    return int(failed > 0)


@longer_run()
def _benchmark(options: argparse.Namespace) -> int:  # noqa: ARG001 - every command has one signature
    from alignment_games.catalogue.known_games import known_games
    from alignment_games.solvers.solve import solve

    say_as_it_is(f"{'game':<48}{'players':>8}{'found':>8}{'known':>8}{'proven':>8}{'ms':>10}")
    failed = 0
    for known in known_games():
        found = solve(known.game, throw=False)
        failed += not known.answered_by(found)
        figures = f"{known.game.n_players:>8}{len(found):>8}{known.count:>8}{'yes' if found.complete else 'no':>8}"
        say_as_it_is(f"{known.name:<48}{figures}{found.stats['seconds'] * 1000:>10.1f}")
    good = "every known equilibrium found, none wrong, all proven complete"
    say(f"{failed} games missed or wrong" if failed else good)
    return int(failed > 0)
