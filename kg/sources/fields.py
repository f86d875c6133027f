"""Fields of decoded records: the names that sources give them, and the shapes their values come in."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from kg.sources.record import BadRecord, Place, Record

Fields = Mapping[str, Any]
"""One record, its field names in lower case."""

TITLE = ("title", "paper_title")
ABSTRACT = ("abstract", "summary", "abstract_text", "paper_abstract", "description")
ID = ("id", "paper_id", "paperid")
ARXIV = ("arxiv", "arxiv_id", "arxivid", "eprint")
DOI = ("doi",)
AUTHORS = ("authors", "author")
CATEGORIES = ("categories", "category", "keywords")
DATE = ("date", "published", "publication_date", "year")
URL = ("url", "link")
"""What plain JSON and CSV call each field; the first that a record has counts."""

_KINDS = {bool: "true or false", int: "a number", Decimal: "a number", list: "a list", dict: "an object"}
_PEOPLE = re.compile(r";|,?\sand\s")


def plain(fields: Fields, place: Place) -> Record:
    """A record that uses these names. An arXiv id or a DOI may also stand in its `id`.

    Raises:
        BadRecord: it has no title, or a title, an abstract or an id that is no text.
    """
    own = identifier(fields)
    return Record(
        place=place,
        id=own,
        title=title(fields),
        abstract=text(fields, ABSTRACT, "abstract"),
        authors=people(first(fields, AUTHORS)),
        categories=strings(first(fields, CATEGORIES)),
        date=optional(fields, DATE),
        arxiv=optional(fields, ARXIV) or own,
        doi=optional(fields, DOI) or own,
        url=optional(fields, URL),
    )


def first(fields: Fields, names: Iterable[str]) -> Any:
    """The first value there is under one of `names`; None where there is none."""
    for name in names:
        value = fields.get(name)
        if value is not None:
            return value
    return None


def text(fields: Fields, names: Iterable[str], what: str) -> str | None:
    """The text under one of `names`.

    Raises:
        BadRecord: it is a number, a list or something else that is no text.
    """
    value = first(fields, names)
    if value is None or isinstance(value, str):
        return value
    raise BadRecord(f"its {what} is {_KINDS.get(type(value), 'no text')}, not text")


def title(fields: Fields, names: Iterable[str] = TITLE) -> str:
    """The title.

    Raises:
        BadRecord: there is none, or it is no text.
    """
    value = text(fields, names, "title")
    if value is None:
        raise BadRecord("has no title")
    return value


def identifier(fields: Fields, names: Iterable[str] = ID) -> str | None:
    """The record's own id; a number is taken as it is written.

    Raises:
        BadRecord: it is neither text nor a number.
    """
    value = first(fields, names)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    return text({"id": value}, ("id",), "id")


def optional(fields: Fields, names: Iterable[str]) -> str | None:
    """A text or a whole number that a paper can do without; None for anything else."""
    value = first(fields, names)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None


def strings(value: Any) -> list[str]:
    """The texts in a list; or in one text, parted by semicolons, else commas, else white space."""
    if isinstance(value, str):
        separator = next((mark for mark in ";," if mark in value), None)
        return [part.strip() for part in value.split(separator)]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def people(value: Any) -> list[str]:
    """Authors' names from a list of names or of objects with a name, or from one text.

    In a text, names stand between semicolons, ``and`` or commas; "Lovelace, Ada" between two of the former is one name.

    >>> people("Ada Lovelace, Alan Turing and Grace Hopper")
    ['Ada Lovelace', 'Alan Turing', 'Grace Hopper']
    >>> people("Lovelace, Ada; Turing, Alan")
    ['Ada Lovelace', 'Alan Turing']
    """
    if isinstance(value, list):
        return strings([item.get("name") if isinstance(item, dict) else item for item in value])
    if not isinstance(value, str):
        return []
    found: list[str] = []
    for part in _PEOPLE.split(value):
        names = [name for name in map(str.strip, part.split(",")) if name]
        if len(names) == 2 and not all(" " in name for name in names):
            names = [given_first(part)]
        found += names
    return found


def given_first(name: str) -> str:
    """A name in reading order: "Lovelace, Ada" is "Ada Lovelace", "King, Jr., Martin" is "Martin King Jr."."""
    family, *rest = [part.strip() for part in name.split(",")]
    if not rest:
        return family
    *suffix, given = rest
    return " ".join(part for part in (given, family, *suffix) if part)
