"""What every command says: whole on a terminal of ASCII, within a page, in plain words; terms are in the glossary."""

import argparse
import io
import re
import sys
from pathlib import Path

import pytest

from alignment_games.cli import main
from alignment_games.cli.parser import build_parser

pytestmark = pytest.mark.slow  # all commands

ROOT = Path(__file__).parents[2]
#: For each command a run of it, {out} for a file that it writes.
RUNS = {
    "cases": "cases",
    "parameters": "parameters europe-1938",
    "show": "show europe-1938-large",
    "solve": "solve europe-1938 --refine strict,coalition_proof --select payoff",
    "explain": "explain europe-1938-large",
    "logit": "logit europe-1938",
    "compare": "compare europe-1936",
    "conditions": "conditions volunteer --profile {first} --symbols cost",
    "threshold": "threshold dilemma --state First --between cooperate,defect --by temptation --others cooperate",
    "sweep": "sweep europe-1938-large --over burden=0:0.4:5 --over intent.France=0:1:4",
    "uncertain": "uncertain europe-1938 --draws 20 --seed 1",
    "new": "new {out}.toml",
    "rationalise": "rationalise europe-1938 --over burden=0:0.2",
    "brief": "brief dilemma -o {out}.md",
    "classroom": "classroom europe-1938 -o {out}.html",
    "replicate": "replicate dilemma -o {out}",
    "catalogue": "catalogue",
}
#: JSON; tables of data, which tests of their own have; scores of all cases, which take seconds; words of `solve`.
APART = {"schema", "joiners", "panel", "history", "scorecard", "benchmark", "fit"}
#: What no reader need know: shorthand, and one idea under several spellings.
SHORTHAND = re.compile(r"\biff\b|\bw\.r\.t|\bs\.t\.|\bi\.e\.|\be\.g\.|buck pass|buck-pass(?!(ing|er))|\bNE\b|\bQRE\b")
#: Terms that output may use because the glossary has them.
TERMS = ["bifurcation", "coalition-proof", "component", "dominated", "lambda", "logit", "mixed", "odds",
         "Pareto-undominated", "payoff dominance", "profile", "pure", "quantile", "regret", "risk dominance",
         "securitization", "slack", "spillover", "standard error", "strict", "support"]  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What each command prints where the terminal has nothing but ASCII."""
    folder, told = tmp_path_factory.mktemp("said"), {}
    with pytest.MonkeyPatch.context() as patch:
        for name, words in RUNS.items():
            stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
            patch.setattr(sys, "stdout", stream)
            first = "balance,buck_pass,buck_pass"
            assert main([word.format(out=folder / name, first=first) for word in words.split()]) == 0, name
            stream.seek(0)
            told[name] = stream.read().replace(str(folder).encode("ascii", "backslashreplace").decode(), ".")
    return told


def test_every_command_is_asked():
    (commands,) = (each for each in build_parser()._actions if isinstance(each, argparse._SubParsersAction))
    assert set(commands.choices) == set(RUNS) | APART


def test_every_line_fits_a_page(said):
    assert [(name, line) for name, text in said.items() for line in text.splitlines() if len(line) > 100] == []


def test_no_shorthand_and_one_spelling(said):
    assert [(name, match[0]) for name, text in said.items() for match in SHORTHAND.finditer(text)] == []


def test_terms_are_in_the_glossary(said):
    page = (ROOT / "alignment_games" / "text" / "glossary.md").read_text("utf-8")
    known = {term for line in re.findall(r"^(.+)\n: ", page, re.MULTILINE) for term in line.split(", ")}
    used = {term for term in TERMS if any(re.search(rf"\b{term}\b", text) for text in said.values())}
    assert len(used) > 10
    assert used - known == set()


def test_the_glossary_is_in_order():
    page = (ROOT / "alignment_games" / "text" / "glossary.md").read_text("utf-8")
    for part in page.split("\n## ")[1:]:
        terms = re.findall(r"^(.+)\n: ", part, re.MULTILINE)
        assert terms == sorted(terms, key=str.lower)
