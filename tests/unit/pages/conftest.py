"""A served graph for all tests of the pages."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fixture_pages import serving, write_graph


@pytest.fixture(scope="session")
def hostile_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the hand-made graph with a paper whose every word wants to be markup; read it only."""
    return write_graph(tmp_path_factory.mktemp("graphs") / "hostile")


@pytest.fixture(scope="session")
def client(hostile_graph: Path) -> Iterator[httpx.Client]:
    """A client of a server of that graph. It follows no redirect and sends what curl sends."""
    with serving(hostile_graph) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client
