"""Numbers in a text: digits with separators and exponents, fractions, and the words for numbers and multiples."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.units import known_unit

MAX_DIGITS = 15
"""A longer run of digits is an identifier or noise: a float would not hold it."""


class Number(NamedTuple):
    """A number as written, and the unit that the words themselves tell ("twice": ``x``).

    `form` is ``digits``, ``fraction`` ("1/7th", "one fifth"), ``half``, ``multiple`` ("threefold", "an order of
    magnitude"), ``sub`` ("sub-millisecond"), ``single`` ("an hour"), ``ordinal`` ("ranks third"), ``cardinal`` ("two").
    """

    start: int
    end: int
    value: float
    unit: str | None
    form: str


def _values(words: str, first: float, step: float = 1.0) -> dict[str, float]:
    return {word: first + step * n for n, word in enumerate(words.split())}


def _any(words: Iterable[str]) -> str:
    """An alternation of words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


_ONES = _values("one two three four five six seven eight nine", 1.0)
_TEENS = _values(
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
_ORDINALS = _values("first second third fourth fifth sixth seventh eighth ninth tenth", 1.0)
_SPANS = frozenset(("hour", "day", "week", "minute", "month"))

_DIGITS = re.compile(
    r"""
    \d (?: (?<=1)/(?P<part>\d{1,3})(?:st|nd|rd|th)?(?![\w/.%×-])
         | (?: \d{0,2}(?:(?:,|\{,\}|\\[,!])\d{3})++(?!\d) | \d{0,2}[ ]\d{3}(?=[ ]{0,2}(?:x\b|times|×)) | \d*+ )
           (?: \.\d++ )?
           (?: [eE](?P<exponent>[-+−]?\d{1,2})(?!\w)
             | \s{0,10}[×·]\s{0,6}10\s?\^\s{0,2}(?P<power>[-+−–]?\d{1,2})
             | \s?\^\s{0,2}(?P<raised>[-+−–]?\d{1,2}) )? )
    """,
    re.X,
)
_MANTISSA = re.compile(r"[\d.,{}\\! ]*\d")
_SEPARATORS = str.maketrans("", "", ", {}\\!")
_MINUS = str.maketrans("−–", "--")

_CARDINAL = rf"(?:(?:{_any(_TENS)})(?:[- ](?:{_any(_ONES)})\b)?|{_any(_TEENS)})"
_SPELLED = re.compile(
    rf"""
    (?: (?P<order>an?[ -]order[ -]of[ -]magnitude)
      | (?P<many>{_CARDINAL})[- ]?fold
      | (?P<multiple>(?:double|triples?|quadruple)(?=\ (?:the|that|its|their)\b)
                    |(?!(?:double|triples?|quadruple)\b)(?:{_any(_MULTIPLES)}))
      | (?P<over>{_CARDINAL}|a)[- ](?P<part>{_any(_PARTS)})s?
      | (?P<half>{_any(_HALVES)})
      | sub-(?P<sub>(?:milli|micro|nano)?second|minute|hour)
      | (?:an?|single)[ ](?:working[ ])?(?P<span>{_any(_SPANS)})
      | rank(?:s|ed|ing)[ ](?P<ordinal>{_any(_ORDINALS)})
      | (?P<cardinal>{_CARDINAL}|a(?=[ ](?:hundred|thousand)))(?:[- ](?P<large>hundred|thousand))?
    )\b
    """,
    re.X | re.I,
)
_WORD = re.compile(r"[A-Za-z]{3,}")
_FOLDS = [f"{word}fold" for word in (*_TEENS, *_TENS)]
_LEADS = {
    form
    for word in (*_TEENS, *_TENS, *_MULTIPLES, *_HALVES, *_FOLDS, "sub", "ranks", "ranked", "ranking")
    for form in (word, word.capitalize())
}
"""Words that a spelled number begins with."""
_SECONDS = frozenset((*_LARGE, *_PARTS, *_SPANS, "order"))
"""Words that may follow "a", "an" or "single", which are too common to look for."""
_ARTICLE = re.compile(r"(?<![A-Za-z])(?:[Aa]n?|single)[- ](?:working )?$")
_ARTICLE_REACH = 16


def find_numbers(text: str) -> list[Number]:
    """Every number of `text`, in order; digit strings that no float holds are left out."""
    numbers = [number for match in _DIGITS.finditer(text) if (number := _from_digits(match))]
    words = set(_WORD.findall(text))
    if not words.isdisjoint(_LEADS) or not words.isdisjoint(_SECONDS):
        numbers += _spelled(text, words)
        numbers.sort()
    return numbers


def _from_digits(match: re.Match[str]) -> Number | None:
    start, end = match.span()
    text = match.string
    part, exponent, power, raised = match.groups()
    if part:
        if text[max(0, start - 3) : start].strip()[-1:] in (".", ",", "/", "^") or int(part) < 2:
            return None
        return Number(start, end, round(1.0 / int(part), 3), "x", "fraction")
    written = match.group()
    if exponent or power or raised:
        written = _MANTISSA.match(written).group()  # type: ignore[union-attr]  # it begins with a digit
    if len(written) > 4:
        written = written.translate(_SEPARATORS)
        if len(written) > MAX_DIGITS:
            return None
    if start and text[start - 1] == ".":
        if text[max(start - 2, 0)].isalnum():  # the last part of "1.2.3" or "H.264"
            return None
        if "." not in written:
            start, written = start - 1, f".{written}"
    if exponent or power:
        written = f"{written}e{(exponent or power).translate(_MINUS)}"
    value = float(written)
    if raised and value in (2.0, 10.0):
        value **= int(raised.translate(_MINUS))
    return Number(start, end, value, None, "digits")


def _spelled(text: str, words: set[str]) -> list[Number]:
    """The numbers written in words, found by the words that begin them."""
    starts = [at for word in words & _LEADS for at in _occurrences(text, word) if not text[at - 1 : at].isalnum()]
    for word in words & _SECONDS:
        for at in _occurrences(text, word):
            article = _ARTICLE.search(text, max(0, at - _ARTICLE_REACH), at)
            if article:
                starts.append(article.start())
    numbers: list[Number] = []
    last = 0
    for start in sorted(starts):
        match = _SPELLED.match(text, start) if start >= last else None
        if match:
            numbers.append(_from_words(match))
            last = match.end()
    return numbers


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _from_words(match: re.Match[str]) -> Number:
    order, many, multiple, over, part, half, sub, span, ordinal, cardinal, large = match.groups()
    unit: str | None = "x"
    form = "multiple"
    if order:
        value = 10.0
    elif many:
        value = _cardinal(many)
    elif multiple:
        value = _MULTIPLES[multiple.lower()]
    elif part:
        value, form = round(_cardinal(over) / _PARTS[part.lower()], 3), "fraction"
    elif half:
        value, unit, form = 50.0, "%", "half"
    elif sub or span:
        value, unit, form = 1.0, known_unit((sub or span).lower()), "sub" if sub else "single"
    elif ordinal:
        value, unit, form = _ORDINALS[ordinal.lower()], "rank", "ordinal"
    else:
        value, unit, form = _cardinal(cardinal) * (_LARGE[large.lower()] if large else 1.0), None, "cardinal"
    return Number(match.start(), match.end(), value, unit, form)


def _cardinal(words: str) -> float:
    """The value of "a", "seven" or "twenty-five"."""
    tens, _, ones = words.lower().replace(" ", "-").partition("-")
    if tens in ("a", "an"):
        return 1.0
    if tens in _TENS:
        return _TENS[tens] + (_ONES[ones] if ones else 0.0)
    return _TEENS[tens]
