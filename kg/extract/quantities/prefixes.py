"""What stands before a number and tells what it counts: currency, "a factor of", a metric's name, "rank", a minus."""

import re
from typing import NamedTuple

from kg.units import MULTIPLIERS


class Prefix(NamedTuple):
    """What was read before a number: the unit it gives (or None), where unit and number begin and end, the form."""

    unit: str | None
    start: int
    end: int
    form: str


_CURRENCY = re.compile(r"(?:(?:USD?\s?)?(\$|€)|(?<![A-Za-z])USD)\s*$")
_CURRENCY_ENDS = frozenset("$€D")
_SCALE = re.compile(r"\s?([KkMB]|mn|bn|thousand|million|billion)\b")
_ABOUT = (
    r"(?:up to|about|around|over|only|just|nearly|almost|approximately|roughly|at least|more than)?"
    r"\s{0,3}[~∼≈<>≤≥=+-]?\s{0,3}$"
)
_FACTOR = re.compile(
    r"\b(?:an?|by|the|of|speed-?up|acceleration|compression|reduction|improvement|up to)\s+factors?(?:\s+of)?\s{0,3}"
    + _ABOUT
)
_JOINT = r"(?:\s+(?:scores?|values?))?\s{0,3}\(?(?:of|from|is|to|at|reaches|reaching|=|:|by)?\s{0,3}(?:an?\s)?" + _ABOUT
_METRIC = re.compile(
    r"\b(?:(?P<name>MOS|FPS|bpc|bpb)|(?P<perplexity>[Pp]erplexity|PPL|ppl)(?:\s\w+)?|(?P<precision>m?AP)(?P<at>_?\d+)?)"
    + _JOINT
)
_SCORE = re.compile(
    r"\b(?:[Ss]cores?|F1|BLEU(?:-\d)?|ROUGE(?:-[L\d])?|CIDEr|FID|SPICE|accuracy|precision|recall|AUC|AUROC|Elo|rating|average|mean)"
    r"(?:\s+(?:scores?|values?))?\s{0,3}(?:of|from|is|to|above|below|at|reaches|reaching|=|:|\()\s{0,3}" + _ABOUT
)
_RANK = re.compile(r"\b(?:rank(?:s|ed|ing)?|place[sd]?)\s+(?:in )?(?:the )?(?:about )?$")
_RANKING = re.compile(r"\s+(?:out of|of|among)\b")
_COLUMN = re.compile(r"[^()\d.;\n]{0,32}\(\s?%\s?\)")
"""A heading such as "AP (%)" after the numbers that it is of."""


def read_currency(text: str, start: int, end: int, before: str) -> Prefix | None:
    """The currency sign before the number from `start` to `end`: "$20", "US$ 1.5 million", "USD8.4M"."""
    sign = _CURRENCY.search(before) if before.rstrip()[-1:] in _CURRENCY_ENDS else None
    if sign is None:
        return None
    scale = _SCALE.match(text, end)
    unit = "EUR" if sign.group(1) == "€" else "USD"
    if scale:
        unit, end = f"{MULTIPLIERS[scale.group(1)]} {unit}", scale.end()
    return Prefix(unit, start - len(before) + sign.start(), end, "currency")


def read_times(start: int, end: int, before: str) -> Prefix | None:
    """The sign "times" before a number: "x16.5", "× 2"; None after a digit, where it joins two dimensions."""
    stripped = before.rstrip()
    sign, rest = stripped[-1:], stripped[:-1]
    previous = rest.rstrip()[-1:]
    if previous.isdigit() or previous in (")", "^"):
        return None
    if sign != "×" and (sign != "x" or len(stripped) != len(before) or rest[-1:].isalnum()):
        return None
    # "\times" may stand for the sign, so the span leaves it out; an "x" is a part of the number's own word.
    return Prefix("x", start - 1 if sign == "x" else start, end, "times")


def read_measure(text: str, start: int, end: int, before: str) -> Prefix | None:
    """What the words before a number without a unit say it is: a factor, a metric's value, a score, a rank."""
    if "factor" in before and _FACTOR.search(before):
        return Prefix("x", start, end, "times")
    metric = _METRIC.search(before)
    if metric and not (metric.group("at") and text.startswith("0", start)):
        unit = metric.group("name") or metric.group("precision") or "ppl"
        return Prefix(unit, start, end, "metric")
    if _SCORE.search(before):
        return Prefix(None, start, end, "score")
    if _COLUMN.match(text, end):
        return Prefix("%", start, end, "column")
    if _RANK.search(before) and _RANKING.match(text, end):
        return Prefix("rank", start, end, "rank")
    return None
