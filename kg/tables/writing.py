"""A new graph being written: staged, committed in one step, locked against a second writer."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from kg import files
from kg.errors import GraphError
from kg.model import InputSummary
from kg.tables.manifest import FORMAT, MANIFEST, Manifest, check_format, read_raw
from kg.tables.schemas import SCHEMAS

ROW_GROUP = 32_768
"""Rows of a row group. Fixed, and written by one thread, so that equal rows give equal bytes."""

_LOCK = ".lock"
_GENERATION = "tables-"
_STAGING = ".staging-"
_LEFTOVERS = (_STAGING, f".{MANIFEST}.")
_OWN = (_LOCK, _GENERATION, *_LEFTOVERS)
"""How the names begin of what builds put into a graph's directory, besides the manifest."""


class Staging:
    """A new generation being written: one ``NAME.parquet`` for each of `SCHEMAS`, then `commit`.

    `folder` may hold other files meanwhile; they are gone after the commit.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self.folder = directory / f"{_STAGING}{os.getpid()}"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def path(self, name: str) -> Path:
        """Where the Parquet file of a table goes."""
        return self.folder / f"{name}.parquet"

    def write(self, name: str, batches: pa.RecordBatchReader) -> Path:
        """Write a table from rows that come sorted; their types are brought to those of `SCHEMAS`."""
        schema = SCHEMAS[name]
        path = self.path(name)
        waiting: list[pa.RecordBatch] = []
        count = 0
        writer = pq.ParquetWriter(path, schema, compression="zstd")
        try:
            for batch in batches:
                waiting.append(batch)
                count += batch.num_rows
                while count >= ROW_GROUP:
                    table = pa.Table.from_batches(waiting)
                    writer.write_table(table.slice(0, ROW_GROUP).combine_chunks().cast(schema))
                    waiting = table.slice(ROW_GROUP).to_batches()
                    count -= ROW_GROUP
            if count:
                writer.write_table(pa.Table.from_batches(waiting).combine_chunks().cast(schema))
            writer.close()
        except BaseException:
            writer.is_open = False  # else its destructor tries to end the file, and complains if it cannot
            raise
        return path

    def commit(
        self,
        *,
        version: str,
        base: str,
        lexicon: str,
        overrides: str | None,
        inputs: list[InputSummary],
        model: str = "rules",
        min_confidence: float = 0.0,
    ) -> Manifest:
        """Make what was written the graph, in one step, and remove what it replaces."""
        content = hashlib.sha256(base.encode())  # what is made of the tables, such as an index of IRIs, depends on it
        counts = {}
        for name in SCHEMAS:
            path = self.path(name)
            counts[name] = pq.read_metadata(path).num_rows
            with path.open("rb") as file:
                content.update(hashlib.file_digest(file, "sha256").digest())
                os.fsync(file.fileno())
        manifest = Manifest(
            format=FORMAT, version=version, generation=f"{_GENERATION}{content.hexdigest()[:16]}", base=base,
            lexicon=lexicon, overrides=overrides, inputs=inputs, counts=counts, model=model,
            min_confidence=min_confidence,
        )  # fmt: skip
        for path in self.folder.iterdir():
            if path.suffix != ".parquet" or path.stem not in SCHEMAS:
                _remove(path)
        target = self._directory / manifest.generation
        if not target.exists():
            _sync(self.folder)
            self.folder.rename(target)
            _sync(self._directory)
        write_atomically(self._directory / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
        _sync(self._directory)
        _sweep(self._directory, keep=manifest.generation)
        return manifest


@contextmanager
def replacing(directory: str | Path) -> Iterator[Staging]:
    """Write a new graph in the place of what `directory` holds; without a `Staging.commit` nothing changes.

    Raises:
        GraphError: another build is writing there, the directory holds something that is no graph or a graph of a newer
            format, or the system refuses to write (no room, no permission).
    """
    directory = Path(directory)
    try:
        _check_target(directory)
        directory.mkdir(parents=True, exist_ok=True)
        with (directory / _LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise GraphError(f"{directory}: another build is writing there; wait for it to end") from None
            _sweep(directory, keep=None)
            staging = Staging(directory)
            try:
                yield staging
            finally:
                _remove(staging.folder)
    except OSError as error:
        raise unwritable(directory, error) from error


def unwritable(directory: str | Path, error: Exception) -> GraphError:
    """The one line for a graph that cannot be written."""
    code = error.errno if isinstance(error, OSError) else None
    reason = os.strerror(code) if code else str(error).partition("\n")[0]  # Arrow and DuckDB make more words of it
    return GraphError(f"{directory}: cannot be written ({reason}); what was there is unchanged")


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, also after a crash."""
    with files.writing(path) as file:
        file.write(content)


def _check_target(directory: Path) -> None:
    """Refuse to write where a build would destroy what is not its own, or what a newer version made."""
    if directory.exists() and not directory.is_dir():
        raise GraphError(f"{directory}: is a file, not a directory; choose another -o")
    if not directory.is_dir():
        return
    held = sorted(path.name for path in directory.iterdir())
    strangers = [name for name in held if not name.startswith(_OWN)]
    if not strangers:
        return
    manifest = read_raw(directory / MANIFEST)
    if manifest and isinstance(manifest.get("format"), int):
        check_format(directory, manifest["format"])
    elif strangers != [MANIFEST] or not any(name.startswith(_GENERATION) for name in held):
        raise GraphError(f"{directory}: is no graph (it holds {strangers[0]}); choose an empty or a new directory")


def _sweep(directory: Path, keep: str | None) -> None:
    """Remove what killed builds left behind and, after a new generation, former ones."""
    for path in directory.iterdir():
        former = keep is not None and path.name.startswith(_GENERATION) and path.name != keep
        if former or path.name.startswith(_LEFTOVERS):
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _sync(directory: Path) -> None:
    """Bring a directory's entries to the disk: a rename is then there after a power cut too."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
