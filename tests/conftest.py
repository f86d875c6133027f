"""Fixtures that several rooms share, and how Hypothesis runs: no test of ours is about time."""

from pathlib import Path

import pytest
from fixture_graph import write_graph
from fixture_neo4j import empty_neo4j, group, neo4j_server
from hypothesis import HealthCheck, settings

from kg.tables import Tables

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

__all__ = ["empty_neo4j", "neo4j_server"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One server for all tests that need one."""
    group(items)


@pytest.fixture(scope="session")
def small_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a graph of four hand-made papers, one with hostile text (`fixture_graph`); read it only."""
    return write_graph(tmp_path_factory.mktemp("graphs") / "small")


@pytest.fixture(scope="session")
def small_tables(small_graph: Path) -> Tables:
    """The same, opened."""
    return Tables(small_graph)


@pytest.fixture(scope="session")
def sample_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the bundled sample as the rules read it: whoever trains a model anew does not change its rows."""
    from kg.building import build
    from kg.resources import SAMPLE

    directory = tmp_path_factory.mktemp("graphs") / "sample"
    build([str(SAMPLE)], directory, model="rules")
    return directory
