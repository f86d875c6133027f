"""The index is built once, whole or not at all, and never twice at a time."""

import fcntl
import threading
from pathlib import Path

import pytest
from fixture_graph import write_graph

from kg.errors import GraphError
from kg.query import index
from kg.query.index import NAME, open_index
from kg.tables import Tables


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return Tables(write_graph(tmp_path / "graph"))


def _names(tables: Tables) -> list[str]:
    return sorted(path.name for path in tables.folder.iterdir() if not path.name.endswith(".parquet"))


def test_it_is_built_once_and_says_so(tables: Tables) -> None:
    told: list[str] = []
    steps: list[tuple[int, int]] = []
    store = open_index(tables, notice=told.append, progress=lambda done, total: steps.append((done, total)))
    assert len(store) > 100
    assert told == [f"building the query index of {tables.directory}, once"]
    assert steps[-1][0] == steps[-1][1] > 0
    assert _names(tables) == [".index.lock", NAME]
    assert len(open_index(tables, notice=told.append)) == len(store)
    assert len(told) == 1


def test_it_holds_evidence_and_no_single_mentions(tables: Tables) -> None:
    store = open_index(tables)
    ask = "PREFIX kg: <https://w3id.org/speedgraph/ns#> ASK {{ GRAPH ?g {{ ?x a kg:{} }} }}"
    assert store.query(ask.format("Evidence"))
    assert not store.query(ask.format("Mention"))


def test_what_a_killed_build_left_is_swept(tables: Tables) -> None:
    (tables.folder / ".index-99999").mkdir()
    (tables.folder / ".index-99999" / "dump.nq").write_text("half")
    open_index(tables)
    assert _names(tables) == [".index.lock", NAME]


def test_an_index_of_rdf_that_is_written_no_more_is_replaced(tables: Tables) -> None:
    (tables.folder / "index-0123456789").mkdir()
    open_index(tables)
    assert _names(tables) == [".index.lock", NAME]


def test_a_failed_build_leaves_nothing(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index, "_load", fail)
    with pytest.raises(OSError, match="No space left"):
        open_index(tables)
    assert _names(tables) == [".index.lock"]


def test_a_graph_that_cannot_be_written_is_indexed_in_memory(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(index, "_build", refuse)
    told: list[str] = []
    assert len(open_index(tables, notice=told.append)) > 100
    assert told == [f"{tables.folder} cannot be written: building its query index in memory, for this once"]
    assert _names(tables) == []


def test_who_comes_second_waits_and_builds_nothing(tables: Tables) -> None:
    told: list[str] = []
    with (tables.folder / ".index.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        def notice(line: str) -> None:
            told.append(line)
            _copy_of_another_builder(tables)
            fcntl.flock(lock, fcntl.LOCK_UN)

        thread = threading.Thread(target=open_index, args=(tables,), kwargs={"notice": notice})
        thread.start()
        thread.join()
    assert told == [f"another process builds the query index of {tables.directory}; waiting for it"]
    assert _names(tables) == [".index.lock", NAME]


def _copy_of_another_builder(tables: Tables) -> None:
    import pyoxigraph as ox

    ox.Store(str(tables.folder / NAME)).flush()


def test_a_damaged_index_says_how_it_is_mended(tables: Tables) -> None:
    open_index(tables)
    (tables.folder / NAME / "CURRENT").write_text("nonsense\n")
    with pytest.raises(GraphError, match="remove this folder, the next query builds it again"):
        open_index(tables)
