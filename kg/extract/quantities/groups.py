"""Numbers that stand together: "A ± B", ranges, "from A to B", "A of B", and lists that share one unit."""

import re

from kg.extract.quantities.reading import Reading

_NEAR = 60
"""No two numbers further apart than this many characters are joined."""
_ABOUT = (
    r"(?:up to|about|around|over|nearly|just|only|approximately|roughly|more than|less than)?\s{0,4}[~∼≈<>$+]?\s{0,12}"
)
_PLUS_MINUS = re.compile(r"\s{0,10}(?:±|\+\s?/?\s?[-−]|\bpm\b|pm)\s{0,10}")
_RANGE = re.compile(rf"\s{{0,12}}(?:-{{1,3}}(?!\s?>)|–|—|−|~|∼|\bto\b|\band\b|,)\s{{0,12}}{_ABOUT}")
_TO = re.compile(rf"[^.;:,\d]{{0,24}}?(?:\bto\b|→|-{{1,2}}>)\s{{0,12}}{_ABOUT}")
_LIST = re.compile(
    rf"-?\s{{0,12}}(?:\([^()\d]{{0,40}}\)\s?)?(?:[,;/&|]\s{{0,4}})?(?:and|or|to|vs\.?)?\s{{0,3}}{_ABOUT}"
)
_SHARED = re.compile(rf"[^.;\d]{{0,48}}\band\s{{0,3}}{_ABOUT}")
_OUT_OF = re.compile(r"\s{0,3}(?:(?:out\s+)?of\s+(?:the\s+|all\s+)?|/)")
_FROM = re.compile(r"\bfrom\s+(?:about |around |over |just |only |near |approximately |an? )?[$~≈<>]?\s*$")
_SPREADS = re.compile(r"\b(?:rang|var|span|oscillat|fluctuat)\w*(?:\s+\w+)?\s+$")
_ELLIPSIS = re.compile(r"\s+(?:of (?:them|which|these)\b|ha(?:ve|s) been\b|were\b|are\b|already\b)")


def join(text: str, readings: list[Reading]) -> list[Reading]:
    """The readings with errors, ranges and changes folded into one each, units spread along lists, groups numbered."""
    readings = _changes(text, _ranges(text, readings))
    _spread(text, readings)
    return readings


def _ranges(text: str, readings: list[Reading]) -> list[Reading]:
    """One reading for each "A ± B", "A of B" and range."""
    kept: list[Reading] = []
    for reading in readings:
        last = kept[-1] if kept else None
        if last is None or reading.start - last.end > _NEAR:
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
            last.unit, last.end, last.form = reading.unit, reading.end, "range"
        else:
            kept.append(reading)
    return kept


def _goes_on(text: str, kept: list[Reading]) -> bool:
    """Whether the last number goes on a list of changes: "from 5% to 9% and 6% to 8%"."""
    if (
        len(kept) < 3
        or kept[-1].start - kept[-3].end > 2 * _NEAR
        or not _LIST.fullmatch(text, kept[-2].end, kept[-1].start)
    ):
        return False
    return _is_change(text, kept[-3], kept[-2])


def _changes(text: str, readings: list[Reading]) -> list[Reading]:
    """One reading, the second, for each "from A to B"; A is its base."""
    kept: list[Reading] = []
    for reading in readings:
        last = kept[-1] if kept else None
        listed = (
            len(kept) > 1 and kept[-2].base is not None and bool(_LIST.fullmatch(text, kept[-2].end, kept[-1].start))
        )
        if last is not None and reading.start - last.end <= _NEAR and _is_change(text, last, reading, listed):
            reading.base, reading.before = last.value, last.before
            if reading.unit is None or reading.form == last.form == "letter":
                reading.unit = last.unit
            kept[-1] = reading
        else:
            kept.append(reading)
    return kept


def _agree(first: Reading, second: Reading) -> bool:
    if first.unit is None or second.unit is None or first.unit == second.unit:
        return True
    return first.form == second.form == "letter" and first.unit[0] == second.unit[0]


def _is_out_of(text: str, first: Reading, second: Reading) -> bool:
    """Whether they are "34 out of 40", "97/100"."""
    if first.unit is not None or first.value > second.value or second.unit is not None and second.form != "count":
        return False
    match = _OUT_OF.fullmatch(text, first.end, second.start)
    if match is None or "." in text[first.start : second.number.end]:
        return False
    return match.group().strip() != "/" or (
        second.value > 9 and text[second.end : second.end + 1] != "/" and second.value < 1980
    )


def _is_change(text: str, first: Reading, second: Reading, listed: bool = False) -> bool:
    """Whether they are "from A to B", "A → B" or "(A% to B%"."""
    if first.value_max is not None or first.base is not None or not _agree(first, second):
        return False
    match = _TO.fullmatch(text, first.end, second.start)
    if match is None:
        return False
    joint = match.group().split()
    return ">" in match.group() or "→" in match.group() or (listed or _opens_change(first, second)) and bool(joint)


def _opens_change(first: Reading, second: Reading) -> bool:
    """Whether "A to B" is a change: after "from", unless something ranges from A to B, or right after a parenthesis."""
    before = first.before.rstrip("+-−")
    opening = _FROM.search(before)
    if opening:
        return second.unit != "x" and not _SPREADS.search(before[: opening.start()])
    return before.rstrip().endswith("(") and second.unit not in (None, "x")


def _is_range(text: str, first: Reading, second: Reading) -> bool:
    if first.value_max is not None or (second.unit is None and first.unit is not None) or not _agree(first, second):
        return False
    match = _RANGE.fullmatch(text, first.end, second.start)
    if match is None:
        return False
    word = match.group().split()
    if word[:1] == ["to"]:
        return not _opens_change(first, second)
    if word[:1] == ["and"]:
        return first.before.rstrip().endswith("between")
    if match.group().lstrip().startswith(","):
        return first.before[-1:] == "["
    return first.unit is None or not match.group().startswith((" --", " —"))  # that dash starts an aside


def _spread(text: str, readings: list[Reading]) -> None:
    """Give the numbers of a list one unit and one group, and a number that leaves its noun out that of the last count."""
    group = 0
    for index in range(len(readings) - 2, -1, -1):
        here, following = readings[index], readings[index + 1]
        if following.start - here.end <= _NEAR and _LIST.fullmatch(text, here.end, following.start):
            if (
                here.unit is None
                and following.unit is not None
                and following.form not in ("count", "currency", "multiple", "half")
            ):
                if here.number.form == "digits":
                    here.unit, here.form = following.unit, "list"
            if here.unit == following.unit:
                if following.group is None:
                    group += 1
                    following.group = group
                here.group = following.group
    counted: Reading | None = None
    for here, following in zip(readings, readings[1:], strict=False):
        if here.form == "count":
            counted = here
        if following.unit is not None or following.number.form != "digits":
            continue
        if counted is not None and following.start - counted.end < 250 and _ELLIPSIS.match(text, following.end):
            following.unit, following.form = counted.unit, "ellipsis"
        elif following.before.rstrip(" +-−").endswith("(") and here.unit == "%" and following.start - here.end <= _NEAR:
            if here.form == "points" or following.before[-1:] == "+":
                following.unit, following.form = "%", "list"
        elif here.form in ("metric", "times") and following.start - here.end <= _NEAR:
            if _LIST.fullmatch(text, here.end, following.start) or _SHARED.fullmatch(text, here.end, following.start):
                following.unit, following.form = here.unit, here.form
