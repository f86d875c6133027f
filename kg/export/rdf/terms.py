r"""DuckDB as a writer of RDF terms: macros that turn columns into N-Triples terms, correctly escaped.

`connect` gives a connection on which SQL may call, besides the tables themselves,

- ``as_iri(id)``: the IRI of one of our ids, as `names.iri` makes it;
- ``as_web(url)``: the IRI of a written address (`web_iri`), or a plain literal where it cannot be one;
- ``as_text(x)``: a string literal; every character that N-Triples forbids or that a reader could trip over is escaped;
- ``as_double(x)``, ``as_integer(x)``, ``as_decimal(x)``: literals of xsd:double, xsd:integer and xsd:decimal;
- ``as_date(x)``: a date as xsd:gYear, xsd:gYearMonth or xsd:date, a plain literal where it is none of them.

A null column gives a null term. Infinite and undefined numbers are null: a claim of such a value cannot be compared.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import duckdb
import pyarrow as pa

from kg import units
from kg.errors import GraphError
from kg.export.rdf.vocabulary import iri as full
from kg.names import digest
from kg.tables import SCHEMAS, Tables

_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
"""An absolute IRI as N-Triples' IRIREF allows it (https://www.w3.org/TR/n-triples/#grammar-production-IRIREF)."""
_PARTS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://)([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
"""Scheme, authority, path, query and fragment, as RFC 3986, appendix B, takes an address apart."""
_AUTHORITY = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:%-]*@)?[^\x00-\x2c/:-@[-^`{-\x7f]+(?<![._-])(?::[0-9]{0,5})?")
"""A host in the letters of any script, with a user before it and a port behind it, if they are there."""
_BARE = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?::[0-9]{1,5})?(?:[/?#].*)?", re.DOTALL)
"""An address without a scheme, as papers print them: ``github.com/a/b``."""
_NOT_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PLAIN = r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/[A-Za-z0-9._~/+=&?:@,;-]*)?(#[A-Za-z0-9._~/-]*)?"
"""Addresses that are IRIs as they stand; nearly all are, and SQL passes them without a call of Python."""

_MACROS = rf"""
CREATE MACRO escaped(x) AS
    replace(replace(replace(replace(replace(x, '\', '\\'), '"', '\"'), chr(10), '\n'), chr(13), '\r'), chr(9), '\t');
CREATE MACRO spelled(x) AS array_to_string(list_transform(string_split(x, ''), lambda c:
    CASE WHEN regexp_full_match(c, '[\x00-\x1f\x7f]') THEN printf('\u%04X', unicode(c)) ELSE c END), '');
CREATE MACRO as_text(x) AS '"' || CASE
    WHEN regexp_matches(x, '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]') THEN spelled(escaped(x)) ELSE escaped(x) END || '"';
CREATE MACRO finite(x) AS CASE WHEN isfinite(x) THEN x END;
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
CREATE MACRO address(x) AS CASE WHEN regexp_full_match(x, '{_PLAIN}') THEN x ELSE nullif(web_iri(x), '') END;
CREATE MACRO as_web(x) AS coalesce('<' || address(x) || '>', as_text(x));
CREATE MACRO artifact_id(x) AS 'artifact/' || left(sha256(coalesce(address(x), x)), {len(digest(""))});
CREATE MACRO as_iri(x) AS '<{{base}}' || CASE WHEN regexp_full_match(x, '[A-Za-z0-9/._~:%+-]*') THEN x
    ELSE replace(replace(replace(replace(url_encode(x), '%2F', '/'), '%25', '%'), '%3A', ':'), '%2B', '+') END || '>';
"""


def web_iri(url: str) -> str | None:
    r"""The IRI that an address written in a text stands for; None where it cannot be one.

    An address without a scheme gets ``https://``; what an IRI may not hold is percent-encoded, so that a reader gets a
    valid IRI that leads where the written one leads. Anything without a plausible host stays a literal.

    >>> web_iri("github.com/a/b"), web_iri("http://x.org/a b|c?q=%zz#1#2")
    ('https://github.com/a/b', 'http://x.org/a%20b%7Cc?q=%25zz#1%232')
    >>> web_iri("see our page"), web_iri("javascript:alert(1)")
    (None, None)
    """
    url = url.strip()
    if _BARE.fullmatch(url):
        url = f"https://{url}"
    match = _PARTS.fullmatch(_NOT_ESCAPE.sub("%25", url))
    if not match or not _AUTHORITY.fullmatch(match[2]):
        return None
    scheme, authority, path, query, fragment = match.groups(default="")
    # the safe characters are what RFC 3986 lets each part hold (pchar) beside letters, digits and -._~
    return (
        scheme
        + quote(authority, safe="%:@!$&'()*+,;=")
        + quote(path, safe="%/:@!$&'()*+,;=")
        + quote(query, safe="%/:@!$&'()*+,;=?")
        + fragment[:1]
        + quote(fragment[1:], safe="%/:@!$&'()*+,;=?")
    )


def _web_iri(url: str) -> str:
    return web_iri(url) or ""  # a function that DuckDB calls may not return null


@contextmanager
def connect(tables: Tables) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection with the graph's tables as views and the macros above.

    Raises:
        GraphError: the graph's base IRI is none.
    """
    base = tables.manifest.base
    if not _BASE.fullmatch(base):
        raise GraphError(f"{tables.directory}: its base IRI {base!r} is not valid; build it again with another --base")
    with tempfile.TemporaryDirectory(prefix="kg-") as scratch, duckdb.connect() as connection:
        connection.execute(f"SET temp_directory = {_quoted(scratch)}; SET memory_limit = '2GB'")
        connection.execute("SET enable_progress_bar = false")
        connection.create_function("web_iri", _web_iri, ["VARCHAR"], "VARCHAR")
        connection.execute(_MACROS.replace("{base}", base.replace("'", "''")))
        for name in SCHEMAS:
            path = _quoted(str(tables.path(name)))
            try:
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({path})")
            except duckdb.Error as error:
                raise GraphError(f"{tables.path(name)}: cannot be read; build the graph again") from error
        _add_ucum(connection)
        yield connection


def _add_ucum(connection: duckdb.DuckDBPyConnection) -> None:
    """The table `ucum`: the code of each unit that the claims are counted in."""
    found = [unit for (unit,) in connection.execute("SELECT DISTINCT unit FROM claims ORDER BY unit").fetchall()]
    codes = {"unit": pa.array(found, pa.string()), "code": pa.array(map(units.ucum, found), pa.string())}
    connection.register("ucum", pa.table(codes))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
