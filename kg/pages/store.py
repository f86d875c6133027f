"""The tables as the pages read them: in DuckDB, those that are looked up by a thing loaded, the others on disk.

Papers, authors and artifacts stay in their files, sorted by paper, where one paper's rows are found at once. The
other tables are asked by thing, so they are loaded when the server starts; what does not fit into memory goes to a
temporary folder. A claim carries its paper's title and year, the names of what fills its slots, and where its evidence
names these; `titles` has what a list of papers needs, `names` every name of a thing in its normal form.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from kg.errors import GraphError
from kg.names import normal_form
from kg.tables import Tables, database

Row = dict[str, Any]

SLOTS = ("subject", "baseline", "model", "dataset", "hardware", "task")
"""What a claim speaks of: the tables have the words as ``SLOT`` and, where they name one, the thing as ``SLOT_id``."""

_CLAIMS = f"""
CREATE TABLE claims AS
SELECT c.*, title, papers.year AS year, {", ".join(f"{slot}.name AS {slot}_name" for slot in SLOTS)}, places
FROM read_parquet('{{path}}') AS c JOIN papers USING (paper_id)
{" ".join(f"LEFT JOIN entities {slot} ON {slot}.entity_id = c.{slot}_id" for slot in SLOTS)}
LEFT JOIN (
    SELECT claim_id, list(struct_pack(entity := entity_id, start := m.start, stop := m."end")) AS places
    FROM read_parquet('{{path}}') AS c JOIN mentions m USING (paper_id)
    WHERE entity_id IN ({", ".join(f"{slot}_id" for slot in SLOTS)}) AND c.start <= m.start AND m."end" <= c."end"
    GROUP BY claim_id
) USING (claim_id)
ORDER BY paper_id, value_start
"""
WINS = "ratio > 1 AND subject_id IS NOT NULL AND baseline IS NOT NULL"
"""Which claims say that one thing beats another, or beats something in the paper's words."""

_PLAIN = "CREATE TABLE {name} AS FROM read_parquet('{path}')"
_LOADED = {"entities": _PLAIN, "aliases": _PLAIN, "edges": _PLAIN, "relations": _PLAIN, "claims": _CLAIMS}
_TITLES = "CREATE TABLE titles AS SELECT paper_id, title, year FROM papers"
_NAMES = """
CREATE TABLE names AS
SELECT entity_id, form, normal, papers FROM (
    SELECT entity_id, alias AS form, normal FROM aliases UNION SELECT entity_id, name, normal FROM normals
) JOIN entities USING (entity_id)
"""
_FIND = """
SELECT entity_id, e.name, type, e.papers, arg_min(form, normal <> $normal) AS form
FROM (FROM names WHERE contains(normal, $normal) OR entity_id = $id) JOIN entities e USING (entity_id)
WHERE $kind IS NULL OR e.kind = $kind
GROUP BY entity_id, e.name, type, e.papers
ORDER BY entity_id = $id DESC, bool_or(normal = $normal) DESC, e.name = $name DESC,
    bool_or(starts_with(normal, $normal)) DESC, e.papers DESC, entity_id
LIMIT $limit
"""


class Store:
    """A graph's tables, open for many threads at once."""

    def __init__(self, tables: Tables, connection: duckdb.DuckDBPyConnection) -> None:
        self.tables = tables
        self._connection = connection

    def rows(self, sql: str, **parameters: Any) -> list[Row]:
        """The rows of a query; each name among `parameters` is a ``$name`` in it.

        Raises:
            GraphError: a table is gone or cannot be read.
        """
        cursor = self._connection.cursor()
        try:
            cursor.execute(sql, parameters)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except duckdb.IOException as error:
            raise GraphError(
                f"{self.tables.directory}: {str(error).splitlines()[0]}; if the graph was built anew, start again"
            ) from error
        finally:
            cursor.close()

    def find(self, name: str, *, kind: str | None = None, limit: int = 50) -> list[Row]:
        """The things that have `name` in any of their names, the ones called so first: id, name, type, papers, form.

        Case, spaces and hyphens make no difference. `form` is the name that was found. An id, or its IRI, is a name.
        """
        identifier = name.removeprefix(self.tables.manifest.base)
        normal = normal_form(name) or name
        return self.rows(_FIND, name=name, normal=normal, id=identifier, kind=kind, limit=limit)


@contextmanager
def open_store(tables: Tables) -> Iterator[Store]:
    """The store of a graph, until the block ends.

    Raises:
        GraphError: a table cannot be read.
    """
    with database.connect(tables) as connection:
        for name, create in _LOADED.items():
            path = str(tables.path(name)).replace("'", "''")
            connection.execute(f"DROP VIEW {name}; {create.format(name=name, path=path)}")
        connection.execute(_TITLES)
        entities = tables.read("entities", columns=["entity_id", "name"])
        normals = pa.array([normal_form(name) for name in entities["name"].to_pylist()], pa.string())
        connection.register("normals", entities.append_column("normal", normals))
        connection.execute(_NAMES)
        connection.unregister("normals")
        yield Store(tables, connection)
