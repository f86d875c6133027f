"""Confidences and how often they are right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.calibration import Outcome, error, outcomes, reliability
from kg.evaluate.records import Claim, Entity, Pair, Record, Relation


def record(*entities: Entity, relations: tuple[Relation, ...] = (), claims: tuple[Claim, ...] = ()) -> Record:
    return Record(id="p", entities=list(entities), relations=list(relations), claims=list(claims))


def test_a_name_counts_once_as_sure_as_at_its_surest() -> None:
    gold = record(Entity("Foo", "Library", "Foo"))
    found = record(*(Entity("Foo", "Library", "Foo", c) for c in (0.4, 0.9)), Entity("Foo", "Model", "Foo", 0.6))
    assert outcomes([Pair(gold, found)], "entities") == [Outcome(0.9, True), Outcome(0.6, False)]


def test_relations_meet_by_name() -> None:
    pair = Pair(record(relations=(Relation("uses", "T4"),)), record(relations=(Relation("uses", "NVIDIA T4", 0.7),)))
    assert outcomes([pair], "relations") == [Outcome(0.7, True)]


def test_of_like_claims_as_many_are_right_as_are_annotated() -> None:
    claims = tuple(Claim(value=2.0, unit="x", kind="speedup", confidence=c) for c in (0.8, 0.9))
    assert outcomes([Pair(record(claims=claims[:1]), record(claims=claims))], "claims") == [
        Outcome(0.8, True), Outcome(0.9, False),
    ]  # fmt: skip


def test_a_find_without_confidence_does_not_count() -> None:
    assert outcomes([Pair(record(), record(Entity("Foo", "Library", "Foo")))], "entities") == []


def test_bins_and_their_error() -> None:
    found = [Outcome(0.95, True), Outcome(1.0, True), Outcome(0.25, False), Outcome(0.25, True)]
    low, high = reliability(found)
    assert (low.low, low.high, low.confidence, low.right, low.finds) == (0.2, 0.3, 0.25, 0.5, 2)
    assert (high.low, high.high, high.confidence, high.right, high.finds) == (0.9, 1.0, 0.975, 1.0, 2)
    assert error(found) == pytest.approx((2 * 0.25 + 2 * 0.025) / 4)


@given(st.lists(st.builds(Outcome, st.floats(0, 1), st.booleans()), min_size=1))
def test_every_find_is_in_one_bin_and_the_error_is_a_share(found: list[Outcome]) -> None:
    bins = reliability(found)
    assert sum(one.finds for one in bins) == len(found)
    assert all(one.low - 1e-9 <= one.confidence <= one.high + 1e-9 for one in bins)
    assert 0 <= error(found) <= 1
