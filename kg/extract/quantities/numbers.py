"""Numbers in a text: digits with separators and exponents, and the words for numbers, fractions and multiples."""

import re
from collections.abc import Iterable
from typing import NamedTuple

MAX_DIGITS = 15
"""A longer run of digits is an identifier or noise: a float would not hold it."""


class Number(NamedTuple):
    """A number as written: where it stands, its value, and the unit that the word itself tells ("twice": ``x``)."""

    start: int
    end: int
    value: float
    unit: str | None = None
    spelled: bool = False


def _values(words: str, first: float, step: float = 1.0) -> dict[str, float]:
    return {word: first + step * n for n, word in enumerate(words.split())}


_ONES = _values(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen",
    0.0,
)
_TENS = _values("twenty thirty forty fifty sixty seventy eighty ninety", 20.0, 10.0)
_LARGE = {"hundred": 1e2, "thousand": 1e3}
_PARTS = {
    **_values("third fourth fifth sixth seventh eighth ninth tenth", 3.0),
    **{"quarter": 4.0, "twentieth": 20.0, "hundredth": 100.0, "thousandth": 1000.0},
}
_MULTIPLES = {
    **dict.fromkeys(("twice", "double", "doubles", "doubled", "doubling"), 2.0),
    **dict.fromkeys(("thrice", "triple", "triples", "tripled", "tripling"), 3.0),
    **dict.fromkeys(("quadruple", "quadruples", "quadrupled", "quadrupling"), 4.0),
}
_HALVES = frozenset(("half", "halve", "halves", "halved", "halving"))

_DIGITS = re.compile(
    r"""
    \d (?: \d{0,2}(?:(?:,|\{,\}|\\[,!])\d{3})++(?!\d) | \d{0,2}[ ]\d{3}(?=[ ]{0,2}(?:x\b|times|×)) | \d*+ )
    (?: \.\d++ )?
    (?: [eE](?P<exponent>[-+−]?\d{1,2})(?!\w)
      | \s{0,10}[×·]\s{0,6}10\s?\^\s{0,2}(?P<power>[-+−–]?\d{1,2})
      | \s?\^\s{0,2}(?P<raised>[-+−–]?\d{1,3}) )?
    """,
    re.X,
)
_SEPARATORS = str.maketrans("", "", ", {}\\!")
_MINUS = str.maketrans("−–", "--")


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_CARDINAL = rf"(?:(?:{_any(_TENS)})(?:[- ](?:{_any(list(_ONES)[1:10])})\b)?|{_any(_ONES)})"
_SPELLED = re.compile(
    rf"""
    (?: (?:(?P<orders>{_CARDINAL}|an?)[ ])orders?[ ]of[ ](?:a[ ])?magnitude
      | (?P<many>{_CARDINAL})[- ]?fold
      | (?P<multiple>{_any(_MULTIPLES)})
      | (?P<over>{_CARDINAL}|a)[- ](?P<part>{_any(_PARTS)})s?
      | (?P<half>{_any(_HALVES)})
      | (?P<cardinal>{_CARDINAL}|a(?=[ ](?:hundred|thousand)))(?:[- ](?P<large>hundred|thousand))?
    )\b
    """,
    re.X | re.I,
)
_WORD = re.compile(r"[A-Za-z]{3,}")
_FOLDS = {f"{word}fold": None for word in (*_ONES, *_TENS)}
_LEADS = {form for word in (*_ONES, *_TENS, *_MULTIPLES, *_HALVES, *_FOLDS) for form in (word, word.capitalize())}
_SECONDS = frozenset((*_LARGE, *_PARTS, "order"))
"""Words that a spelled number begins with; and those that may follow "a" or "an", which are too common to look up."""


def find_numbers(text: str) -> list[Number]:
    """Every number of `text`, in order; digit strings that no float holds are left out."""
    numbers = [number for match in _DIGITS.finditer(text) if (number := _from_digits(match))]
    words = set(_WORD.findall(text))
    if not words.isdisjoint(_LEADS) or not words.isdisjoint(_SECONDS):
        spelled = _spelled(text, words)
        if spelled:
            numbers = sorted(numbers + spelled)
    return numbers


def _from_digits(match: re.Match[str]) -> Number | None:
    start, end = match.span()
    exponent, power, raised = match.groups()
    written = match.group() if exponent is None and power is None and raised is None else _mantissa(match)
    if len(written) > 4:
        written = written.translate(_SEPARATORS)
        if len(written) > MAX_DIGITS:
            return None
    if start and match.string[start - 1] == "." and not match.string[max(start - 2, 0)].isalnum():
        start, written = start - 1, f".{written}" if "." not in written else written
    value = float(written)
    if exponent or power:
        value = float(f"{written}e{(exponent or power).translate(_MINUS)}")
    elif raised and value in (2.0, 10.0):
        value **= int(raised.translate(_MINUS)[:3])
    return Number(start, end, value)


def _mantissa(match: re.Match[str]) -> str:
    """The digits before an exponent."""
    return re.split(r"[eE×·^]", match.group(), maxsplit=1)[0].strip()


def _spelled(text: str, words: set[str]) -> list[Number]:
    """The numbers written in words, found by the words that begin them."""
    starts = []
    for word in words & _LEADS:
        starts += [match.start() for match in re.finditer(rf"\b{word}\b", text)]
    for word in words & _SECONDS:
        starts += [match.start() for match in re.finditer(rf"\b[Aa]n?[- ]{word}\b", text)]
    numbers: list[Number] = []
    last = 0
    for start in sorted(starts):
        match = _SPELLED.match(text, start) if start >= last else None
        if match:
            numbers.append(_from_words(match))
            last = match.end()
    return numbers


def _from_words(match: re.Match[str]) -> Number:
    orders, many, multiple, over, part, half, cardinal, large = match.groups()
    unit: str | None = "x"
    if orders:
        value = 10.0 ** _cardinal(orders)
    elif many:
        value = _cardinal(many)
    elif multiple:
        value = _MULTIPLES[multiple.lower()]
    elif part:
        value = round(_cardinal(over) / _PARTS[part.lower()], 3)
    elif half:
        value, unit = 50.0, "%"
    else:
        value, unit = _cardinal(cardinal) * (_LARGE[large.lower()] if large else 1.0), None
    return Number(match.start(), match.end(), value, unit, True)


def _cardinal(words: str) -> float:
    """The value of "a", "seven" or "twenty-five"."""
    tens, _, ones = words.lower().replace(" ", "-").partition("-")
    if tens in ("a", "an"):
        return 1.0
    return (_TENS[tens] + _ONES[ones] if ones else _TENS.get(tens)) or _ONES.get(tens, 0.0)
