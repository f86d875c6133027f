"""What stands beside a dump tells the truth about it."""

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCAT, DCTERMS, RDF, VOID

from kg.errors import KgError
from kg.export import rdf
from kg.export.rdf.vocabulary import iri
from kg.tables import Tables

DATASET = rdflib.URIRef("https://w3id.org/speedgraph/void")


def described(tables: Tables, folder: Path, name: str, form: str, **more: str) -> rdflib.Graph:
    rdf.write(tables, folder / name, form, **more)
    return rdflib.Graph().parse(folder / f"{name}.void.ttl", format="turtle")


def partition(graph: rdflib.Graph, of: rdflib.term.Node, part: str, key: str, number: str) -> dict[str, int]:
    return {
        str(graph.value(each, VOID[key])): int(str(graph.value(each, VOID[number])))
        for each in graph.objects(of, VOID[part])
    }


@pytest.mark.parametrize("form", rdf.FORMATS)
def test_counts_are_those_of_the_dump(small_tables: Tables, tmp_path: Path, form: str) -> None:
    graph = described(small_tables, tmp_path, "dump", form)
    same = {"nt": "nt", "turtle": "nt", "rdfxml": "nt", "rdf12": "rdf12"}.get(form, "nq")
    rdf.write(small_tables, tmp_path / "lines", same)
    triples = [quad.triple for quad in ox.parse(path=tmp_path / "lines", format=ox.RdfFormat.N_QUADS)]
    properties = Counter(triple.predicate.value for triple in triples)
    classes = Counter(triple.object.value for triple in triples if triple.predicate.value == iri("rdf:type"))
    assert int(str(graph.value(DATASET, VOID.triples))) == len(triples) == rdf.count_triples(small_tables, form)
    assert partition(graph, DATASET, "propertyPartition", "property", "triples") == properties
    assert partition(graph, DATASET, "classPartition", "class", "entities") == classes
    assert int(str(graph.value(DATASET, VOID.properties))) == len(properties)
    assert int(str(graph.value(DATASET, VOID.classes))) == len(classes)


def test_a_dump_with_two_graphs_has_two_subsets(small_tables: Tables, tmp_path: Path) -> None:
    graph = described(small_tables, tmp_path, "dump.trig", "trig")
    sizes = {
        str(graph.value(part, DCTERMS.title)): int(str(graph.value(part, VOID.triples)))
        for part in graph.objects(DATASET, VOID.subset)
    }
    assert sizes["facts"] == rdf.count_triples(small_tables, "nt")
    assert sum(sizes.values()) == rdf.count_triples(small_tables, "nq")


def test_it_names_the_dump_its_format_and_its_packing(small_tables: Tables, tmp_path: Path) -> None:
    graph = described(small_tables, tmp_path, "a dump.nt.gz", "nt")
    (distribution,) = graph.subjects(RDF.type, DCAT.Distribution)
    assert str(graph.value(DATASET, VOID.dataDump)).endswith("/a%20dump.nt.gz")
    assert str(graph.value(distribution, DCAT.mediaType)).endswith("/application/n-triples")
    assert str(graph.value(distribution, DCAT.compressFormat)).endswith("/application/gzip")


def test_it_names_the_graph_by_its_content(small_tables: Tables, tmp_path: Path) -> None:
    graph = described(small_tables, tmp_path, "dump.nt", "nt")
    assert str(graph.value(DATASET, DCTERMS.identifier)) == small_tables.manifest.generation


def test_a_licence_is_stated_where_one_is_given(small_tables: Tables, tmp_path: Path) -> None:
    licence = "https://creativecommons.org/publicdomain/zero/1.0/"
    assert described(small_tables, tmp_path, "a.nt", "nt").value(DATASET, DCTERMS.license) is None
    graph = described(small_tables, tmp_path, "b.nt", "nt", license=licence)
    assert graph.value(DATASET, DCTERMS.license) == rdflib.URIRef(licence)


def test_a_licence_that_is_no_iri_stops_the_export(small_tables: Tables, tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"the licence 'CC BY 4\.0' is no IRI"):
        rdf.write(small_tables, tmp_path / "dump.nt", "nt", license="CC BY 4.0")
    assert list(tmp_path.iterdir()) == []
