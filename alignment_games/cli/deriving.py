"""Commands that derive: exact conditions and critical values."""

from __future__ import annotations

import argparse
from contextlib import AbstractContextManager
from typing import Any

from alignment_games.cli.command import command, seconds
from alignment_games.cli.deadline import Deadline
from alignment_games.cli.output import answer, say_as_it_is
from alignment_games.cli.targets import symbolic_model

#: Seconds for a derivation, which some figures would make endless.
_PATIENCE = 20.0


def add_commands(commands: Any) -> None:
    """Add conditions and threshold."""
    deriving = command(
        commands, "conditions", _conditions, "the exact condition under which a profile is an equilibrium", table=True
    )
    deriving.add_argument(
        "--profile",
        required=True,
        metavar='"balance, buck_pass, ..."',
        help="what each state does, in the order of the states; or what all do",
    )
    deriving.form.add_argument("--latex", action="store_true", help="print a proposition in LaTeX")
    critical = command(
        commands, "threshold", _threshold, "the critical value at which a state changes its response", table=True
    )
    critical.add_argument("--state", required=True, help="whose response changes")
    critical.add_argument(
        "--between", required=True, metavar="balance,buck_pass", help="the two responses between which it changes"
    )
    critical.add_argument("--by", required=True, metavar="PARAMETER", help="whose critical value is asked, as burden")
    critical.add_argument(
        "--others", metavar='"balance, buck_pass"', help="what the others do; if left out, told by what they lend"
    )
    for each in (deriving, critical):
        each.add_argument(
            "--symbols",
            metavar="NAMES",
            help="parameters kept as symbols, such as burden,spillover,intent.France "
            f"(default {'burden' if each is deriving else 'the one of --by alone'})",
        )
        each.add_argument(
            "--time-limit",
            type=seconds,
            metavar="SECONDS",
            default=_PATIENCE,
            help="(default 20; nothing runs for ever)",
        )


def _conditions(options: argparse.Namespace) -> None:
    import alignment_games as ag
    from alignment_games.symbolic import proposition

    with _in_time(options):
        model = symbolic_model(options, None if options.symbols is None else _names(options.symbols, ""))
        all_alike = "," not in options.profile
        profile = [options.profile.strip()] * len(model.names) if all_alike else options.profile
        found = ag.conditions(model, profile, given=getattr(model, "bounds", ()))
        text = proposition(found) if options.latex or options.json else str(found)
    if options.latex:
        say_as_it_is(text)
    said = None if options.latex else text
    answer(options, said, {"profile": options.profile, "conditions": str(found), "latex": text}, found.to_records())


def _threshold(options: argparse.Namespace) -> None:
    import alignment_games as ag
    from alignment_games.symbolic import thresholds_by_lending
    from alignment_games.symbolic.naming import symbol_for

    names = list(dict.fromkeys([*_names(options.symbols, options.by), options.by]))
    between = [action.strip() for action in options.between.split(",")]
    with _in_time(options):
        by, model = symbol_for(options.by), symbolic_model(options, names)
        if options.others:
            found: Any = ag.threshold(model, options.state, between, by, others=options.others)
        else:
            found = thresholds_by_lending(model, options.state, between, by)
        text = str(found)
    asked = {"state": options.state, "between": between, "by": options.by}
    answer(options, text, {**asked, "threshold": text}, found.to_records())


def _in_time(options: argparse.Namespace) -> AbstractContextManager[None]:
    return Deadline(options.time_limit).of(None, "before the derivation was done")


def _names(given: str | None, default: str) -> list[str]:
    """Return the names of the symbols; what is given and empty is no default, and is refused where it is read."""
    return [name.strip() for name in (default if given is None else given).split(",")]
