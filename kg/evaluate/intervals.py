"""How far figures would move if other papers of the same kind had been annotated."""

from collections.abc import Sequence

import numpy as np

from kg.evaluate.records import SLOTS
from kg.evaluate.scores import MEASURES, SLOT, Counts, Key, Tally

DRAWS = 2000
SHARE = 0.95
_SEED = 0
_NONE = Tally()

Interval = tuple[float, float]


def intervals(papers: Sequence[Counts]) -> dict[Key, Interval]:
    """The middle 95 % of each measure's F1, and of each slot's accuracy, over draws of the papers.

    The percentile bootstrap (Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 13): as many
    papers as there are, drawn with replacement, `DRAWS` times, from a fixed seed. A paper is drawn as a whole, since
    what stands in one paper is right or wrong together. A slot that no paper's annotation fills has no interval.
    """
    slots: list[Key] = [(SLOT, slot) for slot in SLOTS]
    keys = [*((measure, None) for measure in MEASURES), *(key for key in slots if any(key in one for one in papers))]
    table = np.array([[_row(counts.get(key, _NONE)) for key in keys] for counts in papers], float)
    rng = np.random.default_rng(_SEED)
    f1 = np.empty((DRAWS, len(keys)))
    for draw in range(DRAWS):
        times = np.bincount(rng.integers(0, len(papers), len(papers)), minlength=len(papers))
        right, of = np.tensordot(times, table, axes=1).T
        f1[draw] = 2 * right / np.maximum(of, 1)
    low, high = np.percentile(f1, [50 * (1 - SHARE), 50 * (1 + SHARE)], axis=0)
    return {key: (float(a), float(b)) for key, a, b in zip(keys, low, high, strict=True)}


def _row(tally: Tally) -> tuple[int, int]:
    """What F1 is made of, ``2 * right / (predicted + gold)``; for a slot, where both are the same, it is accuracy."""
    return tally.right, tally.predicted + tally.gold
