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
    return next((mark for mark in _DELIMITERS if not set(_names(header, mark)).isdisjoint(fields.TITLE)), None)


def read(source: Source) -> Iterator[Record | Fault]:
    """The papers of a table, one a row.

    Raises:
        InputError: the first line names no column for the title.
    """
    csv.field_size_limit(MAX_RECORD)  # the module's own limit, one for the whole process, is 128 KB
    lines = _Lines(source)
    try:
        header = next((line for line in lines if line.strip()), "")
    except csv.Error as error:
        raise InputError(f"{source.path}:{lines.number}: the line of column names is {error}") from error
    mark = delimiter(header)
    if mark is None:
        raise InputError(
            f"{source.path}:{lines.number}: no column is called {' or '.join(fields.TITLE)};"
            " the first line must name the columns"
        )
    names = _names(header, mark)
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


def _names(header: str, mark: str) -> list[str]:
    """Names of the columns, in the form in which `fields` knows them; none where the line is no row of a table."""
    try:
        return [name.strip().lower().replace(" ", "_") for name in next(csv.reader([header], delimiter=mark), [])]
    except csv.Error:
        return []


def _parse(names: list[str], row: list[str], place: Place) -> Record:
    if len(row) != len(names):
        raise BadRecord(f"has {len(row)} field(s) where the header has {len(names)}; is a quote missing?")
    record = {name: value for name, value in zip(names, row, strict=True) if value.strip()}
    return fields.plain(record, place)


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
