"""The reader in torch: one encoder, and heads for names, relations, numbers, slots and metrics."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.extract.neural.labels import KINDS, PHASES, PLACES, RELATIONS, SLOTS, TAGS, TYPES, UNITS
from kg.extract.neural.pairs import REACH, SIZES
from kg.extract.neural.train.encoder import Encoder

_INNER = 256
_POINTER = 64
_RARE = -3.0
"""Where the relations' bias starts: most names stand in none."""


class Reader(nn.Module):
    """All heads; a span is read as its first word, its last word and the whole text."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        hidden = encoder.hidden
        span = 3 * hidden
        self.encoder = encoder
        self.drop = nn.Dropout(0.1)
        self.bio = nn.Linear(hidden, len(TAGS))
        self.type_in = nn.Embedding(len(TYPES), span)
        self.place_in = nn.Embedding(PLACES, span)
        self.mention = nn.Linear(span, _INNER)
        self.relation = nn.Linear(_INNER, len(RELATIONS))
        self.unit_in = nn.Embedding(UNITS, span)
        self.number = nn.Linear(span, _INNER)
        self.kind = nn.Linear(_INNER, len(KINDS))
        self.phase = nn.Linear(_INNER, len(PHASES))
        self.slot_n = nn.Linear(span, len(SLOTS) * _POINTER)
        self.slot_m = nn.Linear(span, len(SLOTS) * _POINTER)
        self.slot_null = nn.Linear(span, len(SLOTS))
        self.bias = nn.ModuleList(nn.Embedding(size, len(SLOTS)) for size in SIZES)
        self.metric_n = nn.Linear(span, _POINTER)
        self.metric_t = nn.Linear(hidden, _POINTER)
        self.metric_far = nn.Embedding(2 * REACH, 1)
        for embedding in (self.type_in, self.place_in, self.unit_in, self.metric_far, *self.bias):
            nn.init.zeros_(embedding.weight)
        nn.init.constant_(self.relation.bias, _RARE)

    def words(self, vectors: Tensor, first: Tensor) -> Tensor:
        """The vector of each word's first piece (texts, words, hidden)."""
        return vectors.gather(1, first[..., None].expand(-1, -1, vectors.shape[-1]))

    def tags(self, words: Tensor) -> Tensor:
        """Scores of each word's tags."""
        return self.bio(self.drop(words))

    def spans(self, words: Tensor, whole: Tensor, at: Tensor) -> Tensor:
        """Spans `at` (spans, 3: text, first word, last word) as vectors."""
        return torch.cat([words[at[:, 0], at[:, 1]], words[at[:, 0], at[:, 2]], whole[at[:, 0]]], -1)

    def relations(self, mentions: Tensor, types: Tensor, places: Tensor) -> Tensor:
        """Scores of each mention's relations to the paper."""
        read = mentions + self.type_in(types) + self.place_in(places)
        return self.relation(self.drop(functional.gelu(self.mention(self.drop(read)))))

    def numbers(self, numbers: Tensor, units: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of each number's kind and phase."""
        read = self.drop(functional.gelu(self.number(self.drop(numbers + self.unit_in(units)))))
        return self.kind(read), self.phase(read)

    def slots(
        self, numbers: Tensor, units: Tensor, mentions: Tensor, types: Tensor, pairs: Tensor, features: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Scores of pairs (pairs, 2: number, mention) for each slot, and of each number's empty slots."""
        number, mention = numbers + self.unit_in(units), mentions + self.type_in(types)
        asked = self.slot_n(self.drop(number)).view(-1, len(SLOTS), _POINTER)
        offered = self.slot_m(self.drop(mention)).view(-1, len(SLOTS), _POINTER)
        scores = (asked[pairs[:, 0]] * offered[pairs[:, 1]]).sum(-1) / _POINTER**0.5
        for column, embedding in enumerate(self.bias):
            scores = scores + embedding(features[:, column])
        return scores, self.slot_null(number)

    def metric(self, numbers: Tensor, units: Tensor, words: Tensor, at: Tensor, far: Tensor) -> Tensor:
        """Scores of words `at` (candidates, 3: number, text, word) as part of a metric; `far` as in `pairs`."""
        asked = self.metric_n(self.drop(numbers + self.unit_in(units)))[at[:, 0]]
        offered = self.metric_t(self.drop(words[at[:, 1], at[:, 2]]))
        return (asked * offered).sum(-1) / _POINTER**0.5 + self.metric_far(far).squeeze(-1)
