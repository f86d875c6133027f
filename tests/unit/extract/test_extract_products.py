"""The paper's own products: name, type, canonical name, occurrences."""

import pytest

from kg.extract.abbreviations import find_abbreviations
from kg.extract.artifacts import find_artifacts
from kg.extract.document import Document
from kg.extract.names import find_names
from kg.extract.products import CONFIDENCE, INTRODUCES, MAX_PRODUCTS, find_products, is_product
from kg.lexicon import load
from kg.model import EntityType, Mention


def products(abstract: str, title: str = "A study") -> list[Mention]:
    document = Document(f"{title}\n{abstract}", len(title))
    find_artifacts(document)
    find_names(document, load())
    find_abbreviations(document, load())
    find_products(document, load())
    found = sorted(filter(is_product, document.mentions), key=lambda mention: mention.start)
    assert all(document.text[one.start : one.end] == one.text for one in found)
    return found


def readings(abstract: str, title: str = "A study") -> set[tuple[str, str, str]]:
    return {(one.text, one.canonical, one.type) for one in products(abstract, title)}


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("We present FooThing, a toolkit for bars.", EntityType.LIBRARY),
        ("We present FooThing, a system that serves bars.", EntityType.LIBRARY),
        ("We present FooThing, a new benchmark for bars.", EntityType.DATASET),
        ("We present FooThing, a compact architecture.", EntityType.MODEL),
        ("We present FooThing, an algorithm for bars.", EntityType.METHOD),
        ("We present FooThing, an open-source framework.", EntityType.LIBRARY),
        ("We present FooThing, a training framework.", EntityType.METHOD),
        ("We present FooThing.", EntityType.METHOD),
        ("We present FooBench.", EntityType.DATASET),
        ("We present FooNet.", EntityType.MODEL),
    ],
)
def test_types(abstract: str, expected: EntityType) -> None:
    assert {one.type for one in products(abstract)} == {expected}


def test_a_description_anywhere_settles_the_type() -> None:
    title, abstract = "FooThing: Ordering Bars Quickly", "Order matters. FooThing is a library written in Rust."
    assert {one.type for one in products(abstract, title)} == {EntityType.LIBRARY}


def test_every_occurrence_is_found_but_in_addresses() -> None:
    found = products("We present FooThing, a tool. FooThing-based work, FooThings, https://foo.org/FooThing.")
    assert [one.start for one in found] == [19, 37]


def test_variants_are_products_of_their_own() -> None:
    assert readings("We release FooThing, a model. FooThing-7B and FooThing-Chat differ.") == {
        ("FooThing", "FooThing", "Model"),
        ("FooThing-7B", "FooThing-7B", "Model"),
        ("FooThing-Chat", "FooThing-Chat", "Model"),
    }


def test_a_name_in_the_title_gives_its_long_form_the_short_name() -> None:
    assert readings("We propose the Fast Object Orderer (FOO) algorithm.", "FOO: Ordering") == {
        ("FOO", "FOO", "Method"),
        ("Fast Object Orderer", "FOO", "Method"),
    }


def test_a_part_of_the_work_goes_by_its_long_form() -> None:
    assert readings("We propose a Foo Mixing Module (FMM) for mixing.") == {
        ("FMM", "Foo Mixing Module", "Method"),
        ("Foo Mixing Module", "Foo Mixing Module", "Method"),
    }


def test_what_the_lexicon_knows_keeps_its_name_and_type() -> None:
    assert readings("It is fast.", "PyTorch: Dynamic and Fast") == {("PyTorch", "PyTorch", "Framework")}


def test_what_the_lexicon_knows_is_introduced_by_the_title_only() -> None:
    assert products("We present PyTorch, a tool.") == []


def test_what_the_text_describes_as_something_else_is_something_else() -> None:
    title, abstract = "PyTorch: A Dataset of Torches", "PyTorch is a dataset of torches."
    assert readings(abstract, title) == {("PyTorch", "PyTorch", "Dataset")}


def test_an_abbreviation_of_the_state_of_the_field_is_no_product() -> None:
    assert products("Object foo search (OFS) is slow. We propose OFS for bars.") == []


def test_confidence_is_that_of_the_surest_rule() -> None:
    (first, *_) = products("We propose FooThing.", "FooThing: Ordering")
    assert (first.rule, first.confidence) == ("product-title", CONFIDENCE["title"])
    assert CONFIDENCE.keys() == INTRODUCES.keys()


def test_no_text_has_too_many() -> None:
    abstract = " ".join(f"We propose FooThing{i}q." for i in range(2 * MAX_PRODUCTS))
    assert len({one.text for one in products(abstract)}) == MAX_PRODUCTS
