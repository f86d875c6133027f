"""Readings: a sentence in items, its lists, and its noun phrases."""

from claims_text import read
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.claims.phrases import all_phrases
from kg.extract.claims.reading import NUMBER, Reading, following
from kg.model import Quantity


def test_names_and_numbers_are_one_item_each() -> None:
    assert read("Zephyr reaches 81.5% on ImageNet.").words == ["<library>", "reaches", NUMBER, "on", "<dataset>", "."]


def test_latex_and_the_possessive_are_no_words() -> None:
    assert read(r"Breeze's \textbf{peak} memory").words == ["<library>", "peak", "memory"]


def test_lists_run_over_commas_and_articles() -> None:
    words = ["<model>", ",", "the", "<model>", ",", "and", "<model>", "with", "<model>"]
    assert following(words, 0, 1) == 3
    assert following(words, 3, 1) == 6
    assert following(words, 6, 1) is None
    assert following(words, 3, -1) == 0


def test_phrases_leave_articles_and_praise_out() -> None:
    reading = read("It achieves a significantly higher top-1 accuracy and the best peak memory of 3.5 GB")
    found = [reading.span(phrase.first, phrase.last) for phrase in all_phrases(reading)]
    assert "peak memory" in found


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(1, 9)), max_size=5))
def test_items_stand_in_text_order_and_never_overlap(text: str, spans: list[tuple[int, int]]) -> None:
    quantities = [
        Quantity(start=start, end=start + length, value=1.0) for start, length in spans if start + length <= len(text)
    ]
    reading = Reading(text, 0, len(text), quantities, [])
    ends = [0, *reading.ends]
    assert all(end <= start for end, start in zip(ends, reading.starts, strict=False))
    for phrase in all_phrases(reading):
        assert 0 <= phrase.first <= phrase.last < len(reading.words)
