"""Type checkers know every public name: mypy and pyright, strict, on what a user writes."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import alignment_games as ag

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "tests" / "user_script.py"


def test_the_script_of_a_user_touches_every_public_name():
    tree = ast.parse(SCRIPT.read_text("utf-8"))
    of_ag = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    touched = {node.attr for node in of_ag if node.value.id == "ag"}
    assert set(ag.__all__) - touched == set(), "use these in tests/user_script.py"
    assert touched - set(ag.__all__) == set()


@pytest.mark.slow
def test_mypy_knows_every_public_name_and_no_other(tmp_path):
    pytest.importorskip("mypy", reason="mypy is not installed; it comes with the test extra")
    wrong = tmp_path / "wrong.py"
    wrong.write_text("import alignment_games as ag\n\nag.slove\nag.solve(3)\n", encoding="utf-8")
    settings = ["--strict", "--config-file", str(ROOT / "pyproject.toml")]
    command = [sys.executable, "-m", "mypy", *settings, str(SCRIPT), str(wrong)]
    environment = {**os.environ, "MYPYPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    *told, last = done.stdout.splitlines()
    assert 'Module has no attribute "slove"' in told[0]
    assert 'incompatible type "int"; expected "NormalFormGame' in told[1]
    assert all("wrong.py:" in line for line in told), done.stdout
    assert last.startswith("Found 2 errors in 1 file (checked 2 source files)"), done.stdout


def _pyright(folder, text):
    """Return what pyright, the checker of many editors, says of a script."""
    program = shutil.which("pyright", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if program is None:
        pytest.skip("pyright is not installed; it comes with the test extra")
    (folder / "script.py").write_text(text, encoding="utf-8")
    settings = {"include": ["script.py"], "typeCheckingMode": "strict", "extraPaths": [str(ROOT)]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [program, "--pythonpath", sys.executable, "--outputjson"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return [each["message"] for each in json.loads(done.stdout)["generalDiagnostics"] if each["severity"] == "error"]


@pytest.mark.slow
def test_pyright_knows_every_public_name_and_no_other(tmp_path):
    wrong = "\n\ndef wrong() -> None:\n    ag.slove\n    ag.solve(3)\n"
    told = _pyright(tmp_path, SCRIPT.read_text("utf-8") + wrong)
    planted = ("slove", "Literal[3]", "Expression value is unused")
    assert [each for each in told if not any(words in each for words in planted)] == []
    assert all(any(words in each for each in told) for words in planted[:2]), told
