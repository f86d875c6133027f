"""Every RDF format that a graph is written in: its name, what it carries, and how the lines become it."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

import pyoxigraph as ox

from kg.export.rdf.jsonld import write_jsonld
from kg.export.rdf.lines import ONLY_FACTS, QUADS, REIFIERS, Content, Lines, quads
from kg.export.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class Format(NamedTuple):
    """One format: its media type, what it carries, and how lines of N-Triples or N-Quads become its bytes."""

    media_type: str
    content: Content
    write: Callable[[Lines, BinaryIO], None]


def _copy(lines: Lines, file: BinaryIO) -> None:
    for piece in lines:
        file.write(piece)


def _turtle(lines: Lines, file: BinaryIO) -> None:
    triples = (quad.triple for quad in quads(lines))
    ox.serialize(triples, file, ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def _trig(lines: Lines, file: BinaryIO) -> None:
    ox.serialize(quads(lines), file, ox.RdfFormat.TRIG, prefixes=PREFIXES)


_NOT_XML = {code: "\ufffd" for code in (*range(0x20), 0xFFFE, 0xFFFF) if chr(code) not in "\t\n\r"}
"""Characters that no XML 1.0 document may hold, escaped or not (https://www.w3.org/TR/xml/#charsets)."""


def _xml_safe(triple: ox.Triple) -> ox.Triple:
    """The triple, with each character that XML cannot hold replaced by U+FFFD, one for one so that offsets stay."""
    literal = triple.object
    if not isinstance(literal, ox.Literal):
        return triple
    value = literal.value.translate(_NOT_XML)
    if value == literal.value:
        return triple
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(value, datatype=literal.datatype))


class _KeepingReturns(io.RawIOBase):
    """Writes carriage returns as references: as pyoxigraph leaves them, an XML parser reads them as line feeds."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def writable(self) -> bool:
        """It can be written."""
        return True

    def write(self, content: "ReadableBuffer") -> int:
        """Write `content` to the file behind."""
        raw = bytes(content)
        self._file.write(raw.replace(b"\r", b"&#13;"))
        return len(raw)


def _rdfxml(lines: Lines, file: BinaryIO) -> None:
    triples = (_xml_safe(quad.triple) for quad in quads(lines))
    ox.serialize(triples, cast(BinaryIO, _KeepingReturns(file)), ox.RdfFormat.RDF_XML, prefixes=PREFIXES)


FORMATS = {
    "turtle": Format("text/turtle", ONLY_FACTS, _turtle),
    "nt": Format("application/n-triples", ONLY_FACTS, _copy),
    "nq": Format("application/n-quads", QUADS, _copy),
    "trig": Format("application/trig", QUADS, _trig),
    "jsonld": Format("application/ld+json", QUADS, write_jsonld),
    "rdfxml": Format("application/rdf+xml", ONLY_FACTS, _rdfxml),
    "rdf12": Format("application/n-triples", REIFIERS, _copy),
}
"""Formats with named graphs carry facts and evidence, those without the facts; `rdf12` carries all in one graph."""
