"""A graph as N-Triples or N-Quads: the bytes that DuckDB concatenated, batch by batch."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

import duckdb
import pyarrow as pa
import pyoxigraph as ox

from kg.errors import GraphError
from kg.export.rdf.evidence import MENTIONS, REIFIED, STATED
from kg.export.rdf.facts import FACTS
from kg.export.rdf.templates import Block
from kg.export.rdf.terms import connect
from kg.tables import Tables

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BATCH = 8192
"""Rows a batch: some 10 MB of papers with their abstracts."""

Lines = Iterator[bytes]
"""Pieces of N-Triples or N-Quads text, each of whole lines."""


class Content(NamedTuple):
    """What a dump carries: facts, evidence, and whether the evidence stands in a graph of its own."""

    facts: tuple[Block, ...] = FACTS
    evidence: tuple[Block, ...] = ()
    named: bool = False


ONLY_FACTS = Content()
QUADS = Content(evidence=STATED, named=True)
WITHOUT_MENTIONS = Content(evidence=tuple(block for block in STATED if block is not MENTIONS), named=True)
REIFIERS = Content(evidence=REIFIED)


def evidence_graph(tables: Tables) -> str:
    """The IRI of the named graph that holds the evidence."""
    return f"{tables.manifest.base}evidence"


def lines(tables: Tables, content: Content) -> Lines:
    """The graph as N-Triples (of RDF 1.2, for `REIFIERS`), or as N-Quads where the evidence has a graph of its own.

    Raises:
        GraphError: the graph cannot be read.
    """
    graph = evidence_graph(tables) if content.named else None
    queries = [block.lines() for block in content.facts] + [block.lines(graph) for block in content.evidence]
    with connect(tables) as connection:
        for query in queries:
            try:
                for batch in connection.sql(query).to_arrow_reader(_BATCH):
                    yield _text(batch.column(0))
            except duckdb.Error as error:
                raise GraphError(f"{tables.directory}: {str(error).splitlines()[0]}; build the graph again") from error


def _text(column: pa.Array) -> bytes:
    """The strings of an Arrow column joined, by one copy of the buffer in which they lie end to end."""
    _, offsets, data = column.buffers()
    wide = pa.types.is_large_string(column.type)
    bounds = memoryview(offsets).cast("q" if wide else "i")
    return bytes(memoryview(data)[bounds[column.offset] : bounds[column.offset + len(column)]])


def quads(pieces: Lines) -> Iterator[ox.Quad]:
    """The quads of some lines, one by one."""
    return ox.parse(cast(BinaryIO, _Reader(pieces)), format=ox.RdfFormat.N_QUADS)


class _Reader(io.RawIOBase):
    """Lines as a readable file, which the parser wants."""

    def __init__(self, pieces: Lines) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """It can be read, and not written."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill `buffer` with what comes next; 0 at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        target = memoryview(buffer).cast("B")
        size = min(len(target), len(self._rest))
        target[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
