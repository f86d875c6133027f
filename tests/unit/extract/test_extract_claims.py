"""Claims: results told from other numbers, their kinds, and what they are about."""

import pytest
from claims_text import claims_of
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.claims import find_claims
from kg.extract.document import Document
from kg.model import EntityType, Mention, Quantity


def test_a_speedup_with_its_baseline_and_device() -> None:
    (claim,) = claims_of("We present Zephyr. Experiments show that Zephyr is 2.5x faster than Breeze on an A100 GPU.")
    assert (claim.kind, claim.value, claim.unit) == ("speedup", 2.5, "x")
    assert (claim.subject, claim.baseline, claim.hardware) == ("Zephyr", "Breeze", "A100")
    assert (claim.ratio, claim.direction) == (2.5, "better")


def test_a_score_with_its_dataset_and_metric() -> None:
    (claim,) = claims_of("We present Zephyr. It achieves 81.5% top-1 accuracy on ImageNet.")
    assert (claim.kind, claim.dataset, claim.metric) == ("quality", "ImageNet", "top-1 accuracy")
    assert claim.ratio is None


@pytest.mark.parametrize(
    ("sentence", "kind", "metric"),
    [
        ("It reduces peak memory by 40% at the same accuracy.", "memory", "peak memory"),
        ("It reduces inference latency by 40% while it improves accuracy.", "speedup", "inference latency"),
        ("It uses 40% fewer parameters than Breeze.", "size", "parameters"),
        ("It lowers energy consumption by 3.5x compared to Breeze.", "energy", "energy consumption"),
        ("It answers a request with a latency of 12 ms on a Xeon CPU.", "time", "latency"),
        ("It runs at 61 FPS on an A100 GPU.", "throughput", "FPS"),
    ],
)
def test_the_kind_follows_from_what_is_measured(sentence: str, kind: str, metric: str) -> None:
    (claim,) = claims_of(f"We present Zephyr. {sentence}")
    assert (claim.kind, claim.metric) == (kind, metric)


@pytest.mark.parametrize(
    "sentence",
    [
        "The dataset consists of 3.5 million images.",
        "Zephyr was trained on a corpus of 2.5 TB of text.",
        "In 2021, serving was slow.",
    ],
)
def test_figures_of_the_set_up_are_no_claims(sentence: str) -> None:
    assert claims_of(f"We present Zephyr. {sentence} We release it.") == []


def test_the_figure_of_the_competitor_is_no_claim() -> None:
    claims = claims_of("We present Zephyr. It achieves 81.5% accuracy on ImageNet, compared to 79.1% for Breeze.")
    assert [claim.value for claim in claims] == [81.5]


def test_a_qualifier_serves_its_whole_list() -> None:
    claims = claims_of("We present Zephyr. Zephyr achieves speedups of up to 2.5x and 3.1x over Breeze.")
    assert [claim.qualifier for claim in claims] == ["up to", "up to"]


def test_no_numbers_no_claims() -> None:
    assert claims_of("We present Zephyr, which serves models.") == []


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
