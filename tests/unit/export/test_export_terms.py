"""Terms that DuckDB concatenates are the terms that RDF's own parsers read."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyoxigraph as ox
import pytest
import rdflib
from fixture_graph import write_graph
from hypothesis import given
from hypothesis import strategies as st

from kg import names
from kg.errors import GraphError
from kg.export.rdf.terms import connect
from kg.export.rdf.vocabulary import iri
from kg.tables import Tables

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
"""Any text that can be stored as UTF-8, control characters and NUL among it."""


@pytest.fixture(scope="module")
def sql(small_graph: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(Tables(small_graph)) as connection:
        yield connection


def term(sql: duckdb.DuckDBPyConnection, macro: str, value: Any) -> str | None:
    row = sql.execute(f"SELECT {macro}($1)", [value]).fetchone()
    assert row is not None
    return row[0]


def parsed(written: str) -> Any:
    """The term as pyoxigraph reads it; rdflib must read the same."""
    line = f"<http://a.org/s> <http://a.org/p> {written} .\n"
    (quad,) = ox.parse(input=line, format=ox.RdfFormat.N_TRIPLES)
    (found,) = rdflib.Graph().parse(data=line, format="nt").objects()
    assert str(found) == quad.object.value
    return quad.object


@given(text=TEXT)
def test_any_text_comes_back_from_its_literal(sql: duckdb.DuckDBPyConnection, text: str) -> None:
    written = term(sql, "as_text", text)
    assert written is not None
    assert parsed(written) == ox.Literal(text)


@given(text=TEXT)
def test_a_literal_is_one_line_of_printable_characters(sql: duckdb.DuckDBPyConnection, text: str) -> None:
    written = term(sql, "as_text", text)
    assert written is not None
    assert not any(ord(character) < 0x20 or ord(character) == 0x7F for character in written)


@given(identifier=TEXT)
def test_ids_become_the_iris_that_names_makes(sql: duckdb.DuckDBPyConnection, identifier: str) -> None:
    assert term(sql, "as_iri", identifier) == f"<{names.iri(identifier)}>"


@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_doubles_come_back_to_the_last_bit(sql: duckdb.DuckDBPyConnection, value: float) -> None:
    written = term(sql, "as_double", value)
    assert written is not None
    literal = parsed(written)
    assert literal.datatype.value == iri("xsd:double")
    assert float(literal.value) == value


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_what_is_no_number_gives_no_triple(sql: duckdb.DuckDBPyConnection, value: float) -> None:
    assert term(sql, "finite", value) is None


@pytest.mark.parametrize(("value", "written"), [(80.0, "80"), (0.5, "0.5"), (1500.25, "1500.25")])
def test_decimals_are_written_without_an_exponent(sql: duckdb.DuckDBPyConnection, value: float, written: str) -> None:
    assert term(sql, "as_decimal", value) == f'"{written}"^^<{iri("xsd:decimal")}>'


@pytest.mark.parametrize(
    ("written", "datatype"),
    [
        ("2025", "xsd:gYear"),
        ("2025-03", "xsd:gYearMonth"),
        ("2024-02-29", "xsd:date"),
        ("2025-02-29", "xsd:string"),  # there was no such day
        ("2025-13", "xsd:string"),
        ("0000", "xsd:string"),
        ("last week", "xsd:string"),
    ],
)
def test_dates_are_typed_by_their_precision(sql: duckdb.DuckDBPyConnection, written: str, datatype: str) -> None:
    found = term(sql, "as_date", written)
    assert found is not None
    assert parsed(found) == ox.Literal(written, datatype=ox.NamedNode(iri(datatype)))


@pytest.mark.parametrize("macro", ["as_text", "as_iri", "as_web", "as_double", "as_integer", "as_decimal", "as_date"])
def test_null_gives_no_term(sql: duckdb.DuckDBPyConnection, macro: str) -> None:
    assert term(sql, macro, None) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("github.com/a/b", "https://github.com/a/b"),
        ("huggingface.co/datasets/x?y=1#z", "https://huggingface.co/datasets/x?y=1#z"),
        ("http://example.org", "http://example.org"),
        ("http://example.org:8080/x", "http://example.org:8080/x"),
        ("ftp://example.org/data", "ftp://example.org/data"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/%zz", "https://example.org/%25zz"),
        ('https://example.org/<script>{}|\\^`"', "https://example.org/%3Cscript%3E%7B%7D%7C%5C%5E%60%22"),
        ("https://example.org/#a#b", "https://example.org/#a%23b"),
        ("https://example.org/[1]?q[]=2", "https://example.org/%5B1%5D?q%5B%5D=2"),
        ("https://bücher.example/ü", "https://b%C3%BCcher.example/%C3%BC"),
        ("https://例え.テスト/", "https://%E4%BE%8B%E3%81%88.%E3%83%86%E3%82%B9%E3%83%88/"),
        ("  https://example.org/x\n", "https://example.org/x"),
        ("https://example.org/line\x00\x01break", "https://example.org/line%00%01break"),
        ("javascript:alert(1)", None),
        ("see our page", None),
        ("page", None),
        ("", None),
        ("https://", None),
        ("https:///path", None),
        ("https://example.org:port/", None),
        ("https://[::1/x", None),
        ("https://exa mple.org/", None),
        ("https://example.org./", None),
    ],
)
def test_addresses_become_iris_or_stay_words(url: str, expected: str | None) -> None:
    assert names.web_iri(url) == expected


@given(url=st.one_of(TEXT, TEXT.map("https://example.org/{}".format), TEXT.map("https://{}".format)))
def test_any_address_is_a_valid_term(sql: duckdb.DuckDBPyConnection, url: str) -> None:
    written = term(sql, "as_web", url)
    assert written is not None
    found = parsed(written)
    if isinstance(found, ox.NamedNode):
        assert found.value.startswith(url.strip().partition("://")[0] if "://" in url else "https://")
    else:
        assert found == ox.Literal(url)


@given(path=st.text("abcXYZ019._~/+=&?:@,;-#%", max_size=12))
def test_the_short_way_through_sql_gives_what_python_gives(sql: duckdb.DuckDBPyConnection, path: str) -> None:
    url = f"https://example.org/{path}"
    assert term(sql, "address", url) == names.web_iri(url)


def test_one_address_is_one_artifact_however_it_is_written(sql: duckdb.DuckDBPyConnection) -> None:
    assert term(sql, "artifact_id", "github.com/a/b") == term(sql, "artifact_id", "https://github.com/a/b")
    assert term(sql, "artifact_id", "https://github.com/a/b") == f"artifact/{names.digest('https://github.com/a/b')}"


@pytest.mark.parametrize("base", ["", "no base", "https://example.org/<x>", "relative/"])
def test_a_base_that_is_no_iri_is_refused(tmp_path: Path, base: str) -> None:
    with pytest.raises(GraphError, match="base IRI"), connect(Tables(write_graph(tmp_path / "graph", base=base))):
        pass


def test_a_base_with_a_quote_does_no_harm(tmp_path: Path) -> None:
    base = "https://example.org/o'neil/"
    with connect(Tables(write_graph(tmp_path / "graph", base=base))) as sql:
        assert term(sql, "as_iri", "software/x") == f"<{base}software/x>"


def test_a_damaged_table_is_an_error_of_the_graph(tmp_path: Path) -> None:
    tables = Tables(write_graph(tmp_path / "graph"))
    tables.path("claims").write_bytes(b"PAR1 no more")
    with pytest.raises(GraphError, match=r"claims\.parquet: cannot be read; build the graph again"), connect(tables):
        pass
