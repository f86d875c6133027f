"""What stands before a number: qualifiers, currency, "a factor of", and the names it may be a part of."""

import re
from collections.abc import Iterable

from kg.model import Qualifier

WINDOW = 64
"""How many characters before a number are looked at."""


def _table(**phrases: str) -> dict[str, Qualifier]:
    """Phrases, separated by commas, of each qualifier; the key spells it with underscores."""
    table: dict[str, Qualifier] = {}
    names: Iterable[Qualifier] = ("up to", "over", "about", "at least", "average", "median")
    for name in names:
        table.update(dict.fromkeys(phrases.get(name.replace(" ", "_"), "").split(","), name))
    return table


_WORDS = _table(
    up_to="under,below,within,sub,<,≤,<=,upto,maximum,max",
    over="over,above,exceeding,exceeds,exceed,exceeded,surpassing,>,≥,>=",
    about="about,around,approximately,approx,approx.,roughly,nearly,almost,circa,~,∼,≈,sim,near,approaching,some,approaches,nearing",
    average="average,averages,averaging,averaged,mean,geomean",
    median="median",
)
_PAIRS = _table(
    up_to="up to,at most,less than,fewer than,lower than,smaller than,much as,high as,many as,maximum of,than to",
    over="more than,greater than,higher than,well over,upwards of,excess of,better than",
    about="close to,order of",
    at_least="at least,no less,not less",
)
_FILLERS = frozenset("a an the of by factor factors just only additional + extra reaching another merely".split())
_SIGNS = re.compile(r"[~∼≈<>≤≥]=?$|\bsim$")

FACTOR = re.compile(
    r"\bfactors?(?: of)?(?: (?:up to|about|around|over|nearly|almost|approximately|roughly|at least|more than))?\s*[~∼≈<>≤≥]?\s*$"
)
"""Before a number that is a multiple for that: "by a factor of 30", "by a factor up to 2.84"."""


def read_qualifier(before: str) -> Qualifier | None:
    """The qualifier that the words before a number give it.

    >>> read_qualifier("it is up to "), read_qualifier("more than a "), read_qualifier("by a factor of ")
    ('up to', 'over', None)
    """
    before = before.rstrip()
    sign = _SIGNS.search(before)
    if sign:
        return _WORDS[sign.group().replace(">=", "≥").replace("<=", "≤").rstrip("=")]
    words = before.lower().replace("(", " ").split()
    while words and words[-1] in _FILLERS:
        words.pop()
    if not words:
        return None
    return (_PAIRS.get(f"{words[-2]} {words[-1]}") if len(words) > 1 else None) or _WORDS.get(words[-1])
