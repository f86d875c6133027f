"""The graphs that every query engine answers on."""

from pathlib import Path

import pytest
from hand_graph import write_hand_graph

from kg.query.sparql import SparqlEngine
from kg.tables import Tables


@pytest.fixture(scope="session")
def hand_engine(tmp_path_factory: pytest.TempPathFactory) -> SparqlEngine:
    """SPARQL on the hand-made graph (`hand_graph`)."""
    return SparqlEngine(Tables(write_hand_graph(tmp_path_factory.mktemp("graphs") / "hand")))


@pytest.fixture(scope="session")
def sample_engine(sample_graph: Path) -> SparqlEngine:
    """SPARQL on the graph of the bundled sample."""
    return SparqlEngine(Tables(sample_graph))
