"""Semantic Scholar: records of its interface (`paperId`, `externalIds`) and its bulk files (`corpusid`)."""

from collections.abc import Iterator

from kg.sources import fields, jsontext
from kg.sources.fields import Fields
from kg.sources.opening import Source
from kg.sources.record import Fault, Place, Record


def read(source: Source) -> Iterator[Record | Fault]:
    """The papers of a file: one record a line, a list, or pages with `data`."""
    return jsontext.read(source, parse)


def parse(paper: Fields, place: Place) -> Record:
    """One record, its field names in lower case.

    Raises:
        BadRecord: it has no title, or a title, an abstract or an id that is no text.
    """
    found = paper.get("externalids")
    external = {str(name).lower(): value for name, value in found.items()} if isinstance(found, dict) else {}
    topics = paper.get("fieldsofstudy") or paper.get("s2fieldsofstudy")
    if isinstance(topics, list):
        topics = [topic.get("category") if isinstance(topic, dict) else topic for topic in topics]
    return Record(
        place=place,
        id=fields.identifier(paper, ("paperid", "corpusid", "id")),
        title=fields.title(paper, ("title",)),
        abstract=fields.text(paper, ("abstract", "paperabstract"), "abstract"),
        authors=fields.people(paper.get("authors")),
        categories=list(dict.fromkeys(fields.strings(topics))),
        date=fields.optional(paper, ("publicationdate", "year")),
        arxiv=fields.optional(external, ("arxiv",)),
        doi=fields.optional(external, ("doi",)) or fields.optional(paper, ("doi",)),
        url=fields.optional(paper, ("url",)),
    )
