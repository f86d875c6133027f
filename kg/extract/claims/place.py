"""Where a claim's number stands, as the slots and the metric look at it."""

from kg.extract.claims.cues import unit_class
from kg.extract.claims.reading import NUMBER, REACH, Reading
from kg.model import Quantity

_LINKS = frozenset(
    "on for in with than over to vs versus against by using of from across between under at via into compared "
    "relative outperforming outperforms outperform outperformed surpassing surpasses surpass surpassed exceeding "
    "exceeds exceed beating beats achieves achieve achieving improves improving reduces reducing while when "
    "whereas where which that is and or , ( ; :".split()
)
_COMPARED = frozenset(
    "compared relative comparable similar close equivalent respect superior identical competitive".split()
)
LIST_MARKS = frozenset((",", "and", "or", "/"))
"""What stands between the members of a list."""


class Place:
    """A number in its sentence, with the kind of claim that it makes."""

    def __init__(self, reading: Reading, position: int, sentence: int, kind: str) -> None:
        quantity = reading.refs[position]
        assert isinstance(quantity, Quantity)
        self.reading = reading
        self.position = position
        self.sentence = sentence
        self.quantity = quantity
        self.kind = kind
        self.unit = unit_class(quantity.unit)
        self.respectively = "respectively" in reading.vocabulary
        self.rank = self._rank()
        self.shared_cues = [
            f"empty:{kind}",
            f"empty:{self.unit}",
            f"empty:{kind}:{self.unit}",
            *[f"empty:has={word}" for word in reading.telling],
        ]

    def _rank(self) -> int:
        """How many numbers of the same coordination stand before this one."""
        group = self.quantity.group
        if group is None:
            return 0
        before = self.reading.refs[max(0, self.position - REACH) : self.position]
        return sum(isinstance(ref, Quantity) and ref.group == group for ref in before)


def link(reading: Reading, position: int) -> str:
    """The word that the item at `position` hangs on: the nearest preposition, comparing verb or mark before it.

    Adjectives are passed over, and so are the members of a list: "on A, B and C" hangs C on "on".
    """
    words = reading.words
    own = words[position]
    stop = max(-1, position - REACH)
    at = position - 1
    steps = 0
    while at > stop and steps < 6:
        word = words[at]
        if word in LIST_MARKS and at and words[at - 1] == own:
            at -= 2
            continue
        if word in _LINKS:
            if word in ("to", "with") and at and words[at - 1] in _COMPARED:
                return f"{words[at - 1]} {word}"
            return word
        if word == NUMBER:
            return NUMBER
        at -= 1
        steps += 1
    return "^" if at < 0 else "far"
