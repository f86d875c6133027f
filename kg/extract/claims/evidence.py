"""The words that carry a claim: the clause of its number, with what it measures, never more than the sentence."""

import re
from bisect import bisect_right

from kg.extract.claims.reading import Reading

_CUT = re.compile(
    r";\s+|,\s+(?=(?:while|whereas|but|which|and|where|with|as well as|compared)\b)"
    r"|\s+(?=(?:while|whereas)\s)|,\s+(?=(?:\w+ing|we|our|it|this|these|yet|demonstrating)\s)"
)
_LONGEST = 600
"""No clause is longer: a "sentence" of a megabyte is a table or a broken text."""


class Clauses:
    """The clauses of one sentence."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._starts = [reading.start]
        self._ends: list[int] = []
        for match in _CUT.finditer(reading.text, reading.start, reading.end):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(reading.end)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of the clauses that hold the text between two offsets, without a final stop."""
        start = self._starts[max(0, bisect_right(self._starts, first) - 1)]
        end = self._ends[max(0, bisect_right(self._starts, max(first, last - 1)) - 1)]
        end = max(end, last)
        if end - start > _LONGEST:
            start, end = self._shortened(start, end, first, last)
        text = self._reading.text
        while start < first and text[start].isspace():
            start += 1
        while end > last and (text[end - 1].isspace() or text[end - 1] in ".,;:"):
            end -= 1
        return start, end

    def _shortened(self, start: int, end: int, first: int, last: int) -> tuple[int, int]:
        """At most `_LONGEST` characters round the number, cut between items."""
        reading = self._reading
        room = max(0, _LONGEST - (last - first)) // 2
        if first - start > room:
            start = min(first, reading.starts[min(reading.index(first - room), len(reading.starts) - 1)])
        if end - last > room:
            at = bisect_right(reading.ends, last + room) - 1
            end = max(last, reading.ends[at] if at >= 0 else last)
        return start, end
