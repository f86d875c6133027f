"""Plain JSON: objects with a title and an abstract under their common names. An `id` is kept."""

from collections.abc import Iterator

from kg.sources import fields, jsontext
from kg.sources.fields import Fields
from kg.sources.opening import Source
from kg.sources.record import Fault, Place, Record


def read(source: Source) -> Iterator[Record | Fault]:
    """The papers of a JSON file: a list, one object a line, or pages."""
    return jsontext.read(source, parse)


def parse(record: Fields, place: Place) -> Record:
    """One record, its field names in lower case.

    Raises:
        BadRecord: it has no title, or a title, an abstract or an id that is no text.
    """
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
