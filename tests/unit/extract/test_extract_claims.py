"""Claims: results told from other numbers, their kinds, and what they are about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.claims import find_claims
from kg.extract.document import Document
from kg.model import Claim, EntityType, Mention, Quantity
from kg.names import entity_id

TITLE = "Zephyr: Faster Serving"


def mention(
    text: str, name: str, type_: EntityType, canonical: str | None = None, rule: str = "lexicon"
) -> list[Mention]:
    """Every mention of `name` in `text`."""
    places = [at for at in range(len(text)) if text.startswith(name, at)]
    return [
        Mention(
            text=name,
            type=type_,
            canonical=canonical or name,
            entity=entity_id(canonical or name, type_),
            start=at,
            end=at + len(name),
            confidence=1.0,
            rule=rule,
        )
        for at in places
    ]


def quantity(text: str, words: str, value: float, unit: str, **more: object) -> Quantity:
    """The quantity that `words` write in `text`."""
    start = text.index(words)
    return Quantity(start=start, end=start + len(words), value=value, unit=unit, **more)  # type: ignore[arg-type]


def claims_of(abstract: str, quantities: list[tuple[str, float, str]], names: dict[str, EntityType]) -> list[Claim]:
    """The claims of a paper about Zephyr whose numbers and names are given."""
    text = f"{TITLE}\n{abstract}"
    document = Document(text, len(TITLE))
    document.mentions = mention(text, "Zephyr", EntityType.LIBRARY, rule="product-title")
    for name, type_ in names.items():
        document.mentions += mention(text, name, type_)
    document.mentions.sort(key=lambda m: m.start)
    document.quantities = [quantity(text, words, value, unit) for words, value, unit in quantities]
    find_claims(document)
    return document.claims


def test_a_speedup_with_its_baseline_and_device() -> None:
    (claim,) = claims_of(
        "Serving is slow. We present Zephyr. Experiments show that Zephyr is 2.5x faster than Breeze on an A100 GPU.",
        [("2.5x", 2.5, "x")],
        {"Breeze": EntityType.LIBRARY, "A100 GPU": EntityType.HARDWARE},
    )
    assert (claim.kind, claim.value, claim.unit) == ("speedup", 2.5, "x")
    assert (claim.subject, claim.baseline, claim.hardware) == ("Zephyr", "Breeze", "A100 GPU")
    assert (claim.ratio, claim.direction) == (2.5, "better")


def test_a_score_with_its_dataset_and_metric() -> None:
    (claim,) = claims_of(
        "We present Zephyr. It achieves 81.5% top-1 accuracy on ImageNet.",
        [("81.5%", 81.5, "%")],
        {"ImageNet": EntityType.DATASET},
    )
    assert (claim.kind, claim.dataset, claim.metric) == ("quality", "ImageNet", "top-1 accuracy")
    assert claim.ratio is None


def test_each_number_finds_its_own_dataset() -> None:
    first, second = claims_of(
        "We present Zephyr. It achieves 81.5% accuracy on ImageNet and 93.1% on CIFAR-10.",
        [("81.5%", 81.5, "%"), ("93.1%", 93.1, "%")],
        {"ImageNet": EntityType.DATASET, "CIFAR-10": EntityType.DATASET},
    )
    assert (first.dataset, second.dataset) == ("ImageNet", "CIFAR-10")


@pytest.mark.parametrize(
    ("sentence", "words", "value", "unit"),
    [
        ("The dataset consists of 3.5 million images.", "3.5 million images", 3.5, "M images"),
        ("Zephyr was trained on a corpus of 2.5 TB of text.", "2.5 TB", 2.5, "TB"),
    ],
)
def test_figures_of_the_set_up_are_no_claims(sentence: str, words: str, value: float, unit: str) -> None:
    assert claims_of(f"We present Zephyr. {sentence} We release it.", [(words, value, unit)], {}) == []


def test_no_numbers_no_claims() -> None:
    assert claims_of("We present Zephyr, which serves models.", [], {}) == []


@given(st.text(max_size=300), st.lists(st.integers(0, 300), max_size=6), st.lists(st.integers(0, 300), max_size=6))
def test_evidence_is_a_substring_that_holds_the_number(text: str, numbers: list[int], names: list[int]) -> None:
    document = Document(text, 0)
    document.quantities = [
        Quantity(start=at, end=at + 1, value=2.5, unit="x", group=1) for at in sorted(set(numbers)) if at < len(text)
    ]
    document.mentions = [
        Mention(
            text=text[at : at + 1],
            type=list(EntityType)[at % 7],
            canonical=f"n{at}",
            entity=f"n/{at}",
            start=at,
            end=at + 1,
            confidence=1.0,
            rule="lexicon",
        )
        for at in sorted(set(names))
        if at < len(text)
    ]
    find_claims(document)
    for claim in document.claims:
        assert document.text[claim.start : claim.end] == claim.evidence
        assert claim.start <= claim.value_start < claim.value_end <= claim.end
        assert 0.0 <= claim.confidence <= 1.0
