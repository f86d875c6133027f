"""A sample is a graph: whatever it refers to is in it."""

from pathlib import Path

import pytest
from fixture_graph import PAPERS, write_graph

from kg.export.rdf import shacl
from kg.export.rdf.sample import sample
from kg.tables import SCHEMAS, Tables


@pytest.mark.parametrize("size", range(1, len(PAPERS) + 1))
def test_a_sample_of_any_size_conforms(small_tables: Tables, size: int) -> None:
    report = shacl.validate(small_tables, papers=size)
    assert report.papers == size
    assert report.violations == []


def test_the_whole_is_a_sample_of_itself(small_tables: Tables, tmp_path: Path) -> None:
    part = sample(small_tables, len(PAPERS), tmp_path / "part")
    for name in ("papers", "authors", "mentions", "relations", "claims", "artifacts"):
        assert part.read(name).to_pylist() == small_tables.read(name).to_pylist(), name


def test_a_sample_is_the_same_each_time(small_tables: Tables, tmp_path: Path) -> None:
    one, two = (sample(small_tables, 2, tmp_path / name) for name in ("one", "two"))
    assert one.manifest == two.manifest


def test_what_stands_above_a_thing_comes_along(small_tables: Tables, tmp_path: Path) -> None:
    part = sample(small_tables, len(PAPERS), tmp_path / "part")
    assert "method/transformer" in part.read("entities")["entity_id"].to_pylist()  # no paper names it
    assert "hardware/abacus" not in part.read("entities")["entity_id"].to_pylist()  # nor this, and nothing is below it


def test_a_fault_of_the_sample_is_found(tmp_path: Path) -> None:
    papers = [row | {"license": ""} for row in PAPERS]
    report = shacl.validate(Tables(write_graph(tmp_path / "graph", {"papers": papers})), papers=2)
    assert [(found.path, found.constraint) for found in report.violations] == [
        ("https://schema.org/license", "MinLength")
    ] * 2


def test_every_table_is_there(small_tables: Tables, tmp_path: Path) -> None:
    part = sample(small_tables, 1, tmp_path / "part")
    assert all(part.read(name) is not None for name in SCHEMAS)
