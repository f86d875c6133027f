"""Canned questions on the bundled sample: facts that anyone can read there are in the rows."""

from typing import Any

import pytest

from kg.query import catalogue
from kg.query.sparql import SparqlEngine

FACTS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("who-beats-whom", {}, {"subject": "KiloNeRF", "ratio": 1000.0, "baseline": "NeRF", "kind": "speedup"}),
    ("who-beats-whom", {"baseline": "deepspeed"}, {"subject": "PatrickStar", "ratio": 2.5}),
    ("who-beats-whom", {"hardware": "T4"}, {"subject": "I-BERT", "ratio": 2.4, "hardware": "NVIDIA T4"}),
    ("faster-than", {}, {"subject": "FlashRNN", "ratio": 50.0, "code": "https://github.com/NX-AI/flashrnn"}),
    ("faster-than", {"hardware": "gpu"}, {"baseline": "PyTorch", "ratio": 6.13, "hardware": "NVIDIA A100"}),
    ("most-beaten", {"type": "Framework"}, {"baseline": "PyTorch", "best_ratio": 50.0}),
    ("quality-wins", {"metric": "mse"}, {"subject": "PredFormer", "value": 51.3, "unit": "%", "baseline": "SimVP"}),
    ("quality-wins", {"dataset": "coco"}, {"subject": "Gold-YOLO", "value": 2.4, "baseline": "YOLOv6-3.0-N"}),
    ("claims-about", {"entity": "pytorch"}, {"role": "baseline", "ratio": 6.13}),
    ("claims-about", {"entity": "MosaicBERT"}, {"role": "subject", "kind": "cost", "value": 20.0, "unit": "USD"}),
    ("energy-savings", {}, {"subject": "ESE", "ratio": 40.0, "baseline": "Intel Core i7 5930K"}),
    ("memory-savings", {}, {"subject": "gsplat", "ratio": 4.0, "qualifier": "up to"}),
    ("training-cost", {"unit": "USD"}, {"subject": "MosaicBERT", "value": 20.0, "qualifier": "about"}),
    ("claims-on-hardware", {"hardware": "gpu"}, {"hardware": "AMD MI250X", "kind": "efficiency", "value": 100.0}),
    ("claims-on-hardware", {"hardware": "T4"}, {"hardware": "NVIDIA T4", "value": 2.4}),
    ("runs-on", {}, {"name": "ESE", "hardware": "FPGA"}),
    ("runs-on", {}, {"name": None, "hardware": "AMD UltraScale+", "paper": "Ultra Fast Transformers on FPGAs for "
     "Particle Physics Experiments"}),
    ("libraries-built-on", {}, {"library": "Avalanche", "code": "https://github.com/ContinualAI/avalanche"}),
    ("runs-on", {"hardware": "gpu"}, {"name": "WaveGlow", "hardware": "NVIDIA V100"}),
    ("speedups-by-hardware", {"hardware": "nvidia gpu"}, {"hardware": "NVIDIA A100", "class": "GPU", "highest": 6.13}),
    ("hardware-family", {}, {"hardware": "NVIDIA A100", "vendor": "NVIDIA", "architecture": "Ampere"}),
    ("model-lineage", {}, {"model": "Vision Transformer", "step": "kind of", "parent": "Transformer"}),
    ("dataset-leaderboard", {"dataset": "imagenet-1k"}, {"subject": "PoolFormer", "value": 82.1, "unit": "%"}),
    ("papers-introducing", {"entity": "WaveGlow"}, {"type": "Model", "paper": "WaveGlow: A Flow-based Generative "
     "Network for Speech Synthesis"}),
    ("papers-with-code", {"entity": "pytorch"}, {"license": "Apache-2.0", "paper": "gsplat: An Open-Source Library for "
     "Gaussian Splatting"}),
    ("find-entity", {"name": "torch"}, {"name": "Torchhd", "matched": "Torchhd", "id": "software/torchhd"}),
    ("entity-neighbours", {"entity": "torch"}, {"relation": "outperforms", "direction": "from", "name": "FlashRNN"}),
    ("graph-summary", {}, {"thing": "papers", "count": 53}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "parameters", "fact"), FACTS, ids=[f"{query} {parameters}" for query, parameters, _ in FACTS]
)
def test_a_known_fact_is_answered(
    sample_engine: SparqlEngine, query: str, parameters: dict[str, Any], fact: dict[str, Any]
) -> None:
    rows = list(sample_engine.answer(catalogue.find(query), parameters))
    assert any(row.items() >= fact.items() for row in rows), rows


def _answers(engine: SparqlEngine) -> dict[str, list[dict[str, Any]]]:
    """Every question that needs no parameter, with its defaults lifted, so that it tells all it can."""
    return {
        query.name: list(engine.answer(query, {parameter.name: None for parameter in query.parameters}))
        for query in catalogue.load().values()
        if not any(parameter.required or parameter.type == "entity" for parameter in query.parameters)
        or query.name in {"who-beats-whom", "faster-than", "quality-wins", "memory-savings", "training-cost"}
    }


def test_no_row_comes_twice(sample_engine: SparqlEngine) -> None:
    for name, rows in _answers(sample_engine).items():
        assert len({tuple(row.values()) for row in rows}) == len(rows), name


def test_every_sentence_is_the_claims_own_span_of_the_papers_text(sample_engine: SparqlEngine) -> None:
    tables = sample_engine.tables
    texts = {row["paper_id"]: f"{row['title']}\n{row['abstract']}" for row in tables.read("papers").to_pylist()}
    claims = {row["claim_id"]: row for row in tables.read("claims").to_pylist()}
    checked = 0
    for rows in _answers(sample_engine).values():
        for row in rows:
            if "claim" in row:
                claim = claims[row["claim"]]
                assert row["sentence"] == texts[claim["paper_id"]][claim["start"] : claim["end"]]
                checked += 1
    assert checked > 100


def test_the_claims_of_the_table_are_the_claims_of_the_answers(sample_engine: SparqlEngine) -> None:
    """What the questions say of all wins is what a reader of the table would count."""
    claims = sample_engine.tables.read("claims").to_pylist()
    wins = {c["claim_id"] for c in claims if (c["ratio"] or 0) > 1 and c["subject_id"] and c["baseline"]}
    assert {row["claim"] for row in sample_engine.answer(catalogue.find("who-beats-whom"), {})} == wins
    doubtful = {c["claim_id"] for c in claims if c["confidence"] < 0.5}
    answer = sample_engine.answer(catalogue.find("doubtful-claims"), {"below": 0.5})
    assert {row["claim"] for row in answer} == doubtful
