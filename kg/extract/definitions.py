"""Where a text defines an abbreviation: ``Fully Sharded Data Parallel (FSDP)``, ``DGT (Dynamic Graph Transformer)``.

The long form is found by the algorithm of Schwartz and Hearst (Pacific Symposium on Biocomputing 2003): the letters of
the short form are looked for backwards in the words before the bracket, the first of them at the start of a word.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

_BRACKET = re.compile(r"\(([^()\n]{2,90})\)")
_SHORT = re.compile(r"[A-Za-z0-9][\w\-+*/.]{0,11}(?: [A-Z0-9][\w.]{0,5})?")
_SHORT_BEFORE = re.compile(r"(?<![\w-])[A-Za-z0-9][\w\-+*/.]*\Z")
_QUANTITY = re.compile(r"\d+(?:\.\d+)?[A-Za-z%]{0,3}")
_WORD = re.compile(r"[^\s(),;]+")
_TWO_WORDS = re.compile(r"[ \n-]")
_LIST = re.compile(r"[,;]")
_CLAUSE_END = re.compile(r"[.;:)]\s|\n")
_LONGEST_SHORT = 14
_LONGEST_LONG = 200
_LONGEST_BEFORE = 30
_MOST = 200
"""No abstract defines more; it bounds the time for a text that is none."""


class Definition(NamedTuple):
    """A long and a short form, as offsets into the text; the short one without a plural s."""

    long_start: int
    long_end: int
    short_start: int
    short_end: int


def definitions(text: str) -> Iterator[Definition]:
    """Every bracket that holds the short or the long form of what stands before it, in text order.

    >>> [text[d.short_start : d.short_end] for text in ("a fast graph former (FGF)",) for d in definitions(text)]
    ['FGF']
    """
    return islice(_all(text), _MOST)


def _all(text: str) -> Iterator[Definition]:
    for match in _BRACKET.finditer(text):
        before, inside = match.start(), match.start(1)
        if before and text[before - 1] in " ~\n":
            before -= 1
        first = _LIST.split(match[1], maxsplit=1)[0].strip()
        if _is_short(first) and _SHORT.fullmatch(first):
            short = _singular(first)
            start = _long_start(short, text, _window(text, before, len(short)), before)
            if start is not None and before - start > len(short) and _TWO_WORDS.search(text, start, before):
                yield Definition(start, before, inside, inside + len(short))
                continue
        word = _SHORT_BEFORE.search(text, max(0, before - _LONGEST_BEFORE), before)
        if word and " " in match[1] and _is_short(word[0]):
            short = _singular(word[0])
            if _long_start(short, text, inside, match.end(1)) == inside:
                yield Definition(inside, match.end(1), word.start(), word.start() + len(short))


def _is_short(form: str) -> bool:
    if not 2 <= len(form) <= _LONGEST_SHORT or form.islower():
        return False
    return sum(map(str.isupper, form)) >= 2 and not _QUANTITY.fullmatch(form)


def _singular(short: str) -> str:
    return short[:-1] if len(short) > 2 and short[-1] == "s" and short[-2].isupper() else short


def _window(text: str, end: int, letters: int) -> int:
    """Where the long form of so many letters may begin: in the same clause, and not too many words back."""
    if text[end - 1 : end] in (".", ";", ":", ")"):
        return end
    begin = max(0, end - _LONGEST_LONG)
    for stop in _CLAUSE_END.finditer(text, begin, end):
        begin = stop.end()
    words = [word.start() for word in _WORD.finditer(text, begin, end)]
    most = min(letters + 5, 2 * letters)
    return words[-most] if len(words) >= most else (words[0] if words else end)


def _long_start(short: str, text: str, begin: int, end: int) -> int | None:
    """Where the long form of `short` begins in ``text[begin:end]``; None where its letters are not there in order."""
    place = end
    for index in range(len(short) - 1, -1, -1):
        char = short[index].lower()
        if not char.isalnum():
            continue
        place -= 1
        while place >= begin and (text[place].lower() != char or (index == 0 and not _starts_word(text, place, begin))):
            place -= 1
        if place < begin:
            return None
    return place


def _starts_word(text: str, place: int, begin: int) -> bool:
    return place == begin or text[place - 1] in " \n/~"
