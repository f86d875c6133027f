r"""DuckDB as a writer of RDF terms: macros that turn columns into N-Triples terms, correctly escaped.

`connect` gives a connection on which SQL may call, besides what `kg.tables.database` has,

- ``as_iri(id)``: the IRI of one of our ids, as `names.iri` makes it;
- ``as_web(url)``: the IRI of a written address (`names.web_iri`), or a plain literal where it cannot be one;
- ``as_text(x)``: a string literal; every character that N-Triples forbids or that a reader could trip over is escaped;
- ``as_double(x)``, ``as_integer(x)``, ``as_decimal(x)``: literals of xsd:double, xsd:integer and xsd:decimal;
- ``as_date(x)``: a date as xsd:gYear, xsd:gYearMonth or xsd:date, a plain literal where it is none of them.

A null column gives a null term.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from kg.errors import GraphError
from kg.export.rdf.vocabulary import iri as full
from kg.tables import Tables, database

_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
"""An absolute IRI as N-Triples' IRIREF allows it (https://www.w3.org/TR/n-triples/#grammar-production-IRIREF)."""

_MACROS = rf"""
CREATE MACRO escaped(x) AS
    replace(replace(replace(replace(replace(x, '\', '\\'), '"', '\"'), chr(10), '\n'), chr(13), '\r'), chr(9), '\t');
CREATE MACRO spelled(x) AS array_to_string(list_transform(string_split(x, ''), lambda c:
    CASE WHEN regexp_full_match(c, '[\x00-\x1f\x7f]') THEN printf('\u%04X', unicode(c)) ELSE c END), '');
CREATE MACRO as_text(x) AS '"' || CASE
    WHEN regexp_matches(x, '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]') THEN spelled(escaped(x)) ELSE escaped(x) END || '"';
CREATE MACRO as_double(x) AS '"' || x::DOUBLE || '"^^<{full("xsd:double")}>';
CREATE MACRO as_integer(x) AS '"' || x::BIGINT || '"^^<{full("xsd:integer")}>';
CREATE MACRO as_decimal(x) AS '"' || rtrim(rtrim(printf('%.6f', x), '0'), '.') || '"^^<{full("xsd:decimal")}>';
CREATE MACRO as_unit(x) AS '<{full("unit:")}' || x || '>';
CREATE MACRO as_date(x) AS CASE
    WHEN regexp_full_match(x, '[1-9]\d\d\d') THEN '"' || x || '"^^<{full("xsd:gYear")}>'
    WHEN regexp_full_match(x, '[1-9]\d\d\d-(0[1-9]|1[0-2])') THEN '"' || x || '"^^<{full("xsd:gYearMonth")}>'
    WHEN regexp_full_match(x, '[1-9]\d\d\d-\d\d-\d\d') AND TRY_CAST(x AS DATE) IS NOT NULL
        THEN '"' || x || '"^^<{full("xsd:date")}>'
    ELSE as_text(x) END;
CREATE MACRO as_web(x) AS coalesce('<' || address(x) || '>', as_text(x));
CREATE MACRO as_iri(x) AS '<{{base}}' || CASE WHEN regexp_full_match(x, '[A-Za-z0-9/._~:%+-]*') THEN x
    ELSE replace(replace(replace(replace(url_encode(x), '%2F', '/'), '%25', '%'), '%3A', ':'), '%2B', '+') END || '>';
"""


@contextmanager
def connect(tables: Tables) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection with the graph's tables as views and the macros above.

    Raises:
        GraphError: the graph's base IRI is none, or a table cannot be read.
    """
    base = tables.manifest.base
    if not _BASE.fullmatch(base):
        raise GraphError(f"{tables.directory}: its base IRI {base!r} is not valid; build it again with another --base")
    with database.connect(tables) as connection:
        connection.execute(_MACROS.replace("{base}", base.replace("'", "''")))
        yield connection
