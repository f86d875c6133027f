"""Sentences of a paper's text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.document import Document, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Title\nWe win. It is fast.", ["A Title", "We win.", "It is fast."]),
        ("Is it fast? Yes! It is.", ["Is it fast?", "Yes!", "It is."]),
        ("It wins (by 2.5x). See Fig. 3.", ["It wins (by 2.5x).", "See Fig. 3."]),
        ("Smith et al. Show this.", ["Smith et al. Show this."]),
        ("We use tools, e.g. PyTorch, i.e. J. Doe's.", ["We use tools, e.g. PyTorch, i.e. J. Doe's."]),
        ("It needs $O(n)$. $k$ is small.", ["It needs $O(n)$.", "$k$ is small."]),
        ("version 2.0 of it. lower case goes on", ["version 2.0 of it. lower case goes on"]),
        ('He said "no." Then left.', ['He said "no."', "Then left."]),
        ("Wait... What?", ["Wait...", "What?"]),
        (
            "A Title\nWe win\neverything. It is\nfast, e.g.\nFast.",
            ["A Title", "We win\neverything.", "It is\nfast, e.g.\nFast."],
        ),
        ("A Title\nOne.\n  another paragraph\n\nand one", ["A Title", "One.", "another paragraph", "and one"]),
        ("", [""]),
        ("   ", ["   "]),
        ("\n\nOnly this", ["Only this"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet='aA.!? \n)"$(1', max_size=80))
def test_sentences_cover_everything_but_space(text: str) -> None:
    spans = sentence_spans(text)
    assert spans
    last = 0
    for start, end in spans:
        assert last <= start <= end <= len(text)
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


@given(st.text(alphabet="aA. \n", min_size=1, max_size=60), st.data())
def test_sentence_at_is_the_one_that_holds_the_offset(text: str, data: st.DataObject) -> None:
    document = Document(text, 0)
    offset = data.draw(st.integers(0, len(text) - 1))
    start, end = document.sentence_at(offset)
    assert (start, end) in document.sentences
    holding = [span for span in document.sentences if span[0] <= offset < span[1]]
    if holding:
        assert holding == [(start, end)]
    elif any(span[0] > offset for span in document.sentences):
        assert start > offset


@pytest.mark.parametrize("unit", [".", "?!", ". ", ".)", "\n", "A. ", ". (", "$"])
def test_a_megabyte_of_marks_is_read_in_one_pass(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert sentence_spans(text)[-1][1] <= len(text)
