"""Losses and the loop that lowers them."""

import math
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.extract.neural.labels import RELATIONS
from kg.extract.neural.train.batches import Batch, batches, collate, outputs, targets
from kg.extract.neural.train.examples import Example
from kg.extract.neural.train.heads import Reader

WEIGHTS = {"tags": 2.0, "relations": 0.7, "slots": 0.5, "kinds": 0.6, "phases": 0.2, "metric": 0.5}
"""How much each head's loss counts."""
WARM_UP = 0.1
_LEAST_RATE = 0.01
_BOUND = 30.0
"""Scores beyond it count as it, so that their exponentials stay finite."""
_TINY = 1e-20

Log = Callable[[str], None]


def autocast(device: str) -> AbstractContextManager[Any]:
    """Half precision where there is a GPU."""
    context: AbstractContextManager[Any] = torch.autocast(device, torch.bfloat16, enabled=device == "cuda")
    return context


def losses(said: Batch, batch: Batch, wanted: Batch) -> dict[str, Tensor]:
    """The loss of each head that the batch has something for."""
    found = {"tags": _cross_entropy(said["tags"], wanted["tags"])[batch["real"]].mean()}
    things = len(wanted["relations"])
    if things:
        odds = torch.zeros(things, len(RELATIONS), device=said["relations"].device)
        odds = odds.index_add(0, wanted["groups"], said["relations"].clamp(-_BOUND, _BOUND).exp())
        bits = functional.binary_cross_entropy_with_logits(odds.log(), wanted["relations"], reduction="none")
        found["relations"] = bits.sum(-1).mean()
    if len(batch["units"]):
        found["kinds"] = _cross_entropy(said["kinds"], wanted["kinds"]).mean()
        found["phases"] = _mean(_cross_entropy(said["phases"], wanted["phases"]), wanted["phase_weights"])
        found["slots"] = _slot_loss(said, batch, wanted)
        bits = functional.binary_cross_entropy_with_logits(said["metric"], wanted["metric"], reduction="none")
        weights = wanted["metric_weights"]
        found["metric"] = (bits * weights).sum() / weights.sum().clamp(min=1.0)
    return found


def fit(
    reader: Reader,
    examples: Sequence[Example],
    padding: int,
    *,
    steps: int,
    size: int,
    rate: float,
    head_rate: float,
    seed: int,
    device: str,
    log: Log,
) -> Reader:
    """Train all of the reader for so many steps of so many examples.

    The rates rise over the first tenth and fall to almost nothing after; the heads, which begin at random, have a
    higher one.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    reader.to(device).train()
    named = list(reader.named_parameters())
    encoder = [parameter for name, parameter in named if name.startswith("encoder.")]
    heads = [parameter for name, parameter in named if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": rate, "peak": rate}, {"params": heads, "lr": head_rate, "peak": head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=device == "cuda")
    begun = time.monotonic()
    step = 0
    while step < steps:
        for chunk in batches(examples, size, rng):
            if step == steps:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * schedule(step / steps)
            batch, wanted = collate(chunk, padding, device), targets(chunk, device)
            with autocast(device):
                said = outputs(reader, batch)
            found = losses(said, batch, wanted)
            optimizer.zero_grad(set_to_none=True)
            loss: Any = sum(WEIGHTS[name] * value for name, value in found.items())
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            step += 1
            if step % 300 == 0 or step == steps:
                told = ", ".join(f"{name} {float(value.detach()):.3f}" for name, value in found.items())
                log(f"  step {step} of {steps}, {time.monotonic() - begun:.0f} s: {told}")
    return reader


def schedule(share: float) -> float:
    """The share of the peak rate after a share of the steps.

    >>> schedule(0.0), schedule(0.1) > schedule(0.5) > schedule(1.0)
    (0.01, True)
    """
    return min(1.0, share / WARM_UP + _LEAST_RATE) * max(_LEAST_RATE, 1 - share)


def steps_for(epochs: float, examples: int, size: int) -> int:
    """How many steps go over the examples so often."""
    return math.ceil(epochs * examples / size)


def _slot_loss(said: Batch, batch: Batch, wanted: Batch) -> Tensor:
    """A slot named by annotators is right with any mention of its thing; a teacher's is a share for each mention."""
    filled, empty = said["slots"].clamp(-_BOUND, _BOUND), said["empty"].clamp(-_BOUND, _BOUND)
    number = batch["pairs"][:, 0]
    total = empty.exp().index_add(0, number, filled.exp()).log()
    either = (wanted["empty"] * empty.exp()).index_add(0, number, wanted["filled"] * filled.exp())
    shared = (wanted["empty"] * empty).index_add(0, number, wanted["filled"] * filled)
    right = torch.where(wanted["soft"][:, None], shared, either.clamp(min=_TINY).log())
    return _mean(total - right, wanted["slot_weights"])


def _cross_entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    return -(wanted * functional.log_softmax(scores, -1)).sum(-1)


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    return (values * weights).sum() / weights.sum().clamp(min=1.0)
