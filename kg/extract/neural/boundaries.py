"""The names that the model marks and those that the rules find, made one list: better ends, doubtful ones out."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from kg.extract.neural.labels import TYPES
from kg.extract.neural.model import Floats
from kg.extract.neural.naming import Listed
from kg.model import EntityType, Mention

LEAST = {EntityType.METHOD: 0.7, EntityType.TASK: 0.7, EntityType.DATASET: 0.6}
"""How sure the model must be somewhere of a form of such a type; of other types it need only think it likeliest."""
LISTED_LEAST = 0.6
"""How sure a rule must be of a name that the model does not mark."""
NAME_LEAST = 0.05
"""How probable the model must think it that each word of such a name is part of one."""
_ELSEWHERE = 0.01


class Found(NamedTuple):
    """A name in the text: how probable each type is, how sure the name as a whole, and what found it."""

    text: str
    start: int
    end: int
    types: Floats
    chance: float
    rule: str


def without_doubtful(found: Iterable[Found]) -> list[Found]:
    """Those whose form the model is sure enough of in at least one place."""
    found = list(found)
    best: dict[str, float] = {}
    for one in found:
        best[one.text] = max(best.get(one.text, 0.0), one.chance)
    return [one for one in found if best[one.text] >= LEAST.get(TYPES[int(one.types.argmax())], 0.0)]


def widened(found: Iterable[Found], listed: Listed, text: str) -> list[Found]:
    """The same names, each as long as a name of the rules that it is a part of: ``BERT`` in ``BERT-base``."""
    ends: list[Found] = []
    for one in found:
        around = listed.around(one.start, one.end)
        start, end = (around.start, around.end) if around else (one.start, one.end)
        if not ends or start >= ends[-1].end:
            ends.append(one._replace(text=text[start:end], start=start, end=end))
    return ends


def with_listed(found: list[Found], names: Iterable[tuple[Mention, float]]) -> list[Found]:
    """The same and those names of the rules that overlap none of them; of each `names` gives the model's chance."""
    added = [
        Found(mention.text, mention.start, mention.end, _certain(mention.type), mention.confidence, mention.rule)
        for mention, chance in names
        if mention.confidence >= LISTED_LEAST and chance >= NAME_LEAST
    ]
    starts = [one.start for one in found]
    apart = []
    for one in added:
        after = bisect_right(starts, one.start)
        if (after and found[after - 1].end > one.start) or (after < len(found) and found[after].start < one.end):
            continue
        apart.append(one)
    return sorted([*found, *apart], key=lambda one: one.start)


def _certain(kind: EntityType) -> Floats:
    types = np.full(len(TYPES), _ELSEWHERE)
    types[TYPES.index(kind)] = 1 - _ELSEWHERE * (len(TYPES) - 1)
    return types
