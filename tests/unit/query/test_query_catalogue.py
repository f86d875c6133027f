"""The catalogue and its query texts agree, and parameters mean what they should."""

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery

from kg.errors import QueryError
from kg.model import ClaimKind, EntityType
from kg.names import KIND
from kg.query import catalogue
from kg.query.catalogue import LIMIT_LINE, PARAMETERS_LINE, Parameter, Query, bind
from kg.resources import QUERIES

QUERIES_BY_NAME = catalogue.load()
each = pytest.mark.parametrize("query", QUERIES_BY_NAME.values(), ids=lambda query: query.name)


def test_there_is_one_text_a_query_and_no_other() -> None:
    assert {path.stem for path in (QUERIES / "sparql").iterdir()} == set(QUERIES_BY_NAME)


@each
def test_the_text_projects_the_columns_of_the_catalogue(query: Query) -> None:
    solutions = ox.Store().query(query.sparql)
    assert [variable.value for variable in solutions.variables] == list(query.fields)


@each
def test_the_text_takes_the_parameters_of_the_catalogue(query: Query) -> None:
    names = [name for line in PARAMETERS_LINE.finditer(query.sparql) for name in line["names"].split()]
    assert set(names) == {f"$_{parameter.name}" for parameter in query.parameters}
    rest = PARAMETERS_LINE.sub("", query.sparql)
    assert set(re.findall(r"\$_\w+", rest)) == set(names), "a parameter is declared and not used, or the reverse"


@each
def test_the_text_is_standard_sparql_as_it_stands(query: Query) -> None:
    prepareQuery(query.sparql)


@each
def test_rows_come_in_an_order_that_the_text_states(query: Query) -> None:
    assert "\nORDER BY " in query.sparql


@each
def test_only_questions_with_a_limit_cut_their_rows_early(query: Query) -> None:
    assert query.limit is not None or not LIMIT_LINE.search(query.sparql)
    assert query.sparql.count("LIMIT") == len(LIMIT_LINE.findall(query.sparql))


@each
def test_the_catalogue_reads_well(query: Query) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name)
    assert re.search(r"[?)]$", query.question)
    assert query.title and not query.title.endswith(".")
    for parameter in query.parameters:
        assert parameter.doc.endswith(".")
        assert parameter.name not in {"limit", "name"} or query.name == "find-entity"
        assert not (parameter.required and parameter.default is not None)
        assert bool(parameter.values) == (parameter.type == "enum")
        assert set(parameter.kinds) <= set(KIND.values())
        if parameter.default is not None:
            parameter.parse(parameter.default)


def test_enums_are_those_of_the_records() -> None:
    values = {parameter.values for query in QUERIES_BY_NAME.values() for parameter in query.parameters}
    assert tuple(ClaimKind) in values
    assert tuple(EntityType) in values


def test_a_mistyped_name_is_met_with_the_nearest() -> None:
    with pytest.raises(QueryError, match=r"no query is called 'who-beat-whom' \(did you mean who-beats-whom\?\)"):
        catalogue.find("who-beat-whom")


def test_an_unknown_parameter_names_the_known_ones() -> None:
    with pytest.raises(QueryError, match=r"no parameter 'hardwar' \(did you mean hardware\?\); it takes hardware"):
        catalogue.find("runs-on").parse({"hardwar": "gpu"})
    with pytest.raises(QueryError, match="it takes none"):
        catalogue.find("graph-summary").parse({"x": 1})


def test_a_needed_parameter_says_how_it_is_given() -> None:
    with pytest.raises(QueryError, match="query claims-about needs entity: -p entity="):
        catalogue.find("claims-about").parse({"entity": None})


def test_none_lifts_a_default() -> None:
    query = catalogue.find("contradicting-claims")
    assert query.parse({}) == {"apart": 2.0}
    assert query.parse({"apart": None}) == {}


@pytest.mark.parametrize(
    ("kind", "given_value", "meant"),
    [
        ("integer", "12", 12),
        ("integer", 12.0, 12),
        ("number", "1.5", 1.5),
        ("number", 2, 2.0),
        ("string", "x y", "x y"),
    ],
)
def test_values_take_their_parameters_type(kind: str, given_value: str | float, meant: str | float) -> None:
    parsed = Parameter(name="p", type=kind, doc="A doc.").parse(given_value)  # type: ignore[arg-type]
    assert parsed == meant and type(parsed) is type(meant)


@pytest.mark.parametrize(
    ("kind", "given_value"),
    [("integer", "1.5"), ("integer", 1.5), ("number", "many"), ("number", "nan"), ("number", "inf"), ("string", " "),
     ("string", 3), ("enum", "other"), ("integer", float("inf"))],
)  # fmt: skip
def test_values_of_another_type_are_refused(kind: str, given_value: str | float) -> None:
    parameter = Parameter(name="p", type=kind, doc="A doc.", values=("one",) if kind == "enum" else ())  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="parameter p: "):
        parameter.parse(given_value)


TEXT = """SELECT ?x WHERE {
  VALUES ($_name) { (UNDEF) }  # parameters
  BIND ($_name AS ?x)
}
"""


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_value_is_ever_read_as_query_text(value: str) -> None:
    rows = list(ox.Store().query(bind(TEXT, {"name": str(ox.Literal(value))})))
    assert [row["x"].value for row in rows] == [value]


def test_open_parameters_stay_open() -> None:
    assert bind(TEXT, {}) == TEXT


def test_the_limit_takes_the_place_of_the_texts_own_or_drops_it() -> None:
    text = "SELECT * {}\n    LIMIT 1000  # rows\n"
    assert bind(text, {}, limit=7) == "SELECT * {}\n    LIMIT 7  # rows\n"
    assert bind(text, {}) == "SELECT * {}\n"
