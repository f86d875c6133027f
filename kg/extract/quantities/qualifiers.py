"""The qualifier of each number: "up to", "over", "about", "at least", "average", "median", from the words round it."""

import re

from kg.extract.quantities.reading import Reading
from kg.model import Qualifier


def _table(phrases: dict[Qualifier, str], separator: str | None = None) -> dict[str, Qualifier]:
    return {phrase: name for name, listed in phrases.items() for phrase in listed.split(separator)}


_WORDS = _table(
    {
        "up to": "under below within sub < ≤ upto maximum max peak",
        "over": "over above beyond exceeding exceeds exceed exceeded surpassing >",
        "about": "~ ∼ ≈ sim about around approximately approx approx. roughly nearly almost circa near approaching",
        "at least": "≥",
        "average": "average averages averaging averaged mean geomean avg avg.",
        "median": "median",
    }
)
_PAIRS = _table(
    {
        "up to": "up to,at most,less than,fewer than,lower than,smaller than,much as,high as,many as,no more",
        "over": "more than,greater than,higher than,well over,upwards of,excess of,better than,larger than",
        "about": "close to,order of",
        "at least": "at least,no less,not less,or above",
    },
    separator=",",
)
_FILLERS = frozenset("a an the of by factor factors just only additional + extra reaching another merely".split())
_SIGN = re.compile(r"(?:[~∼≈<≤≥]|(?<!-)>)=?$|\bsim$")
_KIND = r"(?!\s+(?:average|absolute|squared?|intersection|IoU|precision|AP\b|opinion|reciprocal|per[ -]joint))"
_AVERAGE_BEFORE = re.compile(rf"\b(?:[Oo]n average|averag(?:e[sd]?|ing)|(?:geo)?mean|avg\.?){_KIND}\b[^.;\d]{{0,60}}$")
_AVERAGE_AFTER = re.compile(
    r"[^.;,\d]{0,24}?\b(?:on|in) average\b"
    rf"|[\s)]{{0,8}}(?:(?:higher|lower|absolute|relative)\s)?(?:average|mean|geomean){_KIND}\b"
)
_GOES_ON = re.compile(r"(?:(?![.;]\s)[^;:\n]){0,70}?(?:,|\band\b|\bor\b|\()\s{0,6}(?:an?\s)?[+$]?\s{0,6}")
_WINDOW = 80


def qualify(text: str, readings: list[Reading]) -> None:
    """Give each reading its own qualifier, else that of the number whose list or clause it goes on."""
    last: Reading | None = None
    for reading in readings:
        own = _own(text, reading)
        carries = last is not None and last.qualifier not in (None, "about", "at least")
        if own is None and last is not None and carries and reading.start - last.end < _WINDOW:
            own = last.qualifier if _GOES_ON.fullmatch(text, last.end, reading.start) else None
        reading.qualifier = own
        last = reading


def _own(text: str, reading: Reading) -> Qualifier | None:
    if reading.form == "sub":
        return "up to"
    if text[reading.number.end : reading.number.end + 1] == "+":
        return "over"
    before = text[max(0, reading.start - _WINDOW) : reading.start]
    found = read_qualifier(before)
    if found is None and _says_average(before) and _AVERAGE_BEFORE.search(before):
        return "average"
    if (
        found is None
        and _says_average(text[reading.end : reading.end + _WINDOW])
        and _AVERAGE_AFTER.match(text, reading.end)
    ):
        return "average"
    return found


def _says_average(words: str) -> bool:
    """Whether it is worth a closer look."""
    return "verag" in words or "mean" in words or "avg" in words


def read_qualifier(before: str) -> Qualifier | None:
    """The qualifier that the words right before a number give it.

    >>> read_qualifier("it is up to "), read_qualifier("more than a "), read_qualifier("by a factor of ")
    ('up to', 'over', None)
    """
    before = before.rstrip("+-− \n$(")
    sign = _SIGN.search(before)
    words = (before[: sign.start()] if sign else before).lower().replace("(", " ").split()
    while words and words[-1] in _FILLERS:
        words.pop()
    found = None
    if words:
        found = (_PAIRS.get(f"{words[-2]} {words[-1]}") if len(words) > 1 else None) or _WORDS.get(words[-1])
    if sign is None or found == "up to":
        return found
    written = sign.group()
    return _WORDS["≥" if written == ">=" else written.rstrip("=")]
