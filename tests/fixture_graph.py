"""A small graph made by hand, for the tests of what reads graphs: four papers, one of them hostile."""

import hashlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg import names
from kg.tables import SCHEMAS, replacing

Row = dict[str, Any]

HOSTILE_TITLE = (
    "A \"quoted\" title\\ with\ttab, 控制 \x00\x01\x0b\x1f\x7f, \U0001f680 and <b>markup</b> & {@x}\u2028 'end'"
)
HOSTILE_ABSTRACT = 'It says """three quotes""" and \\" and \\u0041, ends\r\non two lines.\nTakes 3 ms on a "GPU".'
HOSTILE_URL = 'https://example.org/a b/<c>/"d"{e}|f^g`h\\i\x00?q=%zz&r=[ü]#x#y'
NO_URL = "see our page, port 99x"


def _paper(key: str, title: str, abstract: str, **more: Any) -> Row:
    return {
        "paper_id": names.paper_id(key),
        "key": key,
        "source_id": key,
        "title": title,
        "abstract": abstract,
        "categories": [],
        "origin": f"sample.txt:{len(key)}",
        **more,
    }


def _entity(identifier: str, fine: str, name: str, **more: Any) -> Row:
    return {
        "entity_id": identifier,
        "kind": identifier.partition("/")[0],
        "type": fine,
        "name": name,
        "origin": "lexicon",
        "papers": 1,
        "mentions": 1,
        **more,
    }


FLASH = "FlashNet trains GPT-2 on one A100"
FLASH_TEXT = (
    "We present FlashNet, a library built on PyTorch. FlashNet trains GPT-2 up to 3.5x faster than PyTorch on an "
    "NVIDIA A100. It reaches 71.2 % on GLUE and 5 to 6 ms latency, better than earlier work. Code: github.com/flash/net"
)
PIPE = "PipeDream on FPGAs"
PIPE_TEXT = "PipeRunner is 2x faster than FlashNet. See https://github.com/flash/net for code."

PAPERS: list[Row] = [
    _paper(
        "arxiv-2501.00001",
        FLASH,
        FLASH_TEXT,
        year=2025,
        date="2025-01-03",
        arxiv="2501.00001",
        url="https://arxiv.org/abs/2501.00001",
        categories=["cs.LG", "cs.DC"],
        license="MIT",
    ),
    _paper("doi-10.1000_xyz%28123%29", PIPE, PIPE_TEXT, year=2024, date="2024-11", doi="10.1000/xyz(123)", url=NO_URL),
    _paper(
        f"title-{names.digest('hostile')}",
        HOSTILE_TITLE,
        HOSTILE_ABSTRACT,
        year=2023,
        date="2023",
        url=HOSTILE_URL,
        categories=['odd "class"'],
        license="licence \\ of our own",
    ),
    _paper(f"title-{names.digest('bare')}", "Bare", ""),
]

ARXIV, DOI, HOSTILE, BARE = (row["paper_id"] for row in PAPERS)

AUTHORS: list[Row] = [
    {"paper_id": ARXIV, "position": 0, "author_id": "author/ada-lovelace", "name": "Ada Lovelace"},
    {"paper_id": ARXIV, "position": 1, "author_id": "author/李雷", "name": "李雷"},
    {"paper_id": DOI, "position": 0, "author_id": "author/ada-lovelace", "name": "Ada Lovelace"},
    {"paper_id": HOSTILE, "position": 0, "author_id": "author/o-neil", "name": 'O\'Neil "Bobby" \\ Tables'},
    {"paper_id": HOSTILE, "position": 1, "author_id": "author/ada-lovelace", "name": "A. Lovelace"},
]

ENTITIES: list[Row] = [
    _entity(
        "software/pytorch",
        "Framework",
        "PyTorch",
        purl="pkg:pypi/torch",
        repository="https://github.com/pytorch/pytorch",
        year=2016,
        papers=2,
        mentions=3,
    ),
    _entity("software/flashnet", "Library", "FlashNet", origin="text", repository="github.com/flash/net"),
    _entity("software/piperunner", "Library", "PipeRunner", origin="text"),
    _entity("method/gpt-2", "Model", "GPT-2", year=2019),
    _entity("method/transformer", "Model", "Transformer"),
    _entity("method/注意力", "Method", "注意力", origin="text"),
    _entity("dataset/glue", "Dataset", "GLUE"),
    _entity("dataset/odd", "Dataset", 'The "Odd" \\ set', origin="text"),
    _entity(
        "hardware/nvidia-a100",
        "Hardware",
        "NVIDIA A100",
        vendor="NVIDIA",
        hardware_class="GPU",
        architecture="Ampere",
        memory_gb=40.0,
        year=2020,
    ),
    _entity("hardware/gpu", "Hardware", "GPU", hardware_class="GPU"),
    _entity("hardware/fpga", "Hardware", "FPGA", hardware_class="FPGA", memory_gb=0.5),
    _entity("hardware/abacus", "Hardware", "Abacus", hardware_class="abacus"),
    _entity("task/language-modeling", "Task", "language modeling"),
]

ALIASES: list[Row] = [
    {"entity_id": "hardware/nvidia-a100", "alias": "A100", "normal": "a100", "origin": "lexicon", "papers": 1},
    {"entity_id": "software/pytorch", "alias": "PyTorch", "normal": "pytorch", "origin": "lexicon", "papers": 2},
    {"entity_id": "software/pytorch", "alias": "torch", "normal": "torch", "origin": "lexicon", "papers": 0},
]


def _span(paper: str, words: str, text: str) -> Row:
    start = text.index(words)
    return {"paper_id": paper, "start": start, "end": start + len(words)}


def _mention(paper: str, text: str, words: str, entity: str, fine: str, rule: str = "lexicon") -> Row:
    return {
        **_span(paper, words, text),
        "text": words,
        "entity_id": entity,
        "type": fine,
        "confidence": 0.9,
        "rule": rule,
    }


_FLASH = f"{FLASH}\n{FLASH_TEXT}"
_PIPE = f"{PIPE}\n{PIPE_TEXT}"
_HOSTILE = f"{HOSTILE_TITLE}\n{HOSTILE_ABSTRACT}"

MENTIONS: list[Row] = [
    _mention(ARXIV, _FLASH, "FlashNet", "software/flashnet", "Library", "product:title"),
    _mention(ARXIV, _FLASH, "GPT-2", "method/gpt-2", "Model"),
    _mention(ARXIV, _FLASH, "A100", "hardware/nvidia-a100", "Hardware"),
    _mention(ARXIV, _FLASH, "PyTorch", "software/pytorch", "Framework"),
    _mention(ARXIV, _FLASH, "GLUE", "dataset/glue", "Dataset"),
    _mention(DOI, _PIPE, "FPGA", "hardware/fpga", "Hardware"),
    _mention(DOI, _PIPE, "PipeRunner", "software/piperunner", "Library", "product:x-is"),
    _mention(DOI, _PIPE, "FlashNet", "software/flashnet", "Library"),
    _mention(HOSTILE, _HOSTILE, "GPU", "hardware/gpu", "Hardware"),
    _mention(HOSTILE, _HOSTILE, 'a "GPU"', "dataset/odd", "Dataset"),
    _mention(HOSTILE, _HOSTILE, "控制", "method/注意力", "Method"),
]


def _relation(paper: str, text: str, kind: str, entity: str, words: str) -> Row:
    return {
        **_span(paper, words, text),
        "type": kind,
        "entity_id": entity,
        "evidence": words,
        "confidence": 0.8,
        "rule": f"relation:{kind}",
    }


RELATIONS: list[Row] = [
    _relation(ARXIV, _FLASH, "introduces", "software/flashnet", "We present FlashNet, a library"),
    _relation(ARXIV, _FLASH, "built_on", "software/pytorch", "a library built on PyTorch"),
    _relation(ARXIV, _FLASH, "compares_with", "software/pytorch", "faster than PyTorch"),
    _relation(ARXIV, _FLASH, "runs_on", "hardware/nvidia-a100", "on an NVIDIA A100"),
    _relation(ARXIV, _FLASH, "evaluated_on", "dataset/glue", "71.2 % on GLUE"),
    _relation(ARXIV, _FLASH, "applied_to", "method/gpt-2", "trains GPT-2"),
    _relation(DOI, _PIPE, "introduces", "software/piperunner", "PipeRunner is"),
    _relation(DOI, _PIPE, "compares_with", "software/flashnet", "2x faster than FlashNet"),
    _relation(HOSTILE, _HOSTILE, "uses", "method/注意力", '"""three quotes""" and \\" and \\u0041, ends\r\non'),
]


def _claim(paper: str, text: str, evidence: str, figure: str, **more: Any) -> Row:
    span = _span(paper, evidence, text)
    number = text.index(figure, span["start"])
    return {
        **span,
        "claim_id": names.claim_id(paper.removeprefix("paper/"), number),
        "evidence": evidence,
        "value_start": number,
        "value_end": number + len(figure),
        "confidence": 0.7,
        "rule": "claim:than",
        **more,
    }


CLAIMS: list[Row] = [
    _claim(
        ARXIV,
        _FLASH,
        "FlashNet trains GPT-2 up to 3.5x faster than PyTorch on an NVIDIA A100",
        "3.5x",
        kind="speedup",
        value=3.5,
        unit="x",
        qualifier="up to",
        metric="training",
        subject="FlashNet",
        subject_id="software/flashnet",
        baseline="PyTorch",
        baseline_id="software/pytorch",
        model="GPT-2",
        model_id="method/gpt-2",
        hardware="NVIDIA A100",
        hardware_id="hardware/nvidia-a100",
        phase="training",
        ratio=3.5,
        direction="better",
        qudt_unit="UNITLESS",
        qudt_value=3.5,
    ),
    _claim(
        ARXIV,
        _FLASH,
        "It reaches 71.2 % on GLUE",
        "71.2 %",
        kind="quality",
        value=71.2,
        unit="%",
        dataset="GLUE",
        dataset_id="dataset/glue",
        task="language modeling",
        task_id="task/language-modeling",
        qudt_unit="PERCENT",
        qudt_value=71.2,
    ),
    _claim(
        ARXIV,
        _FLASH,
        "5 to 6 ms latency, better than earlier work",
        "5 to 6 ms",
        kind="time",
        value=5.0,
        value_max=6.0,
        unit="ms",
        metric="latency",
        baseline="earlier work",
        direction="better",
        qudt_unit="MilliSEC",
        qudt_value=5.0,
    ),
    _claim(
        DOI,
        _PIPE,
        "PipeRunner is 2x faster than FlashNet",
        "2x",
        kind="speedup",
        value=2.0,
        unit="x",
        subject="PipeRunner",
        subject_id="software/piperunner",
        baseline="FlashNet",
        baseline_id="software/flashnet",
        ratio=2.0,
        direction="better",
        qudt_unit="UNITLESS",
        qudt_value=2.0,
    ),
    _claim(
        HOSTILE,
        _HOSTILE,
        'Takes 3 ms on a "GPU"',
        "3 ms",
        kind="time",
        value=1e-07,
        value_max=1e22,
        unit='odd "unit"\\',
        metric="a\tb\nc",
        hardware='a "GPU"',
        hardware_id="hardware/gpu",
        subject="it \\ self",
    ),
]

ARTIFACTS: list[Row] = [
    {
        **_span(ARXIV, "github.com/flash/net", _FLASH),
        "url": "github.com/flash/net",
        "kind": "code",
        "host": "github.com",
    },
    {
        **_span(DOI, "https://github.com/flash/net", _PIPE),
        "url": "https://github.com/flash/net",
        "kind": "code",
        "host": "github.com",
    },
    {"paper_id": HOSTILE, "start": 0, "end": 5, "url": HOSTILE_URL, "kind": "project", "host": "example.org"},
    {"paper_id": HOSTILE, "start": 6, "end": 9, "url": NO_URL, "kind": "demo", "host": ""},
]

EDGES: list[Row] = [
    {
        "source_id": "hardware/nvidia-a100",
        "type": "broader",
        "target_id": "hardware/gpu",
        "confidence": 1.0,
        "rule": "lexicon",
    },
    {
        "source_id": "method/gpt-2",
        "type": "broader",
        "target_id": "method/transformer",
        "confidence": 1.0,
        "rule": "variant",
    },
    {
        "source_id": "software/flashnet",
        "type": "built_on",
        "target_id": "software/pytorch",
        "paper_id": ARXIV,
        "confidence": 0.8,
        "rule": "relation",
    },
    {
        "source_id": "software/flashnet",
        "type": "outperforms",
        "target_id": "software/pytorch",
        "paper_id": ARXIV,
        "claim_id": CLAIMS[0]["claim_id"],
        "ratio": 3.5,
        "hardware_id": "hardware/nvidia-a100",
        "confidence": 0.7,
        "rule": "claim:than",
    },
    {
        "source_id": "software/piperunner",
        "type": "outperforms",
        "target_id": "software/flashnet",
        "paper_id": DOI,
        "claim_id": CLAIMS[3]["claim_id"],
        "ratio": 2.0,
        "confidence": 0.7,
        "rule": "claim:than",
    },
    {
        "source_id": "software/flashnet",
        "type": "runs_on",
        "target_id": "hardware/nvidia-a100",
        "paper_id": ARXIV,
        "confidence": 0.8,
        "rule": "relation",
    },
]

ROWS: dict[str, list[Row]] = {
    "papers": PAPERS,
    "authors": AUTHORS,
    "entities": ENTITIES,
    "aliases": ALIASES,
    "mentions": MENTIONS,
    "relations": RELATIONS,
    "claims": CLAIMS,
    "artifacts": ARTIFACTS,
    "edges": EDGES,
}


def write_graph(directory: Path, rows: dict[str, list[Row]] | None = None, *, base: str = names.DEFAULT_BASE) -> Path:
    """Write a graph of these rows; columns that a row leaves out are null, tables left out are those of `ROWS`."""
    with replacing(directory) as staging:
        for name, schema in SCHEMAS.items():
            key = schema.metadata[b"sorted_by"].decode().split(",")
            table = pa.Table.from_pylist((ROWS | (rows or {}))[name], schema=schema)
            pq.write_table(table.sort_by([(column, "ascending") for column in key]), staging.path(name))
        staging.commit(version="0", base=base, lexicon=hashlib.sha256(b"none").hexdigest(), overrides=None, inputs=[])
    return directory
