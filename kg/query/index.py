"""The index that SPARQL runs on: the graph's RDF in an Oxigraph store, made on first use inside the graph's folder.

A new generation of the graph has a new folder, so an index never answers for another graph than its own. It is filled
beside its place and renamed when whole; who comes second waits for who came first.

Facts are in it, and the evidence of claims and relations; the single mentions of names are not. They are more than half
of all quads, in six orders each, and the table `mentions` and the dumps have them.
"""

import fcntl
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import pyoxigraph as ox

from kg import __version__
from kg.errors import GraphError
from kg.tables import Tables

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Notice = Callable[[str], None]
"""Told a line that a person may want to read."""
Progress = Callable[[int, int], None]
"""Told how many bytes were loaded, of how many."""


def _fingerprint() -> str:
    """Ten digits that change with what is in an index: the code that writes the RDF, and the store that holds it."""
    content = hashlib.sha256(f"{__version__} {ox.__version__}".encode())
    for path in sorted((Path(__file__).parent.parent / "export" / "rdf").glob("*.py")):
        content.update(path.read_bytes())
    return content.hexdigest()[:10]


NAME = f"index-{_fingerprint()}"
"""The index's folder. Where the RDF is written in another way, by another version perhaps, an index is made anew."""


def open_index(tables: Tables, *, notice: Notice | None = None, progress: Progress | None = None) -> ox.Store:
    """The index of a graph, opened for reading; built first where it does not exist yet.

    Where the graph's folder cannot be written, the index is built in memory, for this once.

    Raises:
        GraphError: the graph, or its index, cannot be read.
    """
    path = tables.folder / NAME
    if not path.is_dir():
        try:
            _build(tables, path, notice, progress)
        except PermissionError:
            return _in_memory(tables, notice, progress)
    try:
        return ox.Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise GraphError(f"{path}: {error}; remove this folder, the next query builds it again") from error


def _build(tables: Tables, path: Path, notice: Notice | None, progress: Progress | None) -> None:
    with _alone(tables, notice):
        if path.is_dir():  # another process built it while this one waited
            return
        for left in (*tables.folder.glob(".index-*"), *tables.folder.glob("index-*")):
            shutil.rmtree(left, ignore_errors=True)  # a killed build's, since nobody else holds the lock; or outdated
        if notice:
            notice(f"building the query index of {tables.directory}, once")
        part = tables.folder / f".index-{os.getpid()}"
        part.mkdir()
        try:
            store = ox.Store(str(part / "store"))
            _load(store, tables, part / "dump.nq", progress)
            store.flush()
            del store  # closes its files
            (part / "store").rename(path)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _in_memory(tables: Tables, notice: Notice | None, progress: Progress | None) -> ox.Store:
    if notice:
        notice(f"{tables.folder} cannot be written: building its query index in memory, for this once")
    store = ox.Store()
    with tempfile.TemporaryDirectory() as folder:
        _load(store, tables, Path(folder) / "dump.nq", progress)
    return store


def _load(store: ox.Store, tables: Tables, dump: Path, progress: Progress | None) -> None:
    from kg.export.rdf import write_quads  # DuckDB stands behind it: only a build waits for that

    write_quads(tables, dump, mentions=False)
    with _Watched(dump, progress) as file:
        store.bulk_load(cast(BinaryIO, file), ox.RdfFormat.N_QUADS)


class _Watched(io.FileIO):
    """A file that tells how far it has been read."""

    def __init__(self, path: Path, progress: Progress | None) -> None:
        super().__init__(path)
        self._progress = progress
        self._size = path.stat().st_size

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        count = super().readinto(buffer)
        self._tell()
        return count

    def read(self, size: int | None = -1) -> bytes:
        content = super().read(-1 if size is None else size)
        self._tell()
        return content

    def _tell(self) -> None:
        if self._progress:
            self._progress(self.tell(), self._size)


@contextmanager
def _alone(tables: Tables, notice: Notice | None) -> Iterator[None]:
    """Hold the lock of the index's builders."""
    with (tables.folder / ".index.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if notice:
                notice(f"another process builds the query index of {tables.directory}; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
