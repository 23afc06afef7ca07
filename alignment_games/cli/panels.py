"""The command about panels: many threats and years from one table of dyads."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Mapping, Sequence
from typing import Any

from alignment_games.cli.command import command, figure, seconds, takes_changes, whole
from alignment_games.cli.lists import ALL, listed, pairs, rule, years
from alignment_games.cli.output import progress, say, say_as_it_is, tell
from alignment_games.cli.targets import number
from alignment_games.errors import InvalidModelError, shown


def add_commands(commands: Any) -> None:
    """Add panel."""
    adding = command(
        commands, "panel", _panel, "what states do about threats, year by year, from a table of dyads", target=False
    )
    adding.add_argument(
        "dyads", metavar="DYADS.CSV", help="one row for each pair of states and year (.csv, .dta, .parquet)"
    )
    adding.add_argument(
        "--threat", "--threats", required=True, metavar="STATES", help="codes or names, such as 666,645, or all"
    )
    adding.add_argument(
        "--years", default=ALL, metavar="YEARS", help="such as 1950:1990, 1950-1990 or 1956,1967 (default all)"
    )
    adding.add_argument("--states", metavar="STATES", help="who may face a threat (default all)")
    adding.add_argument(
        "-o", "--output", "--csv", dest="output", metavar="FILE", help="save the rows (csv, parquet, dta)"
    )
    adding.add_argument("--plot", metavar="FILE", help="save a picture of one threat (png, pdf, svg)")
    adding.add_argument("--deposit", metavar="FOLDER", help="write a folder that makes the panel again, see replicate")
    adding.add_argument("--columns", metavar="ROLE=NAME,...", help="your columns, such as distance=km,power_one=p1")
    adding.add_argument("--covariates", metavar="NAMES", help="columns to carry along")
    adding.add_argument("--names", metavar="CODE=NAME,...", help="what to call states, such as 666=Israel,651=Egypt")
    for option, text in (
        ("intent", "as perceived, 0 to 1, where no column says it (default 0.5)"),
        ("securitization", "odds of intent multiplied (default 1)"),
        ("offence", "of the threat (default 1)"),
    ):
        adding.add_argument(f"--{option}", metavar="VALUE", help=f"{text}; for one state CODE=VALUE,...")
    adding.add_argument("--border", type=whole, default=1, help="contiguity that counts as a border: 1 by land, to 5")
    adding.add_argument("--actions", metavar="NAMES", help="responses on offer (default balance,buck_pass,bandwagon)")
    takes_changes(adding, "change a figure of the utility, as burden=0.2; may come again")
    adding.add_argument("--select", default="payoff_dominant", metavar="RULE", help="first, payoff_ or risk_dominant")
    adding.add_argument("--rate", type=figure, default=20.0, help="lambda of the logit responses (default 20)")
    adding.add_argument("--workers", type=whole, default=1, help="processes (default 1)")
    adding.add_argument("--store", metavar="FILE", help="keep finished games, so that a killed run resumes")
    adding.add_argument("--time-limit", type=seconds, metavar="SECONDS", help="(default none; see --store)")


def _panel(options: argparse.Namespace) -> None:
    from alignment_games.cli.panel_reports import panel_report
    from alignment_games.states.security import SecurityUtility

    figures = {
        role: _by_state(getattr(options, option), option)
        for role, option in (("intent", "intent"), ("securitization", "securitization"), ("threat_offence", "offence"))
        if getattr(options, option) is not None
    }
    chosen: dict[str, Any] = {
        "states": None if options.states is None else listed(options.states),
        "columns": pairs(options.columns, "--columns"),
        "names": pairs(options.names, "--names"),
        "covariates": listed(options.covariates or ""),
        **({"actions": listed(options.actions)} if options.actions else {}),
        **({"utility": SecurityUtility(**_utility(options.changes))} if options.changes else {}),
        "select": rule(options.select),
        **{name: getattr(options, name) for name in ("border", "rate", "time_limit", "store")},
    }
    threats = None if options.threat == ALL else listed(options.threat)
    files = {"output": options.output, "plot": options.plot}
    with progress() as bar:
        text = panel_report(
            options.dyads,
            threats,
            years(options.years),
            workers=options.workers,
            progress=bar,
            as_json=options.json,
            **figures,
            **chosen,
            **files,
        )
    (say_as_it_is if options.json else say)(text)
    if options.deposit:
        _deposit(options, threats, {**figures, **chosen})


def _deposit(options: argparse.Namespace, threats: Sequence[str] | None, chosen: Mapping[str, Any]) -> None:
    """Write the folder from which the panel is made again: what differs from the defaults of `panel` is in its call."""
    import alignment_games as ag

    known = {name: each.default for name, each in inspect.signature(ag.panel).parameters.items()}
    wanted = {"threats": threats, "years": years(options.years), **chosen}
    passed = {"store", "time_limit"}  # of one run, not of what it gives
    call = {name: value for name, value in wanted.items() if name not in passed and value not in (known[name], {}, [])}
    folder = ag.replicate(None, options.deposit, panel={"dyads": options.dyads, **call})
    (tell if options.json else say)(f"written: {folder}")


def _by_state(text: str, option: str) -> Any:
    """Return a figure for all states, or by state."""
    place = f"--{option} {shown(text)}"
    if "=" not in text:
        return number(text, place, exact=False)
    return {state: number(value, place, exact=False) for state, value in pairs(text, f"--{option}").items()}


def _utility(changes: Sequence[str]) -> dict[str, Any]:
    from alignment_games.errors import only_known
    from alignment_games.states.security import SecurityUtility

    found = {}
    for change in changes:
        name, equals, text = (part.strip() for part in change.partition("="))
        if not equals:
            raise InvalidModelError(f"--set {shown(change)}: expected NAME=VALUE, like burden=0.2")
        only_known("parameter", [name], [each for each in SecurityUtility.__dataclass_fields__ if each != "contest"])
        found[name] = number(text, f"--set {shown(change)}", exact=False)
    return found
