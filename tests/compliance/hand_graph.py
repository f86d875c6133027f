"""A graph made by hand, so that every canned question has an answer on it that a person can check by reading."""

import hashlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg import names
from kg.tables import SCHEMAS, replacing

Row = dict[str, Any]

FLASH = "paper/arxiv-2501.00001"
PIPE = "paper/arxiv-2401.00002"
TINY = "paper/arxiv-2502.00003"
NOTE = "paper/title-000000000000000a"

TEXTS = {
    FLASH: (
        "FlashNet: fast language models",
        "FlashNet, a library built on PyTorch, uses LoRA and AdamW. On an A100 it trains GPT-2 up to 3.5x faster than "
        "PyTorch and takes half of its memory. Training ends after 16 hours at 71.2 % accuracy on GLUE.",
    ),
    PIPE: (
        "PipeNet on FPGAs",
        "PipeNet, in JAX, runs language models on an Alveo U250, 2-3x faster than FlashNet at a quarter of the energy "
        "of a V100, and costs $20.",
    ),
    TINY: (
        "TinyGPT, a small model",
        "TinyGPT is made from GPT-2 with LoRA and AdamW on The Pile. FlashNet trains GPT-2 only 1.2x faster than "
        "PyTorch. On GLUE, TinyGPT beats GPT-2 by 1.5 % accuracy.",
    ),
    NOTE: ("A note on JAX", "JAX runs on a V100, too."),
}


def _note() -> Row:
    """A paper without a year, an address or anything new, as a trending page may give it."""
    title, abstract = TEXTS[NOTE]
    key = NOTE.removeprefix("paper/")
    return {
        "paper_id": NOTE, "key": key, "source_id": key, "title": title, "abstract": abstract, "categories": [],
        "origin": "hand",
    }  # fmt: skip


def _paper(paper: str, year: int, **more: Any) -> Row:
    title, abstract = TEXTS[paper]
    arxiv = paper.removeprefix("paper/arxiv-")
    return {
        "paper_id": paper, "key": f"arxiv-{arxiv}", "source_id": arxiv, "title": title, "abstract": abstract,
        "year": year, "date": str(year), "arxiv": arxiv, "url": f"https://arxiv.org/abs/{arxiv}",
        "categories": ["cs.LG"], "origin": "hand", **more,
    }  # fmt: skip


def _span(paper: str, words: str) -> Row:
    text = "\n".join(TEXTS[paper])
    start = text.index(words)
    return {"paper_id": paper, "start": start, "end": start + len(words)}


def _entity(entity_id: str, fine: str, name: str, papers: int, **more: Any) -> Row:
    return {
        "entity_id": entity_id, "kind": entity_id.partition("/")[0], "type": fine, "name": name, "origin": "lexicon",
        "papers": papers, "mentions": papers, **more,
    }  # fmt: skip


def _relation(paper: str, kind: str, entity: str, words: str, confidence: float = 0.9) -> Row:
    return {
        **_span(paper, words), "type": kind, "entity_id": entity, "evidence": words, "confidence": confidence,
        "rule": f"relation:{kind}",
    }  # fmt: skip


def _claim(paper: str, words: str, figure: str, confidence: float = 0.9, **more: Any) -> Row:
    span = _span(paper, words)
    place = "\n".join(TEXTS[paper]).index(figure, span["start"])
    slots = {}
    for slot in ("subject", "baseline", "model", "dataset", "hardware", "task"):
        named = more.pop(slot, None)
        if named is not None:
            entity = next((row for row in ENTITIES if row["entity_id"] == named), None)
            slots |= {slot: entity["name"] if entity else named, f"{slot}_id": named if entity else None}
    return {
        **span, **slots, "claim_id": names.claim_id(paper.removeprefix("paper/"), place), "evidence": words,
        "value_start": place, "value_end": place + len(figure), "confidence": confidence, "rule": "claim:hand", **more,
    }  # fmt: skip


ENTITIES: list[Row] = [
    _entity("software/pytorch", "Framework", "PyTorch", 2, purl="pkg:pypi/torch"),
    _entity("software/jax", "Framework", "JAX", 1),
    _entity("software/flashnet", "Library", "FlashNet", 3),
    _entity("software/pipenet", "Library", "PipeNet", 1),
    _entity("method/transformer", "Model", "Transformer", 0, year=2017),
    _entity("method/gpt", "Model", "GPT", 0, year=2018),
    _entity("method/gpt-2", "Model", "GPT-2", 2, year=2019),
    _entity("method/tinygpt", "Model", "TinyGPT", 1),
    _entity("method/lora", "Method", "LoRA", 2),
    _entity("method/adamw", "Method", "AdamW", 2),
    _entity("dataset/glue", "Dataset", "GLUE", 2),
    _entity("dataset/the-pile", "Dataset", "The Pile", 1),
    _entity("hardware/gpu", "Hardware", "GPU", 0, hardware_class="GPU"),
    _entity("hardware/nvidia-gpu", "Hardware", "NVIDIA GPU", 0, vendor="NVIDIA", hardware_class="GPU"),
    _entity("hardware/nvidia-a100", "Hardware", "NVIDIA A100", 1, vendor="NVIDIA", hardware_class="GPU",
            architecture="Ampere", memory_gb=40.0, year=2020),
    _entity("hardware/nvidia-v100", "Hardware", "NVIDIA V100", 1, vendor="NVIDIA", hardware_class="GPU",
            architecture="Volta", memory_gb=16.0, year=2017),
    _entity("hardware/fpga", "Hardware", "FPGA", 0, hardware_class="FPGA"),
    _entity("hardware/amd-alveo-u250", "Hardware", "AMD Alveo U250", 1, vendor="AMD", hardware_class="board",
            year=2018),
    _entity("task/language-modeling", "Task", "language modeling", 2),
]  # fmt: skip

ALIASES: list[Row] = [
    {"entity_id": entity, "alias": alias, "normal": names.normal_form(alias), "origin": "lexicon", "papers": 1}
    for entity, alias in (
        ("hardware/nvidia-a100", "A100"), ("hardware/amd-alveo-u250", "Alveo U250"), ("software/pytorch", "torch"),
        ("method/lora", "low-rank adaptation"),
    )
]  # fmt: skip

RELATIONS: list[Row] = [
    _relation(FLASH, "introduces", "software/flashnet", "FlashNet, a library"),
    _relation(FLASH, "built_on", "software/pytorch", "a library built on PyTorch"),
    _relation(FLASH, "uses", "method/lora", "uses LoRA"),
    _relation(FLASH, "uses", "method/adamw", "uses LoRA and AdamW"),
    _relation(FLASH, "runs_on", "hardware/nvidia-a100", "On an A100"),
    _relation(FLASH, "applied_to", "method/gpt-2", "trains GPT-2"),
    _relation(FLASH, "evaluated_on", "dataset/glue", "71.2 % accuracy on GLUE"),
    _relation(FLASH, "addresses", "task/language-modeling", "fast language models"),
    _relation(PIPE, "introduces", "software/pipenet", "PipeNet, in JAX"),
    _relation(PIPE, "built_on", "software/jax", "PipeNet, in JAX"),
    _relation(PIPE, "runs_on", "hardware/amd-alveo-u250", "on an Alveo U250"),
    _relation(PIPE, "compares_with", "software/flashnet", "2-3x faster than FlashNet"),
    _relation(PIPE, "addresses", "task/language-modeling", "runs language models"),
    _relation(TINY, "introduces", "method/tinygpt", "TinyGPT is made"),
    _relation(TINY, "uses", "method/gpt-2", "made from GPT-2"),
    _relation(TINY, "uses", "method/lora", "with LoRA"),
    _relation(TINY, "uses", "method/adamw", "with LoRA and AdamW"),
    _relation(TINY, "trained_on", "dataset/the-pile", "on The Pile"),
    _relation(TINY, "evaluated_on", "dataset/glue", "On GLUE"),
    _relation(NOTE, "uses", "software/jax", "JAX runs"),
    _relation(NOTE, "runs_on", "hardware/nvidia-v100", "on a V100"),
]

_FASTER = "On an A100 it trains GPT-2 up to 3.5x faster than PyTorch and takes half of its memory"

CLAIMS: list[Row] = [
    _claim(
        FLASH, _FASTER, "3.5x", kind="speedup", value=3.5, unit="x", qualifier="up to", metric="training",
        subject="software/flashnet", baseline="software/pytorch", model="method/gpt-2", hardware="hardware/nvidia-a100",
        phase="training", ratio=3.5, direction="better",
    ),
    _claim(
        FLASH, _FASTER, "half", kind="memory", value=50.0, unit="%", metric="memory", subject="software/flashnet",
        baseline="software/pytorch", hardware="hardware/nvidia-a100", ratio=2.0, direction="better",
    ),
    _claim(
        FLASH, "Training ends after 16 hours at 71.2 % accuracy on GLUE", "16 hours", kind="time", value=16.0, unit="h",
        metric="training", subject="software/flashnet", phase="training",
    ),
    _claim(
        FLASH, "Training ends after 16 hours at 71.2 % accuracy on GLUE", "71.2 %", kind="quality", value=71.2,
        unit="%", metric="accuracy", subject="software/flashnet", dataset="dataset/glue", task="task/language-modeling",
    ),
    _claim(
        PIPE, "on an Alveo U250, 2-3x faster than FlashNet", "2-3x", kind="speedup", value=2.0, value_max=3.0, unit="x",
        subject="software/pipenet", baseline="software/flashnet", hardware="hardware/amd-alveo-u250", ratio=2.0,
        direction="better",
    ),
    _claim(
        PIPE, "at a quarter of the energy of a V100", "quarter", kind="energy", value=75.0, unit="%", metric="energy",
        subject="software/pipenet", baseline="a V100", ratio=4.0, direction="better",
    ),
    _claim(PIPE, "and costs $20", "$20", 0.2, kind="cost", value=20.0, unit="USD", metric="costs"),
    _claim(
        TINY, "FlashNet trains GPT-2 only 1.2x faster than PyTorch", "1.2x", kind="speedup", value=1.2, unit="x",
        metric="Training", subject="software/flashnet", baseline="software/pytorch", model="method/gpt-2",
        hardware="hardware/nvidia-a100", phase="training", ratio=1.2, direction="better",
    ),
    _claim(
        TINY, "On GLUE, TinyGPT beats GPT-2 by 1.5 % accuracy", "1.5 %", kind="quality", value=1.5, unit="%",
        metric="accuracy", subject="method/tinygpt", baseline="method/gpt-2", dataset="dataset/glue",
        direction="better",
    ),
]  # fmt: skip

_FAMILY = {
    "hardware/nvidia-gpu": "hardware/gpu", "hardware/nvidia-a100": "hardware/nvidia-gpu",
    "hardware/nvidia-v100": "hardware/nvidia-gpu", "hardware/amd-alveo-u250": "hardware/fpga",
    "method/gpt": "method/transformer", "method/gpt-2": "method/gpt",
}  # fmt: skip

EDGES: list[Row] = [
    *(
        {"source_id": child, "type": "broader", "target_id": parent, "confidence": 1.0, "rule": "lexicon"}
        for child, parent in _FAMILY.items()
    ),
    {
        "source_id": "software/flashnet", "type": "built_on", "target_id": "software/pytorch", "paper_id": FLASH,
        "confidence": 0.9, "rule": "introduces",
    },
]  # fmt: skip

ROWS: dict[str, list[Row]] = {
    "papers": [_paper(FLASH, 2025, license="MIT"), _paper(PIPE, 2024), _paper(TINY, 2025), _note()],
    "authors": [{"paper_id": FLASH, "position": 0, "author_id": "author/ada-lovelace", "name": "Ada Lovelace"}],
    "entities": ENTITIES, "aliases": ALIASES, "mentions": [], "relations": RELATIONS, "claims": CLAIMS,
    "artifacts": [
        {"paper_id": FLASH, "url": url, "kind": "code", "host": "github.com", "start": 0, "end": 1}
        for url in ("https://github.com/flash/net", "https://github.com/flash/tools")
    ],
    "edges": EDGES,
}  # fmt: skip


def write_hand_graph(directory: Path) -> Path:
    """Write the graph and give back its directory."""
    with replacing(directory) as staging:
        for name, schema in SCHEMAS.items():
            key = schema.metadata[b"sorted_by"].decode().split(",")
            rows = [{field: row[field] for field in schema.names if field in row} for row in ROWS[name]]
            table = pa.Table.from_pylist(rows, schema=schema)
            pq.write_table(table.sort_by([(column, "ascending") for column in key]), staging.path(name))
        staging.commit(
            version="0", base=names.DEFAULT_BASE, lexicon=hashlib.sha256(b"hand").hexdigest(), overrides=None, inputs=[]
        )
    return directory
