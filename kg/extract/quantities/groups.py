"""Numbers that stand together: ranges, "from A to B", and coordinations that share one unit."""

import re

from kg.extract.quantities.reading import Reading

_RANGE = re.compile(r"\s{0,12}(?:-{1,3}|–|—|−|~|∼|to|and)\s{0,12}[~∼$]?\s{0,4}")
_LIST = re.compile(r"\s{0,12}(?:[,;/&|]\s*)?(?:and|or|vs\.?|to)?\s{0,3}(?:up to|about|over|a|an)?\s*[~+$≈]?\s{0,12}")
_PLUS_MINUS = re.compile(r"\s{0,10}(?:±|\+/-|\+-|pm|\+\s?/\s?-)\s{0,10}")


def join(text: str, readings: list[Reading]) -> list[Reading]:
    """The readings with ranges and errors folded into one, units spread along lists, and groups numbered."""
    readings = _without_errors(text, readings)
    readings = _ranges(text, readings)
    _spread(text, readings)
    return readings


def _without_errors(text: str, readings: list[Reading]) -> list[Reading]:
    """Drop what follows a plus-minus; its unit is that of the number before."""
    kept: list[Reading] = []
    for reading in readings:
        if kept and _PLUS_MINUS.fullmatch(text, kept[-1].end, reading.start):
            if kept[-1].unit is None and reading.unit is not None:
                kept[-1].unit, kept[-1].end, kept[-1].form = reading.unit, reading.end, reading.form
            continue
        kept.append(reading)
    return kept


def _ranges(text: str, readings: list[Reading]) -> list[Reading]:
    kept: list[Reading] = []
    for reading in readings:
        last = kept[-1] if kept else None
        if last is not None and last.value_max is None and reading.start - last.end < 30:
            match = _RANGE.fullmatch(text, last.end, reading.start)
            if match and reading.unit is not None and last.unit in (None, reading.unit):
                word = match.group().strip(" ~∼$\n")
                before = last.before.rstrip().lower()
                if word == "to" and before.endswith("from") and not re.search(r"\b(?:rang|var)\w+ from$", before):
                    reading.base = last.value
                    kept[-1] = reading
                    continue
                if word != "and" or before.endswith("between"):
                    low, high = sorted((last.value, reading.value))
                    last.value, last.value_max, last.unit, last.end, last.form = (
                        low,
                        high,
                        reading.unit,
                        reading.end,
                        "range",
                    )
                    continue
        kept.append(reading)
    return kept


def _spread(text: str, readings: list[Reading]) -> None:
    group = 0
    for index in range(len(readings) - 2, -1, -1):
        here, following = readings[index], readings[index + 1]
        if following.start - here.end < 24 and _LIST.fullmatch(text, here.end, following.start):
            if here.unit is None and following.unit is not None and not here.spelled:
                here.unit, here.form = following.unit, "list"
            if here.unit == following.unit:
                if following.group is None:
                    group += 1
                    following.group = group
                here.group = following.group
