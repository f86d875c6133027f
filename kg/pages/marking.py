"""Words of a text marked: a text cut into pieces, each with the spans that cover it."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.pages.store import SLOTS, Row


class Span(NamedTuple):
    """Characters of a text, end exclusive, and what they are: a value, a claim, the name of a thing in some role."""

    start: int
    end: int
    role: str
    target: str | None = None
    """The id of the thing that is named."""


class Piece(NamedTuple):
    """Some characters, and the spans over them, the longest first."""

    text: str
    spans: tuple[Span, ...]


def cut(text: str, spans: Iterable[Span], *, offset: int = 0) -> list[Piece]:
    """Cut `text` where a span begins or ends. What of a span lies outside of the text is left out.

    Args:
        text: the text.
        spans: what to mark, in any order; they may overlap.
        offset: the position of the text's first character, in the count of the spans.

    >>> [(piece.text, [span.role for span in piece.spans]) for piece in cut("2x faster", [Span(0, 2, "value")])]
    [('2x', ['value']), (' faster', [])]
    """
    moved = [
        span._replace(start=max(span.start - offset, 0), end=min(span.end - offset, len(text)))
        for span in spans
    ]  # fmt: skip
    inside = sorted((span for span in moved if span.start < span.end), key=lambda span: (span.start - span.end, span))
    cuts = sorted({0, len(text), *(place for span in inside for place in (span.start, span.end))})
    return [
        Piece(text[start:end], tuple(span for span in inside if span.start <= start and end <= span.end))
        for start, end in pairwise(cuts)
    ]


def outermost(spans: Iterable[Span]) -> list[Span]:
    """The spans without those that begin inside another: links must not overlap."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def mark_claims(claims: Sequence[Row]) -> None:
    """Add to each claim `pieces`: its evidence, with its number and the things that fill its slots marked."""
    for claim in claims:
        roles = {claim[f"{slot}_id"]: slot for slot in reversed(SLOTS) if claim[f"{slot}_id"]}
        named = [
            Span(place["start"], place["stop"], roles[place["entity"]], place["entity"])
            for place in claim["places"] or ()
        ]
        value = Span(claim["value_start"], claim["value_end"], "value")
        claim["pieces"] = cut(claim["evidence"], [value, *outermost(named)], offset=claim["start"])


def mark_names(relations: Sequence[Row], forms: Iterable[str]) -> None:
    """Add to each relation `pieces`: its evidence, with every one of a thing's names marked."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    pattern = re.compile("|".join(map(re.escape, longest_first)), re.I)
    for relation in relations:
        named = [Span(*match.span(), "named") for match in pattern.finditer(relation["evidence"])]
        relation["pieces"] = cut(relation["evidence"], named)
