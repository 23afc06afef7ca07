"""The table of models: it names every encoding, loads every builder and prints."""

import importlib
import pkgutil
from html import escape
from pathlib import Path

import pytest

import alignment_games.catalogue
import alignment_games.models
from alignment_games.catalogue import Entry, model
from alignment_games.catalogue.entries import catalog
from alignment_games.errors import InvalidModelError


def test_the_function_and_its_room_do_not_hide_each_other():
    assert alignment_games.catalogue.catalog().names == alignment_games.catalog().names == catalog().names


def test_every_encoding_is_listed():
    closed_forms = {"similarity"}
    parts = {"threshold_sums", "threshold_halves"}
    shared = {
        "display",
        "door",
        "encoding",
        "entries",
        "model",
        "named",
        "parameter_rows",
        "plain",
        "registry",
        "written",
    }
    files = {each.name for each in pkgutil.iter_modules(alignment_games.models.__path__) if each.name[0] != "_"}
    files -= closed_forms | shared | parts
    assert files - set(catalog().names) == set(), "give these files of models an entry in catalogue/data/models.toml"
    assert set(catalog().names) - files == set(), "name these entries as the files that build their games"


def test_every_encoding_has_its_own_tests():
    """Entries, references and claims are asked for beside: see test_citation and test_claim."""
    folder = Path(__file__).parent.parent / "models"
    tested = {path.stem.removeprefix("test_") for path in folder.iterdir()}
    assert set(catalog().names) - tested == set(), "write tests/models/test_<name>.py for these"


@pytest.mark.parametrize("entry", catalog(), ids=lambda entry: entry.name)
def test_every_builder_loads_is_public_and_is_documented_with_an_example(entry):
    builder = model(entry.name)
    assert builder is getattr(alignment_games.models, builder.__name__)
    assert ">>>" in builder.__doc__
    module = importlib.import_module(builder.__module__)
    assert "math" in module.__doc__


def test_entries_are_found_by_name_and_position():
    assert isinstance(catalog()["landscape"], Entry)
    assert catalog()[0].name == "response"
    assert len(catalog()) == len(list(catalog()))
    with pytest.raises(InvalidModelError, match="did you mean 'landscape'"):
        model("landscpae")


def test_printing_tells_each_model_with_its_claim_and_source_within_a_page():
    lines = str(catalog()).splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == list(catalog().names)
    told = " ".join(" ".join(lines).split())
    assert all(entry.claim in told and entry.source in told for entry in catalog())
    assert max(map(len, lines)) <= 100


def test_a_notebook_shows_one_row_for_each_model_with_its_text_escaped():
    page = catalog()._repr_html_()
    assert page.count('<th scope="row">') == len(catalog())
    assert all(escape(entry.claim) in page and escape(entry.source) in page for entry in catalog())
    assert "defect risk-dominant exactly when R-T &lt; P-S" in page
