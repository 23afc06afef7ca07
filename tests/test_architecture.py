"""The arrows between files point one way: the contracts hold, and each of them sees a violation."""

import ast
import functools
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # every file is read, several times

ROOT = Path(__file__).parent.parent

#: For each contract, files that break it and no other one.
VIOLATIONS = {
    "data walks from states to words and never back": {"game/planted.py": "import alignment_games.solvers.solve"},
    "no circle of files or rooms": {
        "cases/planted_a.py": "import alignment_games.cases.planted_b",
        "cases/planted_b.py": "import alignment_games.cases.planted_a",
    },
    "a game stands on its labels and payoffs": {"game/labels.py": "import alignment_games.game.html"},
    "points of a domain are found above it": {"symbolic/_domain.py": "import alignment_games.symbolic._points"},
    "solve on top, then the choice": {"solvers/status.py": "import alignment_games.solvers.auto"},
    "the search of supports": {"solvers/planted_c.py": "import alignment_games.solvers._search.roots"},
    "the vertices of polytopes": {"solvers/planted_d.py": "import alignment_games.solvers._vertices.two_player"},
    "games in batches": {"solvers/planted_e.py": "import alignment_games.solvers._batches.two_players"},
    "sums over the others": {"solvers/planted_f.py": "import alignment_games.game.sums.expected"},
    "the compiled kernel": {"solvers/planted_g.py": "import alignment_games.solvers._kernel.games"},
}


def _contracts(folder, planted):
    """Return which contracts are kept in a copy of the package with further lines in it, and what is said of them."""
    pytest.importorskip("importlinter", reason="import-linter is not installed; it comes with the test extra")
    copy = folder / "alignment_games"
    for source in (ROOT / "alignment_games").rglob("*.py"):
        target = copy / source.relative_to(ROOT / "alignment_games")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.read_text("utf-8"), encoding="utf-8")
    for name, line in planted.items():
        with (copy / name).open("a", encoding="utf-8") as stream:
            stream.write(f"\n{line}\n")
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), encoding="utf-8")
    command = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]
    # Its report is drawn with more than ASCII, and wraps long names.
    environment = {**os.environ, "PYTHONPATH": ".", "PYTHONUTF8": "1", "COLUMNS": "200"}
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, env=environment)
    told = [line.rpartition(" ") for line in done.stdout.splitlines() if line.endswith((" KEPT", " BROKEN"))]
    assert len(told) == len(VIOLATIONS), done.stdout
    return {name: verdict == "KEPT" for name, _, verdict in told}, done.stdout


def test_the_contracts_hold(tmp_path):
    kept, _ = _contracts(tmp_path, {})
    assert all(kept.values())


def test_each_contract_sees_a_violation(tmp_path):
    """All are planted at once, as the graph is dear; each planted import must be named under its own contract."""
    kept, said = _contracts(tmp_path, {name: line for planted in VIOLATIONS.values() for name, line in planted.items()})
    assert not any(kept.values())
    paragraphs = re.split(r"\n(.*)\n-+\n", said.partition("Broken contracts")[2])
    told = dict(zip(paragraphs[1::2], paragraphs[2::2], strict=True))
    for contract, planted in VIOLATIONS.items():
        [text] = [text for title, text in told.items() if title.startswith(contract)]
        arrows = [rf"\.{Path(name).stem} -> \S*\.{line.rpartition('.')[2]}\b" for name, line in planted.items()]
        assert any(re.search(arrow, text) for arrow in arrows), (contract, text)  # of a circle one arrow is named


def _statements(tree):
    """Yield the statements of a tree, those inside others too: classes and functions are among them."""
    for each in ast.iter_child_nodes(tree):
        if not isinstance(each, ast.expr):
            yield from [each] if isinstance(each, ast.stmt) else []
            yield from _statements(each)


def _by_string(source):
    """Return the rooms that a file's code names as text, to import them or for another purpose."""
    if not re.search(r"""["']alignment_games\.""", source):
        return set()  # nor does a text of it begin so
    texts = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    words = [
        text for text in texts if isinstance(text, str) and text.startswith("alignment_games.") and " " not in text
    ]
    return {word.split(".")[1] for word in words}


def test_no_file_imports_another_room_by_its_name_as_text():
    package = ROOT / "alignment_games"
    found = {path.relative_to(package): _by_string(path.read_text("utf-8")) for path in package.rglob("*.py")}
    foreign = {str(path): rooms - {path.parts[0]} for path, rooms in found.items() if rooms - {path.parts[0]}}
    assert foreign == {}, "import what these name with an import statement, so that lint-imports sees it"
    assert _by_string("importlib.import_module('alignment_games.report.plot')") == {"report"}


#: Files that import by name, of which no tool sees what they import, and what that is.
BY_NAME = {
    "_lazy.py": "the files of the package that is given",
    "errors.py": "an extra that may not be installed",
    "models/registry.py": "encodings of its own room",
    "catalogue/claim.py": "claims of its own room",
}


def test_what_is_imported_by_its_name_is_known():
    package = ROOT / "alignment_games"
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search("import_module|__import__", path.read_text("utf-8"))
    }
    assert found - set(BY_NAME) == set(), "import with an import statement, which lint-imports sees"
    assert set(BY_NAME) - found == set()


def _private(source, room):
    """Return the private names and modules of other rooms that a file imports; the package's own two are for all."""
    found = []
    for node in _statements(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            full = [".".join([node.module or "", alias.name]) for alias in node.names]
        elif isinstance(node, ast.Import):
            full = [alias.name for alias in node.names]
        else:
            continue
        for name in full:
            package, *parts = name.split(".")
            if package == "alignment_games" and parts and parts[0] not in (room, "_lazy", "_version"):
                found += [name for part in parts if part.startswith("_") and not part.endswith("__")]
    return found


def test_what_is_private_stays_in_its_room():
    package = ROOT / "alignment_games"
    paths = {path: path.relative_to(package).parts for path in package.rglob("*.py*") if path.suffix in (".py", ".pyi")}
    found = {
        "/".join(parts): _private(path.read_text("utf-8"), parts[0] if len(parts) > 1 else "")
        for path, parts in paths.items()
    }
    found = {name: private for name, private in found.items() if private}
    assert found == {}, "give what another room uses a name without `_`, or move it to a room before both"


@pytest.mark.parametrize(
    "line",
    [
        "from alignment_games.solvers._search.bounds import bound",
        "from alignment_games.solvers import _search",
        "from alignment_games.states.threat import _positive",
        "import alignment_games.solvers._batches.two_players",
    ],
)
def test_a_private_import_is_seen(line):
    assert _private(line, "report") != []
    assert _private(line, line.split("alignment_games.")[1].split(".")[0].split(" ")[0]) == []


#: The most lines of a file, a class and a function, docstrings included.
MOST_LINES = {"file": 299, "class": 150, "function": 50}
#: What may be longer, and why.
LONGER = {
    "certificates/checker.py": "one file, so that anybody can hand it on, read it and run it alone",
}


def _lengths(source):
    """Yield the kind, the name and the lines of a file and of each class and function in it."""
    yield "file", "", len(source.splitlines())
    for node in _statements(ast.parse(source)):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
            yield kind, node.name, node.end_lineno - node.lineno + 1


def test_files_classes_and_functions_are_short():
    package = ROOT / "alignment_games"
    long = {
        f"{path.relative_to(package).as_posix()} {name}".strip(): lines
        for path in package.rglob("*.py")
        for kind, name, lines in _lengths(path.read_text("utf-8"))
        if lines > MOST_LINES[kind]
    }
    assert {name: lines for name, lines in long.items() if name not in LONGER} == {}, f"part these: {MOST_LINES}"
    assert set(LONGER) == set(long) & set(LONGER), "take out of LONGER what is short now"


def test_what_is_too_long_is_seen():
    source = "class Tall:\n    def long(self):\n" + "        pass\n" * 310
    assert [kind for kind, _, lines in _lengths(source) if lines > MOST_LINES[kind]] == ["file", "class", "function"]


def _class_names(package):
    """Return the names of classes that other files may import, as often as there are classes."""
    # The checker is a program of its own: it is copied alone to other machines.
    files = [path.read_text("utf-8") for path in package.rglob("*.py") if path.name != "checker.py"]
    return Counter(chain(*(re.findall(r"^class ([a-zA-Z]\w*)", source, re.MULTILINE) for source in files)))


def test_no_two_classes_have_one_name(tmp_path):
    names = _class_names(ROOT / "alignment_games")
    assert names["NormalFormGame"] == 1
    assert [name for name, number in names.items() if number > 1] == [], "a class elsewhere has this name"
    for room in ("states", "sums"):
        (tmp_path / f"{room}.py").write_text("class Verdict:\n    pass\nclass _Own:\n    pass\n", "utf-8")
    assert _class_names(tmp_path) == {"Verdict": 2}


#: Files whose tests are those of what they are a part of: figures and claims are data, a map is drawn by several files.
TESTED_WITH = {
    "algebra/relations.py": "symbolic/test_exact.py",
    "catalogue/figures.py": "catalogue/test_claim.py",
    **{
        f"catalogue/{path.name}": "catalogue/test_claim.py"
        for path in (ROOT / "alignment_games" / "catalogue").glob("*_claims.py")
    },
    **{
        f"report/pictures/{name}.py": "report/pictures/test_alignments.py"
        for name in ("ground", "map_key", "map_layout", "scene")
    },
    "report/pictures/embedded.py": "report/briefs/test_briefing.py",
    "report/pictures/planes.py": "report/pictures/test_regions.py",
    "report/pictures/small.py": "report/pictures/test_panels.py",
}


def _public_homes():
    """Return the module of each name that a room, or the package, hands out."""
    homes = {}
    for path in (ROOT / "alignment_games").rglob("__init__.pyi"):
        room = ".".join(path.parent.relative_to(ROOT).parts)
        for line in ast.parse(path.read_text("utf-8")).body:
            if line.module != room:  # else a room, which the package hands out
                homes |= {f"{room}.{each.name}": line.module for each in line.names}
    return homes


def _steps(node):
    """Return the names of ``one.two.three``; what stands first may be no name, and is left out."""
    if isinstance(node, ast.Attribute):
        return [*_steps(node.value), node.attr]
    return [node.id] if isinstance(node, ast.Name) else [""]


def _asked(source, homes):
    """Return the modules whose names a file of tests takes, by their own address or by that of their room."""
    tree, known = ast.parse(source), {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("alignment_games"):
            known |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
        elif isinstance(node, ast.Import):
            known |= {each.asname or each.name: each.name for each in node.names}
    names = set(known.values())
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            first, *rest = _steps(node)
            names.add(".".join([known.get(first, first), *rest]))
    return {homes.get(name, name.rpartition(".")[0]) for name in names} | names


def test_every_file_has_its_tests():
    """A file has its mirror, or tests of its room that take its names; what is private is tested by what uses it."""
    package, tests, homes = ROOT / "alignment_games", ROOT / "tests", _public_homes()
    written = {path.relative_to(tests): path for path in tests.rglob("*.py")}
    asked = functools.cache(lambda test: _asked(written[test].read_text("utf-8"), homes))
    without = []
    for path in (each.relative_to(package) for each in package.rglob("*.py")):
        if any(part.startswith("_") for part in path.parts):
            continue
        module = ".".join(["alignment_games", *path.with_suffix("").parts])
        own = (asked(test) for test in written if test.is_relative_to(path.parent))
        mirror = path.with_name(f"test_{path.name}")
        if mirror not in written and not any(module in names for names in own):
            without.append(path.as_posix())
    assert set(without) - set(TESTED_WITH) == set(), "write tests/<room>/test_<name>.py for these"
    assert set(TESTED_WITH) - set(without) == set(), "these have tests of their own, or are gone: take them out"
    assert all((tests / test).exists() for test in TESTED_WITH.values())


def test_names_that_tests_take_are_found():
    homes = {"alignment_games.solve": "alignment_games.solvers.solve"}
    assert "alignment_games.solvers.solve" in _asked("import alignment_games as ag\nag.solve(1)", homes)
    assert "alignment_games.game.size" in _asked("from alignment_games.game.size import affordable_table", homes)
    assert "alignment_games.solvers.solve" not in _asked("import alignment_games as ag\nag.solved(1)", homes)


def _classes(source):
    """Yield the name of each class of a file, and its fields with what they are annotated with, in words."""
    for node in _statements(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
            words = [(ast.unparse(each.target), ast.unparse(each.annotation)) for each in fields]
            yield node.name, [(field, set(re.findall(r"\w+", annotation))) for field, annotation in words]


def _answers(source):
    """Return the classes of a file that look like an answer to `solve`: by name, or because they hold equilibria."""
    if not re.search("[Ee]quilibri|Solution|Status", source):
        return  # nor can a class of it
    several = {"tuple", "list", "dict", "Sequence", "Mapping"}
    for name, fields in _classes(source):
        holds = any(("Equilibrium" in words or field == "equilibria") and words & several for field, words in fields)
        if holds or name.endswith(("Equilibrium", "Equilibria", "Solution", "Status")):
            yield name


def test_one_solution_and_one_status():
    found = [name for path in (ROOT / "alignment_games").rglob("*.py") for name in _answers(path.read_text("utf-8"))]
    published = ["KnownGame"]  # whose equilibria are what a publication says
    assert sorted(found) == sorted(["BatchSolution", "Equilibrium", "Solution", "Status", *published])


@pytest.mark.parametrize(
    "planted",
    [
        "class Found:\n    all: tuple[Equilibrium, ...]",
        "class Finds:\n    equilibria: list[Profile]",
        "class SearchStatus(enum.Enum): ...",
        "class MySolution: ...",
    ],
)
def test_another_answer_is_seen(planted):
    assert list(_answers(planted)) == [planted.split()[1].partition("(")[0].rstrip(":")]
