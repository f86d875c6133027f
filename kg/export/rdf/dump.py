"""Dumps: one format to one file, whole or not at all, with its description beside it."""

from collections.abc import Callable
from pathlib import Path

from kg.export.rdf.description import describe
from kg.export.rdf.formats import FORMATS
from kg.export.rdf.lines import QUADS, WITHOUT_MENTIONS, Lines, lines
from kg.files import STDOUT, writing
from kg.tables import Tables, write_atomically

Progress = Callable[[int], None]
"""Told how many triples more have been handed to the writer."""


def write(
    tables: Tables,
    path: str | Path,
    format: str,
    *,
    license: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Write a dump, and ``PATH.void.ttl`` which describes it.

    The same graph gives the same bytes. Formats with named graphs (`nq`, `trig`, `jsonld`) carry facts and evidence,
    those without (`turtle`, `nt`, `rdfxml`) the facts, `rdf12` both in one graph.

    Args:
        tables: the graph.
        path: the file; compressed if it ends in ``.gz``; ``-`` is standard output, and has no description.
        format: a key of `FORMATS`.
        license: the IRI of the licence that the description states for the data.
        progress: called with the number of triples written since the last call.

    Raises:
        GraphError: the graph cannot be read.
        KgError: the file cannot be written, or `license` is no IRI; what stood there before still does.
    """
    path = Path(path)
    chosen = FORMATS[format]
    description = None if path == STDOUT else describe(tables, chosen, path.name, license=license)
    with writing(path) as file:
        chosen.write(_counted(lines(tables, chosen.content), progress), file)
    if description:
        write_atomically(path.with_name(f"{path.name}.void.ttl"), description)


def write_quads(tables: Tables, path: str | Path, *, mentions: bool = True, progress: Progress | None = None) -> None:
    """Write facts (default graph) and evidence (named graph) as N-Quads, for a store's bulk loader.

    Without `mentions`, the single occurrences of names are left out; claims, relations and their evidence are not.

    Raises:
        GraphError: the graph cannot be read.
    """
    with writing(Path(path)) as file:
        for piece in _counted(lines(tables, QUADS if mentions else WITHOUT_MENTIONS), progress):
            file.write(piece)


def _counted(pieces: Lines, progress: Progress | None) -> Lines:
    for piece in pieces:
        yield piece
        if progress:
            progress(piece.count(b"\n"))
