"""Masked-language training: the encoder learns the corpus's words, and the case that its starting weights lack."""

import time
from collections.abc import Sequence

import numpy as np
import torch
from torch.nn import functional

from kg.extract.neural.encoding import CASES, END, MASK, PADDING, START, Integers, Vocabulary
from kg.extract.neural.train.encoder import Encoder, MaskedHead
from kg.extract.neural.train.fitting import Log, autocast

LONGEST = 384
"""Pieces of a text that are used; more cost time and teach little."""
_MASKED = 0.2
_HIDDEN, _SWAPPED = 0.8, 0.1
_CASE_HIDDEN = 0.5
_WARM_UP_STEPS = 100
_LEAST_RATE = 0.02


def pretrain(
    encoder: Encoder,
    texts: Sequence[tuple[Integers, Integers]],
    vocabulary: Vocabulary,
    *,
    steps: int,
    size: int,
    rate: float,
    device: str,
    log: Log,
    seed: int = 0,
) -> Encoder:
    """Train on pieces and cases of texts: a fifth of the pieces is masked, and the case of half of these hidden."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    encoder.to(device).train()
    head = MaskedHead(encoder).to(device)
    parameters = [*encoder.parameters(), *head.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01, fused=device == "cuda")
    order = np.resize(rng.permutation(len(texts)), steps * size)
    begun = time.monotonic()
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / _WARM_UP_STEPS) * max(_LEAST_RATE, 1 - step / steps)
        masked = mask([texts[at] for at in order[step * size : (step + 1) * size]], vocabulary, rng)
        shown, cases, real, picked, truth = (torch.from_numpy(array).to(device) for array in masked)
        with autocast(device):
            scores = head(encoder(shown, cases, real)[picked], encoder.word.weight)
        loss = functional.cross_entropy(scores.float(), truth[picked])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        if (step + 1) % 500 == 0 or step + 1 == steps:
            log(f"  step {step + 1} of {steps}, {time.monotonic() - begun:.0f} s: loss {float(loss.detach()):.3f}")
    return encoder


def mask(
    texts: Sequence[tuple[Integers, Integers]], vocabulary: Vocabulary, rng: np.random.Generator
) -> tuple[Integers, Integers, np.ndarray, np.ndarray, Integers]:
    """Padded pieces as shown, their cases, which are no padding, which are asked for, and what they were."""
    padding, start, end, hidden = (vocabulary.ids[piece] for piece in (PADDING, START, END, MASK))
    longest = min(LONGEST, -(-max(len(ids) for ids, _ in texts) // 8) * 8)
    truth, cases = np.full((len(texts), longest), padding, np.int64), np.zeros((len(texts), longest), np.int64)
    for row, (ids, case) in enumerate(texts):
        size = min(longest, len(ids))
        truth[row, :size], cases[row, :size] = ids[:size], case[:size]
    real = truth != padding
    picked = (rng.random(truth.shape) < _MASKED) & real & (truth != start) & (truth != end)
    picked[0, 1] |= bool(real[0, 1])  # a batch that asks for nothing has no loss
    chance = rng.random(truth.shape)
    shown = np.where(picked & (chance < _HIDDEN), hidden, truth)
    swapped = picked & (chance >= _HIDDEN) & (chance < _HIDDEN + _SWAPPED)
    shown[swapped] = rng.integers(0, len(vocabulary.pieces), int(swapped.sum()))
    cases[picked & (rng.random(truth.shape) < _CASE_HIDDEN)] = CASES // 2 - 1
    return shown, cases, real, picked, truth
