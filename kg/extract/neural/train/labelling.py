"""What teachers say of papers that nobody annotated, as targets for a student."""

from collections.abc import Sequence

import numpy as np
import torch

from kg.extract.neural import decoding
from kg.extract.neural.labels import KINDS, SLOTS
from kg.extract.neural.train.batches import collate, outputs
from kg.extract.neural.train.examples import Example, Floats, Targets
from kg.extract.neural.train.fitting import autocast
from kg.extract.neural.train.heads import Reader

_NO_CLAIM = KINDS.index(None)


def label(teachers: Sequence[Reader], examples: Sequence[Example], padding: int, *, size: int, device: str) -> None:
    """Give the examples the mentions and targets that the teachers agree on: means of their probabilities.

    Names are settled first, then what hangs on them.
    """
    for teacher in teachers:
        teacher.to(device).eval()
    order = sorted(range(len(examples)), key=lambda at: len(examples[at].ids))
    with torch.no_grad():
        for at in range(0, len(order), size):
            chunk = [examples[number] for number in order[at : at + size]]
            for example, tags in zip(chunk, _mean_tags(teachers, chunk, padding, device), strict=True):
                spans = [(span.first, span.last, int(span.types.argmax())) for span in decoding.spans(tags)]
                example.mentions = np.array(spans, np.int64).reshape(-1, 3)
                example.targets = _targets(example, tags)
            _fill(teachers, chunk, padding, device)


def _mean_tags(teachers: Sequence[Reader], chunk: Sequence[Example], padding: int, device: str) -> list[Floats]:
    batch = collate(chunk, padding, device)
    with autocast(device):
        said = [torch.softmax(outputs(teacher, batch)["tags"], -1) for teacher in teachers]
    mean = torch.stack(said).mean(0).cpu().numpy()
    return [mean[text, : len(example.words)] for text, example in enumerate(chunk)]


def _targets(example: Example, tags: Floats) -> Targets:
    """Targets with nothing said yet but the tags; each mention is a thing of its own."""
    mentions, numbers = len(example.mentions), len(example.numbers)
    none = np.zeros(0, np.float32)
    return Targets(
        tags=tags, groups=np.arange(mentions), relations=none, kinds=none, phases=none, phase_weights=none,
        empty=none, filled=np.zeros((numbers, mentions, len(SLOTS)), np.float32), slot_weights=none, metric=none,
        metric_weights=none, soft=True,
    )  # fmt: skip


def _fill(teachers: Sequence[Reader], chunk: Sequence[Example], padding: int, device: str) -> None:
    """Say what the teachers say of the chunk's mentions and numbers."""
    batch = collate(chunk, padding, device)
    with autocast(device):
        said = [outputs(teacher, batch) for teacher in teachers]

    def mean(name: str, squash: str) -> Floats:
        scores = [getattr(torch, squash)(one[name], *((-1,) if squash == "softmax" else ())) for one in said]
        array: Floats = torch.stack(scores).mean(0).cpu().numpy()
        return array

    relations, metric = mean("relations", "sigmoid"), mean("metric", "sigmoid")
    kinds, phases = mean("kinds", "softmax"), mean("phases", "softmax")
    scores = [(one["slots"].cpu().numpy(), one["empty"].cpu().numpy()) for one in said]
    mention = number = pair = candidate = 0
    for example in chunk:
        targets = example.targets
        assert targets is not None
        here, there = len(example.mentions), len(example.numbers)
        targets.relations = relations[mention : mention + here]
        targets.kinds, targets.phases = kinds[number : number + there], phases[number : number + there]
        claims = (targets.kinds[:, _NO_CLAIM] < 0.5).astype(np.float32)
        targets.phase_weights = claims
        targets.slot_weights = np.repeat(claims[:, None], len(SLOTS), 1)
        grid = pair, pair + here * there
        slots = np.mean(
            [
                _shares(filled[slice(*grid)].reshape(there, here, len(SLOTS)), empty[number : number + there])
                for filled, empty in scores
            ],
            axis=0,
        )
        targets.empty, targets.filled = slots[:, 0], slots[:, 1:]
        sizes = [len(example.sentence(one)) for one in range(there)]
        targets.metric = metric[candidate : candidate + sum(sizes)]
        weights = [np.full(size, claim / size, np.float32) for size, claim in zip(sizes, claims, strict=True)]
        targets.metric_weights = np.concatenate([np.zeros(0, np.float32), *weights])
        mention, number, pair, candidate = mention + here, number + there, grid[1], candidate + sum(sizes)


def _shares(filled: Floats, empty: Floats) -> Floats:
    """The probability of an empty slot and of each mention (numbers, 1 + mentions, slots)."""
    scores = np.concatenate([empty[:, None], filled], 1)
    odds = np.exp(scores - scores.max(1, keepdims=True))
    shares: Floats = odds / odds.sum(1, keepdims=True)
    return shares
