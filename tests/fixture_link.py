"""Hand-made extractions and a lexicon of a few entries, for the tests of what links them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.lexicon import Entry, Lexicon
from kg.link import link
from kg.link.overrides import Overrides
from kg.link.parts import Part
from kg.model import Claim, ClaimKind, EntityType, Extraction, Mention, Paper, Relation, RelationType
from kg.names import entity_id

Row = dict[str, Any]


def _entry(name: str, fine: EntityType, **more: Any) -> Entry:
    return Entry(id=entity_id(name, fine), name=name, type=fine, **more)


_ENTRIES = [
    _entry(
        "PyTorch", EntityType.FRAMEWORK, aliases=("torch",), purl="pkg:pypi/torch",
        repository="https://github.com/pytorch/pytorch", year=2016,
    ),
    _entry("Triton", EntityType.LIBRARY),
    _entry("BERT", EntityType.MODEL, broader=("method/transformer",)),
    _entry("Transformer", EntityType.MODEL),
    _entry("LoRA", EntityType.METHOD, aliases=("low-rank adaptation",)),
    _entry("GLUE", EntityType.DATASET),
    _entry("GPU", EntityType.HARDWARE, hardware_class="GPU"),
    _entry(
        "NVIDIA A100", EntityType.HARDWARE, vendor="NVIDIA", hardware_class="GPU", architecture="Ampere",
        memory_gb=40.0, broader=("hardware/gpu",),
    ),
    _entry("machine translation", EntityType.TASK),
]  # fmt: skip
LEXICON = Lexicon(
    entries={entry.id: entry for entry in _ENTRIES},
    senses={},
    modifiers=frozenset(),
    blocked=frozenset(),
    fingerprint="0123456789abcdef",
)

TYPES = {fine.value.lower(): fine for fine in EntityType}


def mention(name: str, fine: str, *, text: str | None = None, start: int = 0, entity: str | None = None) -> Mention:
    """A mention of `name`, by default written as its canonical name and under the id that extraction would give."""
    text = text or name
    entry = LEXICON.lookup(name)
    kind = TYPES[fine]
    if entity is None:
        entity = entry.id if entry and entity_id(entry.name, kind) == entry.id else entity_id(name, kind)
    return Mention(
        text=text,
        type=kind,
        canonical=name,
        entity=entity,
        start=start,
        end=start + len(text),
        confidence=0.9,
        rule="test",
    )


def relation(kind: str, target: Mention, *, confidence: float = 0.8, start: int = 0) -> Relation:
    """What a paper says of the thing of a mention."""
    return Relation(
        type=RelationType(kind), target=target.canonical, entity=target.entity, evidence=f"{kind} {target.text}",
        start=start, end=start + 9, confidence=confidence, rule=f"test-{kind}",
    )  # fmt: skip


def claim(value: float = 2.0, *, value_start: int = 10, confidence: float = 0.8, **slots: Any) -> Claim:
    """A speedup; `slots` sets or overrides fields."""
    fields: Row = {
        "kind": ClaimKind.SPEEDUP, "value": value, "unit": "x", "evidence": f"{value}x faster", "start": 0, "end": 20,
        "value_start": value_start, "value_end": value_start + 3, "confidence": confidence, "rule": "test-claim",
        "ratio": value, "direction": "better",
    }  # fmt: skip
    return Claim(**(fields | slots))


def says(
    key: str, *mentions: Mention, relations: Sequence[Relation] = (), claims: Sequence[Claim] = (), **more: Any
) -> tuple[Paper, Extraction]:
    """A paper and what was found in it."""
    paper = Paper(id=key, key=key, title=f"On {key}", abstract="", origin=f"test:{key}", **more)
    return paper, Extraction(
        id=key, title=paper.title, entities=list(mentions), relations=list(relations), claims=list(claims), artifacts=[]
    )


def linked(
    folder: Path,
    *finds: tuple[Paper, Extraction],
    overrides: Overrides | None = None,
    report: list[str] | None = None,
) -> dict[str, list[Row]]:
    """The rows of each table that link makes of these papers, spread over two parts."""
    parts = folder / "parts"
    parts.mkdir()
    both = [Part(parts, number, LEXICON) for number in range(2)]
    for number, (paper, extraction) in enumerate(finds):
        both[number % 2].add(paper, extraction)
    for part in both:
        part.close()
    tables: dict[str, list[Row]] = {}

    def write(name: str, batches: pa.RecordBatchReader) -> Path:
        table = batches.read_all()
        tables[name] = table.to_pylist()
        pq.write_table(table, folder / f"{name}.parquet")
        return folder / f"{name}.parquet"

    link(parts, LEXICON, write, overrides=overrides, report=(report if report is not None else []).append)
    return tables
