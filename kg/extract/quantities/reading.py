"""One number with what stands round it."""

import re

from kg.extract.quantities.naming import is_part_of_name
from kg.extract.quantities.numbers import Number
from kg.extract.quantities.prefixes import Prefix, read_currency, read_measure, read_times
from kg.extract.quantities.suffixes import Suffix, read_suffix
from kg.model import Qualifier
from kg.units import normal_unit

ABOUT = (
    r"(?:up to|about|around|over|nearly|near|just|only|approximately|roughly|more than|less than)?\s{0,4}"
    r"[~∼≈<>$+]?\s{0,12}"
)
"""What may stand between a joining word and the number it joins."""
_WINDOW = 64
"""How many characters before a number are looked at."""
_SIGNED = frozenset((None, "", "dB", "AP", "mAP", "ppl", "points", "bpc", "bpb"))
"""Units of scores: a minus before them is part of the value. Before others it only says that something fell."""
_MEASURED = frozenset(("x", "%", "h", "s", "d", "min", "ms", "us", "ns", "weeks", "months", "GPU hours", "GPU days"))
"""What a number spelled out may count and be a result."""
_SINGLE = re.compile(
    r"(?:\b(?:in|only|just|for a|under|within|over|about|around|than|least|most|to|order of)(?:\s+a)?|[~≈<>])\s+$"
)
"""Before "an hour" that is a measure."""
_BY = re.compile(r"\bby\s+(?:(?:about|around|nearly|almost|roughly|over|approximately|up to|more than)\s+)?[~≈]?\s*$")
_FEWER = re.compile(
    r"\s+(?:\w+\s+)?(?:cut|less|lower|fewer|smaller|reduction|drop|decrease|saving|faster|higher|more|shorter)\b"
)
"""After a fraction that is a difference ("two-thirds lower cost"), not what is left ("a third of the data")."""
_SHARES = re.compile(
    r"accura|success|recall|precision|\bWER\b|\brate|\bF1|\bAUC|\bAUROC|IoU\b|[Tt]op-1|\bpass@|\bscore"
)
"""What is measured in percent, so that "points" of it are percentage points."""
_NOUN_BEFORE = re.compile(r"\b([A-Za-z]{3,}s)\s+(?:is\s|are\s)?\(?(?:from|to)\s+[~≈<>]?\s*$")
_OPERATIONS = re.compile(r".*\b(FLOP|MAC)s?\b", re.I | re.S)
_RATE = re.compile(r"\b(?:throughput|performance|peak|sustain\w*)\b")


class Reading:
    """A number on its way to a quantity. `unit` is None while nothing has told it."""

    __slots__ = ("base", "before", "end", "form", "group", "number", "qualifier", "start", "unit", "value", "value_max")

    def __init__(self, number: Number, before: str) -> None:
        self.number = number
        self.before = before
        self.start = number.start
        self.end = number.end
        self.value = number.value
        self.value_max: float | None = None
        self.unit = number.unit
        self.qualifier: Qualifier | None = None
        self.base: float | None = None
        self.group: int | None = None
        self.form = "bare" if number.form == "digits" else number.form

    def take(self, found: Prefix) -> None:
        """Take over the unit, span and form that were read before the number."""
        self.unit, self.start, self.end, self.form = found


def read(text: str, number: Number) -> Reading | None:
    """The number with its unit; None where it belongs to a name or measures nothing."""
    start, end = number.start, number.end
    before = text[max(0, start - _WINDOW) : start]
    reading = Reading(number, before)
    if number.unit is not None:
        return reading if _measures(text, reading) else None
    suffix = read_suffix(text, end)
    times = read_times(start, end, before)
    if times is None and is_part_of_name(text, start, end, before, suffix):
        return None
    if suffix is not None and _counts(number, text[start:end], suffix):
        _append(text, reading, suffix)
    elif times is not None:
        reading.take(times)
    money = read_currency(text, start, end, before)
    if money is not None:
        reading.take(money)
        return reading
    if _is_minus(before):
        reading.start -= 1
        if reading.unit in _SIGNED:
            reading.value = -reading.value
    if reading.unit is None:
        measure = read_measure(text, reading.start, end, before)
        if measure is not None:
            reading.take(measure)
    return reading


def reports(text: str, reading: Reading) -> bool:
    """Whether the number may report a result: it has a unit, or is or looks like a score."""
    if reading.unit is not None:
        return True
    if reading.number.form != "digits":
        return False
    if reading.form == "score" or (reading.base is not None and not 1900 <= reading.value <= 2100):
        return True
    written = text[reading.start : reading.end]
    return any(mark in written for mark in (".", "10^", "e-"))


def _is_minus(before: str) -> bool:
    """Whether `before` ends with a minus, not with the dash of a range or with "+/-"."""
    if before[-1:] not in ("-", "−") or (before[-2:-1] == " " and before[-3:-2].isdigit()):
        return False
    return before[-2:-1] in ("", " ", "(", "=", "/", "\n") and before[-3:] != "+/-"


def _measures(text: str, reading: Reading) -> bool:
    """Whether a number whose words tell its unit measures something; a fraction that is a difference turns percent."""
    number, before = reading.number, reading.before
    if number.form == "single":
        return bool(_SINGLE.search(before))
    if number.form == "fraction":
        if _BY.search(before) or _FEWER.match(text, number.end):
            reading.unit, reading.value = "%", round(number.value * 100.0, 1)
        elif text[number.start : number.start + 2] in ("a ", "A "):  # "a third modality" is an ordinal
            return text.startswith((" of ", " the "), number.end)
    elif number.form in ("multiple", "half"):
        compound = text[number.end : number.end + 1] == "-" and "fold" not in text[number.start : number.end]
        return not compound and before[-1:] != "-" and text[number.end : number.end + 1] != ":"  # "is twofold: first"
    return True


def _counts(number: Number, written: str, suffix: Suffix) -> bool:
    """Whether the suffix may be the number's unit: a year counts nothing, a spelled number only what is measured."""
    if number.form == "cardinal":
        measured = suffix.unit in _MEASURED or suffix.form in ("letter", "orders") or suffix.unit[1:2] == " "
        return measured or not 0 < number.value < 1000
    return not (suffix.form == "count" and len(written) == 4 and 1980 <= number.value <= 2040)


def _append(text: str, reading: Reading, suffix: Suffix) -> None:
    """Take over the unit that was read after the number."""
    number = reading.number
    reading.unit, reading.end, reading.form = suffix.unit, suffix.end, suffix.form
    reading.value *= suffix.factor
    if suffix.form == "orders":
        reading.value = 10.0 ** min(reading.value, 100.0)
    elif suffix.form == "letter":
        reading.unit = _lettered(suffix.unit, reading.before)
    elif suffix.unit == "points" and _SHARES.search(text, max(0, number.start - 90), number.end + 60):
        reading.unit = "%"
    elif suffix.unit == "GFLOPs" and _RATE.search(reading.before):
        reading.unit = "GFLOP/s"


def _lettered(letter: str, before: str) -> str:
    """What a multiplier that nothing follows multiplies: "FLOPs from 49.6G to 13.3G", "a 7B model", "128K"."""
    operations = _OPERATIONS.match(before)
    if operations and letter in "MGT":
        return f"{letter}{operations.group(1).upper()}s"
    noun = _NOUN_BEFORE.search(before)
    if noun:
        return f"{letter} {normal_unit(noun.group(1))}"
    return {"G": "GFLOPs", "K": "K tokens"}.get(letter, f"{letter} params")
