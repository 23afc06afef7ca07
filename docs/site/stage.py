"""Assembling the sources of the site: hand-written pages, run; generated pages; pictures."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import alignment_games as ag
from docs.site import (
    api,
    cases,
    catalogue,
    command_line,
    from_docstrings,
    gallery,
    how_to,
    images,
    model_page,
    notebooks,
    project,
    testing,
)
from docs.site.literate import run_page

DOCS = Path(__file__).parent.parent
ROOT = DOCS.parent
#: What makes pages or pictures, for one name or (None) at once.
Job = tuple[Callable[..., Iterator[tuple[str, str | bytes]]], str | None]


def jobs() -> list[Job]:
    """Return everything that is to be made."""
    whole = [
        api.pages,
        cases.index,
        catalogue.index,
        command_line.pages,
        from_docstrings.pages,
        gallery.index,
        how_to.index,
        images.pictures,
        model_page.pages,
        notebooks.index,
        project.pages,
        testing.pages,
    ]
    named = [
        *((how_to.pages, name) for name in how_to.names()),
        *((notebooks.pages, name) for name in notebooks.names()),
        *((cases.pages, name) for name in ag.case_names()),
        *((catalogue.pages, name) for name in ag.catalog().names),
        *((gallery.pictures, name) for name in gallery.names()),
    ]
    return [*named, *((each, None) for each in whole)]


def make(job: Job) -> list[tuple[str, str | bytes]]:
    """Return what one job makes: paths below the folder of pages, and what goes there."""
    maker, name = job
    try:
        return list(maker() if name is None else maker(name))
    except Exception as error:
        error.add_note(f"while making {maker.__module__} {name or ''}")
        raise


def stage(target: Path, workers: int = 2) -> Counter[str]:
    """Write all pages below a folder, which is emptied first, and return how many there are of what."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    shutil.copytree(DOCS / "static", target / "static")
    counts: Counter[str] = Counter()
    # Each worker starts afresh, so that what one page sets (pictures, folders) cannot reach another.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting = pool.map(make, jobs())
        for path in sorted(DOCS.rglob("*.md")):
            name = path.relative_to(DOCS).as_posix()
            text, _ = run_page(path.read_text("utf-8"), name)
            _write(target / name, text, counts)
        for made in waiting:
            for name, content in made:
                _write(target / name, content, counts)
    return counts


def _write(path: Path, content: str | bytes, counts: Counter[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
        counts["pictures"] += 1
    else:
        path.write_text(content, encoding="utf-8")
        counts["pages" if path.suffix == ".md" else "notebooks"] += 1
        counts["examples"] += content.count("\n>>> ")
