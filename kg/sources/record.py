"""What a reader gives: a `Record`, or a `Fault`; and how a record becomes a `Paper`."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from kg import names
from kg.model import Paper


class Place(NamedTuple):
    """Where a record stands: its line, and which record it is where many may stand on one line."""

    line: int
    number: int | None = None

    def of(self, name: str) -> str:
        """The place as people read it: ``page.txt:17``, ``works.json:1 (record 17)``."""
        return f"{name}:{self.line}" + (f" (record {self.number})" if self.number else "")


class Fault(msgspec.Struct, frozen=True):
    """Something wrong at a place; `lost` says whether a record is lost by it."""

    place: Place
    message: str
    lost: bool = True


class BadRecord(Exception):
    """A record cannot be used; the message says why. It never leaves `kg.sources`."""


class Record(msgspec.Struct, kw_only=True):
    """What a source says of one paper, as it says it; `to_paper` settles and checks.

    `arxiv` and `doi` may be bare or addresses; `date` begins with a year, or a year, month and day with hyphens.
    """

    place: Place
    title: str
    abstract: str | None = None
    id: str | None = None
    authors: Sequence[str] = ()
    categories: Sequence[str] = ()
    date: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None


_UNHELD = re.compile("[\x00-\x08\x0e-\x1b\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, and surrogates: NUL and other control characters, and what stood for invalid UTF-8."""
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?!\d))?(?!\d))?(?!\d)", re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.I)


def to_paper(record: Record, source: str) -> tuple[Paper, list[str]]:
    """Make the paper of a record, and say what had to be changed or left out.

    Line breaks, with the space around them, become one space; what no text can hold becomes U+FFFD. All else stays as
    it is.

    Raises:
        BadRecord: it has no title.
    """
    notes: list[str] = []
    title = _clean(record.title, "title", notes)
    if not title:
        raise BadRecord("has no title")
    abstract = _clean(record.abstract or "", "abstract", notes)
    arxiv = names.arxiv_id(record.arxiv) if record.arxiv else None
    doi = names.doi(_clean(record.doi, "DOI", notes)) if record.doi else None
    if doi and not arxiv:
        arxiv = names.arxiv_id(doi)
    key = names.paper_key(arxiv=arxiv, doi=doi, title=title)
    published = _date(record.date)
    if record.date and not published:
        notes.append(f"{_quoted(record.date)} is no date; left out")
    return Paper(
        id=_clean(record.id or "", "id", notes) or key,
        key=key,
        title=title,
        abstract=abstract,
        authors=_cleaned(record.authors, "authors", notes),
        categories=_cleaned(record.categories, "categories", notes),
        date=published,
        arxiv=arxiv,
        doi=doi,
        url=record.url if record.url and _URL.fullmatch(record.url) and not _UNHELD.search(record.url) else None,
        origin=record.place.of(source),
    ), notes


def _clean(text: str, field: str, notes: list[str]) -> str:
    lines = text.splitlines()
    if len(lines) > 1:
        text = " ".join(stripped for line in lines if (stripped := line.strip()))
    text, bad = _UNHELD.subn("\ufffd", text.strip())
    if bad:
        notes.append(f"{bad} character(s) of the {field} are invalid UTF-8 or control characters; written as U+FFFD")
    return text


def _cleaned(texts: Sequence[str], field: str, notes: list[str]) -> tuple[str, ...]:
    return tuple(cleaned for text in texts if (cleaned := _clean(text, field, notes)))


def _date(text: str | None) -> str | None:
    """The ISO 8601 date at the start of `text`, as far as there is such a day, month or year."""
    match = _DATE.match(text or "")
    if not match:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    for length, arguments in ((10, (year, month, day)), (7, (year, month, 1)), (4, (year, 1, 1))):
        try:
            date(*arguments)
        except ValueError:
            continue
        return match.group()[:length]
    return None


def _quoted(text: str) -> str:
    """A value for a message: short, on one line."""
    return repr(text if len(text) <= 40 else f"{text[:37]}...")
