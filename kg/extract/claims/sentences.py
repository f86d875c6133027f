"""The sentences of a paper that hold numbers, each read once."""

from bisect import bisect_left
from collections.abc import Iterator

from kg.extract.claims.reading import Reading
from kg.extract.document import Document


def readings(document: Document) -> Iterator[tuple[int, str, Reading]]:
    """For each sentence with a quantity its number, its place in the paper and its reading."""
    quantities = sorted(document.quantities, key=lambda quantity: quantity.start)
    if not quantities:
        return
    mentions = sorted(document.mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in mentions]
    count = len(document.sentences)
    at = 0
    for number, (start, end) in enumerate(document.sentences):
        first = at
        while at < len(quantities) and quantities[at].start < end:
            at += 1
        if first == at:
            continue
        here = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        yield number, _place(number, count), Reading(document.text, start, end, quantities[first:at], here)


def _place(number: int, count: int) -> str:
    """Where a sentence stands: results come late, and the first sentence speaks of others."""
    if number <= 1:
        return ("title", "first")[number]
    if number == count - 1:
        return "last"
    return "late" if number > 0.55 * count else "early"
