"""Plain JSON: objects with a title and an abstract under their common names. An `id` is kept."""

from collections.abc import Iterator

from kg.sources import fields, jsontext
from kg.sources.opening import Source
from kg.sources.record import Fault, Record


def read(source: Source) -> Iterator[Record | Fault]:
    """The papers of a JSON file: a list, one object a line, or pages."""
    return jsontext.read(source, fields.plain)
