"""What an analyst holds in Python."""

from pathlib import Path

import networkx as nx
import pytest
import rdflib

import kg
from kg.errors import GraphError, QueryError
from kg.tables import SCHEMAS


@pytest.fixture(scope="module")
def graph(small_graph: Path) -> kg.Graph:
    return kg.open(small_graph)


def test_opening_reads_no_table(small_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a table was read")

    monkeypatch.setattr("kg.tables.Tables.read", fail)
    graph = kg.open(str(small_graph))
    assert repr(graph) == f"<Graph {small_graph}: 4 papers, {graph.manifest.counts['entities']} entities, 5 claims>"


def test_what_is_no_graph_says_so(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="does not exist"):
        kg.open(tmp_path / "none")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_table_is_an_attribute(graph: kg.Graph, name: str) -> None:
    table = getattr(graph, name)
    assert table.schema.names == SCHEMAS[name].names
    assert table.num_rows == graph.manifest.counts[name]
    assert getattr(graph, name) is table, "it is read once"


def test_a_canned_question(graph: kg.Graph) -> None:
    answer = graph.query("who-beats-whom", baseline="torch")
    assert [(row["subject"], row["ratio"], row["hardware"]) for row in answer] == [("FlashNet", 3.5, "NVIDIA A100")]
    assert answer.to_arrow().num_rows == 1
    assert len(graph.query("who-beats-whom", limit=1)) == 1
    assert [row["name"] for row in graph.query("find-entity", name="flash")] == ["FlashNet"]
    with pytest.raises(QueryError, match="did you mean who-beats-whom"):
        graph.query("who-beats-who")


def test_a_text_of_ones_own(graph: kg.Graph) -> None:
    assert list(graph.sparql("SELECT ?x { ?x kg:outperforms <software/pytorch> }")) == [{"x": "software/flashnet"}]


def test_a_thing_by_any_name(graph: kg.Graph) -> None:
    entity = graph.entity("torch")
    assert (entity.entity_id, entity.name, entity.type, entity.papers) == (
        "software/pytorch",
        "PyTorch",
        "Framework",
        2,
    )
    with pytest.raises(QueryError, match="no entity is called 'nothing'"):
        graph.entity("nothing")


def test_where_a_claim_stands(graph: kg.Graph) -> None:
    claim = graph.query("who-beats-whom", baseline="PyTorch")[0]
    evidence = graph.evidence(str(claim["claim"]))
    assert evidence.quote == claim["sentence"]
    assert evidence.value == "3.5x"
    assert evidence.title == claim["paper"]
    assert evidence.text.startswith(f"{evidence.title}\n")
    with pytest.raises(QueryError, match="has no claim 'claim/none/1'"):
        graph.evidence("claim/none/1")


def test_doors_to_other_libraries(graph: kg.Graph) -> None:
    network = graph.to_networkx(papers=False)
    assert isinstance(network, nx.MultiDiGraph)
    assert network.has_edge("software/flashnet", "software/pytorch")
    facts = graph.to_rdflib(evidence=False)
    outperforms = rdflib.URIRef("https://w3id.org/speedgraph/ns#outperforms")
    assert len(list(facts.default_graph.subject_objects(outperforms))) == 2
