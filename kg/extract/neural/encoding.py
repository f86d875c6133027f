"""Text as the encoder reads it: words, their pieces, and the case that an uncased vocabulary loses.

A word is a run of letters and digits, or any other single character that is no space; its first piece stands for it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer[Any]]

WORD = re.compile(r"[^\W_]+|\S")
PADDING, UNKNOWN, START, END, MASK = "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"
"""Pieces that stand for no text, as BERT's vocabulary writes them."""
MAX_PIECES = 510
"""Pieces of text that the encoder takes at once; `START` and `END` come on top."""
CASES = 16
"""Eight cases, without and with a space before the word."""
_NO_CASE = CASES - 1
_SPACED = 8
_LONGEST_WORD = 64
_REMEMBERED = 100_000


def case_of(word: str) -> int:
    """The case of a word, from 0 to 7.

    >>> [case_of(word) for word in ("net", "Net", "GPU", "PyTorch", "42", "T4", "%", "\u4e2d")]
    [0, 1, 2, 3, 4, 5, 6, 7]
    """
    if word.isdigit():
        return 4
    if not word.isalnum():
        return 6
    if any(map(str.isdigit, word)):
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if word[0].isupper() and word[1:].islower():
        return 1
    return 3 if any(map(str.isupper, word)) else 7


class Window(NamedTuple):
    """What the encoder reads at once: a stretch of the text's words as pieces.

    `words` (n, 2) holds the words' offsets in the whole text, `first` the place of each word's first piece in `ids`.
    """

    words: Integers
    ids: Integers
    cases: Integers
    first: Integers


class Vocabulary:
    """The pieces that words are made of, in the order of the word embedding's rows."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = tuple(pieces)
        self.ids = {piece: number for number, piece in enumerate(self.pieces)}
        self.split = lru_cache(_REMEMBERED)(self._split)

    def _split(self, word: str) -> tuple[int, ...]:
        """The longest pieces of a word from left to right, without case and diacritics, as BERT's tokenizer cuts it."""
        if len(word) > _LONGEST_WORD:
            return (self.ids[UNKNOWN],)
        form = word.lower()
        if not form.isascii():
            decomposed = unicodedata.normalize("NFD", form)
            form = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
        found: list[int] = []
        start = 0
        while start < len(form):
            for end in range(len(form), start, -1):
                piece = form[start:end] if start == 0 else f"##{form[start:end]}"
                if (number := self.ids.get(piece)) is not None:
                    break
            else:
                return (self.ids[UNKNOWN],)
            found.append(number)
            start = end
        return tuple(found) or (self.ids[UNKNOWN],)

    def windows(self, text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[Window]:
        """The text in as few windows as hold it; a text that is too long for one is cut between sentences.

        A sentence that is too long itself is cut between words. A text without words gives no window.
        """
        bounds = [end for _, end in sentences]
        words: list[tuple[int, int]] = []
        pieces: list[tuple[int, ...]] = []
        cases: list[int] = []
        size = sentence = sentence_word = sentence_size = 0
        before = -1
        for match in WORD.finditer(text):
            start, end = match.span()
            while sentence < len(bounds) and start >= bounds[sentence]:
                sentence += 1
                sentence_word, sentence_size = len(words), size
            found = self.split(match.group())
            if size + len(found) > MAX_PIECES:
                cut, kept = (sentence_word, sentence_size) if sentence_word else (len(words), size)
                yield self._window(words[:cut], pieces[:cut], cases[:cut])
                words, pieces, cases = words[cut:], pieces[cut:], cases[cut:]
                size -= kept
                sentence_word = sentence_size = 0
            words.append((start, end))
            pieces.append(found)
            cases.append(case_of(match.group()) + (0 if start == before else _SPACED))
            size += len(found)
            before = end
        if words:
            yield self._window(words, pieces, cases)

    def _window(self, words: list[tuple[int, int]], pieces: list[tuple[int, ...]], cases: list[int]) -> Window:
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        ids = [self.ids[START], *(number for word in pieces for number in word), self.ids[END]]
        spread = np.full(len(ids), _NO_CASE, np.int64)
        spread[1:-1] = np.repeat(np.array(cases, np.int64), lengths)
        first = np.concatenate(([1], 1 + np.cumsum(lengths)[:-1]))
        return Window(np.array(words, np.int64).reshape(-1, 2), np.array(ids, np.int64), spread, first)
