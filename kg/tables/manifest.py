"""The manifest: what a graph is, and the check that a directory holds one."""

from pathlib import Path
from typing import Any

import msgspec

from kg.errors import GraphError
from kg.model import InputSummary

FORMAT = 1
"""Version of the tables' layout. A graph of a newer format is refused, never guessed at."""

MANIFEST = "manifest.json"
"""The file's name in the graph's directory."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a graph is and where it comes from. It holds no time and no path, so equal graphs have equal manifests.

    `lexicon`, `model` and `overrides` are fingerprints; `model` is ``rules`` where these read alone. Finds with a
    confidence below `min_confidence` were left out.
    """

    format: int
    version: str
    generation: str
    base: str
    lexicon: str
    overrides: str | None
    inputs: list[InputSummary]
    counts: dict[str, int]
    model: str = "rules"
    min_confidence: float = 0.0


def read(directory: Path) -> Manifest:
    """The manifest of a graph.

    Raises:
        GraphError: the directory is missing, is no graph, or was written in a newer format.
    """
    path = directory / MANIFEST
    if not path.exists():
        found = "does not exist" if not directory.exists() else f"is no graph (it has no {MANIFEST})"
        raise GraphError(f"{directory}: {found}; make one with: kg build INPUT -o {directory}")
    raw = read_raw(path)
    if not raw or not isinstance(raw.get("format"), int):
        raise GraphError(f"{path}: cannot be read as the manifest of a graph; build the graph again")
    check_format(directory, raw["format"])
    try:
        return msgspec.convert(raw, Manifest)
    except msgspec.ValidationError as error:
        raise GraphError(f"{path}: is damaged ({error}); build the graph again") from error


def read_raw(path: Path) -> dict[str, Any] | None:
    """What a manifest holds, unchecked; None where it cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict)
    except (OSError, msgspec.DecodeError, RecursionError):
        return None


def check_format(directory: Path, version: int) -> None:
    """Refuse a graph of a newer format."""
    if version > FORMAT:
        raise GraphError(f"{directory}: has format {version}, this version reads up to {FORMAT}; upgrade speedgraph")
