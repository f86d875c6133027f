"""The weights that ship with the package, on sentences that no one wrote before."""

import builtins
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import numpy as np
import pytest

from kg.errors import MissingExtraError
from kg.extract.artifacts import find_artifacts
from kg.extract.document import Document
from kg.extract.neural import MODELS
from kg.extract.neural.model import Model, fingerprint, load
from kg.extract.neural.reader import read
from kg.extract.quantities import find_quantities
from kg.lexicon import load as load_lexicon

TITLE = "QuickFoo: Fast Serving of Large Language Models"
ABSTRACT = (
    "Serving is slow. We present QuickFoo, an open-source serving system built on PyTorch. On an NVIDIA A100 GPU, "
    "QuickFoo is up to 2.5x faster than vLLM on the ShareGPT dataset. With quantization, LLaMA-7B loses 0.3% accuracy "
    "on MMLU."
)
MOST_BYTES = 30 * 2**20


@pytest.fixture(scope="module", params=MODELS)
def model(request: pytest.FixtureRequest) -> Model:
    pytest.importorskip("onnxruntime", reason="the extra 'model' (ONNX Runtime) is not installed")
    return load(request.param)


def finds(model: Model, title: str = TITLE, abstract: str = ABSTRACT) -> Document:
    document = Document(f"{title}\n{abstract}", len(title))
    find_artifacts(document)
    find_quantities(document)
    read(document, load_lexicon(), model)
    return document


def test_it_reads_names_relations_and_claims(model: Model) -> None:
    found = finds(model)
    assert {("PyTorch", "Framework"), ("NVIDIA A100 GPU", "Hardware"), ("LLaMA-7B", "Model"), ("MMLU", "Dataset")} <= {
        (mention.text, mention.type) for mention in found.mentions
    }
    assert {
        ("introduces", "QuickFoo"),
        ("built_on", "PyTorch"),
        ("runs_on", "NVIDIA A100"),
        ("compares_with", "vLLM"),
    } <= {(relation.type, relation.target) for relation in found.relations}
    (speedup,) = (claim for claim in found.claims if claim.kind == "speedup")
    assert (speedup.value, speedup.unit, speedup.subject, speedup.baseline) == (2.5, "x", "QuickFoo", "vLLM")


def test_every_find_has_a_confidence_between_none_and_all(model: Model) -> None:
    found = finds(model)
    assert all(0 < find.confidence < 1 for find in [*found.mentions, *found.relations, *found.claims])


def test_a_text_reads_the_same_again_and_in_threads(model: Model) -> None:
    first = finds(model)
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda _: finds(model), range(4)))
    for found in again:
        assert (found.mentions, found.relations, found.claims) == (first.mentions, first.relations, first.claims)


def test_weights_are_bounded_so_that_sums_of_bytes_do_not_overflow(model: Model) -> None:
    """Seven bits a weight: else a processor without wide sums would read other things."""
    onnx = pytest.importorskip("onnx", reason="onnx, which reads the graphs' weights, is not installed")
    for part in (f"{model.name}.onnx", f"{model.name}-heads.onnx"):
        graph = onnx.load(str(files("kg.extract.neural") / "weights" / part)).graph
        quantized = [
            onnx.numpy_helper.to_array(one) for one in graph.initializer if one.data_type == onnx.TensorProto.INT8
        ]
        matrices = [weights for weights in quantized if weights.ndim == 2]
        assert matrices and max(int(np.abs(weights.astype(int)).max()) for weights in matrices) <= 64


def test_all_weights_together_are_small() -> None:
    folder = files("kg.extract.neural") / "weights"
    assert sum(len(file.read_bytes()) for file in folder.iterdir() if file.is_file()) <= MOST_BYTES


def test_a_fingerprint_tells_models_apart() -> None:
    pytest.importorskip("onnxruntime", reason="the extra 'model' (ONNX Runtime) is not installed")
    fast, full = fingerprint("fast"), fingerprint("full")
    assert fast.startswith("fast-") and full.startswith("full-") and fast == fingerprint("fast")


def test_without_its_runtime_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    importing = builtins.__import__

    def refuse(name: str, *args, **kwargs):
        if name == "onnxruntime":
            raise ImportError(name)
        return importing(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match=r"pip install 'speedgraph\[model\]'"):
        fingerprint.__wrapped__("full")  # not what is cached


def test_the_rules_need_neither_runtime_nor_numpy() -> None:
    code = (
        "import sys; from kg.extract.pipeline import Extractor; Extractor(model='rules');"
        "sys.exit(bool({'onnxruntime', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
