"""Annotated and extracted papers: JSON or JSON Lines, as annotators write them and as `kg extract` does."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from kg.errors import InputError
from kg.sources import opening

SLOTS = ("subject", "baseline", "model", "dataset", "hardware", "task", "metric", "phase", "qualifier")
"""What of a claim is compared beside its number, unit and kind."""

_SHOWN = 3


class Entity(msgspec.Struct, frozen=True):
    """A name as written, its type, and the usual name of what it stands for."""

    text: str
    type: str
    canonical: str
    confidence: float | None = None


class Relation(msgspec.Struct, frozen=True):
    """What the paper says of a thing, called by its canonical name."""

    type: str
    target: str
    confidence: float | None = None


class Claim(msgspec.Struct, frozen=True):
    """A quantified result; the last nine are `SLOTS`."""

    value: float | None = None
    unit: str | None = None
    kind: str | None = None
    confidence: float | None = None
    subject: str | None = None
    baseline: str | None = None
    model: str | None = None
    dataset: str | None = None
    hardware: str | None = None
    task: str | None = None
    metric: str | None = None
    phase: str | None = None
    qualifier: str | None = None


class Artifact(msgspec.Struct, frozen=True):
    """An address that the paper gives."""

    url: str


class Record(msgspec.Struct, frozen=True):
    """What annotators or a program found in one paper. What else a file's record holds is passed over."""

    id: str | int
    entities: list[Entity]
    relations: list[Relation]
    claims: list[Claim]
    artifacts: list[Artifact] = []


NOTHING = Record(id="", entities=[], relations=[], claims=[])
"""What counts as predicted for a paper that is not there."""

Records = dict[str, Record]


class Pair(NamedTuple):
    """One annotated paper and what was predicted for it."""

    gold: Record
    predicted: Record


def load(path: str) -> Records:
    """The records of a file, by id, in its order; ``-`` is standard input, and gzip is read as it is.

    Raises:
        InputError: the file cannot be read, a record is malformed, or an id comes twice.
    """
    with opening.opened(path) as source:
        content = b"".join(source.pieces())
    places: dict[str, str] = {}
    records: Records = {}
    for place, row in _rows(path, content):
        try:
            record = msgspec.convert(row, Record)
        except msgspec.ValidationError as error:
            raise InputError(f"{place}: is no annotated or extracted paper ({error})") from None
        key = str(record.id)
        if key in places:
            raise InputError(f"{place}: the id {key!r} was at {places[key]} already; keep one record for each paper")
        places[key] = place
        records[key] = record
    if not records:
        raise InputError(f"{path}: holds no paper")
    return records


def _rows(path: str, content: bytes) -> Iterator[tuple[str, Any]]:
    """Each record, undecoded but for its JSON, and where it stands: its line, or its number in a list."""
    if content.lstrip().startswith(b"["):
        for number, row in enumerate(_decode(path, content), 1):
            yield f"{path}: record {number}", row
        return
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            yield f"{path}:{number}", _decode(f"{path}:{number}", line)


def _decode(place: str, content: bytes) -> Any:
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{place}: is no valid JSON ({error}); give a list of papers, or one a line") from None


def pairs(gold: Records, predicted: Mapping[str, Record]) -> list[Pair]:
    """Each annotated paper with its prediction; where there is none, nothing was found.

    Raises:
        InputError: no paper of the two is the same.
    """
    if not gold.keys() & predicted.keys():
        raise InputError(
            f"no paper is in both files: ids are {_some(list(gold))} in the annotation and {_some(list(predicted))} in"
            " the prediction; give the papers the same ids"
        )
    return [Pair(record, predicted.get(key, NOTHING)) for key, record in gold.items()]


def unmatched(gold: Records, predicted: Mapping[str, Record]) -> Iterator[str]:
    """A line for each side that has papers which the other has not."""
    if missing := [key for key in gold if key not in predicted]:
        yield f"not predicted, so that all in them counts as missed: {_some(missing)} ({len(missing):,} in all)"
    if extra := [key for key in predicted if key not in gold]:
        yield f"not annotated, so that nothing predicted for them counts: {_some(extra)} ({len(extra):,} in all)"


def _some(keys: Sequence[str]) -> str:
    return ", ".join(keys[:_SHOWN]) + (", ..." if len(keys) > _SHOWN else "")
