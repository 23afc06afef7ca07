"""The checks of this project on any machine: ``nox -s lint tests``, ``nox -l`` for the list, ``nox -s matrix`` for all.

Each session is a few plain commands, which nox prints before it runs them; what follows ``--`` goes to pytest. A
session that tests says its counts and seconds, and ``matrix`` closes with those of all sessions in one table. What
this machine cannot do (a locale, a processor, an interpreter that is not there) is left out with a reason. All that
is written goes into nox's own folder or the system's temporary one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

import nox

nox.options.sessions = ["lint", "tests"]
nox.options.reuse_existing_virtualenvs = True

ROOT = Path(__file__).parent
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
#: What pip is told, so that the suite runs with all that the package can use.
ALL_EXTRAS = ("-e", ".[test]")
#: OpenBLAS's kernels, each of which rounds sums in its own order, and what a processor must have for them.
KERNELS = {"Nehalem": "sse4_2", "Sandybridge": "avx", "Haswell": "avx2", "Zen": "avx2", "SkylakeX": "avx512f"}
CPU = Path("/proc/cpuinfo")
#: Two processes with two threads each on two cores wait for one another, busily.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
#: The user and group without rights on Unix.
NOBODY = "65534"


@dataclass(frozen=True)
class Setting:
    """One way of running the suite: its name, further options of pytest, the environment, the interpreter's options.

    ``missing``: what this machine lacks for it, and so why it is left out.
    """

    name: str
    options: tuple[str, ...] = ("-n", "2")
    environment: Mapping[str, str] = field(default_factory=dict)
    python: tuple[str, ...] = ("python",)
    missing: str = ""

    def __add__(self, other: Setting) -> Setting:
        """Both settings in one run."""
        return Setting(
            f"{self.name}, {other.name}",
            (*self.options, *other.options),
            {**self.environment, **other.environment},
            max(self.python, other.python, key=len),
            self.missing or other.missing,
        )


#: Without the package's assertions; pytest keeps those of the tests, but not those of their helpers, and says so.
ONLY_HELPERS = "ignore:assertions not in test modules:pytest.PytestConfigWarning"
OPTIMISED = Setting("python -O", ("-n", "2", "-W", ONLY_HELPERS), python=("python", "-O"))
#: What came of each setting, in the order in which they were run.
RESULTS: dict[str, str] = {}


@nox.session
def lint(session: nox.Session) -> None:
    """Style, layout, types and layers: ``ruff check .; ruff format --check .; mypy; lint-imports``."""
    session.install(*ALL_EXTRAS)
    for command in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["lint-imports"]):
        session.run(*command)


@nox.session
def tests(session: nox.Session) -> None:
    """The whole suite with all extras: ``python -m pytest``."""
    _suite(session, [Setting("all extras")])


@nox.session(default=False)
def thorough(session: nox.Session) -> None:
    """All that is drawn at random, of which other runs try a share: ``ALIGNMENT_GAMES_THOROUGH=1 python -m pytest``."""
    _suite(session, [Setting("thorough", environment={"ALIGNMENT_GAMES_THOROUGH": "1"})])


@nox.session(default=False)
def coverage(session: nox.Session) -> None:
    """Which lines and branches the suite reaches: ``pytest --cov --cov-report=term`` (pytest-cov)."""
    session.install(*ALL_EXTRAS, "pytest-cov")
    command = ["python", "-m", "pytest", "-p", "no:cacheprovider", "--cov", "--cov-report=term"]
    session.run(*command, *(session.posargs or ["-n", "2"]), env=ONE_THREAD)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Times as ratios to peers, in one run: ``python -m benchmarks``."""
    session.install(*ALL_EXTRAS)
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """The site in build/docs, warnings and dead links refused: ``pip install -e ".[docs]"; python -m docs.site``."""
    session.install("-e", ".[docs]")
    session.run("python", "-m", "docs.site", *session.posargs, env=ONE_THREAD | {"MPLBACKEND": "agg"})


@nox.session
def minimal(session: nox.Session) -> None:
    """The core alone: ``pip install -e . pytest pytest-xdist hypothesis; python -m pytest -n 2``."""
    _suite(session, [Setting("core only")], install=("-e", ".", "pytest", "pytest-xdist", "hypothesis"))


@nox.session(python=PYTHONS[0])
def oldest(session: nox.Session) -> None:
    """The lowest versions that pyproject.toml allows on the lowest Python: each ``>=`` there read as ``==``."""
    _suite(session, [Setting("lowest versions")], install=("-e", ".", *_floors()))


@nox.session(python=PYTHONS)
def newest(session: nox.Session) -> None:
    """The newest versions on each Python: ``pip install --upgrade --upgrade-strategy eager -e ".[test]"``."""
    eager = ("--upgrade", "--upgrade-strategy", "eager", *ALL_EXTRAS)
    _suite(session, [Setting(f"newest versions, Python {session.python}")], install=eager)


@nox.session(default=False)
def kernels(session: nox.Session) -> None:
    """Five kernels by two numbers of threads: ``OPENBLAS_CORETYPE=Zen OPENBLAS_NUM_THREADS=1 python -m pytest``."""
    _suite(session, [_kernel(kernel, threads) for kernel in KERNELS for threads in "12"])


@nox.session(default=False)
def order(session: nox.Session) -> None:
    """Random orders of tests and of sets: ``PYTHONHASHSEED=1 python -m pytest --randomly-seed=1`` (pytest-randomly)."""
    _suite(session, map(_random_order, "123"), install=(*ALL_EXTRAS, "pytest-randomly"))


@nox.session
def woven(session: nox.Session) -> None:
    """Each kernel, number of threads, locale and a random order at least once, and ``-O``, in as many runs as kernels.

    A setting that fails here is told from those beside it by the sessions ``kernels``, ``order``, ``locale`` and
    ``optimised``, which try one thing at a time.
    """
    pairs = enumerate(zip(KERNELS, [*_locales(session), OPTIMISED], strict=True), start=1)
    settings = [_random_order(str(k)) + _kernel(kernel, "12"[k % 2]) + other for k, (kernel, other) in pairs]
    _suite(session, settings, install=(*ALL_EXTRAS, "pytest-randomly"))


@nox.session(default=False)
def locale(session: nox.Session) -> None:
    """Other languages and characters than English and UTF-8: ``LC_ALL=de_DE.ISO-8859-1 python -m pytest``."""
    _suite(session, _locales(session))


@nox.session
def path(session: nox.Session) -> None:
    """A clone, and temporary files, in folders with a space and umlauts."""
    with _copy("Bündnis Spiele") as folder:
        temporary = folder.with_name("Übungen im Freien")
        temporary.mkdir()
        setting = Setting("path with a space and umlauts", environment={"TMPDIR": str(temporary)})
        _suite(session, [setting], folder, ("-e", f"{folder}[test]"))


@nox.session(venv_backend="none")
def nonroot(session: nox.Session) -> None:
    """An unprivileged user: ``setpriv --reuid=65534 --regid=65534 --clear-groups python -m pytest``."""
    if sys.platform != "linux" or os.getuid() != 0:
        session.skip("not started by root on Linux: the session tests is without root's rights already")
    become = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    # The first start may still pass folders that are root's alone, so it is one that starts itself once more.
    again = "import ensurepip, subprocess, sys; subprocess.run([sys.executable, '-c', ''], check=True)"
    python = next((each for each in _interpreters() if _runs([*become, each, "-c", again])), None)
    if python is None:
        session.skip("no Python here can be started by others than root (Debian: python3-venv)")
    with _copy("clone") as folder:
        venv = folder.parent / "venv"
        session.run(python, "-m", "venv", str(venv), external=True)
        session.run(str(venv / "bin" / "python"), "-m", "pip", "install", "-q", "-e", f"{folder}[test]", external=True)
        session.run("chown", "-R", f"{NOBODY}:{NOBODY}", str(folder.parent), external=True)
        environment = {"HOME": str(folder.parent), "TMPDIR": str(folder.parent)}
        command = (*become, str(venv / "bin" / "python"))
        _suite(session, [Setting("unprivileged user", environment=environment, python=command)], folder, ())


@nox.session(default=False)
def optimised(session: nox.Session) -> None:
    """Without the package's own assertions, for pytest keeps those of the tests: ``python -O -m pytest``."""
    _suite(session, [OPTIMISED])


@nox.session(venv_backend="none", default=False)
def matrix(session: nox.Session) -> None:
    """Every setting above at least once, and the table of what came of them."""
    plain = ["lint", "tests", "minimal", "oldest", "woven", "path", "nonroot"]
    for name in (*plain, *(f"newest-{python}" for python in PYTHONS), "table"):
        session.notify(name)


@nox.session(venv_backend="none", default=False)
def table(session: nox.Session) -> None:
    """What came of the sessions before it: ``nox -s tests minimal table``."""
    width = max(map(len, RESULTS), default=0)
    session.log("\n".join(["results", *(f"{name:<{width}}  {result}" for name, result in RESULTS.items())]))


def _kernel(kernel: str, threads: str) -> Setting:
    able = CPU.read_text("utf-8").split() if CPU.exists() else []
    return Setting(
        f"kernel {kernel}, threads: {threads}",
        environment={"OPENBLAS_CORETYPE": kernel} | dict.fromkeys(ONE_THREAD, threads),
        missing="" if KERNELS[kernel] in able else f"the processor is not known to have {KERNELS[kernel]}",
    )


def _random_order(seed: str) -> Setting:
    return Setting(f"random order, seed {seed}", ("-n", "2", f"--randomly-seed={seed}"), {"PYTHONHASHSEED": seed})


def _locales(session: nox.Session) -> list[Setting]:
    ascii_alone = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    settings = [Setting("locale C", environment={"LC_ALL": "C"}), Setting("ASCII alone", environment=ascii_alone)]
    for characters in ("UTF-8", "ISO-8859-1"):
        name, folder = f"de_DE.{characters}", session.create_tmp()
        command = ["localedef", "-i", "de_DE", "-f", characters, str(Path(folder) / name)]
        missing = "" if shutil.which("localedef") and _runs(command) else "localedef cannot make it (Debian: locales)"
        settings.append(Setting(f"locale {name}", environment={"LC_ALL": name, "LOCPATH": folder}, missing=missing))
    return settings


def _suite(
    session: nox.Session, settings: Iterable[Setting], folder: Path = ROOT, install: Sequence[str] = ALL_EXTRAS
) -> None:
    """Run the suite of a folder in each setting, and only then say which of them are not green."""
    if install:
        session.install(*install)
    red = []
    for setting in settings:
        if setting.missing:
            RESULTS[setting.name] = f"left out: {setting.missing}"
        elif not _green(session, setting, folder):
            red.append(setting.name)
        session.log(f"{setting.name}: {RESULTS[setting.name]}")
    if red:
        session.error(f"not green: {'; '.join(red)}")


def _green(session: nox.Session, setting: Setting, folder: Path) -> bool:
    """Run the suite in one setting, note its counts and seconds, and return whether all of it passed."""
    with tempfile.TemporaryDirectory() as reports, session.chdir(folder):
        report = Path(reports) / "report.xml"
        Path(reports).chmod(0o777)  # another user may write it
        command = [*setting.python, "-m", "pytest", "-p", "no:cacheprovider", f"--junitxml={report}", *setting.options]
        ends = range(-64, 256)  # negative: ended by a signal
        environment = ONE_THREAD | dict(setting.environment)
        session.run(*command, *session.posargs, env=environment, success_codes=ends, external=True)
        if not report.exists():
            RESULTS[setting.name] = "broke off"
            return False
        suite = ET.parse(report).getroot().find("testsuite")  # noqa: S314 - pytest wrote it a moment ago
    counts = {name: int(suite.get(name)) for name in ("tests", "skipped", "failures", "errors")}
    passed = counts["tests"] - counts["skipped"] - counts["failures"] - counts["errors"]
    rest = ", ".join(f"{counts[name]} {name}" for name in ("skipped", "failures", "errors"))
    RESULTS[setting.name] = f"{passed:>5} passed, {rest}, {float(suite.get('time')):.0f} s"
    return passed > 0 and counts["failures"] == counts["errors"] == 0


def _floors() -> list[str]:
    """Return the lowest version of each package that pyproject.toml allows, as pip is to install it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    lists = [project["dependencies"], *(extras[name] for name in ("plot", "data", "fast", "dask", "test"))]
    return [line.replace(">=", "==") for lines in lists for line in lines if not line.startswith(project["name"])]


@contextmanager
def _copy(name: str) -> Iterator[Path]:
    """Copy the project into a folder of that name in a temporary one, and take both away afterwards."""
    left_behind = shutil.ignore_patterns(".git", ".nox", ".venv*", "__pycache__", ".*_cache", ".hypothesis")
    with tempfile.TemporaryDirectory() as folder:
        yield shutil.copytree(ROOT, Path(folder) / name, ignore=left_behind)


def _interpreters() -> Iterator[str]:
    """Return the Pythons of this machine that the project runs on, the one that runs nox first."""
    yield sys.executable
    for version in PYTHONS:
        yield from (found for folder in os.get_exec_path() if (found := shutil.which(f"python{version}", path=folder)))


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
