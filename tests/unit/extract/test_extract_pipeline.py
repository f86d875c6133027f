"""The extractor: every stage in order, over any text."""

import subprocess
import sys
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.pipeline import STAGES, Extractor, without_overlaps
from kg.lexicon import load
from kg.model import EntityType, Extraction, Mention, Paper

TITLE = "DeepFoo: Fast Training of Transformers"
ABSTRACT = (
    "Training is slow. We present DeepFoo, a library built on PyTorch that speeds up BERT. On ImageNet and FooQA it is "
    "up to 2.5x faster than TensorFlow on an NVIDIA A100 GPU. Code: https://github.com/foo/deepfoo"
)
WORDS = (
    "We present propose FooNet FooBench PyTorch TensorFlow ImageNet BERT A100 GPU is are faster than on and , . : ( ) "
    "a an the 2.5x 16 hours % called dataset model library built with \n Deep Foo Orderer (DFO) https://github.com/a/b"
)


def paper(title: str = TITLE, abstract: str = ABSTRACT) -> Paper:
    return Paper(id="p1", key="title-1", title=title, abstract=abstract)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(model="rules")


def mention(start: int, end: int, confidence: float = 0.5) -> Mention:
    return Mention(
        text="x" * (end - start),
        type=EntityType.MODEL,
        canonical="x",
        entity="method/x",
        start=start,
        end=end,
        confidence=confidence,
        rule="test",
    )


def test_the_stages_run_in_this_order() -> None:
    assert list(STAGES) == [
        "artifacts",
        "names",
        "abbreviations",
        "products",
        "unlisted",
        "tasks",
        "entities",
        "quantities",
        "claims",
        "relations",
    ]


def test_everything_is_found(extractor: Extractor) -> None:
    found = extractor.extract(paper())
    assert (found.id, found.title) == ("p1", TITLE)
    assert {("DeepFoo", "Library"), ("PyTorch", "Framework"), ("BERT", "Model"), ("ImageNet", "Dataset")} <= {
        (entity.text, entity.type) for entity in found.entities
    }
    assert {
        ("introduces", "DeepFoo"),
        ("built_on", "PyTorch"),
        ("evaluated_on", "ImageNet"),
        ("evaluated_on", "FooQA"),
        ("runs_on", "NVIDIA A100"),
        ("compares_with", "TensorFlow"),
    } <= {(relation.type, relation.target) for relation in found.relations}
    assert [(claim.kind, claim.value, claim.unit, claim.qualifier) for claim in found.claims] == [
        ("speedup", 2.5, "x", "up to")
    ]
    assert [(artifact.kind, artifact.url) for artifact in found.artifacts] == [
        ("code", "https://github.com/foo/deepfoo")
    ]


def assert_sound(extraction: Extraction, text: str) -> None:
    """What must hold of any text: offsets point into it, nothing overlaps, and it can be written as JSON."""
    for entity in extraction.entities:
        assert text[entity.start : entity.end] == entity.text
    assert all(a.end <= b.start for a, b in pairwise(extraction.entities))
    for relation in extraction.relations:
        assert text[relation.start : relation.end] == relation.evidence
        assert relation.target in {entity.canonical for entity in extraction.entities}
    for claim in extraction.claims:
        assert text[claim.start : claim.end] == claim.evidence
        assert claim.start <= claim.value_start < claim.value_end <= claim.end
    for artifact in extraction.artifacts:
        assert text[artifact.start : artifact.end] == artifact.url
    assert msgspec.json.decode(msgspec.json.encode(extraction), type=Extraction) == extraction


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=300))
def test_any_text_is_read(extractor: Extractor, title: str, abstract: str) -> None:
    assert_sound(extractor.extract(paper(title, abstract)), f"{title}\n{abstract}")


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(WORDS.split(" ")), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS.split(" ")), max_size=60).map(" ".join),
)
def test_any_order_of_telling_words_is_read(extractor: Extractor, title: str, abstract: str) -> None:
    assert_sound(extractor.extract(paper(title, abstract)), f"{title}\n{abstract}")


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("", ""),
        ("", ABSTRACT),
        (TITLE, ""),
        ("\0", "NUL \0 bytes: we propose Foo\0Net."),
        ("  \n ", "\n\n"),
        ("İstanbul İ", "We present İFoo, a model. İ"),
    ],
)
def test_odd_texts(extractor: Extractor, title: str, abstract: str) -> None:
    assert_sound(extractor.extract(paper(title, abstract)), f"{title}\n{abstract}")


def test_a_lone_surrogate_becomes_the_replacement_character_and_offsets_hold(extractor: Extractor) -> None:
    found = extractor.extract(paper("A \ud800 title", "\udfff We build on PyTorch."))
    assert found.title == "A \N{REPLACEMENT CHARACTER} title"
    (entity,) = found.entities
    assert "A \ud800 title\n\udfff We build on PyTorch."[entity.start : entity.end] == "PyTorch"
    msgspec.json.encode(found)


@pytest.mark.parametrize(
    "unit",
    [
        "We propose FooNet{0}, a model. ",
        "It outperforms FooBar{0}, ",
        "Deep Foo Orderer{0} (DFO{0}) ",
        "on FooQA{0} and ",
        "It is {0}x faster. ",
        "https://a.b/{0} ",
    ],
)
@pytest.mark.parametrize("as_title", [False, True])
def test_a_text_of_many_finds_is_read(extractor: Extractor, unit: str, as_title: bool) -> None:
    text = "".join(unit.format(i) for i in range(100_000 // len(unit)))
    title, abstract = (text, "") if as_title else ("A Title", text)
    found = extractor.extract(paper(title, abstract))
    assert all(entity.end <= len(title) + 1 + len(abstract) for entity in found.entities)


@pytest.mark.parametrize("unit", ["(", " ", "a", "A-", ". ", "\0", "\ud800", "$\\", "We propose "])
def test_a_megabyte_of_nothing_is_read(extractor: Extractor, unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert extractor.extract(paper(text, text)).entities == []


def test_a_lexicon_can_be_given() -> None:
    lexicon = load()
    assert Extractor(lexicon, "rules").lexicon is lexicon
    assert Extractor(model="rules").lexicon is lexicon


def test_the_bulk_path_never_imports_spacy() -> None:
    code = "import sys; from kg.extract.pipeline import Extractor; Extractor(); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_of_overlapping_mentions_the_longest_stays() -> None:
    assert without_overlaps([mention(4, 6), mention(0, 5), mention(6, 8)]) == [mention(0, 5), mention(6, 8)]


def test_of_mentions_of_one_span_the_surest_stays() -> None:
    assert without_overlaps([mention(0, 5, 0.6), mention(0, 5, 0.9), mention(0, 5, 0.7)]) == [mention(0, 5, 0.9)]


def test_of_equals_the_first_found_stays() -> None:
    first, second = mention(0, 5), mention(0, 5)
    second.rule = "later"
    assert without_overlaps([first, second]) == [first]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8), st.sampled_from([0.5, 0.7, 0.9])), max_size=20))
def test_what_stays_is_sorted_and_apart_and_nothing_is_dropped_without_cause(
    drawn: list[tuple[int, int, float]],
) -> None:
    mentions = [mention(start, start + length, confidence) for start, length, confidence in drawn]
    kept = without_overlaps(mentions)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    for one in mentions:
        assert any(other.start < one.end and one.start < other.end for other in kept)
