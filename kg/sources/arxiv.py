"""arXiv metadata as JSON, in both of its dialects.

The interface's names (`summary`, `published`, `authors` as a list) and those of the metadata snapshot (`abstract`,
`authors_parsed`, `versions`, `update_date`) are both known; a record may mix them.
"""

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from kg.sources import fields, jsontext
from kg.sources.fields import Fields
from kg.sources.latex import to_unicode
from kg.sources.opening import Source
from kg.sources.record import Fault, Place, Record


def read(source: Source) -> Iterator[Record | Fault]:
    """The papers of an arXiv file: a list, one record a line, or pages."""
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
        abstract=fields.text(record, ("summary", "abstract"), "abstract"),
        authors=_authors(record),
        categories=_categories(record.get("categories")),
        date=_date(record),
        arxiv=fields.optional(record, fields.ARXIV) or identifier,
        doi=fields.optional(record, fields.DOI),
    )


def _authors(record: Fields) -> list[str]:
    """`authors_parsed` holds family name, given name and suffix, with accents in LaTeX."""
    parsed = record.get("authors_parsed")
    if not isinstance(parsed, list):
        return fields.people(record.get("authors"))
    names = []
    for parts in parsed:
        family, given, *rest = [*fields.strings(parts), "", ""]
        names.append(to_unicode(" ".join(part for part in (given, family, rest[0] if rest else "") if part)))
    return names


def _categories(value: Any) -> list[str]:
    if isinstance(value, list):
        value = [item.get("term") if isinstance(item, dict) else item for item in value]
    return fields.strings(value)


def _date(record: Fields) -> str | None:
    """When the first version appeared; else the last change that the record tells of."""
    versions = record.get("versions")
    created = (
        versions[0].get("created")
        if isinstance(versions, list) and versions and isinstance(versions[0], dict)
        else None
    )
    if isinstance(created, str):
        try:
            return parsedate_to_datetime(created).date().isoformat()
        except ValueError:
            pass
    return fields.optional(record, ("published", "update_date", "updated", "date", "year"))
