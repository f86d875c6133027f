"""A graph read as a property graph: the rows of each kind, batch by batch."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from kg.errors import GraphError
from kg.export.neo4j.kinds import Node, Relationship
from kg.export.neo4j.mapping import FORMAT
from kg.tables import Tables, database

BATCH = 8192
"""Rows of a batch, unless others are asked for: some 10 MB of papers with their abstracts."""


class PropertyGraph:
    """A graph, opened by `reading`; the same graph gives the same rows in the same order."""

    def __init__(self, tables: Tables, connection: duckdb.DuckDBPyConnection) -> None:
        self.tables = tables
        self.connection = connection

    def batches(self, kind: Node | Relationship, rows: int = BATCH) -> Iterator[pa.RecordBatch]:
        """All rows of a kind (`Node.rows`, `Relationship.rows`).

        Raises:
            GraphError: the graph cannot be read.
        """
        try:
            yield from self.connection.sql(kind.rows).to_arrow_reader(rows)
        except duckdb.Error as error:
            raise self._unreadable(error) from error

    def count(self, kind: Node | Relationship) -> int:
        """How many rows a kind has.

        Raises:
            GraphError: the graph cannot be read.
        """
        try:
            ((number,),) = self.connection.execute(kind.count).fetchall()
        except duckdb.Error as error:
            raise self._unreadable(error) from error
        return int(number)

    def _unreadable(self, error: duckdb.Error) -> GraphError:
        return GraphError(f"{self.tables.directory}: {str(error).splitlines()[0]}; build the graph again")


@contextmanager
def reading(tables: Tables) -> Iterator[PropertyGraph]:
    """Open a graph as a property graph.

    Raises:
        GraphError: a table cannot be read.
    """
    manifest = tables.manifest
    about = {
        "base": manifest.base,
        "generation": manifest.generation,
        "version": manifest.version,
        "format": FORMAT,
        "state": "complete",
    }
    with database.connect(tables) as connection:
        connection.register("manifest", pa.Table.from_pylist([about]))
        yield PropertyGraph(tables, connection)
