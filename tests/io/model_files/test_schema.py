"""The schema of model files takes what the reader takes, and refuses what it refuses."""

import json
import tomllib
from importlib import resources

import pytest

from alignment_games.cases.case import case_names, load_case
from alignment_games.errors import InvalidModelError
from alignment_games.io.model_files.annotations import joined
from alignment_games.io.model_files.model_file import build_model
from alignment_games.io.model_files.model_writer import model_document
from alignment_games.io.model_files.schema import model_schema
from tests.io.model_files.test_annotations import SAID

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed; it comes with the test extra")


@pytest.fixture(scope="module")
def validator():
    schema = model_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", case_names())
def test_every_bundled_case_fits(validator, name):
    text = (resources.files("alignment_games.cases") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    validator.validate(tomllib.loads(text))
    model = load_case(name).model
    validator.validate(json.loads(json.dumps(joined(model_document(model), model.about, float))))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.update(titel="x"),
        lambda d: d.update(year="1900"),
        lambda d: d.pop("threat"),
        lambda d: d["threat"].update(offense=1),
        lambda d: d["threat"].update(power=-1),
        lambda d: d["threat"].update(form="squared"),
        lambda d: d["states"].pop(),
        lambda d: d["states"][0].pop("intent"),
        lambda d: d["states"][0].update(intent=1.5),
        lambda d: d["states"][0].update(intent="high"),
        lambda d: d["states"][0].pop("distance_km"),
        lambda d: d["states"][0].update(actions="balance"),
        lambda d: d["guarantors"][0].pop("backs"),
        lambda d: d["reliability"][0].update(value=2),
        lambda d: d.update(utility={"burdn": 1}),
        lambda d: d.update(utility={"contest": "lottery"}),
        lambda d: d.update(responses={"hedge": {"member": 1}}),
    ],
)
def test_what_the_reader_refuses_does_not_fit(validator, spoil):
    spoilt = json.loads(json.dumps(SAID))
    validator.validate(spoilt)
    build_model(spoilt)
    spoil(spoilt)
    assert not validator.is_valid(spoilt)
    with pytest.raises(InvalidModelError):
        build_model(spoilt)
