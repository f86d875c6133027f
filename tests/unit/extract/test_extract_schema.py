"""The JSON Schema of `kg extract`'s lines, against good and bad ones."""

import copy
from typing import Any

import jsonschema
import msgspec
import pytest

from kg.extract.pipeline import Extractor
from kg.extract.schema import extraction_schema
from kg.model import Paper
from kg.resources import SCHEMAS

ABSTRACT = "We present DeepFoo, a library built on PyTorch. It is 2.5x faster than TensorFlow on an NVIDIA A100 GPU."


@pytest.fixture(scope="module")
def good() -> dict[str, Any]:
    paper = Paper(id="1", key="title-1", title="DeepFoo: Fast Training", abstract=ABSTRACT)
    extraction: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(Extractor(model="rules").extract(paper)))
    return extraction


def test_the_shipped_file_is_the_schema_of_the_records() -> None:
    shipped = msgspec.json.decode((SCHEMAS / "extraction.schema.json").read_bytes())
    assert shipped == extraction_schema(), "run: python -m kg.extract.schema > schemas/extraction.schema.json"


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(extraction_schema())


def test_what_extract_writes_is_valid(good: dict[str, Any]) -> None:
    assert good["entities"]
    assert good["relations"]
    jsonschema.validate(good, extraction_schema(), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("id",), 7),
        (("entities", 0, "type"), "Gadget"),
        (("entities", 0, "start"), -1),
        (("entities", 0, "confidence"), 1.5),
        (("relations", 0, "type"), "likes"),
        (("relations", 0, "evidence"), None),
        (("artifacts",), {}),
        (("claims",), [{"kind": "speedup"}]),
        (("license",), 3),
    ],
)
def test_a_wrong_value_is_refused(good: dict[str, Any], path: tuple[str | int, ...], value: object) -> None:
    bad = copy.deepcopy(good)
    place: Any = bad
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, extraction_schema(), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("key", ["id", "title", "entities", "relations", "claims", "artifacts"])
def test_a_missing_key_is_refused(good: dict[str, Any], key: str) -> None:
    bad = {name: value for name, value in good.items() if name != key}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, extraction_schema(), cls=jsonschema.Draft202012Validator)
