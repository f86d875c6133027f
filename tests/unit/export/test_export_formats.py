"""Every RDF dump, read back by pyoxigraph and by rdflib, holds the triples that the tables say."""

import gzip
import io
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from fixture_graph import ARXIV, DOI, HOSTILE, HOSTILE_ABSTRACT, HOSTILE_TITLE, write_graph

from kg import names
from kg.errors import GraphError, KgError
from kg.export import rdf
from kg.export.rdf.vocabulary import iri
from kg.tables import Tables

OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "rdf12": ox.RdfFormat.N_TRIPLES,
}
RDFLIB = {"turtle": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdfxml": "xml"}
WITH_EVIDENCE = ("nq", "trig", "jsonld")

OA = rdflib.Namespace(iri("oa:"))
Quad = tuple[str, ...]


@pytest.fixture(scope="module")
def dumps(small_tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dump in every format, each named by its format."""
    folder = tmp_path_factory.mktemp("dumps")
    for name in rdf.FORMATS:
        rdf.write(small_tables, folder / name, name)
    return folder


def by_oxigraph(path: Path, name: str) -> Counter[Quad]:
    """The quads of a dump, how often each is written."""
    return Counter(
        (quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else "", *map(_ox, quad.triple))
        for quad in ox.parse(path=path, format=OXIGRAPH[name])
    )


def _ox(term: Any) -> str:
    if isinstance(term, ox.Literal):
        return f"{term.value!r}^^{term.datatype.value}"
    return f"<{term.value}>"


def by_rdflib(data: bytes, name: str) -> set[Quad]:
    dataset = rdflib.Dataset()
    target = dataset if name in WITH_EVIDENCE else dataset.default_graph
    target.parse(data=data, format=RDFLIB[name])
    return quads_of(dataset)


def quads_of(dataset: rdflib.Dataset) -> set[Quad]:
    default = dataset.default_graph.identifier
    return {
        ("" if graph in (None, default) else str(graph), *map(_rdflib, triple)) for *triple, graph in dataset.quads()
    }


def _rdflib(term: Any) -> str:
    if isinstance(term, rdflib.Literal):
        return f"{str(term)!r}^^{term.datatype or rdflib.XSD.string}"
    return f"<{term}>"


@pytest.mark.parametrize("name", ["turtle", "trig", "jsonld", "rdfxml"])
def test_other_formats_hold_the_triples_of_the_lines(dumps: Path, name: str) -> None:
    lines = by_oxigraph(dumps / "nq", "nq")
    expected = {quad for quad in lines if name in WITH_EVIDENCE or quad[0] == ""}
    if name == "rdfxml":
        expected = {tuple(part.replace("\\x00\\x01\\x0b\\x1f", "\ufffd" * 4) for part in quad) for quad in expected}
    assert set(by_oxigraph(dumps / name, name)) == expected


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")  # rdflib of itself
@pytest.mark.parametrize("name", RDFLIB)
def test_rdflib_and_oxigraph_read_the_same(dumps: Path, name: str) -> None:
    assert by_rdflib((dumps / name).read_bytes(), name) == set(by_oxigraph(dumps / name, name))


@pytest.mark.parametrize("name", ["nt", "nq", "rdf12"])
def test_no_triple_is_written_twice(dumps: Path, name: str) -> None:
    lines = (dumps / name).read_bytes().splitlines()
    assert [line for line, times in Counter(lines).items() if times > 1] == []


def test_facts_are_the_default_graph_and_evidence_a_graph_of_its_own(dumps: Path, small_tables: Tables) -> None:
    quads = by_oxigraph(dumps / "nq", "nq")
    assert {quad[0] for quad in quads} == {"", rdf.evidence_graph(small_tables)}
    assert {quad[1:] for quad in quads if quad[0] == ""} == {
        quad[1:] for quad in by_oxigraph(dumps / "nt", "nt")
    }  # fmt: skip


def test_hostile_text_arrives_as_it_was(dumps: Path) -> None:
    graph = rdflib.Graph().parse(dumps / "turtle", format="turtle")
    paper = rdflib.URIRef(names.iri(HOSTILE))
    assert str(graph.value(paper, rdflib.SDO.name)) == HOSTILE_TITLE
    assert str(graph.value(paper, rdflib.SDO.abstract)) == HOSTILE_ABSTRACT


def test_rdfxml_replaces_what_xml_cannot_hold_and_keeps_the_rest(dumps: Path) -> None:
    graph = rdflib.Graph().parse(dumps / "rdfxml", format="xml")
    paper = rdflib.URIRef(names.iri(HOSTILE))
    title = str(graph.value(paper, rdflib.SDO.name))
    assert len(title) == len(HOSTILE_TITLE)
    assert title.replace("\ufffd", "") == HOSTILE_TITLE.translate(dict.fromkeys((0, 1, 0x0B, 0x1F)))
    assert str(graph.value(paper, rdflib.SDO.abstract)) == HOSTILE_ABSTRACT


def test_a_quoted_span_is_where_its_offsets_say(small_tables: Tables) -> None:
    dataset = rdf.to_rdflib(small_tables)
    facts, evidence = dataset.default_graph, dataset.graph(rdflib.URIRef(rdf.evidence_graph(small_tables)))
    quotes = [(node, str(exact)) for node, exact in evidence.subject_objects(OA.exact)]
    assert len(quotes) == 25
    for node, exact in quotes:
        paper = evidence.value(node, rdflib.PROV.wasDerivedFrom)
        text = f"{facts.value(paper, rdflib.SDO.name)}\n{facts.value(paper, rdflib.SDO.abstract)}"
        start, end = (evidence.value(node, offset) for offset in (OA.start, OA.end))
        assert text[int(str(start)) : int(str(end))] == exact


def test_an_author_has_one_name_and_its_other_spellings(small_tables: Tables) -> None:
    facts = rdf.to_rdflib(small_tables, evidence=False).default_graph
    ada = rdflib.URIRef(names.iri("author/ada-lovelace"))
    assert [str(found) for found in facts.objects(ada, rdflib.SDO.name)] == ["Ada Lovelace"]  # two papers of three
    assert [str(found) for found in facts.objects(ada, rdflib.SDO.alternateName)] == ["A. Lovelace"]


def test_one_address_in_two_papers_is_one_artifact(small_tables: Tables) -> None:
    facts = rdf.to_rdflib(small_tables, evidence=False).default_graph
    code = facts.value(None, rdflib.SDO.url, rdflib.URIRef("https://github.com/flash/net"))
    artifact = rdflib.URIRef(iri("kg:artifact"))
    assert {str(paper) for paper in facts.subjects(artifact, code)} == {names.iri(ARXIV), names.iri(DOI)}


def test_the_rdflib_dataset_is_the_dump(dumps: Path, small_tables: Tables) -> None:
    dataset = rdf.to_rdflib(small_tables)
    assert quads_of(dataset) == set(by_oxigraph(dumps / "nq", "nq"))
    assert len(rdf.to_rdflib(small_tables, evidence=False)) == len(by_oxigraph(dumps / "nt", "nt"))


def test_the_quads_for_an_index_are_the_dump(dumps: Path, small_tables: Tables, tmp_path: Path) -> None:
    counted: list[int] = []
    rdf.write_quads(small_tables, tmp_path / "quads", progress=counted.append)
    assert (tmp_path / "quads").read_bytes() == (dumps / "nq").read_bytes()
    assert sum(counted) == len((dumps / "nq").read_bytes().splitlines())


def test_an_index_can_do_without_the_single_mentions(dumps: Path, small_tables: Tables, tmp_path: Path) -> None:
    rdf.write_quads(small_tables, tmp_path / "quads", mentions=False)
    lines = (dumps / "nq").read_bytes().splitlines(keepends=True)
    assert (tmp_path / "quads").read_bytes() == b"".join(line for line in lines if b"/speedgraph/mention/" not in line)


def test_jsonld_reads_like_json(dumps: Path) -> None:
    document = json.loads((dumps / "jsonld").read_bytes())
    (claim,) = (node for node in document["@graph"] if node.get("baselineText"))
    assert claim == {
        "id": claim["id"],
        "type": "Claim",
        "paper": "https://w3id.org/speedgraph/paper/arxiv-2501.00001",
        "kind": "time",
        "value": "5.0",
        "valueMax": "6.0",
        "unit": "ms",
        "ucumCode": "ms",
        "qudtUnit": "http://qudt.org/vocab/unit/MilliSEC",
        "qudtValue": "5.0",
        "direction": "better",
        "metric": "latency",
        "baselineText": "earlier work",
    }
    (device,) = (node for node in document["@graph"] if node["id"].endswith("nvidia-a100"))
    assert device["type"] == ["Entity", "Hardware", "GPU", "Processor"]
    assert (device["releaseYear"], device["memoryGB"], device["altLabel"]) == (2020, "40", "A100")


def test_turtle_speaks_in_prefixes(dumps: Path) -> None:
    text = (dumps / "turtle").read_text("utf-8")
    assert 'kg:kind "speedup"' in text
    assert "\n<https://w3id.org/speedgraph/claim/" in text
    assert text.count("@prefix") == len(set(rdf.FORMATS)) + 6


def test_equal_graphs_give_equal_bytes_in_any_process(dumps: Path, small_graph: Path, tmp_path: Path) -> None:
    script = """
import sys
from kg.export import rdf
from kg.tables import Tables

for name in rdf.FORMATS:
    rdf.write(Tables(sys.argv[1]), f"{sys.argv[2]}/{name}", name)
"""
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", script, small_graph, tmp_path], check=True, env=environment)
    again = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert again == {path.name: path.read_bytes() for path in dumps.iterdir()}


def test_a_name_in_gz_is_compressed_without_a_time(dumps: Path, small_tables: Tables, tmp_path: Path) -> None:
    rdf.write(small_tables, tmp_path / "a.nt.gz", "nt")
    rdf.write(small_tables, tmp_path / "b.nt.gz", "nt")
    packed = (tmp_path / "a.nt.gz").read_bytes()
    assert gzip.decompress(packed) == (dumps / "nt").read_bytes()
    assert packed == (tmp_path / "b.nt.gz").read_bytes()


def test_standard_output_gets_the_dump_and_no_description(
    dumps: Path, small_tables: Tables, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    output = io.TextIOWrapper(io.BytesIO())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdout", output)
    rdf.write(small_tables, "-", "nt")
    assert output.buffer.getvalue() == (dumps / "nt").read_bytes()  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []


def test_a_dump_that_fails_leaves_the_former_one(tmp_path: Path) -> None:
    tables = Tables(write_graph(tmp_path / "graph"))
    target = tmp_path / "dump.ttl"
    target.write_text("former")
    content = tables.path("artifacts").read_bytes()  # the last table that is read; its footer stays readable
    tables.path("artifacts").write_bytes(b"PAR1" + b"\xff" * (len(content) // 3) + content[4 + len(content) // 3 :])
    with pytest.raises(GraphError, match="build the graph again"):
        rdf.write(tables, target, "turtle")
    assert target.read_text() == "former"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dump.ttl", "graph"]


def test_a_type_of_edge_that_nobody_defined_is_an_error(tmp_path: Path) -> None:
    edges = [{"source_id": "a", "type": "sings_with", "target_id": "b", "confidence": 1.0}]
    tables = Tables(write_graph(tmp_path / "graph", {"edges": edges}))
    with pytest.raises(GraphError, match="unknown type of edge: sings_with"):
        rdf.write(tables, tmp_path / "dump.nt", "nt")


@pytest.mark.parametrize(
    ("target", "reason"), [("no/dir/x.nt", "No such file or directory"), ("graph", "is a directory")]
)
def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path, target: str, reason: str) -> None:
    tables = Tables(write_graph(tmp_path / "graph"))
    with pytest.raises(KgError, match=reason):
        rdf.write(tables, tmp_path / target, "nt")


def test_an_empty_graph_is_valid_in_every_format(tmp_path: Path) -> None:
    from fixture_graph import ROWS

    tables = Tables(write_graph(tmp_path / "graph", {name: [] for name in ROWS}))
    for name in OXIGRAPH:
        rdf.write(tables, tmp_path / name, name)
        assert list(ox.parse(path=tmp_path / name, format=OXIGRAPH[name])) == []
        assert rdf.count_triples(tables, name) == 0
