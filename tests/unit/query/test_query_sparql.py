"""SPARQL texts of one's own, and what becomes of values."""

from pathlib import Path

import pytest
from fixture_graph import write_graph

from kg.errors import QueryError
from kg.query import catalogue
from kg.query.catalogue import Column
from kg.query.sparql import SparqlEngine
from kg.tables import Tables


@pytest.fixture(scope="module")
def engine(small_tables: Tables) -> SparqlEngine:
    return SparqlEngine(small_tables)


def test_prefixes_and_relative_iris_are_there(engine: SparqlEngine) -> None:
    answer = engine.run("SELECT ?who { ?who kg:outperforms <software/pytorch> }")
    assert list(answer) == [{"who": "software/flashnet"}]


def test_values_are_plain_and_columns_take_their_type(engine: SparqlEngine) -> None:
    answer = engine.run(
        "SELECT ?i ?d ?b ?s ?iri ?none ?long { VALUES (?i ?d ?b ?s ?iri ?none ?long) { "
        f'(1 2.5e0 true "x" rdf:type UNDEF "{"long " * 20}") }} }}'
    )
    assert answer.rows[0][:6] == (1, 2.5, True, "x", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", None)
    types = [column.type for column in answer.columns]
    assert types == ["integer", "number", "string", "string", "string", "string", "text"]


def test_what_json_cannot_hold_stays_a_word(engine: SparqlEngine) -> None:
    assert engine.run("SELECT (1e0 / 0e0 AS ?x) {}").rows == [("INF",)]


def test_an_id_beyond_ascii_is_readable(engine: SparqlEngine) -> None:
    answer = engine.run('SELECT ?x { ?x rdfs:label "注意力" }')
    assert answer.rows == [("method/注意力",)]


def test_ids_go_back_in_as_they_came_out(engine: SparqlEngine) -> None:
    claims = engine.answer(catalogue.find("who-beats-whom"), {})
    for claim in claims:
        evidence = engine.answer(catalogue.find("evidence-of"), {"claim": claim["claim"]})
        assert [row["sentence"] for row in evidence] == [claim["sentence"]]


def test_ask_and_construct(engine: SparqlEngine) -> None:
    assert list(engine.run("ASK { <software/flashnet> kg:outperforms ?x }")) == [{"answer": True}]
    answer = engine.run("CONSTRUCT { ?x kg:beatenBy ?y } WHERE { ?y kg:outperforms ?x }", limit=1)
    assert answer.names == ["subject", "predicate", "object"]
    assert len(answer) == 1 and answer.more


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("SELECT ?x WHERE { ?x", "line 1, column 21: this is no SPARQL query, at its end"),
        ("", "line 1, column 1: this is no SPARQL query, at its end"),
        ("INSERT DATA { <a> <b> <c> }", "line 1, column 10: this is no SPARQL query, before 'TA { <a> <b> <c> }'"),
        ("SELECT ?x\n{ ?x no:where 1 }", "line 2, column 14: Prefix not found, before '1 }'"),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?p ?y }", "The SELECT contains a variable that is unbound, at its end"),
    ],
)
def test_a_malformed_text_is_one_line(engine: SparqlEngine, text: str, where: str) -> None:
    with pytest.raises(QueryError) as caught:
        engine.run(text, origin="my.rq")
    assert str(caught.value).startswith("my.rq: line ") and where in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * {service silent ?x{ ?s ?p ?o } }",
        "PREFIX e: <http://127.0.0.1:1/>\nSELECT * { # a comment\n SERVICE e:x { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:1/> SELECT * { ?s ?p ?o.SERVICE:x{ ?a ?b ?c } }",
        "PREFIX e: <http://127.0.0.1:1/> SELECT * { ?s ?p 1SERVICEe:x{ ?a ?b ?c } }",
        r"PREFIX : <http://127.0.0.1:1/> SELECT * { ?s :a\#b ?x . SERVICE :x { ?a ?b ?c } }",
        r"PREFIX : <http://127.0.0.1:1/> SELECT * { ?s :it\'s ?x . SERVICE :x { ?a ?b ?c } FILTER(?x = 'x') }",
        "SELECT * { # a comment ends here\r SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ],
)
def test_no_query_leaves_this_machine(engine: SparqlEngine, text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        engine.run(text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s rdfs:label "SERVICE <http://127.0.0.1:1/>" }',
        "SELECT * { ?s rdfs:label '''it's a SERVICE''' }",
        "SELECT * { ?service kg:service <http://127.0.0.1/SERVICE> } # SERVICE",
        r'SELECT * { ?s rdfs:label "quoted \" SERVICE" }',
    ],
)
def test_the_word_alone_is_no_service(engine: SparqlEngine, text: str) -> None:
    assert list(engine.run(text)) == []


def test_a_word_that_leads_elsewhere_is_told(small_tables: Tables) -> None:
    told: list[str] = []
    engine = SparqlEngine(small_tables, notice=told.append)
    engine.run("SELECT ?m { ?m a kg:Mention }")
    assert told == ["the index holds no single mentions; the table mentions does, and kg export -f nq"]
    told.clear()
    engine.answer(catalogue.find("faster-than"), {"baseline": "torch"})
    assert told == ["baseline: 'torch' is taken as PyTorch (software/pytorch)"]


def test_an_unknown_id_is_an_error(engine: SparqlEngine) -> None:
    with pytest.raises(QueryError, match="has no claim 'claim/none/1'"):
        engine.answer(catalogue.find("evidence-of"), {"claim": "claim/none/1"})


def test_the_text_with_its_parameters_runs_anywhere(engine: SparqlEngine) -> None:
    text = engine.text(catalogue.find("faster-than"), {"baseline": "PyTorch", "min_ratio": 2})
    assert "<https://w3id.org/speedgraph/software/pytorch> UNDEF UNDEF UNDEF UNDEF" in text
    assert list(engine.run(text)) == list(engine.answer(catalogue.find("faster-than"), {"min_ratio": 2}))


def test_another_base_gives_the_same_answers(engine: SparqlEngine, tmp_path: Path) -> None:
    other = SparqlEngine(Tables(write_graph(tmp_path / "other", base="https://example.org/kg#")))
    for name in ("who-beats-whom", "faster-than", "graph-summary"):
        assert list(other.answer(catalogue.find(name), {})) == list(engine.answer(catalogue.find(name), {}))


def test_the_columns_of_a_canned_question_are_the_catalogues(engine: SparqlEngine) -> None:
    assert engine.answer(catalogue.find("graph-summary"), {}).columns == (
        Column("thing", "string"),
        Column("count", "integer"),
    )
