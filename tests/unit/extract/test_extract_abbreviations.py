"""Abbreviations that a text defines: what they stand for, and where else they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import lexicon
from kg.extract.abbreviations import find_abbreviations
from kg.extract.definitions import definitions
from kg.extract.document import Document
from kg.extract.names import find_names
from kg.model import Mention


def mentions(text: str) -> list[Mention]:
    document = Document(text, len(text.partition("\n")[0]))
    find_names(document, lexicon.load())
    find_abbreviations(document, lexicon.load())
    return document.mentions


def names(text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.canonical) for mention in mentions(text)]


def pairs(text: str) -> list[tuple[str, str]]:
    return [(text[d.long_start : d.long_end], text[d.short_start : d.short_end]) for d in definitions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the fast plum sorter (FPS) wins", ("fast plum sorter", "FPS")),
        ("two fast plum sorters (FPSs) win", ("fast plum sorters", "FPS")),
        ("self-sorting plum picking (SPP)", ("self-sorting plum picking", "SPP")),
        ("sorted by Plum Net, i.e. a plum picking network (PPN; ours)", ("plum picking network", "PPN")),
        ("FPS (fast plum sorter) wins", ("fast plum sorter", "FPS")),
        ("Fast Plum Sorting~(FaPS) wins", ("Fast Plum Sorting", "FaPS")),
    ],
)
def test_definitions(text, expected):
    assert pairs(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "we sort plums (see Fig. 2)",
        "we sort plums (12 GB)",
        "we sort plums (pears)",
        "we sort plums (XQZ)",
        "plums (FPS",
        "()",
        "a sentence ends. (ASE)",
    ],
)
def test_what_defines_nothing(text):
    assert pairs(text) == []


def test_the_short_form_is_what_the_long_form_is():
    assert names("Fully sharded data parallel (FSDP) scales. FSDP is simple.") == [
        ("Fully sharded data parallel", "Fully Sharded Data Parallel"),
        ("FSDP", "Fully Sharded Data Parallel"),
        ("FSDP", "Fully Sharded Data Parallel"),
    ]


def test_an_unknown_short_form_of_a_known_name_is_found_everywhere():
    found = names("QSD beats all\nQSD is speculative decoding (SPD) at night. SPD-based tools and SPDs help.")
    assert [pair for pair in found if pair[0].startswith("SPD")] == [
        ("SPD", "speculative decoding"),
        ("SPD", "speculative decoding"),
        ("SPDs", "speculative decoding"),
    ]


def test_a_spelling_variant_of_a_known_long_form_is_the_same_thing():
    assert ("parameter efficient finetuning", "parameter-efficient fine-tuning") in names(
        "We use parameter efficient finetuning (PEFT) here."
    )


def test_the_paper_decides_what_its_short_form_means():
    text = "Plums\nWe propose a Depth-gated Routing Layer (DRL). The DRL is small."
    assert {canonical for form, canonical in names(text) if form == "DRL"} == {"Depth-gated Routing Layer"}


def test_a_short_form_with_another_meaning_is_no_name():
    text = "The attack success rate (ASR) falls; speech is not harmed and ASR stays low."
    assert [form for form, _ in names(text) if form == "ASR"] == []


@pytest.mark.parametrize(
    ("text", "form", "type_name", "canonical"),
    [
        ("PlumFormer\nWe propose the Plum-aware Fast Transformer (PlumFormer).", "PlumFormer", "Model", "PlumFormer"),
        ("We present a Plum Orchard Benchmark (POB) of fruit.", "POB", "Dataset", "POB"),
        ("We adopt pear-wise token gating (PTG) of fruit.", "PTG", "Method", "pear-wise token gating"),
        ("PTG: Gates\nWe propose Pear-wise Token Gating (PTG) of fruit.", "PTG", "Method", "PTG"),
        ("We study plum ripeness recognition (PRR) at dawn.", "PRR", "Task", "plum ripeness recognition"),
        ("We release the Orchard Picking Toolkit (OPKit).", "OPKit", "Library", "OPKit"),
    ],
)
def test_coined_pairs(text, form, type_name, canonical):
    (first, *_) = [mention for mention in mentions(text) if mention.text == form]
    assert (first.type.value, first.canonical, first.rule) == (type_name, canonical, "abbreviation-coined")


@pytest.mark.parametrize(
    "text",
    [
        "The mean orchard yield (MOY) rises.",
        "The peak signal-to-noise ratio (PSNR) rises.",
        "Natural language processing (NLP) is a field.",
        "Deep neural networks (DNNs) are old.",
    ],
)
def test_measures_and_fields_are_no_names(text):
    assert mentions(text) == []


def test_a_short_form_inside_a_longer_name_is_not_one():
    text = "Large language models (LLMs) judge: LLM-as-a-judge."
    assert [form for form, _ in names(text)] == ["Large language models", "LLMs", "LLM-as-a-judge"]


def test_a_text_without_brackets_is_left_alone():
    assert names("FSDP scales.") == [("FSDP", "Fully Sharded Data Parallel")]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abPQS ()-.,s\nİ", max_size=60))
def test_mentions_are_sound(text):
    last = 0
    for mention in mentions(text):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        last = mention.end


def test_a_very_long_text_takes_linear_time():
    mentions("a plum sorter net (PSN) and more " * 10_000)
    mentions("(" * 200_000)
    mentions("(A" + "b" * 200_000)


def test_a_coined_long_form_is_named_in_the_singular() -> None:
    coined = names("Plums\nWe propose Plum Sorting Strategies (PSS) for them.")
    assert {canonical for _, canonical in coined} <= {"Plum Sorting Strategy"}
    assert coined


def test_a_series_is_singular_already() -> None:
    assert all("sery" not in canonical.lower() for _, canonical in names("Plums\nWe propose Plum Time Series (PTS)."))
