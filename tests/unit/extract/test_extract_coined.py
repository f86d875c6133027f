"""Where a text introduces a name, and what a coined name looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.coined import description_type, introductions, is_coined, is_compound, occurrences
from kg.extract.document import Document
from kg.model import EntityType


def introduced(abstract: str, title: str = "A study") -> list[tuple[str, str]]:
    document = Document(f"{title}\n{abstract}", len(title))
    found = list(introductions(document))
    assert all(document.text.startswith(one.name, one.start) for one in found)
    return [(one.name, one.rule) for one in found]


@pytest.mark.parametrize(
    "word", ["FooNet", "FOO", "foo2bar", "mFoo", "Foo-XL", "fooBar", "FooNet++", "DP-Foo", "T2I-Foo"]
)
def test_a_coined_word(word: str) -> None:
    assert is_coined(word)


@pytest.mark.parametrize(
    "word", ["", "Foo", "foo", "GPU-based", "Latency-Aware", "16GB", "LLM", "2.5x", "F1", "AI", "Two Words", "self-Foo"]
)
def test_no_coined_word(word: str) -> None:
    assert not is_coined(word)


def test_a_compound_ends_in_an_ordinary_participle() -> None:
    assert is_compound("GPU-based")
    assert is_compound("-driven")
    assert not is_compound("based")
    assert not is_compound("Foo-Net")


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        ("FooNet: A Network for Bars", "", ["FooNet"]),
        ("FooNet - A Network for Bars", "", ["FooNet"]),
        ("Fast Object Orderer (FOO): A Library", "", ["FOO"]),
        ("Foo: A Library for Bars", "We use Foo everywhere.", ["Foo"]),
        ("Foo: A Library for Bars", "Nothing comes back.", []),
        ("Deep Foo: A Library for Bars", "With Deep Foo all is well.", ["Deep Foo"]),
        ("Learning to rank: a survey", "Learning to rank is old.", []),
        ("Attention without Colons", "", []),
    ],
)
def test_titles(title: str, abstract: str, expected: list[str]) -> None:
    assert [name for name, rule in introduced(abstract, title) if rule == "title"] == expected


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("We propose FooNet, a network.", [("FooNet", "introduce")]),
        ("In this work, we further introduce the FooBench dataset.", [("FooBench", "introduce")]),
        ("This paper presents Foo, a new library for bars.", [("Foo", "introduce-name")]),
        ("We present Deep Foo Mixing, which mixes.", [("Deep Foo Mixing", "introduce-capitals")]),
        ("We propose a Fast Object Orderer (FOO) for order.", [("FOO", "introduce-short")]),
        ("We propose a fast object orderer (FOO) for order.", [("FOO", "introduce-short")]),
        ("We introduce a three-stage framework, FooFlow, to flow.", [("FooFlow", "introduce-head")]),
        (r"We propose \textbf{FooNet}, a network.", [("FooNet", "introduce")]),
        ("We develop a tool called FooTool.", [("FooTool", "called")]),
        ("We develop what we call Foo.", [("Foo", "called")]),
    ],
)
def test_introductions(abstract: str, expected: list[tuple[str, str]]) -> None:
    assert introduced(abstract) == expected


@pytest.mark.parametrize(
    "abstract",
    [
        "Recent works propose FooNet, a network.",
        "FooNet was presented elsewhere.",
        "We propose a framework that uses FooNet.",
        "We propose a method for FooNet.",
        "We propose to train on FooNet.",
        "We propose a GPU-based method.",
        "We propose a novel method.",
        "We release Arabic and Chinese.",
        "They call it FooNet.",
    ],
)
def test_no_introductions(abstract: str) -> None:
    assert introduced(abstract) == []


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (", a new dataset of bars.", EntityType.DATASET),
        (" (Fast Object Orderer), an open-source library that", EntityType.LIBRARY),
        (" is a neural network for", EntityType.MODEL),
        (" dataset has", EntityType.DATASET),
        (" runs fast", None),
        ("", None),
    ],
)
def test_what_the_words_after_a_name_call_it(after: str, expected: EntityType | None) -> None:
    assert description_type(f"Foo{after}", 3) is expected


def test_occurrences_stand_between_word_bounds() -> None:
    assert list(occurrences("Foo", "Foo Foobar xFoo Foo-based (Foo)")) == [0, 16, 27]


@given(st.text(alphabet="We propose FooNet,()a-the:. \n\\{}", max_size=120))
def test_any_text_is_read(text: str) -> None:
    for title_end in (0, len(text)):
        document = Document(f"{text[:title_end]}\n{text[title_end:]}", title_end)
        for one in introductions(document):
            assert document.text.startswith(one.name, one.start)
