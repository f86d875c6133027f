"""Examples padded and joined into tensors, and what the reader says of such a batch."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from kg.extract.neural.encoding import Integers
from kg.extract.neural.labels import KINDS, PHASES, RELATIONS, SLOTS, TAGS
from kg.extract.neural.pairs import REACH, SIZES
from kg.extract.neural.train.examples import Example
from kg.extract.neural.train.heads import Reader

_MULTIPLE = 8
_JITTER = 60
"""How many pieces the length of texts in a batch may differ by chance, so that batches differ between epochs."""

Batch = dict[str, Tensor]


def batches(examples: Sequence[Example], size: int, rng: np.random.Generator) -> Iterator[list[Example]]:
    """The examples in batches of like length, the batches in random order."""
    order = sorted(rng.permutation(len(examples)), key=lambda at: len(examples[at].ids) + int(rng.integers(0, _JITTER)))
    chunks = [order[at : at + size] for at in range(0, len(order), size)]
    for chunk in rng.permutation(len(chunks)):
        yield [examples[at] for at in chunks[chunk]]


def collate(examples: Sequence[Example], padding: int, device: str) -> Batch:
    """Padded pieces; flat lists of mentions, numbers, pairs of them, and words that may name a metric."""
    texts = len(examples)
    longest = max(len(example.ids) for example in examples)
    longest = -(-longest // _MULTIPLE) * _MULTIPLE
    most = max(len(example.words) for example in examples)
    ids, cases = np.full((texts, longest), padding, np.int64), np.zeros((texts, longest), np.int64)
    first, real = np.zeros((texts, most), np.int64), np.zeros((texts, most), bool)
    columns: dict[str, list[Any]] = {name: [] for name in ("mentions", "types", "places", "numbers", "units", "pairs")}
    columns |= {name: [] for name in ("features", "candidates", "distances")}
    mentions = numbers = 0
    for text, example in enumerate(examples):
        ids[text, : len(example.ids)] = example.ids
        cases[text, : len(example.cases)] = example.cases
        first[text, : len(example.first)] = example.first
        real[text, : len(example.first)] = True
        here, there = len(example.mentions), len(example.numbers)
        columns["mentions"].append(_with(text, example.mentions[:, :2]))
        columns["numbers"].append(_with(text, example.numbers[:, :2]))
        columns["types"].append(example.mentions[:, 2])
        columns["units"].append(example.numbers[:, 2])
        columns["places"].append(example.places)
        grid = np.stack([np.repeat(np.arange(there), here), np.tile(np.arange(here), there)], 1)
        columns["pairs"].append(grid + np.array([numbers, mentions]))
        columns["features"].append(example.features.reshape(-1, len(SIZES)))
        for number in range(there):
            words = example.sentence(number)
            columns["candidates"].append(
                np.stack([np.full(len(words), numbers + number), np.full(len(words), text), words], 1)
            )
            apart = words - example.numbers[number, 0] + REACH
            columns["distances"].append(np.clip(apart, 0, 2 * REACH - 1))
        mentions, numbers = mentions + here, numbers + there
    empty = {"candidates": np.zeros((0, 3), np.int64), "distances": np.zeros(0, np.int64)}
    flat = {
        name: np.concatenate([*parts, *([empty[name]] if name in empty else [])]) for name, parts in columns.items()
    }
    arrays = {"ids": ids, "cases": cases, "pieces": ids != padding, "first": first, "real": real} | flat
    return {name: torch.from_numpy(np.ascontiguousarray(array)).to(device) for name, array in arrays.items()}


def targets(examples: Sequence[Example], device: str) -> Batch:
    """What should be said of a batch, in the order of `collate`; every example has targets."""
    most = max(len(example.words) for example in examples)
    tags = np.zeros((len(examples), most, len(TAGS)), np.float32)
    columns: dict[str, list[Any]] = {
        "groups": [], "relations": [np.zeros((0, len(RELATIONS)))], "kinds": [np.zeros((0, len(KINDS)))],
        "phases": [np.zeros((0, len(PHASES)))], "phase_weights": [], "empty": [np.zeros((0, len(SLOTS)))],
        "filled": [np.zeros((0, len(SLOTS)))], "slot_weights": [np.zeros((0, len(SLOTS)))], "metric": [],
        "metric_weights": [], "soft": [],
    }  # fmt: skip
    groups = 0
    for text, example in enumerate(examples):
        target = example.targets
        assert target is not None
        tags[text, : len(target.tags)] = target.tags
        columns["groups"].append(target.groups + groups)
        groups += len(target.relations)
        columns["filled"].append(target.filled.reshape(-1, len(SLOTS)))
        for name in (
            "relations", "kinds", "phases", "phase_weights", "empty", "slot_weights", "metric", "metric_weights",
        ):  # fmt: skip
            columns[name].append(getattr(target, name))
        columns["soft"].append(np.full(len(example.numbers), target.soft))
    arrays = {name: np.concatenate(parts) for name, parts in columns.items()}
    arrays = {name: array.astype(_kind(name)) for name, array in arrays.items()} | {"tags": tags}
    return {name: torch.from_numpy(np.ascontiguousarray(array)).to(device) for name, array in arrays.items()}


def outputs(reader: Reader, batch: Batch) -> Batch:
    """The reader's scores of a batch, none of them a probability yet."""
    vectors = reader.encoder(batch["ids"], batch["cases"], batch["pieces"])
    words, whole = reader.words(vectors, batch["first"]), vectors[:, 0]
    mentions, numbers = (reader.spans(words, whole, batch[name]) for name in ("mentions", "numbers"))
    kinds, phases = reader.numbers(numbers, batch["units"])
    slots, empty = reader.slots(numbers, batch["units"], mentions, batch["types"], batch["pairs"], batch["features"])
    said = {
        "tags": reader.tags(words),
        "relations": reader.relations(mentions, batch["types"], batch["places"]),
        "kinds": kinds,
        "phases": phases,
        "slots": slots,
        "empty": empty,
        "metric": reader.metric(numbers, batch["units"], words, batch["candidates"], batch["distances"]),
    }
    return {name: scores.float() for name, scores in said.items()}


def _with(text: int, spans: Integers) -> Integers:
    return np.concatenate([np.full((len(spans), 1), text), spans], 1)


def _kind(name: str) -> type:
    return np.int64 if name == "groups" else bool if name == "soft" else np.float32
