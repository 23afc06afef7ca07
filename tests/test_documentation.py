"""What the documentation says: every name has an example, every page runs, every option and parameter is there."""

import argparse
import re
import shlex
import tomllib
from pathlib import Path

import pytest

import alignment_games as ag
from alignment_games.cases.own import read_case
from alignment_games.catalogue import catalog
from alignment_games.cli.parser import build_parser
from docs.site import api, cases, catalogue, command_line, from_docstrings, gallery, how_to, model_page, testing
from docs.site.catalogue_games import GAMES
from docs.site.docstrings import has_example
from docs.site.literate import run_page
from docs.site.narrow import stacked

pytestmark = pytest.mark.slow  # the code of all pages

DOCS = Path(__file__).parent.parent / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


def text_of(pages):
    return "\n".join(text for _, text in pages)


def test_every_public_name_has_an_example_that_runs():
    bare = [name for name in ag.__all__ if not has_example(getattr(ag, name))]
    assert bare == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_every_page_says_what_its_code_gives(path, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    text, _ = run_page(path.read_text("utf-8"), path.name)
    assert "<!--=" not in text


def test_the_commands_on_the_pages_are_commands():
    parser = build_parser()
    seen = 0
    for path in PAGES:
        for block in re.findall(r"```console\n(.*?)```", path.read_text("utf-8"), flags=re.DOTALL):
            for line in block.splitlines():
                program, *arguments = shlex.split(line.removeprefix("$ ").partition(" > ")[0])
                if program == "alignment-games":
                    assert isinstance(parser.parse_args(arguments), argparse.Namespace), line
                    seen += 1
    assert seen >= 8


def test_every_command_and_option_is_on_the_page_of_the_command_line():
    text = text_of(command_line.pages())
    commands = command_line.subcommands(build_parser())
    assert set(commands) >= {"solve", "explain", "sweep", "conditions"}
    for name, command in commands.items():
        part = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        missing = [option for option in command._option_string_actions if f"`{option}`" not in part]
        assert set(missing) <= {"-h", "--help"}, name


def test_every_parameter_is_on_the_page_of_the_model_with_meaning_unit_range_and_default():
    text = text_of(model_page.pages())
    lines = re.findall(r"^\| `(\w+)` \| (.*) \|$", text, flags=re.MULTILINE)
    rows = {name: cells.split(" | ") for name, cells in lines if cells.count(" | ") >= 4}
    for name, each in ag.as_model("europe-1938").parameters().items():
        meaning, unit, bounds, default, place, *_ = rows[name]
        assert meaning == each.meaning
        assert (unit, bounds) == (each.unit, each.range)
        assert default == ("" if each.default is None else f"`{each.default!r}`")
        assert each.place in place
    # Known from the formulas: arms cost the balancer alone; spillover favours outsiders, help that arrives members.
    assert [rows[name][-1] for name in ("burden", "punishment", "spillover", "reliability")] == ["−", "−", "−", "+"]


def test_every_model_of_the_catalogue_has_a_game_on_its_page():
    pytest.importorskip("matplotlib")
    assert set(GAMES) == set(catalog().names)
    made = dict(catalogue.pages("dilemma"))
    assert made["catalogue/dilemma.svg"].startswith(b"<?xml")
    page = made["catalogue/dilemma.md"]
    assert "reproduced" in page
    assert "not reproduced" not in page
    assert "@" in page.split("## Sources")[1]


def test_a_case_has_its_figures_record_equilibria_and_sources():
    pytest.importorskip("matplotlib")
    page = dict(cases.pages("europe-1938"))["cases/europe-1938.md"]
    for heading in ("Figures", "Equilibria", "What holds them", "Rival theories", "Sources", "The same in code"):
        assert f"\n## {heading}\n" in page
    assert "| France | 0.0456 | 1 | 0.8 | 0.7 | 0.432 |" in page
    assert run_page(page, "europe-1938")[1] == 4


def test_lists_of_pages_name_every_page():
    pages = text_of([*cases.index(), *catalogue.index(), *how_to.index(), *gallery.index()])
    for name in (*ag.case_names(), *catalog().names, *how_to.names()):
        assert f"({name}.md)" in pages
    assert all(f"({name}.svg)" in pages for name in gallery.names())


def test_the_pages_of_the_interface_link_to_headings_that_are_there():
    pages = dict(api.pages())
    assert len(pages) == 1 + len(api.TOPICS) + len(api.ROOMS)
    for place in api.home_of().values():
        file, _, anchor = place.partition("#")
        headings = re.findall(r"^#+ (.+)$", pages[f"api/{file}"], flags=re.MULTILINE)
        assert not anchor or anchor in [heading.lower() for heading in headings], place


def test_what_stands_in_docstrings_comes_out_as_markdown():
    pages = dict(from_docstrings.pages())
    assert "| SupportEnumeration | any number of players, few actions |" in pages["solvers.md"]
    assert "[[guarantors]]" in pages["file-format.md"]
    assert "own(a)" in pages["file-format.md"]
    left = [name for name, text in api.pages() if re.search(r":math:|^\.\. |``\w+``", text, flags=re.MULTILINE)]
    assert left == []


def test_every_file_of_the_search_is_called_proof_or_proposal():
    """And every name that the page of tests has for files and functions is one."""
    data = tomllib.loads((DOCS / "site" / "testing.toml").read_text("utf-8"))
    package, told = DOCS.parent / "alignment_games", set()
    for entry in [*data["proof"], *data["proposal"]]:
        names, _, functions = entry.partition(": ")
        for name in names.split(", "):
            files = sorted(package.glob(name))
            assert files, name
            told.update(files)
            for function in functions.split(", ") if functions else []:
                assert f"def {function}(" in files[0].read_text("utf-8"), (name, function)
    rooms = ("solvers/_search", "solvers/_kernel", "solvers/_vertices", "algebra", "certificates")
    files = {path for room in rooms for path in (package / room).glob("[!_]*.py")}
    assert files <= told


def test_the_page_of_tests_counts_them():
    files = (DOCS.parent / "tests" / "algebra").glob("test_*.py")
    by_text = sum(len(re.findall(r"^def test_", path.read_text("utf-8"), flags=re.MULTILINE)) for path in files)
    assert testing.functions_of_tests()["algebra"] == by_text > 20
    text = text_of(testing.pages())
    assert all(f"| {what} | {number} |" in text for what, number in testing.counted())
    assert "`python -m benchmarks.containment`" in text


def test_the_record_on_the_page_of_the_file_format_makes_a_case(tmp_path):
    page = dict(from_docstrings.pages())["file-format.md"]
    record = re.search(r"```toml\n(year = .*?)```", page, re.DOTALL)[1]
    threat = '[threat]\nname = "Germany"\npower = 0.154\n'
    other = '[[states]]\nname = "Britain"\npower = 0.078\ndistance_km = 932\nintent = 0.5\nrecorded = "balance"\n'
    (tmp_path / "own-1938.toml").write_text(f"{record}\n{threat}\n{other}", encoding="utf-8")
    case = read_case(tmp_path / "own-1938.toml")
    assert case.recorded == {"France": "buck_pass", "Britain": "balance"}
    assert case.year == 1938


@pytest.mark.parametrize(("columns", "letters", "wide"), [(4, 20, True), (3, 40, False), (4, 3, False)])
def test_on_a_phone_cells_of_wide_tables_say_the_head_of_their_column(columns, letters, wide):
    heads = "".join(f'<th class="head"><p>who &amp; {k}</p></th>' for k in range(columns))
    cells = "".join(f"<td><p>{'x' * letters}</p></td>" for _ in range(columns))
    rows = f'<thead>\n<tr class="row-odd">{heads}</tr>\n</thead>\n<tbody>\n<tr class="row-even">{cells}</tr>\n</tbody>'
    table = f'<table class="docutils align-default">\n{rows}\n</table>'
    found = stacked(f"<p>before</p>{table}<p>after</p>")
    if not wide:
        assert found == f"<p>before</p>{table}<p>after</p>"
        return
    assert [f'data-head="who &amp; {k}"' in found for k in range(columns)] == [True] * columns
    assert re.sub(r' (role|data-head)="[^"]*"|stacked ', "", found) == f"<p>before</p>{table}<p>after</p>"
