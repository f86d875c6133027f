"""Text to pieces, case and windows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.document import sentence_spans
from kg.extract.neural.encoding import (
    CASES,
    END,
    MASK,
    MAX_PIECES,
    PADDING,
    START,
    UNKNOWN,
    WORD,
    Vocabulary,
    Window,
    case_of,
)  # fmt: skip

PIECES = (PADDING, UNKNOWN, START, END, MASK, *"abcdefgx", "##g", "##x", "deep", "##net", ".", "-", "cafe")


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(PIECES)


def windows(vocabulary: Vocabulary, text: str) -> list[Window]:
    return list(vocabulary.windows(text, sentence_spans(text)))


def pieces(vocabulary: Vocabulary, window: Window) -> list[str]:
    return [vocabulary.pieces[number] for number in window.ids]


def test_words_are_cut_into_the_longest_known_pieces(vocabulary: Vocabulary) -> None:
    (window,) = windows(vocabulary, "DeepNet. a-b")
    assert pieces(vocabulary, window) == [START, "deep", "##net", ".", "a", "-", "b", END]
    assert window.words.tolist() == [[0, 7], [7, 8], [9, 10], [10, 11], [11, 12]]


def test_the_first_piece_stands_for_its_word(vocabulary: Vocabulary) -> None:
    (window,) = windows(vocabulary, "DeepNet a")
    assert window.first.tolist() == [1, 3]


@pytest.mark.parametrize("word", ["zebra", "deepz", "\u4e2d", "a" * 65])
def test_a_word_with_an_unknown_part_is_unknown_as_a_whole(vocabulary: Vocabulary, word: str) -> None:
    assert vocabulary.split(word) == (vocabulary.ids[UNKNOWN],)


def test_diacritics_are_left_out(vocabulary: Vocabulary) -> None:
    assert vocabulary.split("Café") == (vocabulary.ids["cafe"],)


def test_case_tells_what_the_pieces_lose_and_whether_a_space_stands_before(vocabulary: Vocabulary) -> None:
    (window,) = windows(vocabulary, "DeepNet a-b")
    glued, spaced = 0, CASES // 2
    inner_capital, punctuation, lower = case_of("DeepNet"), case_of("-"), case_of("a")
    assert window.cases.tolist() == [
        CASES - 1,
        inner_capital + spaced,
        inner_capital + spaced,
        lower + spaced,
        punctuation + glued,
        lower + glued,
        CASES - 1,
    ]


def test_a_long_text_is_cut_between_sentences(vocabulary: Vocabulary) -> None:
    sentence = "Deepnet a b cafe. "
    text = (sentence * 120).strip()
    found = windows(vocabulary, text)
    assert len(found) == 2
    assert all(text[window.words[-1][0] : window.words[-1][1]] == "." for window in found)


def test_a_sentence_that_is_too_long_is_cut_between_words(vocabulary: Vocabulary) -> None:
    text = "deepnet " * (MAX_PIECES // 2 + 7)
    found = windows(vocabulary, text)
    assert [len(window.words) for window in found] == [MAX_PIECES // 2, 7]


@pytest.mark.parametrize("text", ["", " \n ", "_"[:0]])
def test_a_text_without_words_gives_no_window(vocabulary: Vocabulary, text: str) -> None:
    assert windows(vocabulary, text) == []


@given(st.text(alphabet="aAbz9 .\n-\u00e9\u0130\ud83d\ude00", max_size=1500))
def test_every_word_is_in_one_window_and_no_window_is_too_long(text: str) -> None:
    vocabulary = Vocabulary(PIECES)
    found = windows(vocabulary, text)
    spans = [tuple(span) for window in found for span in window.words.tolist()]
    assert spans == [match.span() for match in WORD.finditer(text)]
    for window in found:
        assert len(window.ids) == len(window.cases) <= MAX_PIECES + 2
        assert window.ids[0] == vocabulary.ids[START] and window.ids[-1] == vocabulary.ids[END]
        assert np.all(np.diff(window.first) > 0) and window.first[0] == 1
