"""The bundled sample from text to RDF: what is written is valid, readable, and true to the text."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.building import build
from kg.export import rdf
from kg.export.rdf import shacl
from kg.export.rdf.vocabulary import PREFIXES
from kg.names import normal_form
from kg.resources import SAMPLE
from kg.tables import Tables

HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("sample") / "graph"
    build([str(SAMPLE)], folder, model="rules")
    return Tables(folder)


@pytest.fixture(scope="module")
def store(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ox.Store]:
    """An index on disk, loaded from the quad file as ``kg query`` does."""
    folder = tmp_path_factory.mktemp("index")
    rdf.write_quads(tables, folder / "graph.nq")
    loaded = ox.Store(str(folder / "store"))
    loaded.bulk_load(path=folder / "graph.nq", format=ox.RdfFormat.N_QUADS)
    yield loaded


def rows(store: ox.Store, query: str) -> list[ox.QuerySolution]:
    found = store.query(HEAD + query)
    assert isinstance(found, ox.QuerySolutions)
    return list(found)


def test_it_validates(tables: Tables) -> None:
    assert shacl.validate(tables).violations == []


def test_the_store_holds_what_the_description_counts(tables: Tables, store: ox.Store) -> None:
    assert len(store) == rdf.count_triples(tables, "nq")
    assert sum(1 for _ in store.named_graphs()) == 1


def test_every_quote_stands_where_its_offsets_say(store: ox.Store) -> None:
    quotes = rows(
        store,
        """SELECT ?exact ?start ?end ?title ?abstract WHERE {
          GRAPH ?g { ?e oa:exact ?exact ; oa:start ?start ; oa:end ?end ; prov:wasDerivedFrom ?paper }
          ?paper schema:name ?title OPTIONAL { ?paper schema:abstract ?abstract } }""",
    )
    assert len(quotes) > 500
    for exact, start, end, title, abstract in quotes:
        text = f"{title.value}\n{abstract.value if abstract else ''}"
        assert text[int(start.value) : int(end.value)] == exact.value


def test_a_relation_leads_to_its_words(store: ox.Store) -> None:
    found = rows(
        store,
        """SELECT DISTINCT ?name ?quote WHERE {
          ?paper kg:builtOn ?framework . ?framework a kg:Framework ; skos:prefLabel ?name
          GRAPH ?g { ?s rdf:subject ?paper ; rdf:predicate kg:builtOn ; rdf:object ?framework ;
                     kg:evidence/oa:exact ?quote } }""",
    )
    assert "PyTorch" in {row["name"].value for row in found}
    for row in found:
        assert normal_form(row["name"].value)[:4] in normal_form(row["quote"].value)


def test_hardware_is_found_by_its_class(store: ox.Store) -> None:
    found = rows(
        store, "SELECT DISTINCT ?name WHERE { ?paper kg:runsOn ?d . ?d a kg:Processor ; skos:prefLabel ?name }"
    )
    assert len(found) >= 5


@pytest.mark.parametrize("name", ["turtle", "rdfxml"])
def test_rdflib_reads_the_facts(tables: Tables, tmp_path: Path, name: str) -> None:
    rdf.write(tables, tmp_path / "dump", name)
    graph = rdflib.Graph().parse(tmp_path / "dump", format="turtle" if name == "turtle" else "xml")
    assert len(graph) == rdf.count_triples(tables, name)


def test_two_builds_give_the_same_bytes(tables: Tables, tmp_path: Path) -> None:
    build([str(SAMPLE)], tmp_path / "graph", jobs=1, model="rules")
    rdf.write(tables, tmp_path / "one", "nq")
    rdf.write(Tables(tmp_path / "graph"), tmp_path / "two", "nq")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
