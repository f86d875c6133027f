"""The encoder in torch: BERT's layers, or MPNet's with its relative positions, over word pieces and their case."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.extract.neural.encoding import CASES, MAX_PIECES

POSITIONS = MAX_PIECES + 2
_BUCKETS = 32
_FAR = 128


class Layer(nn.Module):
    """Self-attention and a feed-forward net, each followed by a norm."""

    def __init__(self, hidden: int, heads: int, inner: int, epsilon: float, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.q, self.k, self.v, self.o = (nn.Linear(hidden, hidden) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(hidden, epsilon), nn.LayerNorm(hidden, epsilon)
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """One layer over vectors (texts, pieces, hidden); `bias` is added to the attention scores."""
        texts, pieces, hidden = x.shape
        query, key, value = (
            part(x).view(texts, pieces, self.heads, -1).transpose(1, 2) for part in (self.q, self.k, self.v)
        )
        dropout = self.dropout if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias, dropout_p=dropout)
        x = self.norm1(x + self.drop(self.o(mixed.transpose(1, 2).reshape(texts, pieces, hidden))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


def distance_buckets(pieces: int) -> Tensor:
    """The bucket of each pair of positions: near distances one by one, far ones by their logarithm (T5, MPNet)."""
    positions = torch.arange(pieces)
    distance = positions[:, None] - positions[None, :]
    half = _BUCKETS // 2
    exact = half // 2
    side = (distance < 0).long() * half
    distance = distance.abs()
    far = exact + (torch.log(distance.float().clamp(min=1) / exact) / math.log(_FAR / exact) * (half - exact)).long()
    return side + torch.where(distance < exact, distance, far.clamp(max=half - 1))


class Encoder(nn.Module):
    """Word pieces and case to vectors.

    The starting weights know no case: its embedding begins at zero and is learned with the rest.
    """

    def __init__(
        self,
        pieces: int,
        *,
        layers: int,
        hidden: int,
        heads: int,
        inner: int,
        epsilon: float = 1e-12,
        relative: bool = False,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.hidden = hidden
        self.word = nn.Embedding(pieces, hidden)
        self.pos = nn.Embedding(POSITIONS, hidden)
        self.case = nn.Embedding(CASES, hidden)
        nn.init.zeros_(self.case.weight)
        self.norm = nn.LayerNorm(hidden, epsilon)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(hidden, heads, inner, epsilon, dropout) for _ in range(layers))
        self.relative = nn.Embedding(_BUCKETS, heads) if relative else None

    def forward(self, ids: Tensor, case: Tensor, real: Tensor) -> Tensor:
        """Vectors (texts, pieces, hidden); `real` is false where a text is padded."""
        return self.encode(self.embed(ids, case), self.attention_bias(real))

    def embed(self, ids: Tensor, case: Tensor) -> Tensor:
        """What stands for each piece before the layers, not yet normed."""
        return self.word(ids) + self.case(case) + self.pos.weight[: ids.shape[1]][None]

    def encode(self, embedded: Tensor, bias: Tensor | None) -> Tensor:
        """The layers over embedded pieces."""
        x = self.drop(self.norm(embedded))
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def attention_bias(self, real: Tensor) -> Tensor:
        """What is added to the attention scores: nothing may look at padding, and MPNet counts distances."""
        texts, pieces = real.shape
        bias = torch.zeros(real.shape, device=real.device).masked_fill(~real, -1e4)[:, None, None, :]
        if self.relative is not None:
            # Not trained: only for a bias without gradient does the fused attention kernel run.
            relative = self.relative(distance_buckets(pieces).to(real.device)).detach().permute(2, 0, 1)[None]
            bias = bias + relative
        bias = bias.expand(texts, -1, pieces, -1)
        if real.is_cuda and torch.is_autocast_enabled("cuda"):
            return bias.to(torch.bfloat16).contiguous()
        return bias


class MaskedHead(nn.Module):
    """Guesses the piece behind a mask; thrown away after pretraining."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.dense, self.norm = nn.Linear(encoder.hidden, encoder.hidden), nn.LayerNorm(encoder.hidden)
        self.bias = nn.Parameter(torch.zeros(encoder.word.num_embeddings))

    def forward(self, x: Tensor, words: Tensor) -> Tensor:
        """Scores of all pieces, given the word embedding."""
        return self.norm(functional.gelu(self.dense(x))) @ words.T + self.bias
