"""Fixtures that several rooms share, and how Hypothesis runs: no test of ours is about time."""

from pathlib import Path

import pytest
from fixture_graph import write_graph
from hypothesis import HealthCheck, settings

from kg.tables import Tables

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def small_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a graph of four hand-made papers, one with hostile text (`fixture_graph`); read it only."""
    return write_graph(tmp_path_factory.mktemp("graphs") / "small")


@pytest.fixture(scope="session")
def small_tables(small_graph: Path) -> Tables:
    """The same, opened."""
    return Tables(small_graph)
