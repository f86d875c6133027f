"""What stands round a number: the named cues from which result, kind and phase are told."""

import re
from functools import lru_cache

from kg.extract.claims.measures import measure
from kg.extract.claims.reading import NUMBER, REACH, Reading, link, stem
from kg.extract.document import Document
from kg.model import ClaimKind, Quantity

_NEAR = 8
"""How many words on each side of a number make cues."""

_UNIT_CLASS = {
    **dict.fromkeys(("ns", "us", "ms", "s", "min", "h", "d", "weeks", "months", "years"), "time"),
    **dict.fromkeys(("B", "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "bits"), "bytes"),
    **dict.fromkeys(("uW", "mW", "W", "kW", "MW"), "power"),
    **dict.fromkeys(("pJ", "nJ", "uJ", "mJ", "J", "kJ", "MJ", "mWh", "Wh", "kWh", "MWh"), "energy"),
    **dict.fromkeys(("USD", "K USD", "M USD", "B USD", "EUR"), "money"),
    **dict.fromkeys(("FPS", "Hz", "kHz", "MHz", "GHz", "Kbps", "Mbps", "Gbps", "TOPS", "GOPS"), "rate"),
    **dict.fromkeys(("FLOPs", "KFLOPs", "MFLOPs", "GFLOPs", "TFLOPs", "MMACs", "GMACs"), "flops"),
    **dict.fromkeys(("mAP", "AP", "PQ", "mIoU", "MOS", "ppl", "bpc", "bpb", "dB", "points"), "score"),
}
_BREAKS = frozenset(";:.?!")


@lru_cache(4096)
def unit_class(unit: str) -> str:
    """What a unit counts.

    >>> [unit_class(unit) for unit in ("x", "", "ms", "tokens/s", "B params")]
    ['x', 'none', 'time', 'rate', 'params']
    """
    if not unit:
        return "none"
    if known := _UNIT_CLASS.get(unit):
        return known
    return "rate" if "/" in unit else unit.split()[-1].lower()


def _shape(quantity: Quantity) -> str:
    """The look of a number: a year, one, a small or a large whole number, a fraction of one, a decimal."""
    value = quantity.value
    if value % 1:
        return "fraction" if abs(value) < 1 else "decimal"
    if not quantity.unit and 1980 <= value <= 2035:
        return "year"
    return "one" if value == 1 else "small" if value < 13 else "large" if value > 100 else "whole"


class _Side:
    """The words on one side of a number, nearest first: those that belong to it, and those past another number."""

    __slots__ = ("far", "near")

    def __init__(self, reading: Reading, position: int, step: int) -> None:
        self.near: list[str] = []
        self.far: list[str] = []
        words, refs = reading.words, reading.refs
        own = refs[position]
        group = own.group if isinstance(own, Quantity) else None
        into = self.near
        stop = max(-1, position - REACH) if step < 0 else min(len(words), position + REACH)
        count = 0
        for at in range(position + step, stop, step):
            word = words[at]
            if word[0].isalnum() or word[0] == "<":
                into.append(stem(word))
                count += 1
                if count == _NEAR:
                    break
            elif word == NUMBER:
                other = refs[at]
                if group is None or not isinstance(other, Quantity) or other.group != group:
                    into = self.far
            elif word in _BREAKS:
                break


def _gap(reading: Reading, position: int, step: int) -> str | None:
    """What stands between the number and the next one on a side, if that is three items at most."""
    words = reading.words
    for width in range(4):
        at = position + step * (width + 1)
        if not 0 <= at < len(words):
            return None
        if words[at] == NUMBER:
            between = words[position + 1 : at] if step > 0 else words[at + 1 : position]
            return " ".join(between)
    return None


def number_cues(reading: Reading, position: int, place: str) -> list[str]:
    """The cues of the number at `position`; `place` says where in the paper its sentence stands."""
    quantity = reading.refs[position]
    assert isinstance(quantity, Quantity)
    words = reading.words
    unit = unit_class(quantity.unit)
    before = words[position - 1] if position else "^"
    after = words[position + 1] if position + 1 < len(words) else "$"
    cues = [
        "always",
        f"unit={unit}",
        f"place={place}",
        f"place={place}:{unit}",
        f"{unit}:{_shape(quantity)}",
        f"{unit}:before={stem(before)}",
        f"{unit}:after={stem(after)}",
        f"form={quantity.form}",
    ]
    if quantity.qualifier:
        cues.append(f"qualifier={quantity.qualifier}")
    if quantity.base is not None:
        cues.append("from-to")
    if quantity.value_max is not None:
        cues.append(f"{unit}:range")
    if before == "(":
        cues.append("opens-bracket")
        if position > 1:
            cues.append(f"bracket-of={stem(words[position - 2])}")
            if words[position - 2][0] == "<":
                cues.append(f"bracket-link={link(reading, position - 2)}")
    if after == ")":
        cues.append("closes-bracket")
    for name, step in (("back", -1), ("on", 1)):
        gap = _gap(reading, position, step)
        if gap is not None:
            cues.append(f"{name}-gap={gap}")
    left = _Side(reading, position, -1)
    right = _Side(reading, position, 1)
    for name, near, far in (("left", left.near, left.far), ("right", right.near, right.far)):
        cues += [f"{name}{rank}={word}" for rank, word in enumerate(near[:3], 1)]
        cues += [f"{unit}:{name}2={word}" for word in near[:2]]
        if len(near) > 1:
            cues.append(f"{unit}:{name}12={near[0]} {near[1]}")
        distinct = sorted(set(near))
        cues += [f"{name}={word}" for word in distinct]
        cues += [f"{unit}:near={word}" for word in distinct]
        cues += sorted({f"{name}-far={word}" for word in far})
    cues += _measure_cues(unit, stem(before), left, right)
    return cues


def _measure_cues(unit: str, before: str, left: _Side, right: _Side) -> list[str]:
    """What the nearest word of measure on each side says, and the two together."""
    here = [next((sort for word in side.near if (sort := measure(word))), "-") for side in (left, right)]
    head = right.near[0] if right.near else "$"
    cues = [f"measures={here[0]}/{here[1]}", f"{unit}:measures={here[0]}/{here[1]}"]
    cues += [f"measure-left={here[0]}", f"{unit}:measure-left={here[0]}", f"{before}:measure-left={here[0]}"]
    cues += [f"measure-right={here[1]}", f"{unit}:measure-right={here[1]}", f"{head}:measure-right={here[1]}"]
    if before in ("by", "to"):
        cues.append(f"{unit}:by:{here[0]}")
    return cues


def phase_cues(reading: Reading, position: int, kind: ClaimKind, paper: list[str]) -> list[str]:
    """The cues for whether the number at `position` was measured in training or in inference.

    `paper` are the cues of the paper as a whole (`paper_cues`): a paper about serving measures inference.
    """
    quantity = reading.refs[position]
    assert isinstance(quantity, Quantity)
    low, high = max(0, position - REACH), position + REACH
    sides = _Side(reading, position, -1), _Side(reading, position, 1)
    near = {word for side in sides for word in (*side.near, *side.far)}
    return [
        "always",
        f"kind={kind}",
        f"{kind}:{unit_class(quantity.unit)}",
        *[f"near={word}" for word in sorted(near)],
        *[f"{kind}:near={word}" for word in sorted(near)],
        *[f"sentence={word}" for word in sorted({stem(word) for word in reading.words[low:high]})],
        *paper,
    ]


def paper_cues(document: Document) -> list[str]:
    """What a paper's title says, and which words of training and inference its text has anywhere."""
    title = {stem(word) for word in _WORD.findall(document.text[: min(document.title_end, 400)].lower())}
    text = document.text.lower()
    return [
        *[f"title={word}" for word in sorted(title)],
        *[f"text={word}" for word in _PHASE_WORDS if word in text],
    ]


_WORD = re.compile(r"[a-z][a-z-]+")
_PHASE_WORDS = "inference training train deploy serving decoding latency real-time pre-training fine-tun".split()
