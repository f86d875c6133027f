"""What the words round a number say happened: faster, less, more, left, ... (`units.Change`).

The same word says different things of different measures: "3x lower" is LESS of a latency and WEAKER of a throughput,
and "20% better" is good of both. So a word tells a direction, and the metric tells whether less of it is wanted.
"""

from collections.abc import Sequence
from enum import Enum, auto

from kg.extract.claims.measures import measure
from kg.extract.claims.reading import NUMBER, Reading, stem
from kg.model import ClaimKind, Quantity
from kg.units import Change


class _Sense(Enum):
    FASTER = auto()
    SLOWER = auto()
    UP = auto()
    DOWN = auto()
    GOOD = auto()
    BAD = auto()


def _senses(words: dict[_Sense, str]) -> dict[str, _Sense]:
    return {stem(word): sense for sense, listed in words.items() for word in listed.split()}


_COMPARATIVES = _senses(
    {
        _Sense.FASTER: "faster quicker sooner speedup speedups speed-up speed-ups acceleration",
        _Sense.SLOWER: "slower slowdown slowdowns slow-down",
        _Sense.UP: "more higher larger greater longer bigger increase increases above growth",
        _Sense.DOWN: "less lower fewer smaller shorter cheaper lighter reduction reductions decrease "
        "decreases saving savings drop drops decline declines below",
        _Sense.GOOD: "better improvement improvements gain gains enhancement",
        _Sense.BAD: "worse degradation loss deterioration",
    }
)
"""Words that tell only of the number that they stand beside."""

_VERBS = _senses(
    {
        _Sense.FASTER: "accelerates accelerate accelerating accelerated",
        _Sense.UP: "increased increasing raises raising raised extends extending extended grows grew "
        "grown rises rose boosts boost boosting boosted adds add adding added incurs incur "
        "incurring additional extra",
        _Sense.DOWN: "reduces reduce reduced reducing decreased decreasing cuts cut cutting saves save "
        "saved lowers lowering lowered dropping dropped shrinks shrink shrinking compresses "
        "compress compressing compressed fell falls shortens shortening minimizes minimizing "
        "eliminates eliminating removes removing",
        _Sense.GOOD: "improves improve improved improving outperforms outperform outperforming surpasses "
        "surpass surpassing exceeds exceeding enhances enhancing enhanced beats beating",
        _Sense.BAD: "degrades degrade degrading degraded worsens",
    }
)
"""Words that tell of every number of a list: "reduces latency by 30% and memory by 20%"."""

_SPELLED = {"hal": _Sense.DOWN, "dou": _Sense.UP, "twi": _Sense.UP, "tri": _Sense.UP, "qua": _Sense.UP}
"""Numbers that are verbs: "halving the cost", "doubles throughput"; by their first three letters."""

_COST = frozenset(
    map(
        stem,
        "time times latency latencies runtime overhead delay duration memory footprint storage traffic cost "
        "costs energy power consumption carbon emissions parameters params weights size flops macs tokens "
        "calls steps ops compute computation communication error errors perplexity loss mse mae rmse fid wer "
        "cer eer lpips mape hallucination hallucinations variance usage data samples requests complexity "
        "budget length forgetting violations failures iterations queries resources ops".split(),
    )
)
_BENEFIT = frozenset(map(stem, "efficiency efficient throughput bandwidth speed utilization ratio capacity".split()))
_CHANGES = frozenset(map(stem, "saving savings reduction reductions decrease compression overheads".split()))
_COST_KINDS = frozenset((ClaimKind.MEMORY, ClaimKind.ENERGY, ClaimKind.COST, ClaimKind.SIZE, ClaimKind.TIME))
_BENEFIT_KINDS = frozenset((ClaimKind.SCALE, ClaimKind.THROUGHPUT))
_NOUNS = frozenset(
    map(
        stem,
        "speedup speedups speed-up acceleration increase growth reduction reductions decrease saving savings drop "
        "decline improvement improvements gain gains enhancement degradation loss".split(),
    )
)
"""Those of the comparatives that serve a list too: "gains of 5% in speed and 3% in accuracy"."""
_AHEAD = frozenset("by up to of over about around nearly almost a an further another".split())
_ONLY = frozenset("only just merely".split())
_TAKES = _ONLY | frozenset(
    "to at uses using use requires requiring require needs needing with consumes consuming keeps keeping retains "
    "retaining preserves preserving maintains maintaining".split()
)
_BOUNDS = frozenset("than above below over under".split())
"""Right before a number, these only bound it: "a reduction of more than 3x"."""
_ONLY_BEFORE = frozenset("more less above below".split())
"""They tell only of what follows: "more importantly, memory is at 30%"."""
_WHOLES = frozenset("peak theoretical ideal maximum roofline".split())
"""A share of these is no change of anything: "52% of peak"."""
_LIST_MARKS = frozenset((",", "and", "or", "/", "&"))
_REACHES = frozenset(map(stem, "recovers reaches achieves attains".split()))
_RIGHT = 5
_LEFT = 14


def read_change(reading: Reading, position: int, kind: ClaimKind, metric: str | None) -> Change | None:
    """The change that the number at `position` stands for, None where the words tell of none."""
    quantity = reading.refs[position]
    assert isinstance(quantity, Quantity)
    costly = _is_cost(kind, metric)
    if quantity.base is not None:
        return Change.LESS if costly else Change.MORE
    if quantity.unit not in ("x", "%"):
        return None
    first, last = _list_of(reading, position)
    told = _sense(reading, first, last, position)
    if told is _Sense.FASTER:
        return Change.FASTER
    if told is _Sense.SLOWER:
        return Change.SLOWER
    if told is not _Sense.UP and _is_share(reading, first, last, costly):
        if not _WHOLES.isdisjoint(reading.words[last + 1 : last + 6]):
            return None
        return Change.LEFT if costly else Change.KEPT
    if told is None:
        return _untold(kind, quantity, costly, by=bool(first) and reading.words[first - 1] == "by")
    if costly is None and told in (_Sense.UP, _Sense.DOWN):
        if kind is ClaimKind.SPEEDUP:  # what is reduced where speed is won is a cost
            return Change.FASTER if told is _Sense.UP else Change.LESS
        return None
    if told is _Sense.DOWN or (told is _Sense.GOOD and costly) or (told is _Sense.BAD and not costly):
        return Change.LESS if costly else Change.WEAKER
    if costly:
        return Change.COSTLIER
    return Change.FASTER if kind is ClaimKind.SPEEDUP else Change.MORE


def _untold(kind: ClaimKind, quantity: Quantity, costly: bool | None, *, by: bool) -> Change | None:
    """The change where no word tells it: a bare "3x" or "by 30%" of these kinds is a gain, a fraction what is left."""
    if quantity.unit != "x":
        if not by or kind is not ClaimKind.SPEEDUP:
            return None
        return Change.LESS if costly else Change.FASTER
    if quantity.value < 1:
        return Change.LEFT if costly else Change.KEPT
    if kind is ClaimKind.SPEEDUP:
        return Change.FASTER
    if kind in (ClaimKind.MEMORY, ClaimKind.ENERGY, ClaimKind.SIZE):
        return Change.LESS
    return Change.MORE if kind in _BENEFIT_KINDS else None


def _is_cost(kind: ClaimKind, metric: str | None) -> bool | None:
    """Whether one wants less of what is measured: the last telling word of the metric says, else the kind.

    The kind says what the text makes of a word that can be both: a longer sequence is wanted where it tells of scale,
    and what is saved of a cost is wanted less of, though it be called after agents or accuracy. None for a quality or a
    speed of which neither tells: a "score" is wanted, a "gap" perhaps not.
    """
    if kind in _BENEFIT_KINDS:
        return False
    for word in reversed((metric or "").lower().replace("-", " ").split()):
        stemmed = stem(word)
        if stemmed in _CHANGES or word.endswith("ly"):
            continue
        if stemmed in _COST:
            return True
        if stemmed in _BENEFIT:
            return False
        if kind not in _COST_KINDS and measure(stemmed) in ("quality", "scale"):
            return False
    if kind in (ClaimKind.QUALITY, ClaimKind.SPEEDUP):
        return None
    return kind in _COST_KINDS


def _list_of(reading: Reading, position: int) -> tuple[int, int]:
    """Where the list of numbers begins and ends that the one at `position` stands in: "more than 5% and 8%"."""
    own = reading.refs[position]
    assert isinstance(own, Quantity)
    ends = [position, position]
    if own.group is not None:
        for side, step in ((0, -1), (1, 1)):
            at = position + step
            while 0 <= at < len(reading.words):
                ref = reading.refs[at]
                if isinstance(ref, Quantity) and ref.group == own.group:
                    ends[side] = at
                elif reading.words[at] not in _LIST_MARKS:
                    break
                at += step
    first, last = ends
    if first and reading.words[first - 1] in _BOUNDS:
        first -= 2 if reading.words[first - 1] == "than" and first > 1 else 1
    return first, last


def sense(reading: Reading, position: int) -> str:
    """In a word what the text says of the number at `position`: that things are faster, up, down, good, bad, or none.

    A number of which nothing is said is seldom compared with anything.
    """
    told = _sense(reading, *_list_of(reading, position), position)
    return told.name.lower() if told else "none"


def _sense(reading: Reading, first: int, last: int, position: int) -> _Sense | None:
    """What the first word close on the right says, else a spelled number itself, else the last word on the left.

    The right and left are those of the list from `first` to `last` that the number at `position` stands in.
    """
    words = reading.words
    for at, word in enumerate(words[last + 1 : last + 1 + _RIGHT]):
        if word in (NUMBER, ",", ";", ".", ")", "and", "while"):
            break
        found = _COMPARATIVES.get(stem(word))
        if found is None and not at and word.endswith("ed"):  # "20% reduced cost"
            found = _VERBS.get(stem(word))
        if found is not None:
            return found
    start = reading.starts[position]
    spelled = _SPELLED.get(reading.text[start : start + 3].lower())
    if spelled is not None:
        return spelled
    listed: dict[str, _Sense] | None = None  # once another number is passed: what serves them both
    for at in range(first - 1, max(-1, first - 1 - _LEFT), -1):
        word = words[at]
        if word in (";", "."):
            break
        if word == NUMBER and listed is None:
            listed = _VERBS | _PARALLEL if _goes_on(words, first) else _VERBS
        if word in _ONLY_BEFORE:
            continue
        found = (_BEFORE if listed is None else listed).get(stem(word))
        if found is not None:
            return found
    return None


def _goes_on(words: Sequence[str], at: int) -> bool:
    """Whether the number at `at` goes on a list: "..., and up to 5%"."""
    while at and words[at - 1] in _AHEAD:
        at -= 1
    return bool(at) and words[at - 1] in _LIST_MARKS


_BEFORE = _COMPARATIVES | _VERBS
_PARALLEL = {word: found for word, found in _COMPARATIVES.items() if word in _NOUNS}


def _is_share(reading: Reading, first: int, last: int, costly: bool | None) -> bool:
    """Whether the number is what is left of a whole: "only 7% of", "to 30% of", "with 0.2x the data"."""
    words = reading.words
    before = words[first - 1] if first else ""
    if before == "to" and words[max(0, first - 2)] == "up":
        return False
    after = words[last + 1 : last + 4]
    if after and after[0] in ("of", "as", "the") and (before in _TAKES or (not costly and stem(before) in _REACHES)):
        return True
    return bool(costly) and before in _ONLY and not any(stem(word) in _COMPARATIVES for word in after)
