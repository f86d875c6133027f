"""The tables of a graph in DuckDB, in bounded memory, for exports that are made by SQL.

Beside the tables, each a view of its name, SQL finds on a connection of `connect`

- ``ucum``: a table of the units that the claims are counted in, with the UCUM code of each;
- ``finite(x)``: null for infinite and undefined numbers, since a claim of such a value cannot be compared;
- ``address(url)``: `names.web_iri`, null where the address is none;
- ``artifact_id(url)``: the id of what an address leads to, however a paper writes the address;
- ``normal_form(name)``: `names.normal_form`.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from kg import units
from kg.errors import GraphError
from kg.names import digest, normal_form, web_iri
from kg.tables.reading import Tables
from kg.tables.schemas import SCHEMAS

_PLAIN = r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/[A-Za-z0-9._~/+=&?:@,;-]*)?(#[A-Za-z0-9._~/-]*)?"
"""Addresses that are IRIs as they stand; nearly all are, and SQL passes them without a call of Python."""


_MACROS = f"""
CREATE MACRO finite(x) AS CASE WHEN isfinite(x) THEN x END;
CREATE MACRO address(x) AS CASE WHEN regexp_full_match(x, '{_PLAIN}') THEN x ELSE nullif(web_iri(x), '') END;
CREATE MACRO artifact_id(x) AS 'artifact/' || left(sha256(coalesce(address(x), x)), {len(digest(""))});
"""


@contextmanager
def connect(tables: Tables) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection with what the module's text names; what does not fit into 2 GB goes to a temporary folder.

    Raises:
        GraphError: a table cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="kg-") as scratch, duckdb.connect() as connection:
        connection.execute(f"SET temp_directory = {_quoted(scratch)}; SET memory_limit = '2GB'")
        if connection.execute("SELECT current_setting('enable_progress_bar')").fetchall() == [(True,)]:
            # Where it is off already it may not be touched: in Jupyter DuckDB then asks for ipywidgets, even to say no.
            connection.execute("SET enable_progress_bar = false")
        connection.create_function("web_iri", _web_iri, ["VARCHAR"], "VARCHAR")
        connection.create_function("normal_form", normal_form, ["VARCHAR"], "VARCHAR")
        connection.execute(_MACROS)
        for name in SCHEMAS:
            path = _quoted(str(tables.path(name)))
            try:
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({path})")
            except duckdb.Error as error:
                raise GraphError(f"{tables.path(name)}: cannot be read; build the graph again") from error
        _add_ucum(connection)
        yield connection


def _web_iri(url: str) -> str:
    return web_iri(url) or ""  # a function that DuckDB calls may not return null


def _add_ucum(connection: duckdb.DuckDBPyConnection) -> None:
    found = [unit for (unit,) in connection.execute("SELECT DISTINCT unit FROM claims ORDER BY unit").fetchall()]
    codes = {"unit": pa.array(found, pa.string()), "code": pa.array(map(units.ucum, found), pa.string())}
    connection.register("ucum", pa.table(codes))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
