"""What kind of thing a description or the ending of a name speaks of."""

import pytest

from kg.extract.heads import head_type, name_type, phrase_type
from kg.model import EntityType


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("a new dataset", EntityType.DATASET),
        ("the first benchmark", EntityType.DATASET),
        ("a lightweight architecture", EntityType.MODEL),
        ("a modular toolkit", EntityType.LIBRARY),
        ("a serving system", EntityType.LIBRARY),
        ("a training-free framework", EntityType.METHOD),
        ("an open-source framework", EntityType.LIBRARY),
        ("a dataset compression method", EntityType.METHOD),
        ("something else", None),
        ("", None),
    ],
)
def test_head_type(phrase: str, expected: EntityType | None) -> None:
    assert head_type(phrase) is expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("novel method for training a model", EntityType.METHOD),
        ("library that runs models", EntityType.LIBRARY),
        ("framework for building Python packages", EntityType.LIBRARY),
        ("network. The dataset", EntityType.MODEL),
        ("study of models", None),
    ],
)
def test_a_phrase_is_read_up_to_its_first_preposition(phrase: str, expected: EntityType | None) -> None:
    assert phrase_type(phrase) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("FooBench", EntityType.DATASET),
        ("FooQA", EntityType.DATASET),
        ("FooNet", EntityType.MODEL),
        ("Fooformer", EntityType.MODEL),
        ("Foo-7B", EntityType.MODEL),
        ("PyFoo", EntityType.LIBRARY),
        ("FooAttention", EntityType.METHOD),
        ("Foo", None),
    ],
)
def test_name_type(name: str, expected: EntityType | None) -> None:
    assert name_type(name) is expected
