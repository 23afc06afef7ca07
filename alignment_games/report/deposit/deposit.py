"""A folder to deposit with a paper: data, models, the scripts from them to the tables, the tables, and the versions.

The results of a deposit are made by its own scripts, run as its reader runs them, in an empty folder with nothing but
its data and models; a script of the depositor's runs twice, and must leave the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import alignment_games
from alignment_games.errors import InvalidModelError, UnwrittenError
from alignment_games.game.entrance import Given
from alignment_games.io.results.outputs import write_output
from alignment_games.report.deposit import again as deposit_again
from alignment_games.report.deposit.items import Item, items_of, panel_call
from alignment_games.report.deposit.script import MADE, readme, requirements, tables_script
from alignment_games.signatures import as_annotated

#: A path, as users give it.
PathLike = str | os.PathLike[str]


@as_annotated()
def replicate(
    target: Given | Sequence[Given] | Mapping[str, Given] | None,
    folder: str | Path,
    *,
    data: PathLike | Sequence[PathLike] = (),
    copy_data: bool = True,
    panel: Mapping[str, Any] | None = None,
    script: PathLike | Sequence[PathLike] = (),
    title: str = "",
    sources: str | Sequence[str] = (),
) -> Path:
    """Write a deposit-ready folder and return its path; ``python replicate.py`` there makes the results again.

    ``target``: what `as_model` takes; several in a list, or by the name that each is to have; None where a panel or a
    script is all. ``panel``: what `panel` takes, by name, with the path of its file as ``dyads``. ``script``: Python
    files of your own, run in this order after the tables of the models and the panel are made; they find ``data``
    beside them under its own name, models in models/, and what they write (estimates, tables, pictures) is a result.
    ``copy_data=False`` states the SHA-256 of the data in their place, where their owner's terms forbid to hand them on.
    ``title``, ``sources``: for README.md; the sources of a case are in its model file.
    Raises InvalidModelError when the folder holds anything already, no file can hold a model, a script stops or leaves
    other bytes when it runs again; UnwrittenError where the system refuses.

    >>> from tempfile import TemporaryDirectory
    >>> from alignment_games.game.normal_form import NormalFormGame
    >>> with TemporaryDirectory() as folder:
    ...     made = replicate(NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]]), Path(folder) / "deposit")
    ...     sorted(path.name for path in (made / "results").iterdir())
    ['model.csv', 'model.html', 'model.json', 'model.md', 'model.txt']
    """
    folder = Path(folder)
    taken = os.path.exists(folder)  # noqa: PTH110 - a name that is too long is none
    if taken and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidModelError(f"{folder} exists and is not an empty folder; give a new one")
    told = (sources,) if isinstance(sources, str) else tuple(sources)
    content = _content(target, _paths(data, "data"), panel, _paths(script, "script"))
    content = replace(content, title=title or content.title, sources=told, copied=copy_data)
    with _built_beside(folder) as part:
        _fill(part, content)
    return folder


@dataclass(frozen=True, eq=False)
class _Content:
    """What goes into a deposit. ``call``: that makes the panel, or empty. ``copied``: whether the data go in."""

    items: Sequence[Item]
    files: Sequence[Path]
    call: str
    scripts: Sequence[Path]
    title: str
    sources: tuple[str, ...] = ()
    copied: bool = True

    @property
    def order(self) -> list[str]:
        """The names of the scripts, as they run."""
        return [*([MADE] if self.items or self.call else []), *(path.name for path in self.scripts)]


def _content(target: Any, files: list[Path], panel: Mapping[str, Any] | None, scripts: list[Path]) -> _Content:
    """Return what goes into a deposit. Raises InvalidModelError for nothing, and for two files of one name."""
    items, call = items_of(target), ""
    if panel is not None:
        dyads, call = panel_call(panel)
        files = files + [each for each in _paths(dyads, "panel") if each not in files]
    if not items and not call and not scripts:
        raise InvalidModelError("nothing to deposit; give a model, panel=, script=, or several of these")
    names = [*(path.name for path in (*files, *scripts)), MADE, "models"]
    for name in names:
        if names.count(name) > 1:
            raise InvalidModelError(f"two files of the deposit would be called {name}; rename one")
    title = items[0].title if items else f"A panel from {files[0].name}" if call else scripts[0].stem
    return _Content(items, files, call, scripts, title)


def _paths(given: PathLike | Sequence[PathLike], what: str) -> list[Path]:
    """Return one path or several. Raises InvalidModelError for what is no file."""
    several = [given] if isinstance(given, (str, os.PathLike)) else list(given)
    paths = [Path(each) for each in several]
    for path in paths:
        if not os.path.isfile(path):  # noqa: PTH113 - a name that is too long is none
            raise InvalidModelError(f"{what}: no file {str(path)!r}; give the path of a file")
    return paths


def _fill(part: Path, content: _Content) -> None:
    """Write every file of a deposit, the results last but for the checksums."""
    digests = _put_data(content.files, part, copy_data=content.copied)
    _put_inputs(content, part)
    rows = [(name, digest, content.copied) for name, digest in digests.items()]
    texts = {
        "deposit.json": json.dumps({"scripts": content.order, "data": digests}, indent=2) + "\n",
        "replicate.py": Path(deposit_again.__file__).read_text(encoding="utf-8"),
        "requirements.txt": requirements(),
        "README.md": readme(content.title, content.items, content.order, rows, content.sources),
    }
    for name, text in texts.items():
        write_output(part / name, text)
    _make_results(part, content.files, twice=bool(content.scripts))
    _sum_up(part)


def _put_data(files: Sequence[Path], part: Path, *, copy_data: bool) -> dict[str, str]:
    """Copy the data where they may be copied; return the SHA-256 of each file by name."""
    if copy_data and files:
        (part / "data").mkdir()
    for path in files if copy_data else []:
        shutil.copyfile(path, part / "data" / path.name)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _put_inputs(content: _Content, part: Path) -> None:
    """Write the models and the scripts."""
    (part / "scripts").mkdir()
    if any(item.put for item in content.items):
        (part / "models").mkdir()
    for item in content.items:
        if item.put is not None:
            item.put(part / "models" / item.file)
    if MADE in content.order:
        write_output(part / "scripts" / MADE, tables_script(content.items, content.call))
    for path in content.scripts:
        shutil.copyfile(path, part / "scripts" / path.name)


def _make_results(part: Path, files: Sequence[Path], *, twice: bool) -> None:
    """Run the scripts of a deposit as its reader will. Raises InvalidModelError where one stops or never repeats."""
    home = Path(alignment_games.__file__).parents[1]  # this very package, wherever it was imported from
    with TemporaryDirectory() as place:
        whole = Path(place, "deposit")
        shutil.copytree(part, whole)
        (whole / "data").mkdir(exist_ok=True)
        for path in files:
            shutil.copyfile(path, whole / "data" / path.name)
        try:
            deposit_again.make(whole, _made(part / "results"), home)
            if twice:
                deposit_again.make(whole, _made(Path(place, "again")), home)
        except deposit_again.DepositError as error:
            raise InvalidModelError(str(error)) from error
        outcome = deposit_again.compare(part / "results", Path(place, "again")) if twice else {}
        moving = [name for name, told in outcome.items() if told != deposit_again.SAME]
        if moving:
            raise InvalidModelError(
                f"{moving[0]} is not the same when the scripts run again; fix seeds, and leave dates and times out"
            )


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _sum_up(part: Path) -> None:
    """Write the checksum of every file."""
    paths = sorted(path for path in part.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(part).as_posix()}\n" for path in paths
    ]
    write_output(part / "SHA256SUMS", "".join(lines))


@contextmanager
def _built_beside(folder: Path) -> Iterator[Path]:
    """Yield a folder that takes its place when it is whole. Raises UnwrittenError where the system refuses."""
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        _make(part)
        try:
            yield part
            part.replace(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise UnwrittenError(
            f"{folder}: cannot be written: {error.strerror}; give a folder that can be made"
        ) from error


def _make(part: Path) -> None:
    try:
        part.mkdir(parents=True)
    except ValueError as error:  # a zero byte or half a surrogate pair in the path
        raise OSError(22, str(error)) from error
