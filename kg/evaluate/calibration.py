"""Whether a confidence can be believed: of the finds that say 0.8, about eight in ten should be right."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.evaluate import matching
from kg.evaluate.records import Pair, Record

BINS = 10
"""Bins of equal width, as in the sources of `error`."""
HEADS = ("entities", "relations", "claims")
"""What carries a confidence."""


class Outcome(NamedTuple):
    """A find's confidence, and whether annotators made the same find."""

    confidence: float
    right: bool


class Bin(NamedTuple):
    """The finds with a confidence from `low` to `high`: its mean, the share of them that is right, their number."""

    low: float
    high: float
    confidence: float
    right: float
    finds: int


def outcomes(papers: Iterable[Pair], head: str) -> list[Outcome]:
    """Every find of one of `HEADS` that has a confidence.

    A name or a relation that is found more than once in a paper counts once, as sure as it is at its surest; of claims
    that are alike as many are right as are annotated.
    """
    found: list[Outcome] = []
    for gold, predicted in papers:
        annotated = Counter(key for key, _ in _finds(gold, head))
        if head != "claims":
            annotated = Counter(dict.fromkeys(annotated, 1))
        confidences: dict[Hashable, list[float]] = defaultdict(list)
        for key, confidence in _finds(predicted, head):
            if confidence is not None:
                confidences[key].append(confidence)
        for key, given in confidences.items():
            counted = given if head == "claims" else [max(given)]
            found += [Outcome(confidence, place < annotated[key]) for place, confidence in enumerate(counted)]
    return found


def reliability(found: Sequence[Outcome]) -> list[Bin]:
    """The bins that hold a find (Murphy and Winkler, "Reliability of subjective probability forecasts", 1977)."""
    bins: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in found:
        bins[min(int(outcome.confidence * BINS), BINS - 1)].append(outcome)
    return [
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            confidence=sum(outcome.confidence for outcome in held) / len(held),
            right=sum(outcome.right for outcome in held) / len(held),
            finds=len(held),
        )
        for number, held in sorted(bins.items())
    ]


def error(found: Sequence[Outcome]) -> float:
    """The expected calibration error: how far confidence and share right lie apart, each bin weighed by its finds.

    ``sum(finds * |confidence - right|) / all finds`` (Naeini, Cooper and Hauskrecht, AAAI 2015; Guo et al., "On
    calibration of modern neural networks", ICML 2017).
    """
    return sum(one.finds * abs(one.confidence - one.right) for one in reliability(found)) / len(found)


def _finds(record: Record, head: str) -> Iterator[tuple[Hashable, float | None]]:
    if head == "entities":
        for entity in record.entities:
            yield (entity.text, entity.type), entity.confidence
    elif head == "relations":
        for relation in record.relations:
            yield (relation.type, matching.name(relation.target)), relation.confidence
    else:
        for claim in record.claims:
            yield (*matching.number(claim), claim.kind), claim.confidence
