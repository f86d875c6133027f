"""The trained reader as a stage, with a model that says what each test wants."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import ScriptedModel

from kg.extract.artifacts import find_artifacts
from kg.extract.document import Document
from kg.extract.neural.encoding import Window
from kg.extract.neural.model import Encoded
from kg.extract.neural.reader import CHECKS, read
from kg.extract.quantities import find_quantities
from kg.lexicon import load

TITLE = "QuickFoo: Serving Large Models"
ABSTRACT = (
    "We present QuickFoo, a serving system. On FooQA it is up to 2.5x faster than TensorFlow in decoding latency. "
    "See https://example.org/QuickFoo/code"
)


def document(title: str = TITLE, abstract: str = ABSTRACT) -> Document:
    made = Document(f"{title}\n{abstract}", len(title))
    find_artifacts(made)
    find_quantities(made)
    return made


def read_with(
    names: dict[str, str], *args, title: str = TITLE, abstract: str = ABSTRACT, without: str = ""
) -> Document:
    made = document(title, abstract)
    read(made, load(), ScriptedModel(made.text, names, *args), without=frozenset(without.split()))
    return made


def test_names_stand_where_the_model_marks_them_but_not_in_addresses() -> None:
    found = read_with({"QuickFoo": "Library", "FooQA": "Dataset"}, without="listed")
    assert [(mention.text, mention.type) for mention in found.mentions] == [
        ("QuickFoo", "Library"),
        ("QuickFoo", "Library"),
        ("FooQA", "Dataset"),
    ]
    assert all(found.text[mention.start : mention.end] == mention.text for mention in found.mentions)


def test_a_form_has_one_type_and_the_lexicon_knows_it_best() -> None:
    found = read_with({"TensorFlow": "Method"}, without="listed")
    assert [(mention.canonical, mention.type, mention.entity) for mention in found.mentions] == [
        ("TensorFlow", "Framework", "software/tensorflow")
    ]
    assert [mention.type for mention in read_with({"TensorFlow": "Method"}, without="listed types").mentions] == [
        "Method"
    ]


def test_what_the_guidelines_ban_is_no_name() -> None:
    abstract = "We study natural language processing."
    names = {"natural language processing": "Task"}
    assert read_with(names, abstract=abstract, without="listed").mentions == []
    assert len(read_with(names, abstract=abstract, without="listed blocked").mentions) == 1


def test_a_name_that_only_the_rules_know_is_kept_if_the_model_does_not_rule_it_out() -> None:
    texts = {mention.text for mention in read_with({"FooQA": "Dataset"}).mentions}
    assert texts == {"QuickFoo", "FooQA", "TensorFlow"}


def test_a_name_is_as_long_as_the_lexicon_knows_it() -> None:
    abstract = "It runs on an NVIDIA A100 GPU."
    (mention,) = read_with({"A100": "Hardware"}, title="A title", abstract=abstract).mentions
    assert (mention.text, mention.canonical) == ("NVIDIA A100 GPU", "NVIDIA A100")


def test_a_doubtful_name_is_left_out() -> None:
    made = document("A title", "We use foo baring.")
    model = ScriptedModel(made.text, {"foo baring": "Method"})
    sure = model.encode

    def unsure(window: Window) -> Encoded:
        encoded = sure(window)
        return encoded._replace(tags=np.where(encoded.tags > 0.5, 0.55, encoded.tags))

    model.encode = unsure
    read(made, load(), model)
    assert made.mentions == []


def test_relations_hold_of_the_thing_whatever_the_form() -> None:
    found = read_with({"QuickFoo": "Library", "TensorFlow": "Framework"}, {"QuickFoo": ("introduces",)})
    (relation,) = found.relations
    assert (relation.type, relation.target, relation.entity) == ("introduces", "QuickFoo", "software/quickfoo")
    assert found.text[relation.start : relation.end] == relation.evidence
    sure = max(mention.confidence for mention in found.mentions)
    assert 0.8 < relation.confidence < sure  # no surer than the name


def test_a_paper_addresses_five_tasks_at_most() -> None:
    tasks = [f"{first}oo {second}aring" for first in "fgh" for second in "bc"]
    abstract = f"We do {', '.join(tasks)}."
    found = read_with(dict.fromkeys(tasks, "Task"), dict.fromkeys(tasks, ("addresses",)), abstract=abstract)
    assert len(found.relations) == 5


def test_a_result_has_the_models_slots_and_the_rules_numbers() -> None:
    names = {"QuickFoo": "Library", "FooQA": "Dataset", "TensorFlow": "Framework"}
    script = {
        "kind": "speedup", "phase": "inference", "subject": "QuickFoo", "baseline": "TensorFlow", "dataset": "FooQA",
        "metric": "decoding latency",
    }  # fmt: skip
    (claim,) = read_with(names, {}, {"2.5x": script}).claims
    assert (claim.kind, claim.value, claim.unit, claim.qualifier) == ("speedup", 2.5, "x", "up to")
    assert (claim.subject, claim.baseline, claim.dataset) == ("QuickFoo", "TensorFlow", "FooQA")
    assert (claim.phase, claim.metric) == ("inference", "decoding latency")
    assert (claim.ratio, claim.direction) == (2.5, "better")
    assert claim.evidence.startswith("On FooQA")


def test_nothing_is_compared_with_itself() -> None:
    script = {"kind": "speedup", "subject": "QuickFoo", "baseline": "QuickFoo", "model": "QuickFoo"}
    (claim,) = read_with({"QuickFoo": "Library"}, {}, {"2.5x": script}, without="baselines").claims
    assert (claim.subject, claim.baseline, claim.model) == ("QuickFoo", None, None)


def test_a_baseline_may_be_a_phrase_that_is_no_name() -> None:
    abstract = "QuickFoo is 3x faster than existing methods."
    script = {"3x": {"kind": "speedup", "subject": "QuickFoo"}}
    (claim,) = read_with({"QuickFoo": "Library"}, {}, script, abstract=abstract).claims
    assert claim.baseline == "existing methods"
    (claim,) = read_with({"QuickFoo": "Library"}, {}, script, abstract=abstract, without="baselines").claims
    assert claim.baseline is None


@pytest.mark.parametrize(("title", "abstract"), [("", ""), ("A", ""), ("", "b"), (" \n", "\n\n"), ("\u0130", "\0 3x")])
def test_odd_texts(title: str, abstract: str) -> None:
    assert read_with({}, title=title, abstract=abstract).mentions == []


def test_a_text_longer_than_a_window_is_read_to_its_end() -> None:
    abstract = "We present QuickFoo. " + "It is a small thing with some words. " * 120 + "QuickFoo is 4x faster."
    found = read_with(
        {"QuickFoo": "Library"}, {"QuickFoo": ("introduces",)}, {"4x": {"kind": "speedup", "subject": "QuickFoo"}},
        abstract=abstract,
    )  # fmt: skip
    assert len(found.mentions) == 3
    assert len(found.relations) == 1
    assert [(claim.value, claim.subject) for claim in found.claims] == [(4, "QuickFoo")]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from("QuickFoo FooQA ( ) , . - is 2.5x 3% than BERT https://a.b/QuickFoo\n".split(" ")), max_size=40
    ),
    st.sampled_from(["", *CHECKS]),
)
def test_finds_are_apart_and_point_into_the_text(words: list[str], without: str) -> None:
    script = {"2.5x": {"kind": "speedup", "subject": "QuickFoo", "metric": "is"}, "3%": {"kind": "quality"}}
    found = read_with(
        {"QuickFoo": "Library", "FooQA": "Dataset", "BERT": "Model"}, {"FooQA": ("evaluated_on",)}, script,
        abstract=" ".join(words), without=without,
    )  # fmt: skip
    assert all(a.end <= b.start for a, b in pairwise(found.mentions))
    canonical = {mention.canonical for mention in found.mentions}
    for mention in found.mentions:
        assert found.text[mention.start : mention.end] == mention.text
    for relation in found.relations:
        assert relation.target in canonical
    for claim in found.claims:
        assert found.text[claim.start : claim.end] == claim.evidence
        assert claim.start <= claim.value_start < claim.value_end <= claim.end
