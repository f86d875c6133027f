"""What stands between a number and a name: small integers, each with a learned weight for every slot of a claim."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.extract.neural.encoding import Integers
from kg.extract.neural.labels import TYPES

_CUES = (
    "than over compared against vs on with for of in to from by using and via while from outperforms outperforming "
    "surpasses surpassing relative versus across ( : our the ,"
).split()
_CUE_IDS = {cue: number for number, cue in enumerate(_CUES, 1)}
_CARRIED = _CUE_IDS.keys() - {"the", ",", "and", "our", "("}
"""Cues that reach over the words between them and a name."""
_BREAKS = frozenset(", ; ( ) while whereas but and which".split())
_COMPARING = frozenset(
    "than over compared against versus vs relative outperforms outperforming surpasses surpassing baseline "
    "baselines".split()
)
_EDGES = np.array([0, 1, 2, 3, 4, 6, 9, 14, 24, 49])
_FAR = len(_EDGES) + 1
_BACK = 5
_MOST_BREAKS = 4
_MOST_BETWEEN = 5

SIZES = (2 * _FAR, 8, 1 + 2 * len(TYPES), len(_CUES) + 1, len(_CUES) + 1, _MOST_BREAKS + 1, 4, _MOST_BETWEEN + 1)
"""How many values each feature has: distance, sentences apart, type, the word before the name, the cue before it,
breaks between, comparing words between, names of its type between."""

REACH = 32
"""Words to each side of a number whose distance counts when its metric is looked for."""


def features(words: Sequence[str], sentences: Integers, numbers: Integers, mentions: Integers) -> NDArray[np.int64]:
    """The features (numbers, mentions, `SIZES`) of each number and mention.

    Args:
        words: The words in lower case.
        sentences: The sentence of each word; the title is 0.
        numbers: First and last word of each.
        mentions: First word, last word and type of each.
    """
    if not len(numbers) or not len(mentions):
        return np.zeros((len(numbers), len(mentions), len(SIZES)), np.int64)
    first, last = numbers[:, :1], numbers[:, 1:2]
    starts, ends, types = mentions.T
    after = starts > last
    gap = np.where(after, starts - last, first - ends)
    low = np.where(after, last, ends)
    high = np.where(after, starts, first)
    low, high = np.minimum(low, high), np.maximum(low, high)
    before = np.array([_CUE_IDS.get(words[start - 1], 0) if start else 0 for start in starts])
    carried = np.array([_carried(words, start) for start in starts])
    columns = (
        np.searchsorted(_EDGES, np.maximum(gap, 0)) + np.where(after, _FAR, 0),
        _apart(sentences[starts], sentences[first]),
        1 + types + np.where(after, len(TYPES), 0),
        np.broadcast_to(before, gap.shape),
        np.broadcast_to(carried, gap.shape),
        np.minimum(_between(words, _BREAKS, low, high), _MOST_BREAKS),
        np.minimum(_between(words, _COMPARING, low, high), 1) + np.where(after, 2, 0),
        _same_between(first, last, starts, ends, types),
    )
    found: NDArray[np.int64] = np.stack(columns, axis=-1).astype(np.int64)
    return found


def distances(numbers: Integers, words: int) -> NDArray[np.int64]:
    """How far each word stands from each number's first, from 0 to ``2 * REACH - 1``."""
    apart: NDArray[np.int64] = np.arange(words)[None, :] - numbers[:, :1] + REACH
    return np.clip(apart, 0, 2 * REACH - 1)


def _carried(words: Sequence[str], start: int) -> int:
    """The nearest cue among the words before a name."""
    for at in range(start - 1, max(-1, start - _BACK - 1), -1):
        if words[at] in _CARRIED:
            return _CUE_IDS[words[at]]
    return 0


def _apart(mentions: Integers, numbers: Integers) -> Integers:
    """0 the same sentence, 1 the one before, 2 two before, 3 the next, 4 further back, 5 further on, 7 the title."""
    difference = mentions - numbers
    place = np.select([difference == 0, difference == -1, difference == -2, difference == 1, difference < 0],
                      [0, 1, 2, 3, 4], 5)  # fmt: skip
    return np.where((mentions == 0) & (difference != 0), 7, place)


def _between(words: Sequence[str], kinds: frozenset[str], low: Integers, high: Integers) -> Integers:
    """How many words of `kinds` stand after word `low` and before word `high`."""
    counted = np.cumsum([word in kinds for word in words])
    between: Integers = np.maximum(counted[np.maximum(high - 1, 0)] - counted[low], 0)
    return between


def _same_between(first: Integers, last: Integers, starts: Integers, ends: Integers, types: Integers) -> Integers:
    """How many names of a mention's own type stand between it and the number."""
    low, high = np.minimum(last, ends), np.maximum(first, starts)
    between = (starts > low[..., None]) & (ends < high[..., None]) & (types == types[:, None])
    count: Integers = np.minimum(between.sum(-1), _MOST_BETWEEN)
    return count
