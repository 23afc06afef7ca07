"""The table of models: what each one is, who plays, what they choose, where it comes from, what it claims."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from alignment_games.errors import unknown_name
from alignment_games.game.html import grid
from alignment_games.models.model import Model
from alignment_games.models.registry import builder, example
from alignment_games.text.display import Displayed, Grid


@dataclass(frozen=True)
class Entry:
    """One model of the catalogue.

    ``references``: keys of the bibliography, the source of the model first.
    """

    name: str
    players: str
    actions: str
    source: str
    claim: str
    references: tuple[str, ...]

    def load(self) -> Callable[..., Any]:
        """Return the function that builds the model's game."""
        return builder(self.name)

    def example(self) -> Model:
        """Return the model of a small example."""
        return example(self.name)


@dataclass(frozen=True, repr=False)
class Catalog(Displayed, Sequence[Entry]):
    """The entries, in order; printing gives a table, indexing by name one entry."""

    entries: tuple[Entry, ...]

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, str):
            return self.entries[key]
        for entry in self.entries:
            if entry.name == key:
                return entry
        raise unknown_name("model", key, self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the models."""
        return tuple(entry.name for entry in self.entries)

    def display_parts(self) -> list[str | Grid]:
        """Return what a notebook shows."""
        rows = [[e.name, e.players, e.actions, e.source, e.claim] for e in self.entries]
        return [grid(["model", "players", "actions", "source", "claim"], rows)]

    def __str__(self) -> str:
        wide = max(map(len, self.names))
        return "\n".join(line for entry in self.entries for line in _told(entry, wide))


def _told(entry: Entry, wide: int) -> list[str]:
    """Return an entry in lines of at most 100 characters: its claim beside its name, and who says so below."""
    indent = " " * (wide + 2)
    claim = textwrap.wrap(entry.claim, 100 - len(indent))
    source = textwrap.wrap(f"{entry.source}; {entry.players}: {entry.actions}", 98 - len(indent))
    return [
        entry.name.ljust(wide + 2) + claim[0],
        *(indent + line for line in claim[1:]),
        *(f"{indent}  {line}" for line in source),
    ]


def catalog() -> Catalog:
    """Return the table of models.

    >>> catalog()["landscape"].source
    'Axelrod & Bennett 1993'
    """
    return Catalog(ENTRIES)


def model(name: str) -> Callable[..., Any]:
    """Return the function that builds a model's game. Raises InvalidModelError with the closest name.

    >>> game = model("dilemma")(4, 3, 2, 0)
    >>> game.actions[0]
    ('cooperate', 'defect')
    """
    entry: Entry = catalog()[name]
    return entry.load()


ENTRIES = (
    Entry(
        "response",
        "n states that face one threat",
        "balance, arm, soft_balance, buck_pass, neutral, bandwagon",
        "after Walt 1987, own reduction",
        "threat raises balancing where joining helps; weak states bandwagon",
        ("walt1987", "buzan1998", "tullock1980", "olson1966"),
    ),
    Entry(
        "threshold",
        "n states of given strengths",
        "balance, buck_pass",
        "Palfrey & Rosenthal 1984",
        "pure equilibria are the minimal winning coalitions, plus nobody",
        ("palfrey1984",),
    ),
    Entry(
        "volunteer",
        "n like states",
        "balance, buck_pass",
        "Diekmann 1985",
        "the more could act, the likelier nobody does",
        ("diekmann1985", "diekmann1993", "palfrey1984"),
    ),
    Entry(
        "landscape",
        "n states with propensities",
        "bloc_1, bloc_2",
        "Axelrod & Bennett 1993",
        "pure equilibria are the local minima of energy",
        ("axelrod1993", "axelrod2016"),
    ),
    Entry(
        "third_party",
        "third parties to a war",
        "join_first, join_second, neutral",
        "Bueno de Mesquita & Lalman 1992",
        "join A exactly when K/(A+B+K) (u_A - u_B) > c_A - c_B",
        ("bdm1992", "bdm1981", "signorino1999"),
    ),
    Entry(
        "burden_sharing",
        "n allies with incomes",
        "levels of contribution",
        "Olson & Zeckhauser 1966",
        "the large are exploited by the small",
        ("olson1966", "bergstrom1986"),
    ),
    Entry(
        "contest_effort",
        "n states with values",
        "levels of effort",
        "Tullock 1980",
        "effort m (n-1) V / n^2; low values drop out",
        ("tullock1980", "hirshleifer1989", "hillman1989"),
    ),
    Entry(
        "returns_to_scale",
        "third states beside a war",
        "wait, balance, bandwagon",
        "after Powell 1999, own reduction",
        "constant returns: waiting is strictly best at any cost",
        ("powell1999",),
    ),
    Entry(
        "essential_states",
        "n states with resources",
        "balance, buck_pass",
        "Niou, Ordeshook & Rose 1989",
        "essential exactly when in some minimal winning coalition",
        ("niou1989",),
    ),
    Entry(
        "war_stable_networks",
        "n states with strengths",
        "sets of states offered an alliance",
        "Jackson & Nei 2015",
        "without trade no nonempty network is war-stable",
        ("jackson2015", "myerson1991"),
    ),
    Entry(
        "dilemma",
        "two states",
        "cooperate, defect",
        "Jervis 1978",
        "trust needed (P-S)/((R-T)+(P-S)); defect risk-dominant exactly when R-T < P-S",
        ("jervis1978", "harsanyi1988"),
    ),
    Entry(
        "trust",
        "two states of two types each",
        "cooperate, defect",
        "Kydd 2005",
        "security-seekers can cooperate exactly when trust >= a/(1-b+a)",
        ("kydd2005", "harsanyi1967"),
    ),
    Entry(
        "bayesian",
        "types of n states",
        "as given",
        "Harsanyi 1967",
        "Nash equilibria of the agents are the Bayesian equilibria",
        ("harsanyi1967", "selten1975"),
    ),
    Entry(
        "chain_ganging",
        "allies of a front state",
        "balance, buck_pass",
        "after Christensen & Snyder 1990, own reduction",
        "offence advantage turns buck-passing into chain-ganging",
        ("christensen1990",),
    ),
    Entry(
        "deterrence",
        "n states and the threat",
        "responses; press, restrain",
        "own reduction",
        "the threat presses exactly when h < W/(W+L)",
        ("walt1987",),
    ),
    Entry(
        "two_threats",
        "n states that face two threats",
        "pairs of responses",
        "own reduction",
        "a threat of no weight changes nothing",
        ("walt1987",),
    ),
    Entry(
        "soft_balancing",
        "n second-tier states",
        "acquiesce, soft_balance, balance",
        "after Pape 2005, own reduction",
        "soft balancing pays exactly when d e p / k > c",
        ("pape2005", "paul2005", "lieber2005"),
    ),
    Entry(
        "campaign",
        "a speaker, its audience, others",
        "speak or be silent; plans of response",
        "after Buzan, Waever & de Wilde 1998, own reduction",
        "speech pays exactly when what the chance to convince is worth exceeds its cost",
        ("buzan1998", "walt1987"),
    ),
    Entry(
        "exit",
        "two states",
        "cooperate, compete",
        "after Wendt 1999, Adler & Barnett 1998, own reduction",
        "falling odds of intent lead from competition to community",
        ("wendt1999", "deutsch1957", "adler1998"),
    ),
    Entry(
        "irrational",
        "three players",
        "first, second",
        "Nau, Gomez Canovas & Hansen 2004",
        "the only equilibrium is irrational",
        ("nau2004",),
    ),
)
