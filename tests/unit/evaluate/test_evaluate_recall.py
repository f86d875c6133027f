"""Recall of names by whether training has them."""

from kg.evaluate.recall import names, recall
from kg.evaluate.records import NOTHING, Entity, Pair, Record
from kg.evaluate.scores import Tally


def record(*entities: Entity) -> Record:
    return Record(id="p", entities=list(entities), relations=[], claims=[])


def test_a_name_is_seen_by_its_form_or_as_a_canonical_name() -> None:
    seen = names([record(Entity("Pytorch", "Framework", "PyTorch"), Entity("T4", "Hardware", "NVIDIA T4"))])
    gold = record(
        Entity("PyTorch", "Framework", "PyTorch"),
        Entity("NVIDIA T4", "Hardware", "NVIDIA T4"),
        Entity("Foo", "Model", "Foo"),
    )
    found = record(Entity("PyTorch", "Framework", "PyTorch"), Entity("Foo", "Method", "Foo"))
    assert recall([Pair(gold, found)], seen) == (Tally(right=1, gold=2), Tally(right=0, gold=1))
    assert recall([Pair(gold, NOTHING)], set()) == (Tally(), Tally(gold=3))
