"""A built graph, opened for reading."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg.errors import GraphError
from kg.tables import manifest


class Tables:
    """A graph directory opened for reading.

    Raises:
        GraphError: the directory is missing, is no graph, or was written in a newer format.
    """

    def __init__(self, directory: str | Path) -> None:
        self.directory = Path(directory)
        self.manifest = manifest.read(self.directory)
        self.folder = self.directory / self.manifest.generation

    def path(self, name: str) -> Path:
        """The Parquet file of a table."""
        return self.folder / f"{name}.parquet"

    def read(self, name: str, columns: list[str] | None = None, *, where: pc.Expression | None = None) -> pa.Table:
        """One table, or some of its columns, in memory; `where` tells which rows, and only their row groups are read.

        Rows lie sorted (`SCHEMAS`), so a condition on the first column of the order leaves most of the file unread.
        """
        try:
            return pq.read_table(self.path(name), columns=columns, filters=where)
        except (OSError, pa.ArrowInvalid) as error:
            raise GraphError(f"{self.path(name)}: {error}; build the graph again") from error
