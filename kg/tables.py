"""The built graph on disk: Parquet tables and a manifest, replaced as a whole or not at all.

::

    GRAPH/
      manifest.json            what was built, from what, by which version; names the current generation
      tables-3f2a…/            one generation: NAME.parquet for each of `SCHEMAS`
      .lock                    held by a build while it writes

A build fills a staging folder, renames it to its generation, and only then replaces the manifest in one step: killed
at any moment, it leaves the old graph or the new one. The generation is named by its content, so the same graph has
the same bytes.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from kg import files
from kg.errors import GraphError
from kg.model import InputSummary

FORMAT = 1
"""Version of the tables' layout. A graph of a newer format is refused, never guessed at."""

_MANIFEST = "manifest.json"
_LOCK = ".lock"
_GENERATION = "tables-"
_STAGING = ".staging-"
_LEFTOVERS = (_STAGING, f".{_MANIFEST}.")
_OWN = (_LOCK, _GENERATION, *_LEFTOVERS)
"""How the names begin of what builds put into a graph's directory, besides the manifest."""

_S, _I, _F = pa.string(), pa.int32(), pa.float64()


def _schema(key: str, **fields: pa.DataType) -> pa.Schema:
    """A schema whose rows are sorted by the comma-separated columns `key`; names that end in ``_`` may not be null."""
    columns = [pa.field(name.rstrip("_"), kind, nullable=not name.endswith("_")) for name, kind in fields.items()]
    return pa.schema(columns, metadata={"sorted_by": key})


_SPAN = {"start_": _I, "end_": _I}
_SOURCE = {"confidence_": _F, "rule_": _S}

SCHEMAS: dict[str, pa.Schema] = {
    "papers": _schema(
        "paper_id",
        paper_id_=_S,
        key_=_S,
        source_id_=_S,
        title_=_S,
        abstract_=_S,
        year=_I,
        date=_S,
        arxiv=_S,
        doi=_S,
        url=_S,
        categories_=pa.list_(_S),
        license=_S,
        origin_=_S,
    ),
    "authors": _schema("paper_id,position", paper_id_=_S, position_=_I, author_id_=_S, name_=_S),
    "entities": _schema(
        "entity_id",
        entity_id_=_S,
        kind_=_S,
        type_=_S,
        name_=_S,
        origin_=_S,
        purl=_S,
        repository=_S,
        vendor=_S,
        hardware_class=_S,
        architecture=_S,
        memory_gb=_F,
        year=_I,
        papers_=_I,
        mentions_=_I,
    ),
    "aliases": _schema("entity_id,alias", entity_id_=_S, alias_=_S, normal_=_S, origin_=_S, papers_=_I),
    "mentions": _schema(
        "paper_id,start,end,entity_id", paper_id_=_S, **_SPAN, text_=_S, entity_id_=_S, type_=_S, **_SOURCE
    ),
    "relations": _schema(
        "paper_id,type,entity_id", paper_id_=_S, type_=_S, entity_id_=_S, evidence_=_S, **_SPAN, **_SOURCE
    ),
    "claims": _schema(
        "paper_id,value_start",
        claim_id_=_S,
        paper_id_=_S,
        kind_=_S,
        value_=_F,
        value_max=_F,
        unit_=_S,
        qualifier=_S,
        metric=_S,
        subject=_S,
        subject_id=_S,
        baseline=_S,
        baseline_id=_S,
        model=_S,
        model_id=_S,
        dataset=_S,
        dataset_id=_S,
        hardware=_S,
        hardware_id=_S,
        task=_S,
        task_id=_S,
        phase=_S,
        ratio=_F,
        direction=_S,
        qudt_unit=_S,
        qudt_value=_F,
        evidence_=_S,
        **_SPAN,
        value_start_=_I,
        value_end_=_I,
        **_SOURCE,
    ),
    "artifacts": _schema("paper_id,start", paper_id_=_S, url_=_S, kind_=_S, host_=_S, **_SPAN),
    "edges": _schema(
        "source_id,type,target_id,paper_id,claim_id",
        source_id_=_S,
        type_=_S,
        target_id_=_S,
        paper_id=_S,
        claim_id=_S,
        ratio=_F,
        metric=_S,
        hardware_id=_S,
        dataset_id=_S,
        confidence_=_F,
        rule=_S,
    ),
}
"""Every table: its columns, which of them may be null, and (in the metadata) what its rows are sorted by.

`subject` and its like are the claim's own words, `subject_id` the entity they were linked to (null where they name
none). `edges` holds ``broader`` between entities (no paper) and what papers' facts imply between things:
``outperforms`` (with its claim), ``built_on``, ``trained_on``, ``runs_on`` and so on, one row a paper or claim that
says so. `rule` tells how an edge was found: ``lexicon``, ``variant``, or the rule of the relation or claim that it
rests on.
"""

ROW_GROUP = 32_768
"""Rows of a row group. Fixed, and written by one thread, so that equal rows give equal bytes."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a graph is and where it comes from. It holds no time and no path, so equal graphs have equal manifests."""

    format: int
    version: str
    generation: str
    base: str
    lexicon: str
    overrides: str | None
    inputs: list[InputSummary]
    counts: dict[str, int]


class Tables:
    """A graph directory opened for reading.

    Raises:
        GraphError: the directory is missing, is no graph, or was written in a newer format.
    """

    def __init__(self, directory: str | Path) -> None:
        self.directory = Path(directory)
        self.manifest = _read_manifest(self.directory)
        self.folder = self.directory / self.manifest.generation

    def path(self, name: str) -> Path:
        """The Parquet file of a table."""
        return self.folder / f"{name}.parquet"

    def read(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """One table, or some of its columns, in memory."""
        try:
            return pq.read_table(self.path(name), columns=columns)
        except (OSError, pa.ArrowInvalid) as error:
            raise GraphError(f"{self.path(name)}: {error}; build the graph again") from error


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
        self, *, version: str, base: str, lexicon: str, overrides: str | None, inputs: list[InputSummary]
    ) -> Manifest:
        """Make what was written the graph, in one step, and remove what it replaces."""
        content = hashlib.sha256()
        counts = {}
        for name in SCHEMAS:
            path = self.path(name)
            counts[name] = pq.read_metadata(path).num_rows
            with path.open("rb") as file:
                content.update(hashlib.file_digest(file, "sha256").digest())
                os.fsync(file.fileno())
        manifest = Manifest(
            format=FORMAT, version=version, generation=f"{_GENERATION}{content.hexdigest()[:16]}", base=base,
            lexicon=lexicon, overrides=overrides, inputs=inputs, counts=counts,
        )  # fmt: skip
        for path in self.folder.iterdir():
            if path.suffix != ".parquet" or path.stem not in SCHEMAS:
                _remove(path)
        target = self._directory / manifest.generation
        if not target.exists():
            _sync(self.folder)
            self.folder.rename(target)
            _sync(self._directory)
        write_atomically(self._directory / _MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
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
    reason = os.strerror(code) if code else " ".join(str(error).split())  # Arrow makes more words of the code
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
    manifest = _raw_manifest(directory / _MANIFEST)
    if manifest and isinstance(manifest.get("format"), int):
        _check_format(directory, manifest["format"])
    elif strangers != [_MANIFEST] or not any(name.startswith(_GENERATION) for name in held):
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


def _read_manifest(directory: Path) -> Manifest:
    path = directory / _MANIFEST
    if not path.exists():
        found = "does not exist" if not directory.exists() else f"is no graph (it has no {_MANIFEST})"
        raise GraphError(f"{directory}: {found}; make one with: kg build INPUT -o {directory}")
    raw = _raw_manifest(path)
    if not raw or not isinstance(raw.get("format"), int):
        raise GraphError(f"{path}: cannot be read as the manifest of a graph; build the graph again")
    _check_format(directory, raw["format"])
    try:
        return msgspec.convert(raw, Manifest)
    except msgspec.ValidationError as error:
        raise GraphError(f"{path}: is damaged ({error}); build the graph again") from error


def _raw_manifest(path: Path) -> dict[str, Any] | None:
    """What a manifest holds, unchecked; None where it cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict)
    except (OSError, msgspec.DecodeError, RecursionError):
        return None


def _check_format(directory: Path, version: int) -> None:
    if version > FORMAT:
        raise GraphError(f"{directory}: has format {version}, this version reads up to {FORMAT}; upgrade speedgraph")
