"""Write the stub of each room, so that editors and type checkers see the names that load on first use.

``python .ci/stubs.py`` from the root, after a public name came or went in an ``__init__.py``. Ruff puts them in order.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

PACKAGE = Path("alignment_games")


def stub(init: Path) -> str | None:
    """Return the stub of a room that attaches its names, None for another."""
    tree = ast.parse(init.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "attach"]
    if not found:
        return None
    modules, *more = [ast.literal_eval(each) for each in (*found[0].args[1:], *(k.value for k in found[0].keywords))]
    rooms, room = sorted(more[0]) if more else [], ".".join(init.parent.parts)
    lines = [f"from {room} import {name} as {name}" for name in rooms]
    lines += [f"from {room}._version import __version__ as __version__"] if init.parent == PACKAGE else []
    for module, names in sorted(modules.items()):
        lines += [f"from {room}.{module} import {name} as {name}" for name in sorted(names)]
    public = sorted([*rooms, *(name for names in modules.values() for name in names)])
    return "\n".join([*lines, "", "__all__ = [", *(f'    "{name}",' for name in public), "]", ""])


if __name__ == "__main__":
    stubs = {path.with_suffix(".pyi"): stub(path) for path in sorted(PACKAGE.rglob("__init__.py"))}
    written = {str(path): text for path, text in stubs.items() if text is not None}
    for path, text in written.items():
        Path(path).write_text(text, encoding="utf-8")
    for step in (["check", "-q", "--fix"], ["format", "-q"]):
        subprocess.run([sys.executable, "-m", "ruff", *step, *written], check=True)
