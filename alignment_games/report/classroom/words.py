"""The words of the classroom page by language: phrases with places to fill, verbs for actions, and the glossary.

Each language has its file in page/classroom/phrases. A phrase may hold places such as {state}, and marks such as
[[burden]] or [[equilibrium|equilibria]]: a word of the glossary, with its inflected form. English definitions come
from the glossary of the whole project; a translation has its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from alignment_games.errors import unknown_name
from alignment_games.text.glossary import glossary
from alignment_games.text.html import html_text
from alignment_games.text.numbers import number

#: Languages that the page speaks, and the words that it explains, as the glossary has them.
LANGUAGES = ("en", "de", "es", "fr")
WORDS = (
    "threat", "response", "balance", "buck-passing", "bandwagon", "neutral", "arm", "soft balancing", "align",
    "payoff", "best reply", "equilibrium", "mixed", "profile", "phase diagram",
    "intent", "burden", "spillover", "securitization",
)  # fmt: skip
_PLACE = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"\[\[([\w -]+)(?:\|([^\]]+))?\]\]")


@dataclass(frozen=True)
class Phrases:
    """What the page says in one language.

    ``say``: phrases by key; ``verbs``: for each standard action what a state does, several do, the doing, and its
    name in a table; ``words``: term and meaning of each word of the glossary; ``breaks``: the parts of names that may
    break in a narrow table, by action.
    """

    language: str
    decimal: str
    say: Mapping[str, str]
    verbs: Mapping[str, Mapping[str, str]]
    words: Mapping[str, tuple[str, str]]
    breaks: Mapping[str, Sequence[str]]

    def of_action(self, action: str) -> dict[str, str]:
        """Return the words of an action, those for any play for one that has no verb."""
        known = self.verbs.get(action)
        return dict(known) if known else {form: self.text(f"play_{form}", action=action) for form in FORMS}

    def text(self, key: str, **values: str) -> str:
        """Return a phrase with its places filled, marks of words taken off."""
        bare = _WORD.sub(lambda mark: mark[2] or mark[1], self.say[key])
        return _PLACE.sub(lambda place: values[place[1]], bare)

    def html(self, key: str, **values: str) -> str:
        """Return a phrase as HTML: values escaped, words of the glossary as buttons that show what they mean."""
        marked = _WORD.sub(self._button, html_text(self.say[key]))
        return _PLACE.sub(lambda place: html_text(values[place[1]]), marked)

    def number(self, value: float) -> str:
        """Return a figure as the language writes it."""
        return number(value).replace(".", self.decimal)

    def _button(self, mark: re.Match[str]) -> str:
        return f'<button type="button" class="term" data-word="{mark[1]}">{mark[2] or mark[1]}</button>'

    def data(self) -> dict[str, Any]:
        """Return what the page's script needs of it."""
        return {
            "language": self.language,
            "decimal": self.decimal,
            "say": dict(self.say),
            "words": {word: list(entry) for word, entry in self.words.items()},
            "breaks": dict(self.breaks),
        }


#: The forms of a verb: one does, several do, the doing, and the name in a table.
FORMS = ("does", "do", "doing", "short")


def phrases(language: str) -> Phrases:
    """Return what the page says in a language; raises InvalidModelError with the closest for one that it has not.

    >>> phrases("fr").of_action("buck_pass")["does"]
    'se défausse'
    """
    if language not in LANGUAGES:
        raise unknown_name("language", language, LANGUAGES)
    folder = resources.files("alignment_games.report") / "page" / "classroom" / "phrases"
    table = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    meanings = glossary()
    english = {word: (word, meanings[word]) for word in WORDS}
    words = {word: (entry["term"], entry["meaning"]) for word, entry in table.get("words", {}).items()} or english
    return Phrases(language, table["decimal"], table["say"], table["verbs"], words, table["breaks"])
