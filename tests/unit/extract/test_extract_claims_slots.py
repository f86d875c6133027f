"""Slots: each number finds its own names, by side, preposition and rank in a list."""

import pytest
from claims_text import claims_of, read

from kg.extract.claims.baseline import is_kind
from kg.extract.claims.reading import link
from kg.model import Mention


def test_each_number_finds_its_own_dataset() -> None:
    first, second = claims_of("We present Zephyr. It achieves 81.5% accuracy on ImageNet and 93.1% on CIFAR-10.")
    assert (first.dataset, second.dataset) == ("ImageNet", "CIFAR-10")


def test_respectively_pairs_two_lists() -> None:
    first, second = claims_of(
        "We present Zephyr. Zephyr improves accuracy by 1.5% and 2.5% on ImageNet and CIFAR-10, respectively."
    )
    assert (first.dataset, second.dataset) == ("ImageNet", "CIFAR-10")


def test_respectively_pairs_baselines() -> None:
    first, second = claims_of("We present Zephyr. Zephyr outperforms Breeze and Gust by 12.5% and 20.5%, respectively.")
    assert (first.baseline, second.baseline) == ("Breeze", "Gust")


def test_each_win_of_a_list_has_its_own_baseline() -> None:
    claims = claims_of("We present Zephyr. Zephyr beats Breeze by 87%, Gust by 131%, and ResNet by 55%.")
    assert [claim.baseline for claim in claims] == ["Breeze", "Gust", "ResNet"]


def test_a_gain_on_a_dataset_is_no_win_over_it() -> None:
    (claim,) = claims_of("We present Zephyr. Zephyr improves accuracy on ImageNet by 3.5%.")
    assert claim.baseline is None


@pytest.mark.parametrize(
    ("sentence", "baseline"),
    [
        ("Zephyr is 2.5x faster than existing methods.", "existing methods"),
        ("Zephyr achieves a 2.5x speedup over state-of-the-art systems.", "state-of-the-art systems"),
        ("Compared to Breeze, Zephyr reduces latency by 40%.", "Breeze"),
        ("Zephyr reaches 81.5% accuracy on ImageNet.", None),
    ],
)
def test_a_baseline_is_a_name_or_a_phrase(sentence: str, baseline: str | None) -> None:
    (claim,) = claims_of(f"We present Zephyr. {sentence}")
    assert claim.baseline == baseline


def test_the_subject_is_no_baseline() -> None:
    for claim in claims_of("We present Zephyr. Zephyr outperforms Zephyr by 12.5%."):
        assert claim.baseline != claim.subject or claim.subject is None


def test_a_task_stands_where_the_paper_names_it() -> None:
    (claim,) = claims_of("We present Zephyr for question answering. It achieves 81.5% accuracy.")
    assert claim.task == "question answering"


@pytest.mark.parametrize(
    ("sentence", "name", "expected"),
    [
        ("faster than the well-known Breeze", "Breeze", "than"),
        ("accuracy on ImageNet, and the CIFAR-10", "CIFAR-10", "on"),
        ("less memory compared to Breeze", "Breeze", "compared to"),
        ("Breeze is slow", "Breeze", "^"),
    ],
)
def test_what_a_name_hangs_on(sentence: str, name: str, expected: str) -> None:
    reading = read(sentence)
    at = next(i for i, ref in enumerate(reading.refs) if isinstance(ref, Mention) and ref.text == name)
    assert link(reading, at) == expected


def test_each_number_of_a_list_has_the_name_of_its_place() -> None:
    first, second = claims_of("We present Zephyr. Zephyr is 2x and 3x faster than Breeze and Gust, respectively.")
    assert (first.baseline, second.baseline) == ("Breeze", "Gust")


def test_a_baseline_is_the_name_that_a_phrase_leads_up_to() -> None:
    (claim,) = claims_of("We present Zephyr. Zephyr is 2x faster than the strongest baseline (Breeze).")
    assert claim.baseline == "Breeze"


@pytest.mark.parametrize(
    ("sentence", "name", "hangs_on"),
    [
        ("Zephyr is 2x faster than with Breeze", "Breeze", "than"),
        ("Zephyr has 2x lower latency compared to that of Breeze", "Breeze", "compared to"),
        ("Batches of Zephyr are 2x those of Breeze", "Breeze", "than"),
        ("Zephyr beats Breeze by 20%, Gust by 30%", "Gust", "by #"),
    ],
)
def test_what_stands_between_a_comparison_and_its_name_is_passed_over(sentence: str, name: str, hangs_on: str) -> None:
    reading = read(sentence)
    at = next(i for i, ref in enumerate(reading.refs) if isinstance(ref, Mention) and ref.text == name)
    assert link(reading, at) == hangs_on


def test_a_name_that_only_says_of_which_kind_others_are_is_no_baseline() -> None:
    reading = read("Zephyr is 2x faster than existing BERT models")
    assert is_kind(reading, next(i for i, word in enumerate(reading.words) if word == "<model>"))


def test_the_size_of_a_model_is_no_result() -> None:
    assert [claim.value for claim in claims_of("We present Zephyr. On ImageNet, ResNet 1.5x has 79.1% accuracy.")] == [
        79.1
    ]
