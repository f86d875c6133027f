"""RDF 1.2: a reifier has the name of its claim, and says what the statements of RDF 1.1 say."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from fixture_graph import ARXIV, CLAIMS

from kg import names
from kg.export import rdf
from kg.export.rdf.vocabulary import PREFIXES, iri
from kg.tables import Tables

HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())

TO_REIFIERS = """
CONSTRUCT { ?statement rdf:reifies <<( ?s ?p ?o )>> }
WHERE { GRAPH ?evidence { ?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } }
"""
REIFIERS = "CONSTRUCT { ?statement rdf:reifies ?triple } WHERE { ?statement rdf:reifies ?triple }"

TO_STATEMENTS = """
CONSTRUCT { ?statement a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }
WHERE { ?statement rdf:reifies ?triple
  BIND(SUBJECT(?triple) AS ?s) BIND(PREDICATE(?triple) AS ?p) BIND(OBJECT(?triple) AS ?o) }
"""
STATEMENTS = """
CONSTRUCT { ?statement a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }
WHERE { GRAPH ?evidence { ?statement a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } }
"""
THE_REST = """
CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o
  FILTER (?p NOT IN (rdf:reifies, rdf:subject, rdf:predicate, rdf:object))
  FILTER (?o != rdf:Statement) }
"""


def load(tables: Tables, name: str, form: ox.RdfFormat, folder: Path) -> ox.Store:
    rdf.write(tables, folder / name, name)
    store = ox.Store()
    store.bulk_load(path=folder / name, format=form)
    return store


@pytest.fixture(scope="module")
def statements(small_tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    return load(small_tables, "nq", ox.RdfFormat.N_QUADS, tmp_path_factory.mktemp("nq"))


@pytest.fixture(scope="module")
def reifiers(small_tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    return load(small_tables, "rdf12", ox.RdfFormat.N_TRIPLES, tmp_path_factory.mktemp("rdf12"))


def construct(store: ox.Store, query: str, *, union: bool = False) -> set[str]:
    triples = store.query(HEAD + query, use_default_graph_as_union=union)
    assert isinstance(triples, ox.QueryTriples)
    return {str(triple) for triple in triples}


def test_statements_become_the_reifiers(statements: ox.Store, reifiers: ox.Store) -> None:
    expected = construct(reifiers, REIFIERS)
    assert len(expected) == 15  # nine relations of papers, four edges between things, two claims that one beats another
    assert construct(statements, TO_REIFIERS) == expected


def test_reifiers_become_the_statements(statements: ox.Store, reifiers: ox.Store) -> None:
    assert construct(reifiers, TO_STATEMENTS) == construct(statements, STATEMENTS)


def test_all_else_is_the_same(statements: ox.Store, reifiers: ox.Store) -> None:
    assert construct(reifiers, THE_REST) == construct(statements, THE_REST, union=True)


def test_the_reifier_of_who_beats_whom_is_the_claim(reifiers: ox.Store) -> None:
    rows = reifiers.query(
        HEAD
        + """SELECT ?claim ?ratio ?quote WHERE {
          ?winner skos:prefLabel "FlashNet" ; kg:outperforms ?loser . ?loser skos:prefLabel "PyTorch" .
          ?claim rdf:reifies <<( ?winner kg:outperforms ?loser )>> ; kg:ratio ?ratio ; kg:evidence/oa:exact ?quote }"""
    )
    assert isinstance(rows, ox.QuerySolutions)
    ((claim, ratio, quote),) = rows
    assert claim == ox.NamedNode(names.iri(CLAIMS[0]["claim_id"]))
    assert (ratio.value, quote.value) == ("3.5", CLAIMS[0]["evidence"])


def test_every_reified_triple_is_asserted(reifiers: ox.Store) -> None:
    missing = reifiers.query(
        HEAD
        + """ASK { ?statement rdf:reifies ?triple
          BIND(SUBJECT(?triple) AS ?s) BIND(PREDICATE(?triple) AS ?p) BIND(OBJECT(?triple) AS ?o)
          FILTER NOT EXISTS { ?s ?p ?o } }"""
    )
    assert not missing


def test_it_is_turtle_too(small_tables: Tables, tmp_path: Path) -> None:
    rdf.write(small_tables, tmp_path / "dump.ttl", "rdf12")
    statement = names.iri(f"relation/{ARXIV.removeprefix('paper/')}/built_on/software/pytorch")
    line = (
        f"<{statement}> <{iri('rdf:reifies')}> "
        f"<<( <{names.iri(ARXIV)}> <{iri('kg:builtOn')}> <{names.iri('software/pytorch')}> )>> .\n"
    )
    assert line in (tmp_path / "dump.ttl").read_text("utf-8")
    assert set(ox.parse(path=tmp_path / "dump.ttl", format=ox.RdfFormat.TURTLE)) == set(
        ox.parse(path=tmp_path / "dump.ttl", format=ox.RdfFormat.N_TRIPLES)
    )
