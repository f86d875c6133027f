"""One number with what stands round it: its unit, sign, currency and qualifier."""

import re

from kg.extract.quantities.numbers import Number
from kg.extract.quantities.prefixes import FACTOR, METRIC, RANKED, SCORE, WINDOW, is_part_of_name
from kg.extract.quantities.suffixes import Suffix, read_suffix
from kg.model import Qualifier
from kg.units import MULTIPLIERS

_CURRENCY = re.compile(r"(?:US|USD)?\s?(\$|€|USD)\s*$")
_SIGNED = frozenset(("", "dB", "AP", "mAP", "ppl", "points", "bpc", "bpb"))
"""Units of scores: a minus before them is part of the value. Before others it only says that something fell."""
_LESS = re.compile(
    r"\s+(?:\w+\s+)?(?:cut|less|lower|fewer|smaller|reduction|drop|decrease|saving|faster|higher|more|shorter)\b"
)
_MEASURED = frozenset(("x", "%", "h", "s", "d", "min", "ms", "us", "ns", "weeks", "months", "GPU hours", "GPU days"))
"""What a number spelled out may count and be a result."""
_BY = re.compile(r"\bby\s+(?:(?:about|around|nearly|almost|roughly|over|approximately|up to|more than)\s+)?[~≈]?\s*$")
_COLUMN = re.compile(r"[^()\d.;\n]{0,32}\(\s?%\s?\)")
"""A heading such as "AP (%)" after the numbers it is of."""
_SHARES = re.compile(
    r"accura|success|recall|precision|\bWER\b|\brate|\bF1|\bAUC|\bAUROC|IoU\b|[Tt]op-1|\bpass@|\bscore"
)
"""What is measured in percent, so that "points" of it are percentage points."""
_SINGLE = re.compile(r"(?:\b(?:in|only|just|for a|under|within|over|about|around|than|least|most|to|order of)|[~≈<>])$")
"""Before "an hour" that is a measure."""
_SCALE = re.compile(r"\s?(?:([KkMB]|mn|bn)|(thousand|million|billion))\b")
_RANKING = re.compile(r"\s+(?:out of|of|among)\b")
_NOUN_BEFORE = re.compile(r"\b([A-Za-z]{3,}s)\s+(?:is\s|are\s)?\(?(?:from|to)\s+[~≈<>]?\s*$")
_OPERATIONS = re.compile(r".*\b(FLOP|MAC)s?\b", re.I | re.S)


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


def read(text: str, number: Number) -> Reading | None:
    """The number with its unit; None where it belongs to a name."""
    before = text[max(0, number.start - WINDOW) : number.start]
    reading = Reading(number, before)
    if number.unit is not None:
        return _worded(text, reading)
    suffix = read_suffix(text, number.end)
    written = text[number.start : number.end]
    multiple = _multiplied(before)
    if not multiple and is_part_of_name(before, written, text[number.end : number.end + 1], suffix is None):
        return None
    if suffix is not None and _counts(number, written, suffix):
        reading.unit, reading.end, reading.form = suffix.unit, suffix.end, suffix.form
        reading.value *= suffix.factor
        if suffix.form == "orders":
            reading.value = 10.0 ** min(reading.value, 100.0)
        elif suffix.form == "letter":
            reading.unit = _lettered(suffix.unit, before)
        elif (
            suffix.form == "points"
            and suffix.unit
            and "%" in text
            and _SHARES.search(text, number.start - 90, number.end + 60)
        ):
            reading.unit = "%"
    elif multiple:
        reading.unit, reading.form, reading.start = "x", "times", number.start - multiple
    _prefixed(text, reading)
    return reading


def _counts(number: Number, written: str, suffix: Suffix) -> bool:
    """Whether the suffix may be the number's unit: a year counts nothing, a spelled number only what is measured."""
    if number.form == "cardinal":
        return (
            suffix.unit in _MEASURED
            or suffix.form in ("letter", "orders")
            or not 0 < number.value < 1000
            or suffix.unit[1:2] == " "
        )
    return not (suffix.form == "count" and len(written) == 4 and 1980 <= number.value <= 2040)


def _worded(text: str, reading: Reading) -> Reading | None:
    """A number whose words tell its unit."""
    number, before = reading.number, reading.before
    if number.form == "single" and not _SINGLE.search(before.rstrip()):
        return None
    if number.form == "fraction" and (_BY.search(before) or _LESS.match(text, number.end)):
        reading.unit, reading.value = "%", round(number.value * 100.0, 1)
    elif number.form in ("multiple", "half"):
        compound = text[number.end : number.end + 1] == "-" and "fold" not in text[number.start : number.end]
        if compound or before[-1:] == "-":
            return None
    return reading


def _lettered(letter: str, before: str) -> str:
    """What a multiplier that nothing follows multiplies: "FLOPs from 49.6G to 13.3G", "a 7B model", "128K"."""
    noun = _NOUN_BEFORE.search(before)
    operations = _OPERATIONS.match(before)
    if operations and letter in "MGT":
        return f"{letter}{operations.group(1).upper()}s"
    if noun:
        return f"{letter} {noun.group(1)}"
    return {"G": "GFLOPs", "K": "K tokens"}.get(letter, f"{letter} params")


def _prefixed(text: str, reading: Reading) -> None:
    """Take in what stands before the number: currency, "a factor of", a metric's name, a minus."""
    before = reading.before
    money = _CURRENCY.search(before)
    if money:
        scale = _SCALE.match(text, reading.number.end)
        letter = MULTIPLIERS[scale.group(1) or scale.group(2)] if scale else ""
        currency = "EUR" if money.group(1) == "€" else "USD"
        reading.unit, reading.form = f"{letter} {currency}".lstrip(), "currency"
        reading.start -= len(before) - money.start()
        reading.end = scale.end() if scale else reading.number.end
        return
    if before[-1:] in ("-", "−") and before[-2:-1] in ("", " ", "(", "=", "/", "\n") and before[-3:] != "+/-":
        reading.start -= 1
        before = before[:-1]
        if (reading.unit or "") in _SIGNED:
            reading.value = -reading.value
    if reading.unit is not None:
        return
    if FACTOR.search(before):
        reading.unit, reading.form = "x", "times"
    elif metric := METRIC.search(before):
        unit = metric.group(1) or ("ppl" if metric.group(2) else metric.group(3))
        if unit not in ("AP", "mAP") or reading.value > 1:
            reading.unit, reading.form = unit, "metric"
    elif SCORE.search(before):
        reading.form = "score"
    elif _COLUMN.match(text, reading.end):
        reading.unit, reading.form = "%", "column"
    elif RANKED.search(before) and _RANKING.match(text, reading.end):
        reading.unit, reading.form = "rank", "rank"


def _multiplied(before: str) -> int:
    """How many characters before the number write "times" ("x16.5", "× 2"); 0 where none do."""
    stripped = before.rstrip()
    sign, rest = stripped[-1:], stripped[:-1]
    if sign == "x":
        if len(stripped) != len(before) or rest[-1:].isalnum() or rest.rstrip()[-1:].isdigit():
            return 0
    elif sign != "×" or rest.rstrip()[-1:].isdigit() or rest.rstrip()[-1:] in (")", "^"):
        return 0
    return len(before) - len(rest)


def reports(text: str, reading: Reading) -> bool:
    """Whether the number may report a result: it has a unit, or is or looks like a score."""
    if reading.unit is not None:
        return True
    if reading.number.form != "digits":
        return False
    return reading.form != "bare" or reading.base is not None or "." in text[reading.start : reading.number.end]
