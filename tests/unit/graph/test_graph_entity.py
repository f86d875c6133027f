"""A thing by any of its names, and what stands around it."""

from pathlib import Path

import pytest

import kg
from kg.errors import QueryError


@pytest.fixture(scope="module")
def graph(small_graph: Path) -> kg.Graph:
    return kg.open(small_graph)


def test_a_thing_by_any_name(graph: kg.Graph) -> None:
    entity = graph.entity("torch")
    assert (entity.entity_id, entity.name, entity.type, entity.papers) == (
        *("software/pytorch", "PyTorch", "Framework", 2),
    )
    assert entity.aliases == ["torch"]
    assert graph.entity("software/pytorch") == entity
    assert graph.entity("a100").hardware_class == "GPU"
    with pytest.raises(QueryError, match="no entity is called 'nothing'"):
        graph.entity("nothing")


def test_neighbours_are_told_with_direction_papers_and_ratio(graph: kg.Graph) -> None:
    rows = {(row["relation"], row["direction"], row["name"]): row for row in graph.entity("FlashNet").neighbours()}
    assert set(rows) == {
        ("built_on", "to", "PyTorch"),
        ("outperforms", "to", "PyTorch"),
        ("outperforms", "from", "PipeRunner"),
        ("runs_on", "to", "NVIDIA A100"),
    }
    assert rows["outperforms", "to", "PyTorch"]["best_ratio"] == 3.5
    assert rows["outperforms", "to", "PyTorch"]["papers"] == 1


def test_the_hierarchy_is_around_a_thing_and_no_paper_stands_behind_it(graph: kg.Graph) -> None:
    (family,) = graph.entity("A100").neighbours("broader")
    assert (family["name"], family["direction"], family["papers"]) == ("GPU", "to", 0)
    assert [row["direction"] for row in graph.entity("GPU").neighbours("broader")] == ["from"]
    assert len(graph.entity("Abacus").neighbours()) == 0


def test_neighbours_are_those_of_the_canned_question(sample_graph: Path) -> None:
    graph = kg.open(sample_graph)
    for name in ("PyTorch", "NVIDIA A100", "GPU", "DeepSpeed"):
        mine = {(row["direction"], row["id"]) for row in graph.entity(name).neighbours()}
        assert mine == {(row["direction"], row["id"]) for row in graph.query("entity-neighbours", entity=name)}


def test_a_thing_shows_what_is_known_of_it(graph: kg.Graph) -> None:
    html = graph.entity("A100")._repr_html_()
    assert "vendor: NVIDIA" in html and "year: 2020" in html and "also called A100" in html
    assert "&quot;Odd&quot;" in graph.entity("dataset/odd")._repr_html_()
