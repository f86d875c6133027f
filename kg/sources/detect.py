"""Which form an input has, found by looking at its first bytes. File names say nothing."""

import re
from collections.abc import Callable, Iterator

from kg.errors import InputError
from kg.sources import arxiv, bibtex, csv_, json_, openalex, semantic_scholar, trending
from kg.sources.opening import Source
from kg.sources.record import Fault, Record

Reader = Callable[[Source], Iterator[Record | Fault]]

READERS: dict[str, Reader] = {
    "trending": trending.read,
    "arxiv": arxiv.read,
    "openalex": openalex.read,
    "semantic-scholar": semantic_scholar.read,
    "json": json_.read,
    "bibtex": bibtex.read,
    "csv": csv_.read,
}
"""Every form and what reads it."""

FORMATS = tuple(READERS)
"""The names of the forms, for `input_format`."""

_JSON = re.compile(rb'\s*(?:\[\s*(?:[{\]]|$)|\{\s*(?:["}]|$))')
_DIALECTS = {
    "openalex": re.compile(rb'"abstract_inverted_index"\s*:|"https://openalex\.org/[WA]\d'),
    "semantic-scholar": re.compile(rb'"(?:paperId|corpusId|corpusid|externalIds|externalids|paperAbstract)"\s*:'),
    "arxiv": re.compile(rb'"(?:authors_parsed|update_date)"\s*:|"id"\s*:\s*"https?://(?:export\.)?arxiv\.org/abs/'),
}
"""What one dialect of JSON alone has. It is looked for as bytes, since the first record may be longer than the head."""
_BIBTEX = re.compile(rb"^[ \t]*@[A-Za-z]+[ \t]*[{(][ \t]*(?:[^,{}=\r\n]*,|[^\s,{}]+[ \t]*=|\r?\n)", re.MULTILINE)


def detect(source: Source) -> str:
    """The name of the form that `source` has, one of `FORMATS`.

    Raises:
        InputError: it has none of them.
    """
    head = source.head
    if _JSON.match(head):
        return _dialect(head)
    if _BIBTEX.search(head):
        return "bibtex"
    lines = [line.strip() for line in head.decode("utf-8", "replace").splitlines() if line.strip()]
    if lines and csv_.delimiter(lines[0]):
        return "csv"
    if _is_page(lines):
        return "trending"
    raise InputError(
        f"{source.path}: is in no known form: neither JSON nor BibTeX, no first line that names a column `title`,"
        f" no titles and abstracts on alternate lines; --input-format NAME overrules ({', '.join(FORMATS)})"
    )


def _dialect(head: bytes) -> str:
    for name, mark in _DIALECTS.items():
        if mark.search(head):
            return name
    return "arxiv" if b'"summary"' in head and b'"categories"' in head else "json"


def _is_page(lines: list[str]) -> bool:
    """A banner tells a trending page; without one, half of the lines are plainly abstracts, and the others titles."""
    if trending.has_banner(lines[: trending.HEAD_LINES]):
        return True
    if not lines or lines[0].startswith("<"):  # HTML, XML
        return False
    abstracts = sum(map(trending.is_abstract, lines))
    return 0.3 * len(lines) <= abstracts <= 0.6 * len(lines) and abstracts > 0
