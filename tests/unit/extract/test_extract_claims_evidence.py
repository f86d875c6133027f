"""Evidence: the clause of a number, never more than its sentence."""

import pytest
from claims_text import claims_of, read

from kg.extract.claims.evidence import Clauses


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        (
            "We present Zephyr. Zephyr is 2.5x faster than Breeze, while it keeps the same interface.",
            "Zephyr is 2.5x faster than Breeze",
        ),
        (
            "We present Zephyr. Serving is hard; Zephyr reduces latency by 40%.",
            "Zephyr reduces latency by 40%",
        ),
    ],
)
def test_the_clause_of_the_number(sentence: str, evidence: str) -> None:
    (claim,) = claims_of(sentence)
    assert claim.evidence == evidence


def test_a_clause_reaches_as_far_as_what_it_must_hold() -> None:
    reading = read("memory shrinks, while Zephyr needs 40% of it")
    start, end = Clauses(reading).span(reading.starts[0], reading.ends[-1])
    assert reading.text[start:end] == "memory shrinks, while Zephyr needs 40% of it"


def test_a_sentence_without_end_is_cut() -> None:
    reading = read("word " * 500 + "needs 40% less memory " + "word " * 500)
    at = reading.words.index("#")
    start, end = Clauses(reading).span(reading.starts[at], reading.ends[at])
    assert end - start <= 600
    assert start <= reading.starts[at] < reading.ends[at] <= end
