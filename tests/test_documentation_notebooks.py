"""The notebooks of the site: cells, run; what they show; the file to download."""

import json

import pytest

pytest.importorskip("matplotlib", reason="needs the plot extra")

from docs.site import notebooks

NAMES = notebooks.names()


@pytest.fixture(scope="module", params=NAMES)
def made(request):
    """What a notebook makes for the site, by path; it raises where a cell fails."""
    return dict(notebooks.pages(request.param)), request.param


def test_there_are_five_on_five_subjects():
    page = dict(notebooks.index())["notebooks/index.md"]
    assert len(NAMES) == 5
    for subject in ("thirties", "Ukraine", "published model replicated", "panel", "symbols"):
        assert subject in page


@pytest.mark.slow
def test_it_runs_and_shows_what_a_notebook_would(made):
    files, name = made
    book = json.loads(files[f"notebooks/{name}.ipynb"])
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    shown = [output["data"] for cell in code for output in cell["outputs"] if "data" in output]
    assert sum("text/html" in each for each in shown) >= 1
    assert all(len(each["text/plain"].splitlines()) <= 3 for each in shown)
    ids = [cell["id"] for cell in book["cells"]]
    assert len(set(ids)) == len(ids)
    assert [cell["execution_count"] for cell in code] == sorted(cell["execution_count"] for cell in code)
    page = files[f"notebooks/{name}.md"]
    assert page.startswith("# ")
    for cell in code:
        assert cell["source"] in page
    for path in files:
        if path.endswith(".svg"):
            assert files[path].startswith(b"<?xml")
            assert path.split("/")[1] in page


def test_prose_and_code_are_told_apart():
    prose, code = notebooks.cells("# %% [markdown]\n# # Title\n#\n# a # b\n\n# %%\n# a comment\nx = 1\n")
    assert (prose.source, prose.is_prose) == ("# Title\n\na # b", True)
    assert (code.source, code.is_prose) == ("# a comment\nx = 1", False)


def test_the_last_value_of_a_cell_is_shown_and_what_it_prints_before_it():
    cell = notebooks._run("print('so')\n[1]", {})
    assert (cell.printed, cell.shown) == ("so\n", {"text/plain": "[1]"})
    assert notebooks._run("x = 1", {}).shown is None
