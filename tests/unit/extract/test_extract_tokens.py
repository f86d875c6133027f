"""The tokenizer of the spaCy pipeline."""

import re

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from kg.extract.tokens import TOKENIZER, WordTokenizer

TOKENIZE = WordTokenizer(Vocab())
ENCODABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("PyTorch-based", ["PyTorch", "-", "based"]),
        ("2.5x on A100s!", ["2", ".", "5x", "on", "A100s", "!"]),
        ("a  b\nc", ["a", " ", "b", "\n", "c"]),
        ("snake_case", ["snake", "_", "case"]),
        (" leading", [" ", "leading"]),
        ("Über $χ$", ["Über", "$", "χ", "$"]),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in TOKENIZE(text)] == tokens


@given(ENCODABLE)
def test_the_text_is_kept_exactly(text: str) -> None:
    assert TOKENIZE(text).text == text


@given(ENCODABLE)
def test_tokens_end_wherever_a_word_may_end(text: str) -> None:
    doc = TOKENIZE(text)
    bounds = {token.idx for token in doc} | {token.idx + len(token) for token in doc}
    for word in re.finditer(r"[^\W_]+", text):
        assert {word.start(), word.end()} <= bounds


def test_it_is_found_by_name() -> None:
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    assert isinstance(nlp.tokenizer, WordTokenizer)
