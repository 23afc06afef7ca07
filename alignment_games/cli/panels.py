"""The command about panels: many threats and years from one table of dyads."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from alignment_games.cli.command import command, seconds, whole
from alignment_games.cli.output import progress, say, say_as_it_is
from alignment_games.cli.targets import number
from alignment_games.errors import InvalidModelError, shown

#: Stands for all states or years.
_ALL = "all"


def add_commands(commands: Any) -> None:
    """Add panel."""
    adding = command(
        commands, "panel", _panel, "what states do about threats, year by year, from a table of dyads", target=False
    )
    adding.add_argument("dyads", metavar="DYADS.CSV", help="one row for each pair of states and year")
    adding.add_argument("--threat", required=True, metavar="STATES", help="codes or names, such as 666,645, or all")
    adding.add_argument("--years", default=_ALL, metavar="YEARS", help="such as 1950:1990 or 1956,1967 (default all)")
    adding.add_argument("--states", metavar="STATES", help="who may face a threat (default all)")
    adding.add_argument(
        "-o", "--output", "--csv", dest="output", metavar="FILE", help="save the rows (csv, parquet, dta)"
    )
    adding.add_argument("--plot", metavar="FILE", help="save a picture of one threat (png, pdf, svg)")
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
    adding.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", dest="changes", help="as burden=0.2"
    )
    adding.add_argument("--select", default="payoff_dominant", metavar="RULE", help="first, payoff_ or risk_dominant")
    adding.add_argument("--rate", type=float, default=20.0, help="lambda of the logit responses (default 20)")
    adding.add_argument("--workers", type=whole, default=1, help="processes")
    adding.add_argument("--store", metavar="FILE", help="keep finished games, so that a killed run resumes")
    adding.add_argument("--time-limit", type=seconds, metavar="SECONDS")


def _panel(options: argparse.Namespace) -> None:
    from alignment_games.report.panels import panel_report
    from alignment_games.states.security import SecurityUtility

    figures = {
        role: _by_state(getattr(options, option), option)
        for role, option in (("intent", "intent"), ("securitization", "securitization"), ("threat_offence", "offence"))
        if getattr(options, option) is not None
    }
    chosen: dict[str, Any] = {
        "states": None if options.states is None else _listed(options.states),
        "columns": _pairs(options.columns, "--columns"),
        "names": _pairs(options.names, "--names"),
        "covariates": _listed(options.covariates or ""),
        **({"actions": _listed(options.actions)} if options.actions else {}),
        **({"utility": SecurityUtility(**_utility(options.changes))} if options.changes else {}),
        **{name: getattr(options, name) for name in ("border", "select", "rate", "time_limit", "store")},
    }
    threats = None if options.threat == _ALL else _listed(options.threat)
    files = {"output": options.output, "plot": options.plot}
    with progress() as bar:
        text = panel_report(
            options.dyads,
            threats,
            _years(options.years),
            workers=options.workers,
            progress=bar,
            as_json=options.json,
            **figures,
            **chosen,
            **files,
        )
    (say_as_it_is if options.json else say)(text)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _years(text: str) -> Sequence[int] | None:
    """Return the years of FIRST:LAST, of a list, or None for all."""
    if text == _ALL:
        return None
    first, colon, last = text.partition(":")
    try:
        if colon:
            years = range(whole(first), whole(last) + 1)
            if not 0 < len(years) < 10_000:
                raise InvalidModelError(f"--years {shown(text)}: expected FIRST:LAST, the first not after the last")
            return years
        return [whole(year) for year in _listed(text)]
    except argparse.ArgumentTypeError as error:
        raise InvalidModelError(f"--years {shown(text)}: {error}; expected years such as 1950:1990") from None


def _pairs(text: str | None, place: str) -> dict[str, str]:
    """Return what NAME=VALUE,... says."""
    found: dict[str, str] = {}
    for part in _listed(text or ""):
        name, equals, value = (each.strip() for each in part.partition("="))
        if not (name and equals and value) or name in found:
            raise InvalidModelError(f"{place} {shown(text)}: expected each NAME=VALUE once, got {shown(part)}")
        found[name] = value
    return found


def _by_state(text: str, option: str) -> Any:
    """Return a figure for all states, or by state."""
    place = f"--{option} {shown(text)}"
    if "=" not in text:
        return number(text, place, exact=False)
    return {state: number(value, place, exact=False) for state, value in _pairs(text, f"--{option}").items()}


def _utility(changes: Sequence[str]) -> dict[str, Any]:
    from alignment_games.errors import only_known
    from alignment_games.states.security import SecurityUtility

    found = {}
    for change in changes:
        ((name, text),) = _pairs(change, "--set").items() or [(change, "")]
        only_known("parameter", [name], [each for each in SecurityUtility.__dataclass_fields__ if each != "contest"])
        found[name] = number(text, f"--set {shown(change)}", exact=False)
    return found
