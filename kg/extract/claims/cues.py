"""What stands round a number: the named cues from which result, kind and phase are told."""

from functools import lru_cache

from kg.extract.claims.reading import NUMBER, REACH, Reading, stem
from kg.model import Quantity

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


def _beside(reading: Reading, position: int, step: int) -> list[str]:
    """Up to `_NEAR` stemmed words left (`step` -1) or right (1) of an item; other numbers and marks are passed over."""
    words = reading.words
    found: list[str] = []
    stop = max(-1, position - REACH) if step < 0 else min(len(words), position + REACH)
    for at in range(position + step, stop, step):
        word = words[at]
        if word[0].isalnum() or word[0] == "<":
            found.append(stem(word))
            if len(found) == _NEAR:
                break
        elif word != NUMBER and word in _BREAKS:
            break
    return found


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
    if after == ")":
        cues.append("closes-bracket")
    left = _beside(reading, position, -1)
    right = _beside(reading, position, 1)
    for name, side in (("left", left), ("right", right)):
        cues += [f"{name}{rank}={word}" for rank, word in enumerate(side[:3], 1)]
        cues += [f"{unit}:{name}2={word}" for word in side[:2]]
        cues += [f"{unit}:{name}12={side[0]} {side[1]}"] if len(side) > 1 else []
        distinct = sorted(set(side))
        cues += [f"{name}={word}" for word in distinct]
        cues += [f"{unit}:near={word}" for word in distinct]
    return cues


def phase_cues(reading: Reading, position: int, kind: str) -> list[str]:
    """The cues for whether the number at `position` was measured in training or in inference."""
    quantity = reading.refs[position]
    assert isinstance(quantity, Quantity)
    low, high = max(0, position - REACH), position + REACH
    unit = unit_class(quantity.unit)
    cues = ["always", f"kind={kind}", f"{kind}:{unit}"]
    near = {*_beside(reading, position, -1), *_beside(reading, position, 1)}
    cues += [f"near={word}" for word in sorted(near)]
    cues += [f"{kind}:near={word}" for word in sorted(near)]
    cues += [f"sentence={word}" for word in sorted({stem(word) for word in reading.words[low:high]})]
    return cues
