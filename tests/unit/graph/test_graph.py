"""What an analyst holds in Python: opening, tables, questions, doors to other libraries."""

import sys
from pathlib import Path

import networkx as nx
import pyarrow.parquet as parquet
import pytest
import rdflib

import kg
from kg.errors import GraphError, QueryError
from kg.tables import SCHEMAS

opened: list[Path] | None = None
"""The files opened for reading while a test listens."""


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and opened is not None:
        opened.append(Path(str(arguments[0])))


sys.addaudithook(_listen)


class FilesRead:
    """The files of a folder that Python opens, and those that Arrow reads, while a test listens."""

    def __init__(self, folder: Path, files: list[Path]) -> None:
        self._folder, self._files = folder, files

    @property
    def names(self) -> list[str]:
        return [path.name for path in self._files if path.is_relative_to(self._folder)]


@pytest.fixture
def files_read(small_graph: Path, monkeypatch: pytest.MonkeyPatch) -> FilesRead:
    read, files = parquet.read_table, list[Path]()

    def listening(path: Path, *arguments: object, **more: object) -> object:
        files.append(path)
        return read(path, *arguments, **more)

    monkeypatch.setattr(parquet, "read_table", listening)
    monkeypatch.setattr(sys.modules[__name__], "opened", files)
    return FilesRead(small_graph, files)


@pytest.fixture(scope="module")
def graph(small_graph: Path) -> kg.Graph:
    return kg.open(small_graph)


def test_opening_reads_the_manifest_and_nothing_else(small_graph: Path, files_read: FilesRead) -> None:
    graph = kg.open(str(small_graph))
    assert repr(graph) == f"<Graph {small_graph}: 4 papers, {graph.manifest.counts['entities']} entities, 5 claims>"
    assert len(graph.papers) == 4
    assert "claims" in graph._repr_html_()
    assert files_read.names == ["manifest.json"]


def test_a_column_is_read_when_it_is_asked_for_and_once(small_graph: Path, files_read: FilesRead) -> None:
    claims = kg.open(small_graph).claims
    assert files_read.names == ["manifest.json"]
    assert claims["ratio"].to_pylist() == claims.to_arrow(["ratio"])["ratio"].to_pylist()
    assert files_read.names == ["manifest.json", "claims.parquet"]


def test_what_is_no_graph_says_so(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="does not exist"):
        kg.open(tmp_path / "none")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_table_is_an_attribute(graph: kg.Graph, name: str) -> None:
    table = getattr(graph, name)
    assert table.schema.names == SCHEMAS[name].names == table.to_arrow().column_names
    assert len(table) == graph.manifest.counts[name] == table.to_arrow().num_rows
    assert getattr(graph, name) is table


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


def test_doors_to_other_libraries(graph: kg.Graph) -> None:
    network = graph.to_networkx(papers=False)
    assert isinstance(network, nx.MultiDiGraph)
    assert network.has_edge("software/flashnet", "software/pytorch")
    facts = graph.to_rdflib(evidence=False)
    outperforms = rdflib.URIRef("https://w3id.org/speedgraph/ns#outperforms")
    assert len(list(facts.default_graph.subject_objects(outperforms))) == 2


def test_a_selection_goes_by_any_name_and_has_what_is_more_special(graph: kg.Graph) -> None:
    """Of a GPU the A100 too, which only one paper names; the other paper about a GPU says just that."""
    papers = {node for node in graph.to_networkx(entities=["gpu"]) if node.startswith("paper/")}
    assert len(papers) == 2
    assert papers > {node for node in graph.to_networkx(entities=["A100"]) if node.startswith("paper/")}
    with pytest.raises(QueryError, match="no entity is called 'nothing'"):
        graph.to_networkx(entities=["nothing"])
