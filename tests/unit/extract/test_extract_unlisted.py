"""Names that no list holds, known by the company they keep."""

import pytest

from kg.extract.document import Document
from kg.extract.names import find_names
from kg.extract.unlisted import MAX_NAMES, find_unlisted
from kg.lexicon import load


def unlisted(abstract: str) -> list[tuple[str, str, str]]:
    document = Document(f"A study\n{abstract}", 7)
    find_names(document, load())
    before = list(document.mentions)
    find_unlisted(document, load())
    found = [mention for mention in document.mentions if mention not in before]
    assert all(document.text[one.start : one.end] == one.text == one.canonical for one in found)
    return [(one.text, one.type, one.rule) for one in found]


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("We evaluate on FooQA12 and BarSet9.", [("FooQA12", "data"), ("BarSet9", "data")]),
        ("Experiments on five sets, including FooQA12.", [("FooQA12", "data")]),
        ("It reaches 80% on the FooQA12 dataset.", [("FooQA12", "dataset")]),
        ("The FooQA12 benchmark is hard.", [("FooQA12", "dataset")]),
        ("We use ImageNet, FooQA12 and more.", [("FooQA12", "list")]),
    ],
)
def test_datasets(abstract: str, expected: list[tuple[str, str]]) -> None:
    assert unlisted(abstract) == [(name, "Dataset", f"unlisted-{rule}") for name, rule in expected]


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("It outperforms ZooNet7.", ("ZooNet7", "Model")),
        ("It is better than ZooPO, by far.", ("ZooPO", "Method")),
        ("Compared to ZooThing, it wins.", ("ZooThing", "Model")),
        ("It gains 5% accuracy over ZooThing.", ("ZooThing", "Model")),
    ],
)
def test_rivals(abstract: str, expected: tuple[str, str]) -> None:
    assert unlisted(abstract) == [(*expected, "unlisted-rival")]


def test_what_the_text_stops_to_describe() -> None:
    assert unlisted("We study it with ZooTool, a toolkit for zoos.") == [("ZooTool", "Library", "unlisted-described")]
    assert unlisted("Zoos need ZooTool, a toolkit for zoos. We agree.") == []


@pytest.mark.parametrize(
    "abstract",
    [
        "We evaluate on FooQA12 questions.",
        "We evaluate on OOD.",
        "We evaluate on foo bar quests (FBQx).",
        "We evaluate on many sets.",
        "ZooNet7 is old.",
        "We evaluate on https://foo.org/FooQA12.",
        "We evaluate on ImageNet.",
        "",
    ],
)
def test_what_is_left_alone(abstract: str) -> None:
    assert unlisted(abstract) == []


def test_every_occurrence_is_found() -> None:
    assert len(unlisted("FooQA12 is hard. We evaluate on FooQA12. A FooQA12-style test.")) == 3


def test_no_text_has_too_many() -> None:
    found = unlisted(" ".join(f"It outperforms ZooNet{i}x." for i in range(2 * MAX_NAMES)))
    assert len(found) == MAX_NAMES
