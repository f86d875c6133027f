"""The trained weights and their graphs: what the model says of a window, of its names and of its numbers.

One thread, the CPU, and no sum that depends on a machine's number of cores: a text reads the same in one process and
in many.
"""

import hashlib
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from kg.errors import MissingExtraError
from kg.extract.neural import ModelName
from kg.extract.neural.calibration import Calibration
from kg.extract.neural.encoding import Integers, Vocabulary, Window

Floats = NDArray[np.floating[Any]]

GROUP = 32
"""Numbers of the word embedding that share a scale."""
TABLE = 15
"""The largest of the sixteen steps that a number of the word embedding can take."""


class Encoded(NamedTuple):
    """A window's words and whole as vectors, and the probability of each tag of each word."""

    words: Floats
    whole: Floats
    tags: Floats


class Heads(NamedTuple):
    """What is said of a window's names and numbers, all as probabilities.

    `relations` (mentions, relations); `kinds` and `phases` (numbers, classes); `slots` (numbers, 1 + mentions, slots),
    the first row an empty slot; `metric` (numbers, words), how likely each word is part of the number's metric.
    """

    relations: Floats
    kinds: Floats
    phases: Floats
    slots: Floats
    metric: Floats


class Model:
    """A trained reader.

    Args:
        folder: where the files of the weights are.
        name: how they begin.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.vocabulary = Vocabulary((folder / "vocabulary.txt").read_text("utf-8").splitlines())
        self.calibration = msgspec.json.decode((folder / f"{name}.json").read_bytes(), type=Calibration)
        with np.load(folder / f"{name}.npz") as arrays:
            self._codes, self._low, self._step = arrays["codes"], arrays["low"], arrays["step"]
            self._places, self._cases = (arrays[part].astype(np.float32) for part in ("places", "cases"))
        self._encoder = _session(folder / f"{name}.onnx")
        self._heads = _session(folder / f"{name}-heads.onnx")

    def encode(self, window: Window) -> Encoded:
        """Read a window."""
        embedded = self._embed(window.ids) + self._places[: len(window.ids)] + self._cases[window.cases]
        return Encoded(*self._encoder.run(None, {"embedded": embedded, "first": window.first}))

    def heads(
        self,
        encoded: Encoded,
        *,
        mentions: Integers,
        places: Integers,
        numbers: Integers,
        units: Integers,
        features: Integers,
        distances: Integers,
    ) -> Heads:
        """What the window says of names (first word, last word, type) and of numbers (first word, last word)."""
        inputs = {
            "words": encoded.words, "whole": encoded.whole, "mentions": mentions[:, :2], "types": mentions[:, 2],
            "places": places, "numbers": numbers, "units": units, "features": features, "distances": distances,
        }  # fmt: skip
        return Heads(*self._heads.run(None, inputs))

    def _embed(self, ids: Integers) -> Floats:
        codes = self._codes[ids]
        steps = np.empty((len(ids), 2 * codes.shape[1]), np.float32)
        steps[:, ::2], steps[:, 1::2] = codes & TABLE, codes >> 4
        grouped = steps.reshape(len(ids), -1, GROUP)
        low, step = self._low[ids].astype(np.float32), self._step[ids].astype(np.float32)
        return cast(Floats, (grouped * step[..., None] + low[..., None]).reshape(len(ids), -1))


@cache
def load(name: ModelName) -> Model:
    """A model that ships with the package, loaded once a process.

    Raises:
        MissingExtraError: ONNX Runtime is not installed.
    """
    _runtime()
    with as_file(files("kg.extract.neural") / "weights") as folder:
        return Model(folder, name)


@cache
def fingerprint(name: ModelName) -> str:
    """The name and a hash of the weights that ship with the package; graphs carry it.

    Raises:
        MissingExtraError: ONNX Runtime is not installed.
    """
    _runtime()
    content = hashlib.sha256()
    with as_file(files("kg.extract.neural") / "weights") as folder:
        for path in (folder / "vocabulary.txt", *sorted(folder.glob(f"{name}[.-]*"))):
            content.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"{name}-{content.hexdigest()[:16]}"


def _session(path: Path) -> Any:
    runtime = _runtime()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _runtime() -> Any:
    try:
        import onnxruntime
    except ImportError:
        raise MissingExtraError("the trained reader", "model") from None
    return onnxruntime
