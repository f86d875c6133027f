"""What each canned question answers on the hand-made graph, row by row. Every engine must give exactly this."""

from typing import Any, NamedTuple


class Case(NamedTuple):
    """A question with its parameters, and its rows in order."""

    query: str
    parameters: dict[str, Any]
    rows: list[tuple[Any, ...]]


_FLASH = "FlashNet: fast language models"
_PIPE = "PipeNet on FPGAs"
_TINY = "TinyGPT, a small model"
_NOTE = "A note on JAX"
_FASTER = "On an A100 it trains GPT-2 up to 3.5x faster than PyTorch and takes half of its memory"
_SLOWER = "FlashNet trains GPT-2 only 1.2x faster than PyTorch"
_SCORE = "Training ends after 16 hours at 71.2 % accuracy on GLUE"
_MARGIN = "On GLUE, TinyGPT beats GPT-2 by 1.5 % accuracy"
_ENERGY = "at a quarter of the energy of a V100"
_U250 = "on an Alveo U250, 2-3x faster than FlashNet"
_F35, _F50, _F16, _F71 = (f"claim/arxiv-2501.00001/{place}" for place in (123, 158, 198, 210))
_P2, _P4, _P20 = (f"claim/arxiv-2401.00002/{place}" for place in (73, 104, 147))
_T12, _T15 = (f"claim/arxiv-2502.00003/{place}" for place in (110, 168))
_CODE = "https://github.com/flash/net"

WINS = [
    ("PipeNet", 4.0, None, 75.0, None, "%", "energy", "a V100", "energy", None, 2024, _ENERGY, _PIPE, _P4),
    (
        "FlashNet",
        3.5,
        "up to",
        3.5,
        None,
        "x",
        "speedup",
        "PyTorch",
        "training",
        "NVIDIA A100",
        2025,
        _FASTER,
        _FLASH,
        _F35,
    ),
    (
        "PipeNet",
        2.0,
        None,
        2.0,
        3.0,
        "x",
        "speedup",
        "FlashNet",
        None,
        "AMD Alveo U250",
        2024,
        _U250,
        _PIPE,
        _P2,
    ),
    (
        "FlashNet",
        2.0,
        None,
        50.0,
        None,
        "%",
        "memory",
        "PyTorch",
        "memory",
        "NVIDIA A100",
        2025,
        _FASTER,
        _FLASH,
        _F50,
    ),
    (
        "FlashNet",
        1.2,
        None,
        1.2,
        None,
        "x",
        "speedup",
        "PyTorch",
        "Training",
        "NVIDIA A100",
        2025,
        _SLOWER,
        _TINY,
        _T12,
    ),
]
FASTER = [
    (
        "FlashNet",
        3.5,
        "up to",
        3.5,
        None,
        "x",
        "PyTorch",
        "training",
        "GPT-2",
        "NVIDIA A100",
        2025,
        _CODE,
        _FASTER,
        _FLASH,
        _F35,
    ),
    (
        "FlashNet",
        1.2,
        None,
        1.2,
        None,
        "x",
        "PyTorch",
        "Training",
        "GPT-2",
        "NVIDIA A100",
        2025,
        None,
        _SLOWER,
        _TINY,
        _T12,
    ),
]
QUALITY = [("TinyGPT", None, 1.5, None, "%", "accuracy", "GPT-2", "GLUE", 2025, _MARGIN, _TINY, _T15)]
PAIRS = [
    ("FlashNet", "PyTorch", "speedup", 2, 2, 1.2, 3.5),
    ("FlashNet", "PyTorch", "memory", 1, 1, 2.0, 2.0),
    ("PipeNet", "FlashNet", "speedup", 1, 1, 2.0, 2.0),
]
INDIRECT = [
    ("PipeNet", 2.0, "speedup", "FlashNet", 3.5, "PyTorch", _U250, _FASTER, _PIPE, _FLASH, _P2, _F35),
    ("PipeNet", 2.0, "speedup", "FlashNet", 1.2, "PyTorch", _U250, _SLOWER, _PIPE, _TINY, _P2, _T12),
]
RATIOS = [
    (2025, "memory", 1, 1, 2.0, 2.0, 2.0),
    (2025, "speedup", 2, 2, 1.2, 2.35, 3.5),
    (2024, "energy", 1, 1, 4.0, 4.0, 4.0),
    (2024, "speedup", 1, 1, 2.0, 2.0, 2.0),
]
SPEEDUPS = [
    ("NVIDIA A100", "GPU", 2, 2, 1.2, 2.35, 3.5),
    ("AMD Alveo U250", "board", 1, 1, 2.0, 2.0, 2.0),
]
COSTS = [
    (None, None, 20.0, None, "USD", "costs", None, 2024, "and costs $20", _PIPE, _P20),
    ("FlashNet", None, 16.0, None, "h", "training", None, 2025, _SCORE, _FLASH, _F16),
]
YEARS = [(2025, "NVIDIA A100", 1), (2024, "AMD Alveo U250", 1)]
USAGE = [("GLUE", 2, 0, 2), ("The Pile", 1, 1, 0)]
DEVICES = [
    ("GPU", None, None, "GPU", None, None, None, 0, "hardware/gpu"),
    ("NVIDIA GPU", "GPU", "NVIDIA", "GPU", None, None, None, 0, "hardware/nvidia-gpu"),
    ("NVIDIA V100", "NVIDIA GPU", "NVIDIA", "GPU", "Volta", 16.0, 2017, 1, "hardware/nvidia-v100"),
    ("NVIDIA A100", "NVIDIA GPU", "NVIDIA", "GPU", "Ampere", 40.0, 2020, 1, "hardware/nvidia-a100"),
]
GPU_CLAIMS = [
    ("NVIDIA A100", "memory", None, 50.0, None, "%", 2.0, "memory", "FlashNet", 2025, _FASTER, _FLASH, _F50),
    ("NVIDIA A100", "speedup", "up to", 3.5, None, "x", 3.5, "training", "FlashNet", 2025, _FASTER, _FLASH, _F35),
    ("NVIDIA A100", "speedup", None, 1.2, None, "x", 1.2, "Training", "FlashNet", 2025, _SLOWER, _TINY, _T12),
]
GPT2_CLAIMS = [
    ("baseline", "quality", None, 1.5, None, "%", None, "accuracy", "TinyGPT", "GPT-2", 2025, _MARGIN, _TINY, _T15),
    ("model", "speedup", "up to", 3.5, None, "x", 3.5, "training", "FlashNet", "PyTorch", 2025, _FASTER, _FLASH, _F35),
    ("model", "speedup", None, 1.2, None, "x", 1.2, "Training", "FlashNet", "PyTorch", 2025, _SLOWER, _TINY, _T12),
]
BUILT = [("FlashNet", "PyTorch", 2025, _CODE, "a library built on PyTorch", _FLASH, "paper/arxiv-2501.00001")]

CASES = [
    Case("who-beats-whom", {}, WINS),
    Case("who-beats-whom", {"subject": "FlashNet"}, [WINS[1], WINS[3], WINS[4]]),
    Case("who-beats-whom", {"baseline": "torch"}, [WINS[1], WINS[3], WINS[4]]),
    Case("who-beats-whom", {"hardware": "fpga"}, [WINS[2]]),
    Case("who-beats-whom", {"metric": "TRAIN"}, [WINS[1], WINS[4]]),
    Case("who-beats-whom", {"min_ratio": 3}, WINS[:2]),
    Case("who-beats-whom", {"hardware": "gpu", "metric": "memory", "baseline": "PyTorch"}, [WINS[3]]),
    Case("faster-than", {}, FASTER),
    Case("faster-than", {"baseline": "FlashNet"}, [
        (
            "PipeNet", 2.0, None, 2.0, 3.0, "x", "FlashNet", None, None, "AMD Alveo U250", 2024, None, _U250, _PIPE,
            _P2,
        ),
    ]),
    Case("faster-than", {"model": "transformer", "hardware": "GPU", "phase": "training"}, FASTER),
    Case("faster-than", {"phase": "inference"}, []),
    Case("faster-than", {"task": "language modeling", "min_ratio": 2}, FASTER[:1]),
    Case("most-beaten", {}, [
        ("PyTorch", "Framework", 3, 2, 3.5), ("FlashNet", "Library", 1, 1, 2.0), ("GPT-2", "Model", 1, 1, None),
    ]),
    Case("most-beaten", {"type": "Library"}, [("FlashNet", "Library", 1, 1, 2.0)]),
    Case("quality-wins", {}, QUALITY),
    Case("quality-wins", {"baseline": "GPT", "dataset": "glue", "metric": "acc", "subject": "tinygpt"}, QUALITY),
    Case("quality-wins", {"subject": "FlashNet"}, []),
    Case("contradicting-claims", {}, [
        ("FlashNet", "PyTorch", "Training", 1.2, 3.5, "NVIDIA A100", _SLOWER, _FASTER, _TINY, _FLASH, _T12, _F35),
    ]),
    Case("contradicting-claims", {"apart": 3}, []),
    Case("contradicting-claims", {"subject": "PipeNet"}, []),
    Case("comparison-table", {}, PAIRS),
    Case("comparison-table", {"entity": "pytorch", "kind": "speedup", "hardware": "gpu"}, PAIRS[:1]),
    Case("comparison-table", {"entity": "gpt"}, []),
    Case("indirect-wins", {}, INDIRECT),
    Case("indirect-wins", {"baseline": "torch", "kind": "memory"}, []),
    Case("ratios-by-year", {}, RATIOS),
    Case("ratios-by-year", {"kind": "speedup", "baseline": "pytorch", "hardware": "gpu"}, RATIOS[1:2]),
    Case("claims-about", {"entity": "gpt-2"}, GPT2_CLAIMS),
    Case("claims-about", {"entity": "Transformer", "kind": "quality"}, GPT2_CLAIMS[:1]),
    Case("evidence-of", {"claim": _F35}, [
        (
            "speedup", "up to", 3.5, None, "x", _FASTER, 90, 176, 0.9, "claim:hand", _FLASH, "https://arxiv.org/abs/2501.00001",
            "paper/arxiv-2501.00001",
        ),
    ]),
    Case("doubtful-claims", {}, [(0.2, "cost", None, 20.0, None, "USD", "claim:hand", "and costs $20", _PIPE, _P20)]),
    Case("doubtful-claims", {"below": 0.1}, []),
    Case("energy-savings", {}, [
        ("PipeNet", 4.0, None, 75.0, None, "%", "energy", "a V100", None, 2024, _ENERGY, _PIPE, _P4),
    ]),
    Case("energy-savings", {"min_ratio": 5}, []),
    Case("energy-savings", {"hardware": "gpu"}, []),
    Case("energy-savings", {"baseline": "FlashNet"}, []),
    Case("memory-savings", {"hardware": "nvidia gpu", "baseline": "pytorch", "min_ratio": 2}, [
        ("FlashNet", 2.0, None, 50.0, None, "%", "memory", "PyTorch", "NVIDIA A100", 2025, _FASTER, _FLASH, _F50),
    ]),
    Case("training-cost", {}, COSTS),
    Case("training-cost", {"unit": "h"}, COSTS[1:]),
    Case("training-cost", {"hardware": "gpu"}, []),
    Case("claims-on-hardware", {"hardware": "gpu"}, GPU_CLAIMS),
    Case("claims-on-hardware", {"hardware": "A100", "kind": "memory"}, GPU_CLAIMS[:1]),
    Case("runs-on", {}, [
        ("PipeNet", "Library", "AMD Alveo U250", 2024, None, "on an Alveo U250", _PIPE, "paper/arxiv-2401.00002"),
    ]),
    Case("runs-on", {"hardware": "nvidia-a100"}, [
        ("FlashNet", "Library", "NVIDIA A100", 2025, _CODE, "On an A100", _FLASH, "paper/arxiv-2501.00001"),
    ]),
    Case("runs-on", {"hardware": "NVIDIA V100"}, [
        (None, None, "NVIDIA V100", None, None, "on a V100", _NOTE, "paper/title-000000000000000a"),
    ]),
    Case("speedups-by-hardware", {}, SPEEDUPS),
    Case("speedups-by-hardware", {"hardware": "FPGA"}, SPEEDUPS[1:]),
    Case("hardware-family", {}, DEVICES),
    Case("hardware-family", {"hardware": "NVIDIA V100"}, DEVICES[2:3]),
    Case("hardware-by-year", {}, YEARS),
    Case("hardware-by-year", {"hardware": "gpu"}, YEARS[:1]),
    Case("hardware-by-year", {"min_papers": 2}, []),
    Case("libraries-built-on", {}, BUILT),
    Case("frameworks-to-move-to", {"library": "flashnet"}, [("FlashNet", "PyTorch", "JAX", 1, "PipeNet")]),
    Case("frameworks-to-move-to", {"library": "pipenet"}, [("PipeNet", "JAX", "PyTorch", 1, "FlashNet")]),
    Case("frameworks-by-year", {}, [(2025, "PyTorch", 1, 1), (2024, "JAX", 1, 1)]),
    Case("frameworks-by-year", {"framework": "jax", "min_papers": 1}, [(2024, "JAX", 1, 1)]),
    Case("model-lineage", {}, [
        ("GPT-2", "kind of", "GPT", 2019, None, None, "method/gpt-2"),
        ("GPT", "kind of", "Transformer", 2018, None, None, "method/gpt"),
        ("TinyGPT", "made from", "GPT-2", 2025, "made from GPT-2", _TINY, "method/tinygpt"),
    ]),
    Case("co-used-methods", {"method": "LoRA"}, [("LoRA", "AdamW", 2), ("LoRA", "GPT-2", 1)]),
    Case("co-used-methods", {"method": "gpt", "min_papers": 2}, []),
    Case("tasks-and-methods", {"task": "language modeling"}, [
        ("language modeling", "AdamW", "Method", 1), ("language modeling", "GPT-2", "Model", 1),
        ("language modeling", "LoRA", "Method", 1),
    ]),
    Case("tasks-and-methods", {"task": "language modeling", "min_papers": 2}, []),
    Case("dataset-leaderboard", {"dataset": "glue"}, [
        ("FlashNet", None, 71.2, None, "%", "accuracy", "GLUE", 2025, _SCORE, _FLASH, _F71),
    ]),
    Case("dataset-leaderboard", {"dataset": "glue", "metric": "F1"}, []),
    Case("dataset-usage", {}, USAGE),
    Case("dataset-usage", {"min_papers": 2}, USAGE[:1]),
    Case("datasets-for-task", {"task": "language modeling"}, [("language modeling", "GLUE", 1)]),
    Case("papers-introducing", {"entity": "FlashNet"}, [
        (
            "FlashNet", "Library", 2025, "FlashNet, a library", _FLASH, "https://arxiv.org/abs/2501.00001",
            "paper/arxiv-2501.00001",
        ),
    ]),
    Case("papers-with-code", {"entity": "GPT"}, [
        (2025, "MIT", _CODE, _FLASH, "paper/arxiv-2501.00001"),
        (2025, "MIT", "https://github.com/flash/tools", _FLASH, "paper/arxiv-2501.00001"),
    ]),
    Case("papers-with-code", {"entity": "GPT", "host": "gitlab.com"}, []),
    Case("paper-facts", {"paper": "paper/arxiv-2401.00002"}, [
        ("addresses", "language modeling", "Task", "runs language models", 0.9, _PIPE),
        ("built_on", "JAX", "Framework", "PipeNet, in JAX", 0.9, _PIPE),
        ("compares_with", "FlashNet", "Library", "2-3x faster than FlashNet", 0.9, _PIPE),
        ("introduces", "PipeNet", "Library", "PipeNet, in JAX", 0.9, _PIPE),
        ("runs_on", "AMD Alveo U250", "Hardware", "on an Alveo U250", 0.9, _PIPE),
    ]),
    Case("find-entity", {"name": "ADAPT"}, [("LoRA", "Method", 2, "low-rank adaptation", "method/lora")]),
    Case("entity-neighbours", {"entity": "PyTorch"}, [
        ("built_on", "from", "FlashNet", "Library", 3, "software/flashnet"),
    ]),
    Case("graph-summary", {}, [
        ("claims", 9), ("hardware", 6), ("models", 4), ("papers", 4), ("artifacts", 2), ("datasets", 2),
        ("frameworks", 2), ("libraries", 2), ("methods", 2), ("authors", 1), ("tasks", 1),
    ]),
]  # fmt: skip
