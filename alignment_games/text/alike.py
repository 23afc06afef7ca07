"""Sentences on many states told together where only their figures differ: a range for each figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alignment_games.text.lists import listed
from alignment_games.text.numbers import rounded

#: Stands on either side of a figure until the sentences are told; `visible` takes it out of labels.
_MARK = "\0"


def figure(value: Any) -> str:
    """Return a number as `rounded` writes it, marked as a figure that others may share a range with."""
    return f"{_MARK}{rounded(value)}{_MARK}"


def told_together(sentences: Mapping[str, str], *, ranges: bool) -> list[str]:
    """Return sentences whose subjects are the keys, those told together that are alike.

    ``sentences``: what is said of each subject, without it, figures marked by `figure`, labels as `visible` has them.
    ``ranges``: also those that differ in figures alone, each figure then told as the range that it runs through.

    >>> told_together({"Ann": f"pays {figure(1)}.", "Bob": f"pays {figure(0.5)}.", "Cy": "waits."}, ranges=True)
    ['Each of Ann and Bob pays 0.5 to 1.', 'Cy waits.']
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for subject, sentence in sentences.items():
        parts = sentence.split(_MARK)
        groups.setdefault(tuple(parts[::2]) if ranges else tuple(parts), []).append(subject)
    return [_told(subjects, [sentences[subject].split(_MARK) for subject in subjects]) for subjects in groups.values()]


def _told(subjects: list[str], alike: list[list[str]]) -> str:
    parts = [part if k % 2 == 0 else _range([each[k] for each in alike]) for k, part in enumerate(alike[0])]
    who = subjects[0] if len(subjects) == 1 else f"Each of {listed(subjects)}"
    return f"{who} {''.join(parts)}"


def _range(figures: list[str]) -> str:
    ordered = sorted(set(figures), key=float)
    return ordered[0] if len(ordered) == 1 else f"{ordered[0]} to {ordered[-1]}"
