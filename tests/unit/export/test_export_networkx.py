"""The graph as NetworkX holds it, and the GraphML file that reads back as the same."""

import gzip
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from fixture_graph import ARXIV, CLAIMS, DOI, HOSTILE, HOSTILE_TITLE, ROWS, write_graph

from kg.errors import KgError
from kg.export.networkx import to_networkx, write_graphml
from kg.tables import Tables

CLAIM = CLAIMS[0]["claim_id"]


@pytest.fixture(scope="module")
def graph(small_tables: Tables) -> nx.MultiDiGraph:
    return to_networkx(small_tables)


def edges(graph: nx.MultiDiGraph, source: str, target: str) -> list[dict[str, Any]]:
    return list(graph.get_edge_data(source, target, default={}).values())


def test_entities_papers_and_claims_are_nodes_with_label_and_type(graph: nx.MultiDiGraph) -> None:
    assert Counter(data["type"] for _, data in graph.nodes(data=True)) == {
        **{"Paper": 4, "Claim": 5, "Hardware": 4, "Library": 2, "Dataset": 2, "Model": 2},
        **{"Framework": 1, "Method": 1, "Task": 1},
    }
    assert graph.nodes["hardware/nvidia-a100"] == {
        **{"label": "NVIDIA A100", "type": "Hardware", "vendor": "NVIDIA", "hardware_class": "GPU"},
        **{"architecture": "Ampere", "memory_gb": 40.0, "year": 2020, "papers": 1},
    }
    assert graph.nodes[ARXIV]["authors"] == "Ada Lovelace; 李雷"
    assert graph.nodes[CLAIM]["label"] == "3.5 x"


def test_a_relation_is_an_edge_with_its_words(graph: nx.MultiDiGraph) -> None:
    built, compared = sorted(edges(graph, ARXIV, "software/pytorch"), key=lambda data: str(data["type"]))
    assert (built["type"], built["evidence"]) == ("built_on", "a library built on PyTorch")
    assert compared["type"] == "compares_with"


def test_who_beats_whom_is_an_edge_with_its_ratio(graph: nx.MultiDiGraph) -> None:
    (win,) = (each for each in edges(graph, "software/flashnet", "software/pytorch") if each["type"] == "outperforms")
    assert win["ratio"] == 3.5
    assert win["claim_id"] in graph


def test_a_claim_leads_to_its_paper_and_its_slots(graph: nx.MultiDiGraph) -> None:
    assert {(target, data["type"]) for _, target, data in graph.out_edges(CLAIM, data=True)} == {
        (ARXIV, "of_paper"),
        ("software/flashnet", "subject"),
        ("software/pytorch", "baseline"),
        ("method/gpt-2", "model"),
        ("hardware/nvidia-a100", "hardware"),
    }


def test_a_name_without_a_relation_is_mentioned(graph: nx.MultiDiGraph) -> None:
    assert edges(graph, DOI, "hardware/fpga") == [{"type": "mentions"}]
    assert {data["type"] for data in edges(graph, DOI, "software/flashnet")} == {"compares_with"}


def test_without_papers_things_remain(small_tables: Tables) -> None:
    graph = to_networkx(small_tables, papers=False)
    assert set(graph) == {row["entity_id"] for row in ROWS["entities"]}
    assert Counter(data["type"] for _, _, data in graph.edges(data=True)) == {
        **{"broader": 2, "built_on": 1, "outperforms": 2, "runs_on": 1},
    }


def test_without_claims_papers_remain(small_tables: Tables) -> None:
    graph = to_networkx(small_tables, claims=False)
    assert {data["type"] for _, data in graph.nodes(data=True)} >= {"Paper", "Library"}
    assert "Claim" not in {data["type"] for _, data in graph.nodes(data=True)}


def test_a_selection_is_the_papers_about_some_things_and_what_they_name(small_tables: Tables) -> None:
    graph = to_networkx(small_tables, entities=["software/piperunner"])
    assert {node for node, data in graph.nodes(data=True) if data["type"] == "Paper"} == {DOI}
    assert {node for node, data in graph.nodes(data=True) if data["type"] not in ("Paper", "Claim")} == {
        *("hardware/fpga", "software/piperunner", "software/flashnet"),
    }
    assert all("type" in data for _, data in graph.nodes(data=True))  # no node that only an edge made


def test_a_selection_of_nothing_known_is_empty(small_tables: Tables) -> None:
    assert len(to_networkx(small_tables, entities=["software/nothing"])) == 0


def test_graphml_reads_back_as_the_same_graph(graph: nx.MultiDiGraph, small_tables: Tables, tmp_path: Path) -> None:
    write_graphml(small_tables, tmp_path / "graph.graphml")
    again = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert dict(again.nodes(data=True)) == {node: as_xml(data) for node, data in graph.nodes(data=True)}
    assert listed(again) == listed(graph)


def as_xml(attributes: dict[str, Any]) -> dict[str, Any]:
    """Attributes as far as XML can hold them."""
    table = dict.fromkeys((0, 1, 0x0B, 0x1F), "\ufffd")
    return {key: value.translate(table) if isinstance(value, str) else value for key, value in attributes.items()}


def listed(graph: nx.MultiDiGraph) -> list[str]:
    return sorted(
        f"{source} {target} {sorted(as_xml(data).items())}" for source, target, data in graph.edges(data=True)
    )


def test_hostile_text_stays_in_its_place(small_tables: Tables, tmp_path: Path) -> None:
    write_graphml(small_tables, tmp_path / "graph.graphml.gz")
    text = gzip.decompress((tmp_path / "graph.graphml.gz").read_bytes()).decode()
    assert "<b>markup</b>" not in text
    title = nx.parse_graphml(text).nodes[HOSTILE]["label"]
    assert title == as_xml({"": HOSTILE_TITLE})[""]


def test_equal_graphs_give_equal_bytes(small_tables: Tables, tmp_path: Path) -> None:
    write_graphml(small_tables, tmp_path / "a")
    write_graphml(Tables(write_graph(tmp_path / "graph")), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_place_that_cannot_be_written_is_one_line(small_tables: Tables, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no/graph: cannot be written"):
        write_graphml(small_tables, tmp_path / "no" / "graph")
