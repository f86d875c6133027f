r"""A "trending papers" page saved as text: banner lines, then title and abstract on alternate lines.

The first title is glued to the word ``Subscribe``. Where a line is missing, alternation alone would take every later
title for an abstract; so a line that is plainly an abstract is never taken for a title, and a short line before one is
its title.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise

from kg.sources.opening import MAX_RECORD, Source
from kg.sources.record import Fault, Place, Record

ABSTRACT_LENGTH = 280
"""A longer line is an abstract, never a title: of 44,664 titles of arXiv papers the longest has 226 characters, and of
as many abstracts 1 % have fewer than 623."""

HEAD_LINES = 10
"""The banner and `Subscribe` stand within so many lines of the start."""

_BANNER = re.compile(r"Get trending papers\b.*\binbox\b", re.I)
_GLUED = re.compile(r"Subscribe(?!(?:rs?|d|s)\b)(?=\S|$)")
_SENTENCES = re.compile(r"[a-z)\]%]\.\s+[A-Z]")

Line = tuple[int, str | None]
"""Number and text of a line that is not blank; no text where it is too long to be read."""


def read(source: Source) -> Iterator[Record | Fault]:
    """The papers of a page. One page may follow another in the same file, each with its banner."""
    lines = _filled(source)
    head = list(islice(lines, HEAD_LINES))
    known, start = _first_title([text or "" for _, text in head])
    if known < start:
        number, text = head[known]
        message = f"{start - known} line(s) before the first title taken for a banner, from {(text or '')[:60]!r}"
        yield Fault(Place(number), message, lost=False)
    if start < len(head):
        head[start] = _unglued(head[start])
    yield from _pairs(_without_banners(chain(head[start:], lines)))


def is_abstract(line: str) -> bool:
    """Whether a line is plainly an abstract: long, or of several sentences. A short abstract may be none of it."""
    return len(line) > ABSTRACT_LENGTH or (len(line) > 120 and line.endswith(".") and bool(_SENTENCES.search(line)))


def has_banner(lines: Iterable[str]) -> bool:
    """Whether lines from the start of a text hold the page's banner or its `Subscribe`."""
    return any(_BANNER.match(line) or _GLUED.match(line) for line in lines)


def _filled(source: Source) -> Iterator[Line]:
    for number, text in source.text_lines():
        if text is None or text.strip():
            yield number, text and text.strip()


def _first_title(head: Sequence[str]) -> tuple[int, int]:
    """Where the known banner ends, and where the first title stands: the same, but for a guess.

    `Subscribe` ends the banner, else the last of its lines. If more than one line is left before the first abstract,
    none of them ending like one, they are taken for a banner in other words, so that it makes no paper.
    """
    before = next((index for index, line in enumerate(head) if is_abstract(line)), len(head))
    for index, line in enumerate(head[:before]):
        if _GLUED.match(line):
            start = index + (line == "Subscribe")
            return start, start
    known = next((index for index, line in enumerate(head) if not _BANNER.match(line)), len(head))
    title = before - 1
    is_guess = before < len(head) and known < title and not any(line.endswith(".") for line in head[known:title])
    return known, title if is_guess else known


def _unglued(line: Line) -> Line:
    number, text = line
    return number, text and _GLUED.sub("", text).lstrip()


def _without_banners(lines: Iterable[Line]) -> Iterator[Line]:
    """Take away the banner of a page that follows another, and the `Subscribe` after it."""
    after_banner = False
    for line in lines:
        if _BANNER.match(line[1] or ""):
            after_banner = True
            continue
        number, text = _unglued(line) if after_banner else line
        after_banner = False
        if text != "":
            yield number, text


def _pairs(lines: Iterable[Line]) -> Iterator[Record | Fault]:
    title: Record | None = None
    for (number, text), (_, following) in pairwise(chain(lines, [(0, "")])):
        place = Place(number)
        if text is None or is_abstract(text):
            if text is None:
                yield Fault(place, f"is longer than {MAX_RECORD >> 20} MB")
            elif title is None:
                yield Fault(place, f"is an abstract without a title before it: {text[:60]!r}")
            if title is not None:
                yield from _paper(title, text)
                title = None
        elif title is None:
            title = Record(place=place, title=text)
        elif following is None or is_abstract(following):  # so this short line is the title of what follows
            yield from _paper(title, None)
            title = Record(place=place, title=text)
        else:
            yield from _paper(title, text)
            title = None
    if title is not None:
        yield from _paper(title, None)


def _paper(title: Record, abstract: str | None) -> Iterator[Record | Fault]:
    if abstract is None:
        yield Fault(title.place, f"no abstract follows the title {title.title[:60]!r}; kept without", lost=False)
    title.abstract = abstract
    yield title
