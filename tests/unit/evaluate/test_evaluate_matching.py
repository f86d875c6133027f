"""When two names, units, forms and slots count as the same."""

import pytest

from kg.evaluate import matching
from kg.evaluate.records import Claim


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NVIDIA A100 GPU", "a100"),
        ("Transformers", "transformer"),
        ("ResNet-50", "ResNet 50"),
        ("Intel  Xeon CPUs", "Xeon"),
    ],
)
def test_names_of_one_thing(one: str, other: str) -> None:
    assert matching.name(one) == matching.name(other)


@pytest.mark.parametrize(("one", "other"), [("A100", "H100"), ("GNN", "GNNs+"), ("loss", "los"), ("C++", "C")])
def test_names_of_two_things(one: str, other: str) -> None:
    assert matching.name(one) != matching.name(other)


@pytest.mark.parametrize(
    ("text", "unit"), [("×", "x"), ("percentage points", "%"), ("TFLOPS", "tflop/s"), ("mAP", "map")]
)
def test_units_by_one_of_their_names(text: str, unit: str) -> None:
    assert matching.unit(text) == unit


def test_an_address_without_what_a_sentence_leaves_on_it() -> None:
    assert matching.url("https://www.GitHub.com/a/b).") == matching.url("github.com/a/b") == "github.com/a/b"


def test_forms_that_share_a_word_are_paired_once_each_the_longest_first() -> None:
    gold = [("Foo Net", "Model"), ("Foo", "Model"), ("Bar", "Task")]
    assert matching.shared(gold, [("the Foo Net", "Model"), ("Foo", "Model"), ("Bar", "Model")]) == 2
    assert matching.shared(gold[:1], [("Foo Net B", "Model"), ("Net", "Model")]) == 1
    assert matching.shared([], [("Foo", "Model")]) == matching.shared(gold, []) == 0


def test_a_claims_number_is_its_value_and_unit() -> None:
    assert matching.number(Claim(value=2.50001, unit="times")) == matching.number(Claim(value=2.5, unit="x"))
    assert matching.number(Claim()) == (None, "")


@pytest.mark.parametrize(
    ("slot", "gold", "predicted", "alike"),
    [
        ("metric", "training time", "time of training", True),
        ("metric", "the accuracy of it", "the error of it", True),
        ("task", "the time of day", "the end of a road", False),
        ("phase", "Training", "training", True),
        ("qualifier", "up to", "over", False),
        ("hardware", "NVIDIA T4", "T4 GPU", True),
        ("hardware", "T4", "T40", False),
        ("baseline", "previous work", "all previous work", True),
        ("subject", "FooNet", "FooNet-2", False),
        ("subject", "FooNet", None, False),
        ("baseline", "PyTorch", "", False),
        ("baseline", "!", "PyTorch", False),
    ],
)
def test_slots(slot: str, gold: str, predicted: str | None, alike: bool) -> None:
    assert matching.agree(slot, gold, predicted) is alike
