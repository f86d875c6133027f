"""One table of a graph, in Arrow, pandas and Polars."""

from typing import TYPE_CHECKING

import pyarrow as pa

from kg.graph.store import Store
from kg.query.frames import to_pandas, to_polars
from kg.tables import SCHEMAS

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]
    import polars


class Table:
    """One table of a graph. A column is read when it is first asked for, and kept.

    Whatever speaks Arrow's C stream takes it as it is: ``pyarrow.table(graph.claims)``,
    ``polars.DataFrame(graph.claims)``, or in DuckDB ``claims = graph.claims`` and ``duckdb.sql("FROM claims")``.

    >>> import kg
    >>> relations = kg.open("demo-graph").relations
    >>> len(relations) == relations.to_arrow().num_rows
    True
    >>> relations.to_pandas(["type", "entity_id"]).columns.tolist()
    ['type', 'entity_id']
    """

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self.name = name

    def __len__(self) -> int:
        return self._store.manifest.counts[self.name]

    def __getitem__(self, column: str) -> pa.ChunkedArray:
        return self.to_arrow([column])[column]

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<Table {self.name}: {len(self):,} rows of {', '.join(self.schema.names)}>"

    @property
    def schema(self) -> pa.Schema:
        """The columns, their types, and which of them may be null."""
        return SCHEMAS[self.name]

    def to_arrow(self, columns: list[str] | None = None) -> pa.Table:
        """The table, or some of its columns, as an Arrow table.

        Raises:
            GraphError: the table cannot be read.
        """
        return self._store.read(self.name, columns)

    def to_pandas(self, columns: list[str] | None = None) -> "pandas.DataFrame":
        """The table, or some of its columns, as a pandas frame; whole numbers stay whole where some are missing.

        Raises:
            MissingExtraError: pandas is not installed.
            GraphError: the table cannot be read.
        """
        return to_pandas(self.to_arrow(columns))

    def to_polars(self, columns: list[str] | None = None) -> "polars.DataFrame":
        """The table, or some of its columns, as a Polars frame.

        Raises:
            KgError: Polars is not installed.
            GraphError: the table cannot be read.
        """
        return to_polars(self.to_arrow(columns))
