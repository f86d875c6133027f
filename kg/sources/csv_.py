"""Tables as text: CSV with commas or semicolons, TSV with tabs; the first line names the columns."""

import csv
from collections.abc import Iterator

from kg.errors import InputError
from kg.sources import fields
from kg.sources.opening import MAX_RECORD, Source
from kg.sources.record import BadRecord, Fault, Place, Record

_DELIMITERS = "\t,;"


def delimiter(header: str) -> str | None:
    """What parts the columns of a header line; None where no column would be a title."""
    for mark in _DELIMITERS:
        if any(name in fields.TITLE for name in _names(next(csv.reader([header], delimiter=mark), []))):
            return mark
    return None


def read(source: Source) -> Iterator[Record | Fault]:
    """The papers of a table, one a row.

    Raises:
        InputError: the first line names no column for the title.
    """
    csv.field_size_limit(MAX_RECORD)  # the module's own limit, one for the whole process, is 128 KB
    lines = _Lines(source)
    header = next(lines, "")
    mark = delimiter(header)
    if mark is None:
        raise InputError(
            f"{source.path}:1: no column is called {', '.join(fields.TITLE)}; the first line must name the columns"
        )
    names = _names(next(csv.reader([header], delimiter=mark)))
    rows = csv.reader(lines, delimiter=mark)
    while True:
        place = Place(lines.number + 1)
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(place, f"is no row of a table ({error})")
            continue
        if not row:
            continue
        try:
            yield _parse(names, row, place)
        except BadRecord as error:
            yield Fault(place, str(error))


def _names(header: list[str]) -> list[str]:
    return [name.strip().lower().replace(" ", "_") for name in header]


def _parse(names: list[str], row: list[str], place: Place) -> Record:
    if len(row) != len(names):
        raise BadRecord(f"has {len(row)} fields where the header has {len(names)}; is a quote missing?")
    record = {name: value for name, value in zip(names, row, strict=True) if value.strip()}
    identifier = fields.identifier(record)
    return Record(
        place=place,
        id=identifier,
        title=fields.title(record),
        abstract=fields.text(record, fields.ABSTRACT, "abstract"),
        authors=fields.people(fields.first(record, fields.AUTHORS)),
        categories=fields.strings(fields.first(record, fields.CATEGORIES)),
        date=fields.optional(record, fields.DATE),
        arxiv=fields.optional(record, fields.ARXIV) or identifier,
        doi=fields.optional(record, fields.DOI) or identifier,
        url=fields.optional(record, fields.URL),
    )


class _Lines(Iterator[str]):
    """The lines of a source as `csv` wants them, and the number of the last; one that is too long spoils its row."""

    def __init__(self, source: Source) -> None:
        self.number = 0
        self._lines = source.text_lines()

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        if line is None:
            raise csv.Error(f"longer than {MAX_RECORD >> 20} MB")
        return line + "\n"
