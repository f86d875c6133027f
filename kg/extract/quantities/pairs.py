"""Two numbers that make one quantity: "A ± B", "A of B", the range "A to B" and the change "from A to B"."""

import re

from kg.extract.quantities.lists import LIST
from kg.extract.quantities.reading import ABOUT, Reading

NEAR = 60
"""No two numbers further apart than this many characters are joined."""
_PLUS_MINUS = re.compile(r"\s{0,10}(?:±|\+\s?/?\s?[-−]|\bpm\b|pm)\s{0,10}")
_OUT_OF = re.compile(r"\s{0,3}(?:(?:out\s+)?of\s+(?:the\s+|all\s+)?|(?P<slash>/))")
_RANGE = re.compile(
    rf"(?P<aside>\s(?=(?:--|—)\s))?\s{{0,12}}(?:(?P<dash>-{{1,3}}(?!\s?>)|[–—−~∼]|\.{{2,3}})|(?P<to>\bto\b)|(?P<and>\band\b)|,)\s{{0,12}}{ABOUT}"
)
_CHANGE = re.compile(rf"[^.;:,\d]{{0,24}}?(?:\bto\b|(?P<arrow>→|-{{1,2}}>))\s{{0,12}}{ABOUT}")
_FROM = re.compile(rf"\bfrom\s+(?:an?\s)?{ABOUT}$")
_SPREADS = re.compile(r"\b(?:rang|var|span|oscillat|fluctuat)\w*(?:\s+\w+)?\s+$")
"""Words after which "from A to B" is a range."""


def fold(text: str, readings: list[Reading]) -> list[Reading]:
    """The readings with each pair as one reading."""
    return _fold_changes(text, _fold_ranges(text, readings))


def _fold_ranges(text: str, readings: list[Reading]) -> list[Reading]:
    kept: list[Reading] = []
    for reading in readings:
        last = kept[-1] if kept else None
        if last is None or reading.start - last.end > NEAR:
            kept.append(reading)
        elif _PLUS_MINUS.fullmatch(text, last.end, reading.number.start):
            if last.unit is None and reading.unit is not None:
                last.unit, last.end, last.form = reading.unit, reading.end, reading.form
        elif _is_out_of(text, last, reading):
            last.unit, last.end, last.form = reading.unit or "", reading.end, "count"
        elif _is_range(text, last, reading) and not _goes_on(text, kept):
            if reading.form == "orders" and last.form != "orders":
                last.value = 10.0 ** min(last.value, 100.0)
            last.value, last.value_max = sorted((last.value, reading.value))
            last.unit, last.end, last.form = reading.unit or last.unit, reading.end, "range"
        else:
            kept.append(reading)
    return kept


def _fold_changes(text: str, readings: list[Reading]) -> list[Reading]:
    """One reading, the second, for each "from A to B"; A is its base."""
    kept: list[Reading] = []
    for reading in readings:
        if kept and _is_change(text, kept[-1], reading, listed=_follows_change(text, kept)):
            last = kept[-1]
            reading.base, reading.before = last.value, last.before
            if reading.unit is None or reading.form == last.form == "letter":
                reading.unit = last.unit
            kept[-1] = reading
        else:
            kept.append(reading)
    return kept


def _is_out_of(text: str, first: Reading, second: Reading) -> bool:
    """Whether they are "34 out of 40" or "97/100"."""
    counted = second.unit is None or second.form == "count"
    if first.unit is not None or first.value > second.value or not counted:
        return False
    match = _OUT_OF.fullmatch(text, first.end, second.start)
    if match is None or "." in text[first.start : second.number.end]:
        return False
    if match.group("slash"):  # not "1/2", "24/7/365" or "2024/2025"
        return 9 < second.value < 1980 and text[second.end : second.end + 1] != "/"
    return True


def _is_range(text: str, first: Reading, second: Reading) -> bool:
    """Whether they are "2.4-4.0x", "3 to 5%", "between 74% and 90%" or "[0.2, 0.4]"."""
    if first.value_max is not None or not _agree(first, second):
        return False
    if first.unit is not None and second.unit is None and first.form != "currency":
        return False
    match = _RANGE.fullmatch(text, first.end, second.start)
    if match is None:
        return False
    if match.group("dash"):
        return first.unit is None or not match.group("aside")  # a dash between spaces starts an aside
    if match.group("to"):
        return not _opens_change(first, second)
    return first.before.rstrip().endswith("between") if match.group("and") else first.before.endswith("[")


def _is_change(text: str, first: Reading, second: Reading, listed: bool = False) -> bool:
    """Whether they are "from A to B", "A → B" or "(A% to B%"; `listed` where another change stands right before."""
    if second.start - first.end > NEAR or first.value_max is not None or first.base is not None:
        return False
    match = _CHANGE.fullmatch(text, first.end, second.start) if _agree(first, second) else None
    return match is not None and bool(match.group("arrow") or listed or _opens_change(first, second))


def _opens_change(first: Reading, second: Reading) -> bool:
    """Whether "A to B" is a change: after "from", unless something ranges so, or right after a parenthesis."""
    before = first.before.rstrip("+-−")
    opening = _FROM.search(before)
    if opening:
        return second.unit != "x" and not _SPREADS.search(before[: opening.start()])
    return before.rstrip().endswith("(") and second.unit not in (None, "x")


def _goes_on(text: str, kept: list[Reading]) -> bool:
    """Whether the last number goes on a list of changes not yet folded: "from 5% to 9% and 6% to 8%"."""
    listed = len(kept) > 2 and LIST.fullmatch(text, kept[-2].end, kept[-1].start)
    return bool(listed) and _is_change(text, kept[-3], kept[-2])


def _follows_change(text: str, kept: list[Reading]) -> bool:
    listed = len(kept) > 1 and kept[-2].base is not None and LIST.fullmatch(text, kept[-2].end, kept[-1].start)
    return bool(listed)


def _agree(first: Reading, second: Reading) -> bool:
    """Whether the units are the same as far as they are known."""
    if first.unit is None or second.unit is None or first.unit == second.unit:
        return True
    return first.form == second.form == "letter" and first.unit[0] == second.unit[0]
