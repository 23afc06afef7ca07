"""The page of the command line, from the parser itself."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator

from alignment_games.cli.parser import build_parser
from docs.site.markdown import block, escaped, page, table


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of the command line."""
    parser = build_parser()
    commands = subcommands(parser)
    rows = [[f"[`{name}`](#{name})", _sentence(command.description or "")] for name, command in commands.items()]
    yield (
        "command-line.md",
        page(
            "# The command line",
            "Everything a first analysis needs, without a line of Python. Each command takes a bundled case, a model "
            "file (`.toml`, `.json`), a Gambit file (`.nfg`), or `-` for standard input; `--json` and `-o` where they "
            "are offered write what other programs read. A mistake is one line on standard error and exit code 2.",
            table(["command", "what it does"], rows),
            *(_command(name, command) for name, command in commands.items()),
        ),
    )


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of the commands by name."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to list them
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            return dict(action.choices)
    return {}


def _command(name: str, command: argparse.ArgumentParser) -> str:
    actions = [a for a in command._actions if not isinstance(a, argparse._HelpAction)]  # noqa: SLF001
    rows = [[_called(action), escaped(_help(action)), _default(action)] for action in actions]
    usage = " ".join(command.format_usage().removeprefix("usage: ").split())
    wrapped = textwrap.fill(usage, 96, subsequent_indent="    ", break_on_hyphens=False)
    return page(
        f"## {name}",
        f"{_sentence(command.description or '')}.",
        block(wrapped),
        table(["option", "what it does", "default"], rows) if rows else "",
        escaped(command.epilog) if command.epilog else "",
    )


def _sentence(text: str) -> str:
    return escaped(text[:1].upper() + text[1:])


def _called(action: argparse.Action) -> str:
    names = ", ".join(f"`{option}`" for option in action.option_strings) or f"`{action.metavar or action.dest}`"
    takes = action.nargs != 0 and action.option_strings
    value = action.metavar or (f"{{{','.join(map(str, action.choices))}}}" if action.choices else action.dest.upper())
    return f"{names} `{value}`" if takes else names


def _help(action: argparse.Action) -> str:
    return (action.help or "") % {"default": action.default, "prog": "alignment-games"} if action.help else ""


def _default(action: argparse.Action) -> str:
    plain = action.default is None or action.default is argparse.SUPPRESS or action.default in ([], False, "")
    return "" if plain else f"`{getattr(action.default, '__name__', action.default)}`"
