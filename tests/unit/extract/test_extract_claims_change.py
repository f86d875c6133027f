"""Changes: what the words say happened, and whether that is wanted."""

import pytest
from claims_text import claims_of, read

from kg.extract.claims.change import read_change
from kg.model import ClaimKind, Quantity
from kg.units import Change


@pytest.mark.parametrize(
    ("sentence", "kind", "metric", "change"),
    [
        ("Zephyr is 2.5x faster than Breeze", "speedup", None, Change.FASTER),
        ("Zephyr is 2.5x slower than Breeze", "speedup", None, Change.SLOWER),
        ("Zephyr reduces latency by 40%", "speedup", "latency", Change.LESS),
        ("Zephyr needs 40% less memory", "memory", "memory", Change.LESS),
        ("Zephyr needs 40% more memory", "memory", "memory", Change.COSTLIER),
        ("Zephyr has 40% lower throughput", "speedup", "throughput", Change.WEAKER),
        ("Zephyr has 40% higher throughput", "speedup", "throughput", Change.FASTER),
        ("Zephyr needs only 7% of the training data", "size", "training data", Change.LEFT),
        ("Zephyr keeps 97% of the throughput", "efficiency", "throughput", Change.KEPT),
        ("Zephyr reduces up to 99% of computations", "cost", "computations", Change.LESS),
        ("Zephyr achieves 41% energy savings", "energy", "energy savings", Change.LESS),
        ("Zephyr gives 12% better compression", "memory", "compression", Change.LESS),
        ("Zephyr adds only 5% training time", "speedup", "training time", Change.COSTLIER),
        ("Zephyr halves the memory", "memory", "memory", Change.LESS),
        ("Zephyr supports 4x longer sequences", "scale", "sequences", Change.MORE),
        ("Zephyr saves 38% in agent deployments", "cost", "agent deployments", Change.LESS),
        ("Zephyr needs 38% fewer samples at test accuracy", "size", "test accuracy", Change.LESS),
        ("Zephyr handles 4x more tokens", "scale", "tokens", Change.MORE),
        ("Zephyr trains 10x the model size", "scale", "model size", Change.MORE),
        ("A reduction of more than 3x in time", "speedup", "time", Change.LESS),
        ("Zephyr needs less than 5% of the energy", "energy", "energy", Change.LEFT),
        ("Zephyr takes a fifth of the data", "size", "data", Change.LEFT),
        ("Zephyr works with 20% reduced cost", "cost", "cost", Change.LESS),
        ("More importantly, Zephyr is at 20% memory", "memory", "memory", None),
        ("Each A100 works at 52% of its theoretical peak", "efficiency", "theoretical peak", None),
        ("Zephyr is at an accuracy above 90%", "quality", "accuracy", None),
        ("Zephyr reaches 81.5% accuracy", "quality", "accuracy", None),
        ("Zephyr answers in 12 ms", "time", "latency", None),
    ],
)
def test_changes(sentence: str, kind: str, metric: str | None, change: Change | None) -> None:
    reading = read(sentence)
    at = next(i for i, ref in enumerate(reading.refs) if isinstance(ref, Quantity))
    assert read_change(reading, at, ClaimKind(kind), metric) == change


def test_a_verb_serves_a_whole_list_but_a_comparative_one_number() -> None:
    reading = read("Zephyr reduces latency by 30% and memory by 20%, with 2x larger batches than a 3x")
    numbers = [i for i, ref in enumerate(reading.refs) if isinstance(ref, Quantity)]
    assert read_change(reading, numbers[1], ClaimKind.MEMORY, "memory") == Change.LESS


def test_a_list_of_numbers_shares_what_stands_round_it() -> None:
    reading = read("Zephyr needs 35%/52% fewer samples than Breeze")
    numbers = [i for i, ref in enumerate(reading.refs) if isinstance(ref, Quantity)]
    assert [read_change(reading, at, ClaimKind.SIZE, "samples") for at in numbers] == [Change.LESS, Change.LESS]


def test_from_a_to_b_is_a_factor() -> None:
    (claim,) = claims_of("We present Zephyr. Zephyr boosts throughput from 50 to 100 FPS on an A100.")
    assert (claim.value, claim.ratio, claim.direction) == (100.0, 2.0, "better")
