"""What was read of a graph, kept; and what lies below a thing in the hierarchy."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from kg.query.entities import find_entity
from kg.tables import SCHEMAS, Tables


class Store(Tables):
    """Tables whose columns are read when they are first asked for, and kept.

    Raises:
        GraphError: the directory is missing, is no graph, or was written in a newer format.
    """

    def __init__(self, directory: str | Path) -> None:
        super().__init__(directory)
        self._kept: dict[tuple[str, str], pa.ChunkedArray] = {}

    def read(self, name: str, columns: list[str] | None = None, *, where: pc.Expression | None = None) -> pa.Table:
        """One table, or some of its columns; with `where` only these rows, which are read anew and not kept."""
        if where is not None:
            return super().read(name, columns, where=where)
        schema = SCHEMAS[name]
        columns = schema.names if columns is None else columns
        missing = [column for column in columns if (name, column) not in self._kept]
        if missing:
            table = super().read(name, missing)
            self._kept.update({(name, column): table[column] for column in missing})
        arrays = [self._kept[name, column] for column in columns]
        return pa.Table.from_arrays(arrays, schema=pa.schema([schema.field(column) for column in columns]))

    def find(self, name: str, kinds: tuple[str, ...] = ()) -> str:
        """The id of the thing with this name, alias or id.

        Raises:
            QueryError: no thing (of these kinds) is called so.
        """
        return find_entity(self, name, kinds).entity_id

    def below(self, entity_id: str) -> list[str]:
        """A thing and all that is more special, by id: of the A100 the A100 80GB too."""
        found = {entity_id}
        waiting = [entity_id]
        while waiting:
            new = self._narrower.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return sorted(found)

    @cached_property
    def _narrower(self) -> dict[str, set[str]]:
        edges = self.read("edges", ["source_id", "target_id"], where=pc.field("type") == "broader")
        narrower: dict[str, set[str]] = {}
        for source, target in zip(edges["source_id"].to_pylist(), edges["target_id"].to_pylist(), strict=True):
            narrower.setdefault(target, set()).add(source)
        return narrower

    def names(self, ids: Iterable[str | None]) -> dict[str, str]:
        """The names of things by their ids."""
        wanted = {identifier for identifier in ids if identifier is not None}
        table = self.read("entities", ["entity_id", "name"], where=among("entity_id", wanted))
        return dict(zip(table["entity_id"].to_pylist(), table["name"].to_pylist(), strict=True))


def among(column: str, values: Iterable[str]) -> pc.Expression:
    """The condition that a column holds one of some strings."""
    return pc.field(column).isin(pa.array(sorted(values), pa.string()))  # of no strings Arrow could not tell the type
