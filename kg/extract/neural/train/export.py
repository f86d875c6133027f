"""A trained reader as files for `kg.extract.neural.model`: two int8 graphs and a word embedding of four bits."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kg.extract.neural.labels import SLOTS
from kg.extract.neural.model import GROUP, TABLE
from kg.extract.neural.train.encoder import Encoder
from kg.extract.neural.train.heads import Reader

_OPSET = 17


class _Encoding(nn.Module):
    """Embedded pieces to vectors of words, of the whole text, and the words' tags."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, embedded: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        vectors = self.reader.encoder.encode(embedded[None], None)[0]
        words = vectors[first]
        return words, vectors[0], torch.softmax(self.reader.bio(words), -1)


class _Heads(nn.Module):
    """Words, the whole text, mentions and numbers to what is said of them."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self,
        words: Tensor,
        whole: Tensor,
        mentions: Tensor,
        types: Tensor,
        places: Tensor,
        numbers: Tensor,
        units: Tensor,
        features: Tensor,
        distances: Tensor,
    ) -> tuple[Tensor, ...]:
        reader = self.reader
        mention, number = self._spans(words, whole, mentions), self._spans(words, whole, numbers)
        relations = torch.sigmoid(reader.relations(mention, types, places))
        kinds, phases = reader.numbers(number, units)
        slots, empty = self._slots(number, units, mention, types, features)
        asked = reader.metric_n(number + reader.unit_in(units))
        offered = reader.metric_t(words)
        metric = asked @ offered.T / asked.shape[-1] ** 0.5 + reader.metric_far(distances).squeeze(-1)
        filled = torch.softmax(torch.cat([empty[:, None], slots], 1), 1)
        return relations, torch.softmax(kinds, -1), torch.softmax(phases, -1), filled, torch.sigmoid(metric)

    def _spans(self, words: Tensor, whole: Tensor, at: Tensor) -> Tensor:
        return torch.cat([words[at[:, 0]], words[at[:, 1]], whole[None].expand(at.shape[0], -1)], -1)

    def _slots(
        self, number: Tensor, units: Tensor, mention: Tensor, types: Tensor, features: Tensor
    ) -> tuple[Tensor, Tensor]:
        reader = self.reader
        number, mention = number + reader.unit_in(units), mention + reader.type_in(types)
        count = len(SLOTS)
        asked = reader.slot_n(number).view(-1, 1, count, reader.slot_n.out_features // count)
        offered = reader.slot_m(mention).view(1, -1, count, reader.slot_m.out_features // count)
        scores = (asked * offered).sum(-1) / asked.shape[-1] ** 0.5
        for column, embedding in enumerate(reader.bias):
            scores = scores + embedding(features[:, :, column])
        return scores, reader.slot_null(number)


def export(reader: Reader, folder: Path, name: str) -> None:
    """Write ``NAME.onnx``, ``NAME-heads.onnx`` and ``NAME.npz`` to `folder`."""
    reader.eval()
    hidden = reader.encoder.hidden
    pieces = torch.zeros(12, hidden)
    first = torch.arange(1, 9)
    _graph(
        _Encoding(reader),
        (pieces, first),
        folder / f"{name}.onnx",
        {"embedded": {0: "pieces"}, "first": {0: "words"}, "words": {0: "words"}, "tags": {0: "words"}},
        ["words", "whole", "tags"],
    )
    ones = torch.ones(3, dtype=torch.long)
    _graph(
        _Heads(reader),
        (
            torch.zeros(8, hidden), torch.zeros(hidden), torch.zeros(3, 2, dtype=torch.long), ones, ones,
            torch.zeros(2, 2, dtype=torch.long), ones[:2], torch.zeros(2, 3, len(reader.bias), dtype=torch.long),
            torch.zeros(2, 8, dtype=torch.long),
        ),
        folder / f"{name}-heads.onnx",
        {
            "words": {0: "words"}, "mentions": {0: "mentions"}, "types": {0: "mentions"}, "places": {0: "mentions"},
            "numbers": {0: "numbers"}, "units": {0: "numbers"}, "features": {0: "numbers", 1: "mentions"},
            "distances": {0: "numbers", 1: "words"}, "relations": {0: "mentions"}, "kinds": {0: "numbers"},
            "phases": {0: "numbers"}, "slots": {0: "numbers", 1: "slot_rows"}, "metric": {0: "numbers", 1: "words"},
        },
        ["relations", "kinds", "phases", "slots", "metric"],
    )  # fmt: skip
    arrays: dict[str, Any] = _embedding(reader.encoder)
    np.savez_compressed(folder / f"{name}.npz", **arrays)


def _graph(
    module: nn.Module, inputs: tuple[Tensor, ...], path: Path, axes: dict[str, dict[int, str]], outputs: Sequence[str]
) -> None:
    """Write `module` as a graph whose matrices hold eight bits a weight, scaled row by row.

    Seven bits are used: sums of eight overflow where a processor multiplies bytes in pairs (AVX2), and the reader would
    give other results there.
    """
    names = [name for name in axes if name not in outputs]
    if "whole" not in outputs:
        names.insert(1, "whole")
    full = path.with_suffix(".full")
    torch.onnx.export(
        module.eval(), inputs, str(full), input_names=names, output_names=list(outputs), dynamic_axes=axes,
        opset_version=_OPSET, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(full, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    full.unlink()
    graph = onnx.load(path)
    graph.producer_name = graph.producer_version = graph.doc_string = ""
    for node in graph.graph.node:
        node.doc_string = ""
    onnx.save(graph, path)


def _embedding(encoder: Encoder) -> dict[str, Any]:
    """The embeddings: places and cases as they are, words in steps of a sixteenth of each group's range."""
    table = encoder.word.weight.detach().numpy()
    rows, hidden = table.shape
    grouped = table.reshape(rows, hidden // GROUP, GROUP)
    low, high = grouped.min(-1, keepdims=True), grouped.max(-1, keepdims=True)
    step = np.maximum(high - low, 1e-8) / TABLE
    codes = np.rint((grouped - low) / step).clip(0, TABLE).astype(np.uint8).reshape(rows, hidden)
    return {
        "codes": codes[:, ::2] | codes[:, 1::2] << 4,
        "low": low[..., 0].astype(np.float16),
        "step": step[..., 0].astype(np.float16),
        "places": encoder.pos.weight.detach().numpy().astype(np.float16),
        "cases": encoder.case.weight.detach().numpy().astype(np.float16),
    }
