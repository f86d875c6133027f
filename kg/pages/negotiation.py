"""Which form of an answer a client wants: the Accept header (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Sequence

_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*((?:;[^,]*)?)", re.ASCII)
_QUALITY = re.compile(r";\s*q\s*=\s*([0-9.]+)", re.I)


def negotiate(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type to answer in; None where the client takes none of them.

    The highest quality wins; among equals a type that the client named goes before one that a wildcard lets through,
    then the order of `offered`. No header, or one that cannot be read, takes anything.

    >>> negotiate("text/html, */*;q=0.5", ["application/json", "text/html"])
    'text/html'
    >>> negotiate("text/csv;q=0", ["text/csv"]) is None
    True
    """
    ranges = [found for part in (accept or "").split(",") if (found := _parse(part))] or [("*", "*", 1.0)]
    best: tuple[float, int, int] | None = None
    for place, media_type in enumerate(offered):
        quality, exactness = _quality(media_type, ranges)
        rank = (quality, exactness, -place)
        if quality > 0 and (best is None or rank > best):
            best = rank
    return None if best is None else offered[-best[2]]


def _quality(media_type: str, ranges: Sequence[tuple[str, str, float]]) -> tuple[float, int]:
    """The quality that the most exact of the ranges gives to a media type, and how exact that is."""
    kind, _, subtype = media_type.partition("/")
    exactness, quality = 0, 0.0
    for wanted, detail, given in ranges:
        exact = 3 if (wanted, detail) == (kind, subtype) else 2 if (wanted, detail) == (kind, "*") else 1
        if exact == 1 and (wanted, detail) != ("*", "*"):
            continue
        if exact > exactness:
            exactness, quality = exact, given
    return quality, exactness


def _parse(part: str) -> tuple[str, str, float] | None:
    match = _RANGE.fullmatch(part)
    if not match:
        return None
    quality = _QUALITY.search(match[3])
    try:
        return match[1].lower(), match[2].lower(), min(float(quality[1]), 1.0) if quality else 1.0
    except ValueError:
        return None
