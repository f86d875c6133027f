"""Precision, recall and F1 of what was found in papers, and the accuracy of claims' slots.

All figures are micro-averaged over papers: counts are added up, then divided. Every annotated paper counts, whether it
was predicted or not.

::

    entities          a (form, type) pair is right when both agree; each form counts once a paper
    entities_relaxed  forms of one type that share a word
    entities_coarse   with Framework and Library as one type, Model and Method as one
    canonical         a (canonical name, coarse type) pair
    relations         a (relation, canonical target) pair
    claims            value, unit and kind agree; claims_value: value and unit
    artifacts         an address
    claim slots       accuracy over the claims found whose annotation fills the slot
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import msgspec

from kg.evaluate import matching
from kg.evaluate.records import SLOTS, Claim, Entity, Pair

MEASURES = (
    "entities", "entities_relaxed", "entities_coarse", "canonical", "relations", "claims", "claims_value", "artifacts",
)  # fmt: skip
GROUPS = ("by_type", "by_relation", "by_kind")
"""`entities`, `relations` and `claims` by the type of each."""
SLOT = "slot"

Key = tuple[str, str | None]
"""A measure, with None; or a group or `SLOT`, with what of it (a claim's kind may be None itself)."""


class Tally(msgspec.Struct, frozen=True):
    """How many finds are right, were predicted, and are annotated."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right, ``right / predicted``; 0 where nothing was."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of what is annotated that was found, ``right / gold``; 0 where nothing is."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both (van Rijsbergen, *Information Retrieval*, 1979, with equal weights)."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)


Counts = dict[Key, Tally]


def count(pair: Pair) -> Counts:
    """The counts of one paper."""
    gold, predicted = pair
    entities, found = _forms(gold.entities), _forms(predicted.entities)
    relations, said = ({(r.type, matching.name(r.target)) for r in record.relations} for record in pair)
    claims, told = ([(*matching.number(c), c.kind) for c in record.claims] for record in pair)
    shared = matching.shared(entities, found)
    counts: Counts = {
        ("entities", None): _tally(entities, found),
        ("entities_relaxed", None): Tally(shared, len(found), len(entities)),
        ("entities_coarse", None): _tally(_coarse(entities), _coarse(found)),
        ("canonical", None): _tally(_canonical(gold.entities), _canonical(predicted.entities)),
        ("relations", None): _tally(relations, said),
        ("claims", None): _tally(claims, told),
        ("claims_value", None): _tally([c[:2] for c in claims], [c[:2] for c in told]),
        ("artifacts", None): _tally(
            {matching.url(a.url) for a in gold.artifacts}, {matching.url(a.url) for a in predicted.artifacts}
        ),
    }
    for group, place, one, other in (
        ("by_type", 1, entities, found), ("by_relation", 0, relations, said), ("by_kind", 2, claims, told),
    ):  # fmt: skip
        for kind in {find[place] for find in (*one, *other)}:
            counts[group, kind] = _tally(
                [find for find in one if find[place] == kind], [find for find in other if find[place] == kind]
            )
    for slot, right in _slots(gold.claims, predicted.claims):
        counts[SLOT, slot] = counts.get((SLOT, slot), Tally()) + Tally(right, 1, 1)
    return counts


def total(papers: Iterable[Counts]) -> Counts:
    """The counts of many papers."""
    sums: Counts = {(measure, None): Tally() for measure in MEASURES} | {(SLOT, slot): Tally() for slot in SLOTS}
    for counts in papers:
        for key, tally in counts.items():
            sums[key] = sums.get(key, Tally()) + tally
    return sums


def group(counts: Counts, name: str) -> list[tuple[str, Tally]]:
    """The members of a group in the order of the alphabet; claims without a kind come last, as ``None``."""
    members = [(member, tally) for (of, member), tally in counts.items() if of == name]
    members.sort(key=lambda member: (member[0] is None, member[0] or ""))
    return [(str(member), tally) for member, tally in members]


def figures(counts: Counts) -> dict[str, Any]:
    """All figures to four decimals, for a program."""
    found: dict[str, Any] = {measure: _figures(counts[measure, None]) for measure in MEASURES}
    for name in GROUPS:
        found[name] = {member: _figures(tally) for member, tally in group(counts, name)}
    found["claim_slots"] = {
        slot: {"accuracy": round(counts[SLOT, slot].recall, 4) if counts[SLOT, slot].gold else None,
               "n": counts[SLOT, slot].gold}
        for slot in SLOTS
    }  # fmt: skip
    return found


def _figures(tally: Tally) -> dict[str, Any]:
    shares = {"p": tally.precision, "r": tally.recall, "f1": tally.f1}
    return {name: round(share, 4) for name, share in shares.items()} | {"gold": tally.gold, "pred": tally.predicted}


def _tally(gold: Iterable[Hashable], predicted: Iterable[Hashable]) -> Tally:
    one, other = Counter(gold), Counter(predicted)
    return Tally((one & other).total(), other.total(), one.total())


def _forms(entities: Iterable[Entity]) -> set[matching.Form]:
    return {(entity.text, entity.type) for entity in entities}


def _coarse(forms: Iterable[matching.Form]) -> set[matching.Form]:
    return {(text, matching.COARSE.get(kind, kind)) for text, kind in forms}


def _canonical(entities: Iterable[Entity]) -> set[matching.Form]:
    return {(matching.name(e.canonical), matching.COARSE.get(e.type, e.type)) for e in entities}


def _slots(gold: Sequence[Claim], predicted: Sequence[Claim]) -> Iterable[tuple[str, bool]]:
    """For each annotated slot of each claim that is found, whether it is filled alike.

    Of several predicted claims with the number, unit and kind of an annotated one, that with most slots alike is it.
    """
    left = list(predicted)
    for claim in gold:
        same = [c for c in left if (matching.number(c), c.kind) == (matching.number(claim), claim.kind)]
        if same:
            best = max(same, key=lambda other: sum(right for _, right in _alike(claim, other)))
            left.remove(best)
            yield from _alike(claim, best)


def _alike(gold: Claim, predicted: Claim) -> list[tuple[str, bool]]:
    return [
        (slot, matching.agree(slot, getattr(gold, slot), getattr(predicted, slot)))
        for slot in SLOTS
        if getattr(gold, slot)
    ]
