"""Works of OpenAlex: an abstract comes as the positions of its words (an inverted index)."""

from collections.abc import Iterator
from typing import Any

from kg.sources import fields, jsontext
from kg.sources.fields import Fields
from kg.sources.opening import Source
from kg.sources.record import BadRecord, Fault, Place, Record


def read(source: Source) -> Iterator[Record | Fault]:
    """The works of a file: one work, a list, one a line, or pages with `results`."""
    return jsontext.read(source, parse)


def parse(work: Fields, place: Place) -> Record:
    """One work, its field names in lower case.

    Raises:
        BadRecord: it has no title, or one of its parts is of another kind than OpenAlex has it.
    """
    index = work.get("abstract_inverted_index")
    ids = _object(work.get("ids"))
    return Record(
        place=place,
        id=fields.identifier(work),
        title=fields.title(work, ("title", "display_name")),
        abstract=fields.text(work, ("abstract",), "abstract") if index is None else words(index),
        authors=fields.strings([_author(_object(authorship)) for authorship in _list(work.get("authorships"))]),
        categories=fields.strings([_object(_object(work.get("primary_topic")).get("field")).get("display_name")]),
        date=fields.optional(work, ("publication_date", "publication_year")),
        arxiv=_arxiv_address(work),
        doi=fields.optional(work, ("doi",)) or fields.optional(ids, ("doi",)),
        url=fields.optional(_object(work.get("primary_location")), ("landing_page_url",)),
    )


def words(index: Any) -> str:
    """The text of an inverted index.

    >>> words({"than": [2], "Faster": [0, 3], "is": [1]})
    'Faster is than Faster'

    Raises:
        BadRecord: it is no object of words and lists of positions.
    """
    if not isinstance(index, dict):
        raise BadRecord("its abstract_inverted_index is no object of words and positions")
    placed: list[tuple[int, str]] = []
    for word, positions in index.items():
        for position in _list(positions):
            if not isinstance(position, int) or position < 0:
                raise BadRecord(f"its abstract_inverted_index has {position!r:.40} for a position of {word!r:.40}")
            placed.append((position, word))
    return " ".join(word for _, word in sorted(placed))


def _author(authorship: Fields) -> Any:
    return _object(authorship.get("author")).get("display_name") or authorship.get("raw_author_name")


def _arxiv_address(work: Fields) -> str | None:
    """The address at arXiv, where one of the work's locations is there."""
    for location in [work.get("primary_location"), *_list(work.get("locations"))]:
        address = fields.optional(_object(location), ("landing_page_url",))
        if address and "arxiv.org/" in address:
            return address
    return None


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
