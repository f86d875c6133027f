"""Where words, names and numbers of a window stand in its document."""

import numpy as np

from kg.extract.document import Document
from kg.extract.neural.encoding import Integers


def sentences_of(document: Document, words: Integers) -> Integers:
    """The sentence of each word; the title is 0."""
    starts = np.array([start for start, _ in document.sentences])
    return np.searchsorted(starts, words[:, 0], side="right") - 1


def places_of(sentences: Integers, count: int) -> Integers:
    """Whether names stand in the title (0), the first sentence (1), between (2) or the last of `count` (3)."""
    return np.select([sentences == 0, sentences == 1, sentences == count - 1], [0, 1, 3], 2).astype(np.int64)


def word_span(words: Integers, start: int, end: int) -> tuple[int, int] | None:
    """First and last word that overlap the characters from `start` to `end`; None where there is none."""
    first = int(np.searchsorted(words[:, 1], start, side="right"))
    last = int(np.searchsorted(words[:, 0], end, side="left")) - 1
    return (first, last) if first <= last < len(words) else None
