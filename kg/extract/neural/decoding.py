"""The model's probabilities to finds: tags to names, a slot's row to the thing that fills it, words to a metric."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kg.extract.neural.encoding import Integers
from kg.extract.neural.labels import TAGS
from kg.extract.neural.model import Floats

_NEVER = -1e4
_EDGE = 1e-9
_LATER = np.arange(len(TAGS)) % 2 == 0
_LATER[0] = False
"""Which tags go on with a name."""
_FOLLOWS = np.zeros((len(TAGS), len(TAGS)))
for _tag in np.flatnonzero(_LATER):
    _FOLLOWS[:, _tag] = _NEVER
    _FOLLOWS[[_tag - 1, _tag], _tag] = 0.0

METRIC_WORD = 0.4
"""From this probability on, a word beside the likeliest one is part of the metric too."""
METRIC_LEAST = 0.1
"""Below it, even the likeliest word is none."""


class Span(NamedTuple):
    """A name as words of a window, both ends included: how probable each type is, and the whole of it."""

    first: int
    last: int
    types: Floats
    chance: float


def best_path(tags: Floats) -> list[int]:
    """The likeliest tags of which none goes on with a name that did not begin (Viterbi).

    >>> odd = np.full((2, len(TAGS)), 0.01); odd[0, 0] = odd[1, 2] = 0.6; odd[0, 1] = 0.3; best_path(odd)
    [1, 2]
    """
    greedy = tags.argmax(1)
    before = np.concatenate(([0], greedy[:-1]))
    if not (_LATER[greedy] & (before != greedy) & (before != greedy - 1)).any():
        return [int(tag) for tag in greedy]
    logs = np.log(tags + _EDGE)
    score = np.where(_LATER, _NEVER, logs[0])
    came: list[Integers] = []
    for row in logs[1:]:
        reached = score[:, None] + _FOLLOWS
        came.append(reached.argmax(0))
        score = reached.max(0) + row
    path = [int(score.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    return path[::-1]


def spans(tags: Floats) -> list[Span]:
    """The names that a window's tags mark, in order."""
    found: list[Span] = []
    start = -1
    for at, tag in enumerate([*best_path(tags), 0] if len(tags) else []):
        later = bool(_LATER[tag])
        if start >= 0 and not later:
            kind = tags[start:at, 1::2].copy()
            kind[1:] = tags[start + 1 : at, 2::2]
            likely = np.exp(np.log(kind + _EDGE).mean(0))
            found.append(Span(start, at - 1, likely, float(likely.max())))
            start = -1
        if tag and not later:
            start = at
    return found


def fill(row: Floats, groups: Sequence[int]) -> int | None:
    """The group that most likely fills a slot, None for an empty one.

    Args:
        row: The probability of an empty slot, then of each mention.
        groups: The group of each mention.
    """
    if not len(groups):
        return None
    sums = np.bincount(groups, weights=row[1:])
    best = int(sums.argmax())
    return best if sums[best] > row[0] else None


def metric_words(chances: Floats) -> tuple[int, int] | None:
    """First and last word of the metric among a sentence's words; None where no word is likely."""
    first = last = int(chances.argmax())
    if chances[first] < METRIC_LEAST:
        return None
    while first and chances[first - 1] > METRIC_WORD:
        first -= 1
    while last + 1 < len(chances) and chances[last + 1] > METRIC_WORD:
        last += 1
    return first, last
