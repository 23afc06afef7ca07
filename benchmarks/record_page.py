"""The tables of docs/record.md, written into the page by what computes them.

``python -m benchmarks.record_page [TABLE ...] [--record FILE] [--world CAPABILITIES DISTANCES CONTIGUITY]``

Each table stands between two comments that name it. Those of the bundled cases are written whenever this runs, those of
files of the user where these are given (`benchmarks.theory_beside_record`, `benchmarks.world_against_russia`); others
stay as they are. A test holds the page against the rows that are found in a few seconds.
"""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from alignment_games.analysis.history import IN_RECORD
from alignment_games.cases import TheoryVerdict, judge, regression, situations
from alignment_games.cases.baselines import RULES, baseline
from alignment_games.cases.scores import CLASSES, Score, score
from alignment_games.errors import only_known
from benchmarks.theory_beside_record import FORMS, MEASURES, as_in_record, every, where_intent_tells
from benchmarks.world_against_russia import figures_of, world

PAGE = Path(__file__).parent.parent / "docs" / "record.md"
_BLOCK = "<!-- table {} -->\n"
_END = "<!-- end of table -->"


@cache
def verdicts(form: int, coding: str, menu: str, figures: str) -> tuple[TheoryVerdict, ...]:
    """Return what a form says of all cases in a variant."""
    return tuple(judge(case, FORMS[form]) for case in every(intent=coding, menu=menu, figures=figures))


def scores(chosen: Callable[[str], bool], coding: str, menu: str = "case", figures: str = "year") -> list[Score]:
    """Return the scores of the first form and of the second on some cases, by name."""
    found = []
    for form in range(len(FORMS)):
        kept = [each for each in verdicts(form, coding, menu, figures) if chosen(each.case)]
        found.append(score(FORMS[form].name, [told for each in kept for told in each.predictions]))
    return found


def of_all(_: str) -> bool:
    """Return that a case is among all."""
    return True


def _in_record(name: str) -> bool:
    return name in IN_RECORD


def _apart(name: str) -> bool:
    return name not in IN_RECORD


def _figure(value: float, error: float = math.nan) -> str:
    said = f"{value:.2f}".replace("0.", ".", 1)
    return said if math.isnan(error) else f"{said} ({f'{error:.2f}'.replace('0.', '.', 1)})"


def row(title: str, pair: Sequence[Score]) -> list[str]:
    """Return a row of scores, of the first form and then the second."""
    return [
        title,
        " → ".join(_figure(each.accuracy, each.accuracy_error) for each in pair),
        " → ".join(_figure(each.macro_f1) for each in pair),
        " → ".join(_figure(each.log_score, each.log_score_error) for each in pair),
    ]


def scored() -> Iterator[list[str]]:
    """Yield the scores of both forms by set of cases, coding and menu."""
    yield ["what is told", "accuracy", "macro-F1", "log score"]
    for chosen, title in (
        (_in_record, "the record's {} cases"),
        (_apart, "{} cases apart from it"),
        (of_all, "all {}"),
    ):
        for coding, said in (("coded", ", as coded"), ("rubric", ", by the rubric")):
            pair = scores(chosen, coding)
            yield row(title.format(pair[0].cases) + said, pair)
    for coding, said in (("coded", "as coded"), ("rubric", "by the rubric")):
        yield row(f"... {said}, full menu, power of the year before", scores(of_all, coding, "full", "before"))


def stability() -> Iterator[list[str]]:
    """Yield in how many cases the record is an equilibrium, and how many states did their best."""
    yield ["as coded", "the record is an equilibrium", "states at a best reply", "mean regret"]
    for form, name in enumerate(("first form", "second form")):
        found = verdicts(form, "coded", "case", "year")
        stable = sum(each.recorded_is_equilibrium for each in found)
        of = score(name, [told for each in found for told in each.predictions])
        yield [name, f"{stable} of {len(found)}", _figure(of.best_replies), f"{of.regret:.3f}".replace("0.", ".", 1)]


def recalls() -> Iterator[list[str]]:
    """Yield of those who did each of four things how many are told rightly."""
    yield ["told rightly", *CLASSES]
    for title, each in zip(("first form", "second form"), scores(of_all, "coded"), strict=True):
        yield [title, *each.recalls()[1:]]
    yield ["second form, full menu", *scores(of_all, "coded", "full", "before")[1].recalls()[1:]]


def baselines(*, fitted: bool = True) -> Iterator[list[str]]:
    """Yield the scores of the simple rules, and of a regression where it is asked for."""
    yield ["beside it, as coded", "accuracy", "macro-F1", "log score"]
    found = [each for case in every() for each in situations(case)]
    titles = (
        "always balance",
        "border or rival: balance",
        "weak neighbour: bandwagon",
        "intent above one half: balance",
    )
    for title, rule in zip(titles, RULES, strict=True):
        yield row(title, [baseline(rule, found)])
    if fitted:
        yield row("a regression, case left out", [regression(found)])


def intent(forms: Sequence[int] = (0, 1)) -> Iterator[list[str]]:
    """Yield in how many situations of the record more hostile intent makes giving way gain."""
    titles = (
        "on passing the buck",
        "on balancing",
        "on the best other response",
        "giving way or aligning, on the rest",
    )
    yield ["bandwagoning gains ...", *(("first form", "second form")[form] for form in forms)]
    each = [where_intent_tells(FORMS[form], "case")[0] for form in forms]
    for title, name in zip(titles, MEASURES, strict=True):
        yield [title, *(f"{counts[name]['rose']} of {counts[name].total()}" for counts in each)]


def in_record(record: Path) -> Iterator[list[str]]:
    """Yield the scores on the rows of a coded record, as it codes them, that the cases have."""
    yield ["rows of the record", "accuracy", "macro-F1", "log score"]
    for coding, said in (("coded", "as coded"), ("rubric", "by the rubric")):
        pair = list(as_in_record(record, every(intent=coding)))
        yield row(f"{pair[0].states} that a case has, intent {said}", pair)


#: What each table of the page is made by, without files of the user.
TABLES: Mapping[str, Callable[[], Iterator[list[str]]]] = {
    each.__name__: each for each in (intent, scored, recalls, stability, baselines)
}


def markdown(rows: Iterator[list[str]]) -> str:
    """Return a table in Markdown."""
    head, *body = rows
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, ["---"] * len(head), *body))


def tables_of(page: str) -> dict[str, list[list[str]]]:
    """Return the cells of the tables of the page by name, their heads first."""
    pattern = re.escape(_BLOCK).replace(re.escape("{}"), r"(\w+)") + r"(.*?)" + re.escape(_END)
    return {
        name: [
            [cell.strip() for cell in line.strip("| ").split(" | ")] for line in body.splitlines() if "---" not in line
        ]
        for name, body in re.findall(pattern, page, flags=re.DOTALL)
    }


def written(page: str, tables: Mapping[str, str]) -> str:
    """Return the page with other tables. Raises KeyError for a table that has no place in it."""
    for name, table in tables.items():
        before, found, rest = page.partition(_BLOCK.format(name))
        if not found:
            raise KeyError(name)
        page = before + found + table + rest[rest.index(_END) :]
    return page


def main() -> None:
    """Write the tables that can be written into the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.record_page")
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"{', '.join(TABLES)}; all unless named, or none")
    parser.add_argument("--record", type=Path, metavar="FILE", help="a coded record of alignments")
    parser.add_argument("--world", nargs=3, type=Path, metavar="FILE", help="capabilities, distances, contiguity")
    options = parser.parse_args()
    only_known("table", options.tables, [*TABLES, "none"])
    asked = [name for name in options.tables or TABLES if name != "none"]
    tables = {name: markdown(TABLES[name]()) for name in asked}
    if options.record is not None:
        tables["in_record"] = markdown(in_record(options.record))
    if options.world is not None:
        tables["world"] = markdown(figures_of(world(2016, options.world)))
    PAGE.write_text(written(PAGE.read_text("utf-8"), tables), "utf-8")


if __name__ == "__main__":
    main()
