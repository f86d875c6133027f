"""Contexts of names and the relations that they give."""

import pytest

from kg.extract.coined import occurrences
from kg.extract.contexts import contexts
from kg.extract.document import Document
from kg.extract.products import INTRODUCES
from kg.extract.relations import MAX_TASKS, find_relations
from kg.extract.rules import RULES
from kg.model import EntityType, Mention, Relation
from kg.names import entity_id

NAMES = {
    "Foo": ("Library", "product-title"),
    "Fast Mixing Module": ("Method", "abbreviation-coined"),
    "FMM": ("Method", "abbreviation-coined"),
    "FooBench": ("Dataset", "product-introduce"),
    "ZooTool": ("Library", "unlisted-described"),
    "PyTorch": ("Framework", "lexicon"),
    "vLLM": ("Library", "lexicon"),
    "TensorRT": ("Library", "lexicon"),
    "BERT": ("Model", "lexicon"),
    "GPT-2": ("Model", "lexicon"),
    "LoRA": ("Method", "lexicon"),
    "Adam": ("Method", "lexicon"),
    "ImageNet": ("Dataset", "lexicon"),
    "COCO": ("Dataset", "lexicon"),
    "A100": ("Hardware", "lexicon"),
    "FPGAs": ("Hardware", "lexicon"),
    "translation": ("Task", "lexicon"),
    "parsing": ("Task", "lexicon"),
}


def document_of(text: str) -> Document:
    """A document (title before " / ") with the names of `NAMES` mentioned."""
    title, _, abstract = text.partition(" / ")
    document = Document(f"{title}\n{abstract}", len(title))
    for name, (type_name, rule) in NAMES.items():
        kind = EntityType(type_name)
        canonical = "Fast Mixing Module" if name == "FMM" else name
        for at in occurrences(name, document.text):
            document.mentions.append(
                Mention(
                    text=name,
                    type=kind,
                    canonical=canonical,
                    entity=entity_id(canonical, kind),
                    start=at,
                    end=at + len(name),
                    confidence=0.9,
                    rule=rule,
                )
            )
    document.mentions.sort(key=lambda mention: mention.start)
    return document


def relations(text: str) -> list[Relation]:
    document = document_of(text)
    find_relations(document)
    assert all(document.text[one.start : one.end] == one.evidence for one in document.relations)
    return document.relations


def facts(text: str) -> set[tuple[str, str]]:
    return {(relation.type, relation.target) for relation in relations(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Foo: Fast / It is fast.", {("introduces", "Foo")}),
        ("A study / We release FooBench.", {("introduces", "FooBench"), ("evaluated_on", "FooBench")}),
        ("A study / We propose a Fast Mixing Module (FMM).", {("introduces", "Fast Mixing Module")}),
        ("A study / We study it with ZooTool, a toolkit.", {("introduces", "ZooTool")}),
        ("A study / It is implemented in PyTorch.", set()),
        ("A study / We work. It is implemented in PyTorch.", {("built_on", "PyTorch")}),
        ("A study / Our PyTorch code is public.", {("built_on", "PyTorch")}),
        ("A study / Our tool is built on vLLM.", {("built_on", "vLLM")}),
        (
            "A study / Our tool supports vLLM and TensorRT.",
            {("integrates_with", "vLLM"), ("integrates_with", "TensorRT")},
        ),
        ("A study / We use LoRA to save memory.", {("uses", "LoRA")}),
        ("A study / We combine LoRA with Adam.", {("uses", "LoRA"), ("uses", "Adam")}),
        ("A study / Our network combines BERT and GPT-2.", {("uses", "BERT"), ("uses", "GPT-2")}),
        ("Compression of BERT / Nothing.", {("applied_to", "BERT")}),
        ("A study / We evaluate it with BERT.", {("applied_to", "BERT")}),
        ("A study / We pretrain it on ImageNet.", {("trained_on", "ImageNet")}),
        ("A study / Experiments on ImageNet and COCO.", {("evaluated_on", "ImageNet"), ("evaluated_on", "COCO")}),
        ("A study / We run it on an A100.", {("runs_on", "A100")}),
        ("Foo-free Sorting on FPGAs / Nothing.", {("introduces", "Foo"), ("runs_on", "FPGAs")}),
        ("A study / Our method outperforms BERT and LoRA.", {("compares_with", "BERT"), ("compares_with", "LoRA")}),
        ("A study / We gain 3% accuracy over vLLM.", {("compares_with", "vLLM")}),
        ("A study / Ours is faster than PyTorch.", {("compares_with", "PyTorch")}),
        ("Fast translation / We work.", {("addresses", "translation")}),
        ("A study / We address translation and parsing.", {("addresses", "translation"), ("addresses", "parsing")}),
    ],
)
def test_relations(text: str, expected: set[tuple[str, str]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A study / BERT was proposed long ago.",
        "A study / Networks such as BERT learn from ImageNet.",
        "A study / Existing work uses LoRA.",
        "A study / Training on an A100 is slow. We think so.",
        "A study / Our GPU budget is an A100 memory.",
        "A study / Tasks such as translation are hard.",
        "A study / Nothing is named.",
        " / ",
    ],
)
def test_background_gives_none(text: str) -> None:
    assert facts(text) - {("runs_on", "A100")} == set()


def test_device_memory_is_no_device_that_anything_runs_on() -> None:
    assert facts("A study / We need half of the A100 memory.") == set()


def test_one_thing_may_stand_in_several_relations() -> None:
    text = "A study / We use LoRA to adapt. It outperforms LoRA with less."
    assert facts(text) == {("uses", "LoRA"), ("compares_with", "LoRA")}


def test_a_relation_is_said_once_by_its_surest_rule() -> None:
    title_says, _ = relations("Fast translation / We address translation and parsing.")
    assert (title_says.target, title_says.rule, title_says.evidence) == (
        "translation",
        "title-task",
        "Fast translation",
    )


def test_introduction_has_the_confidence_of_its_rule() -> None:
    (only,) = relations("Foo: Fast / It is fast.")
    assert (only.rule, only.confidence) == ("product-title", INTRODUCES["title"])


def test_a_paper_addresses_its_main_tasks_only() -> None:
    names = [f"task{i}" for i in range(MAX_TASKS + 3)]
    document = Document(f"A study\nWe address {', '.join(names)}.", 7)
    for name in names:
        at = document.text.index(name)
        document.mentions.append(
            Mention(
                text=name,
                type=EntityType.TASK,
                canonical=name,
                entity=f"task/{name}",
                start=at,
                end=at + len(name),
                confidence=0.9,
                rule="lexicon",
            )
        )
    find_relations(document)
    assert [relation.target for relation in document.relations] == names[:MAX_TASKS]


def test_long_evidence_is_cut_at_commas() -> None:
    padding = "with a great many words that say nothing of any use to anyone, " * 4
    (relation,) = relations(f"A study / {padding}we run it on an A100 for a day, {padding}and so on.")
    assert relation.evidence == "we run it on an A100 for a day"


def test_relations_stand_in_the_order_of_their_names() -> None:
    starts = [one.start for one in relations("Foo: Fast / We use LoRA. We run on an A100. Ours beats BERT.")]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BERT / Nothing.", ("title", None, None)),
        ("A / BERT is old.", ("background", None, None)),
        ("A / We evaluate on BERT.", ("own", "on", "evaluate")),
        ("A / We work. Built on BERT.", ("later", "on", "implement")),
        ("A / Results: BERT wins.", ("own", None, None)),
        ("A / We outperform baselines such as BERT.", ("own", "such as", "compare")),
        ("A / Existing methods like BERT.", ("background", "like", "others")),
    ],
)
def test_contexts(text: str, expected: tuple[str, str | None, str | None]) -> None:
    (context,) = contexts(document_of(text))
    assert (context.role, context.preposition, context.governor) == expected


def test_a_list_shares_the_context_of_its_first_name() -> None:
    found = contexts(document_of("A / We evaluate on ImageNet, COCO and the FooBench. We use COCO."))
    assert [(one.preposition, one.governor) for one in found] == [("on", "evaluate")] * 3 + [(None, "use")]


def test_rules_have_names_of_their_own_and_are_right_more_often_than_not() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(0.5 < rule.confidence <= 1 for rule in RULES)
    assert all(0.5 < confidence <= 1 for confidence in INTRODUCES.values())
