"""The command line: parse, call, print. Exit code 0; 2 for a bad model or request; 1 for an unfinished run."""

from alignment_games.cli.entry import main

__all__ = ["main"]
