"""Tasks of the title that no list holds."""

import pytest

from kg.extract.document import Document
from kg.extract.tasks import find_tasks
from kg.lexicon import load


def tasks(title: str, abstract: str = "") -> list[tuple[str, str, str]]:
    document = Document(f"{title}\n{abstract}", len(title))
    find_tasks(document, load())
    assert all(document.text[one.start : one.end] == one.text for one in document.mentions)
    return [(one.text, one.canonical, one.rule) for one in document.mentions]


def test_what_a_title_is_for() -> None:
    assert tasks("A Foo Network for Garden Gnome Detection", "Garden gnome detection is hard.") == [
        ("Garden Gnome Detection", "garden gnome detection", "task-for"),
        ("Garden gnome detection", "garden gnome detection", "task-for"),
    ]


def test_what_an_abstract_comes_back_to() -> None:
    title, abstract = "Fast Gnome Localization with Foo", "Gnome localization is slow. We speed up gnome localization."
    assert {canonical for _, canonical, _ in tasks(title, abstract)} == {"gnome localization"}
    assert tasks(title, "Something else.") == []


def test_a_coined_word_keeps_its_capitals() -> None:
    assert tasks("A Method for FooX Gnome Segmentation")[0][1] == "FooX gnome segmentation"


@pytest.mark.parametrize(
    "title",
    [
        "A Network for Detection",
        "A Network for Efficient Detection",
        "A Network for Garden Gnome Detection Networks",
        "A Network for Very Small Garden Gnome Detection",
        "Garden Gnome Detection",
        "A Network for Gnomes",
        "A Network for Object Detection",
        "",
    ],
)
def test_what_is_left_alone(title: str) -> None:
    assert tasks(title) == []
