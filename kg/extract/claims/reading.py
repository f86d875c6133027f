"""A sentence as claims read it: words, with each name and each number folded into one item.

"X reaches 81.5% on ImageNet" reads ``<method> reaches # on <dataset>``: what stands round a number is then the same
whatever the names are, and distances count in words that carry meaning.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from kg.model import Mention, Quantity

_TOKEN = re.compile(r"\\[A-Za-z]+|['’]s\b|[^\W_]+(?:[-'’.@/&+][^\W_]+)*|[^\w\s$\\{}~^]")

NUMBER = "#"
"""The item that stands for a quantity."""

REACH = 40
"""How many items on each side of a number are looked at: more than most sentences have, and a bound for the rest."""


_TELLING = frozenset(
    "than over compared vs versus baseline baselines outperforms outperforming outperform surpassing relative "
    "against existing previous prior state-of-the-art sota improvement faster speedup we our on for respectively "
    "models datasets benchmarks".split()
)
"""Words of a sentence that tell whether it compares, and on how much."""


_LINKS = frozenset(
    "on for in with than over to vs versus against by using of from across between under at via into compared "
    "relative outperforming outperforms outperform outperformed surpassing surpasses surpass surpassed exceeding "
    "exceeds exceed beating beats achieves achieve achieving improves improving reduces reducing while when "
    "whereas where which that is and or , ( ; :".split()
)
_COMPARED = frozenset(
    "compared relative comparable similar close equivalent respect superior identical competitive".split()
)
_PASSED = frozenset("with in on by for of using from at under".split())
"""What may stand between a comparison and what it is made with: "than with X", "compared to that of X"."""
_LIST_MARKS = frozenset((",", "and", "or", "/"))
_ARTICLES = frozenset(("the", "a", "an", "both", "our"))


class Phrase(NamedTuple):
    """A run of items, both ends included, that reads like a noun phrase."""

    first: int
    last: int


class Reading:
    """The items of one sentence in text order; the lists run in parallel.

    `words` holds the lower-case word, the punctuation mark, `NUMBER`, or the type of a name in angle brackets;
    `refs` the quantity or mention behind an item, None for a plain word.
    """

    def __init__(
        self, text: str, start: int, end: int, quantities: Sequence[Quantity], mentions: Sequence[Mention]
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.refs: list[Quantity | Mention | None] = []
        self.phrases: list[Phrase] | None = None  # filled where first asked for: most sentences need none
        for a, b, word, ref in _items(text, start, end, quantities, mentions):
            self.starts.append(a)
            self.ends.append(b)
            self.words.append(word)
            self.refs.append(ref)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The distinct words."""
        return frozenset(self.words)

    @cached_property
    def telling(self) -> list[str]:
        """Those of the words that tell whether the sentence compares."""
        return sorted(self.vocabulary & _TELLING)

    def index(self, offset: int) -> int:
        """The position of the first item that starts at `offset` or later."""
        return bisect_left(self.starts, offset)

    def span(self, first: int, last: int) -> str:
        """The words from item `first` to item `last`, both included, as the text writes them, on one line."""
        starts = [word_start(self.text, self.starts[first]), *self.starts[first + 1 : last + 1]]
        items = zip(starts, self.ends[first : last + 1], strict=True)
        return " ".join(" ".join(self.text[start:end].split()) for start, end in items)


def word_start(text: str, start: int) -> int:
    """Where the word begins that goes on at `start`, the first part of a compound included.

    >>> word_start("a GPU-based system", 6), word_start("a GPU-based system", 2)
    (2, 2)
    """
    at = start + 1 if text[start : start + 1] == "-" else start
    if at < 2 or text[at - 1] != "-" or not text[at - 2].isalnum():
        return start
    floor = max(0, at - _LONGEST_WORD)
    while at > floor and (text[at - 1].isalnum() or text[at - 1] in "-."):
        at -= 1
    return at


_LONGEST_WORD = 60


def _items(
    text: str, start: int, end: int, quantities: Sequence[Quantity], mentions: Sequence[Mention]
) -> Iterator[tuple[int, int, str, Quantity | Mention | None]]:
    """The items between `start` and `end`; where a number and a name overlap, the one that starts first is kept."""
    place = start
    refs: list[Quantity | Mention] = [*quantities, *mentions]
    for ref in sorted(refs, key=lambda ref: (ref.start, -ref.end)):
        if ref.start < place:
            continue
        yield from _plain(text, place, ref.start)
        word = NUMBER if isinstance(ref, Quantity) else f"<{ref.type.value.lower()}>"
        yield ref.start, ref.end, word, ref
        place = ref.end
    yield from _plain(text, place, end)


def _plain(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, None]]:
    """The words and marks between two offsets; LaTeX commands and the possessive s are neither."""
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        if word[0] != "\\" and word not in ("'s", "’s"):
            yield match.start(), match.end(), word.lower(), None


def following(words: Sequence[str], at: int, step: int) -> int | None:
    """The next member (`step` 1) of the list that the name at `at` stands in, or the one before (-1); None at its end.

    >>> following(["<model>", ",", "and", "the", "<model>"], 0, 1)
    4
    """
    own = words[at]
    marks = 0
    for other in range(at + step, at + 5 * step, step):
        if not 0 <= other < len(words):
            return None
        word = words[other]
        if word == own:
            return other if marks else None
        if word in _LIST_MARKS:
            marks += 1
        elif word not in _ARTICLES:
            return None
    return None


def members(words: Sequence[str], at: int) -> list[int]:
    """Where the names of the list stand that the one at `at` is in, it alone where it is in none.

    >>> members(["on", "<model>", ",", "<model>", "and", "<model>"], 3)
    [1, 3, 5]
    """
    found = [at]
    while len(found) < REACH and (before := following(words, found[0], -1)) is not None:
        found.insert(0, before)
    while len(found) < REACH and (after := following(words, found[-1], 1)) is not None:
        found.append(after)
    return found


def link(reading: Reading, position: int) -> str:
    """The word that the item at `position` hangs on: the nearest preposition, comparing verb or mark before it.

    Adjectives are passed over, and so are the members of a list: "on A, B and C" hangs C on "on".
    """
    words = reading.words
    stop = max(-1, position - REACH)
    while position > stop and (before := following(words, position, -1)) is not None:
        position = before
    for at in range(position - 1, max(stop, position - 7), -1):
        word = words[at]
        if word in _LINKS:
            return _comparison(words, at) or word
        if word == NUMBER:
            return NUMBER
    return "^" if position < 7 else "far"


def _comparison(words: Sequence[str], at: int) -> str | None:
    """The comparison that the link at `at` is part of: "than with", "compared to that of", "3x that of", "by #, B"."""
    word = words[at]
    if word in _LIST_MARKS:  # "by #" goes on for the next one of a list
        while at > 0 and words[at] in _LIST_MARKS:
            at -= 1
        return f"{words[at - 1]} {NUMBER}" if at > 1 and words[at] == NUMBER and words[at - 1] in _LINKS else None
    if word in _PASSED and at > 1:
        before = at - 1
        if words[before] in ("that", "those"):
            before -= 1
            if words[before] == NUMBER:
                return "than"
        if words[before] == "than":
            return "than"
        at, word = (before, words[before]) if before < at - 1 else (at, word)
    if word in ("to", "with") and at and words[at - 1] in _COMPARED:
        return f"{words[at - 1]} {word}"
    return None


@lru_cache(16384)
def stem(word: str) -> str:
    """The word without its commonest endings, so that "achieves", "achieved" and "achieving" are one.

    >>> stem("achieves"), stem("achieving"), stem("loss"), stem("<model>")
    ('achiev', 'achiev', 'loss', '<model>')
    """
    if word[:1] == "<" or len(word) < 5:
        return word
    for ending in ("ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word
