"""The lexicon's tables: what is read, what is refused, and that the shipped ones are sound."""

import shutil
from pathlib import Path

import pytest

from kg import lexicon
from kg.errors import LexiconError
from kg.lexicon.check import faults
from kg.lexicon.loader import AMBIGUOUS, BLOCKED, DATA, MODIFIERS, TABLES
from kg.model import EntityType
from kg.names import entity_id

HEADERS = {
    AMBIGUOUS: "form\tname\ttype\tnear\twithout",
    BLOCKED: "form\treason",
    MODIFIERS: "word",
}


@pytest.fixture
def tables(tmp_path: Path):
    """Writes a small lexicon: rows by table, the others empty; returns its folder."""

    def write(**rows: list[str]) -> Path:
        for name in (*TABLES, *HEADERS):
            header = HEADERS.get(name, "name\taliases\tquiet\tbroader\tversions\tyear")
            lines = [header, *rows.get(name.removesuffix(".tsv"), [])]
            (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path

    return write


def test_the_shipped_tables_have_no_fault():
    shipped = lexicon.load()
    assert list(faults(shipped.entries, shipped.senses.keys())) == []
    assert lexicon.read(DATA).fingerprint == shipped.fingerprint


def test_the_shipped_tables_are_sorted():
    for name in (*TABLES, *HEADERS):
        forms = [line.split("\t")[0] for line in (DATA / name).read_text(encoding="utf-8").splitlines()[1:]]
        assert forms == sorted(forms, key=lambda form: (form.casefold(), form)), name


def test_the_shipped_tables_hold_what_matters_in_the_field():
    shipped = lexicon.load()
    assert len(shipped.entries) > 4000
    for name, entity_type in [
        ("PyTorch", EntityType.FRAMEWORK),
        ("DeepSpeed", EntityType.LIBRARY),
        ("Large Language Model", EntityType.MODEL),
        ("LoRA", EntityType.METHOD),
        ("ImageNet-1K", EntityType.DATASET),
        ("NVIDIA T4", EntityType.HARDWARE),
        ("machine translation", EntityType.TASK),
    ]:
        assert shipped.entries[entity_id(name, entity_type)].type is entity_type


def test_every_word_of_the_context_rules_can_stand_in_a_text():
    for form, senses in lexicon.load().senses.items():
        for sense in senses:
            for word in sense.near + sense.without:
                assert word == word.lower().strip() and "-" not in word, (form, word)


def test_a_device_has_its_place_in_the_tree():
    shipped = lexicon.load()
    path = [shipped.entries[entity].name for entity in shipped.ancestors("hardware/nvidia-a100-80gb")]
    assert path == ["NVIDIA A100", "NVIDIA Ampere", "NVIDIA GPU", "GPU"]
    device = shipped.entries["hardware/nvidia-a100-80gb"]
    assert (device.vendor, device.hardware_class, device.architecture, device.memory_gb) == (
        "NVIDIA",
        "GPU",
        "Ampere",
        80,
    )


def test_software_has_identifiers():
    torch = lexicon.load().entries["software/pytorch"]
    assert torch.purl == "pkg:pypi/torch"
    assert torch.repository == "https://github.com/pytorch/pytorch"


@pytest.mark.parametrize(
    ("name", "canonical"),
    [("Pytorch", "PyTorch"), ("T4", "NVIDIA T4"), ("vision language model", "Vision-Language Model"), ("FSDP2", None)],
)
def test_lookup_forgives_case_hyphens_and_spaces(name, canonical):
    entry = lexicon.load().lookup(name)
    assert canonical is None or (entry is not None and entry.name == canonical)


def test_lookup_of_a_stranger_gives_nothing():
    assert lexicon.load().lookup("Qzxv-9000") is None


def test_a_quiet_form_is_known_but_not_looked_for(tables):
    read = lexicon.read(tables(methods=["ripening\t\tripening", "plum loss\tPLM\tplums"]))
    assert read.lookup("ripening").name == "ripening"
    assert read.lookup("plums").name == "plum loss"
    assert [hit.forms[0].entry.name for hit in read.matcher.find("ripening of plums by plum loss")] == ["plum loss"]


@pytest.mark.parametrize("form", ["NLP", "Python", "GitHub", "neural networks", "NeurIPS"])
def test_what_is_never_a_name_is_blocked(form):
    assert lexicon.load().blocked(form)


def test_a_name_is_not_blocked():
    assert not lexicon.load().blocked("PyTorch")


def test_ancestors_of_a_stranger_are_none():
    assert lexicon.load().ancestors("hardware/none-such") == []


def test_ancestors_come_nearest_first_and_once(tables):
    read = lexicon.read(tables(models=["a\t\t\tb|c", "b\t\t\td", "c\t\t\td", "d"]))
    assert read.ancestors("method/a") == ["method/b", "method/c", "method/d"]


def test_comments_and_empty_lines_are_skipped(tables):
    read = lexicon.read(tables(tasks=["# fruit", "", "plum sorting"]))
    assert list(read.entries) == ["task/plum-sorting"]


def test_a_table_without_optional_columns_is_read(tables):
    folder = tables()
    (folder / "tasks.tsv").write_text("name\nplum sorting\n", encoding="utf-8")
    assert lexicon.read(folder).lookup("plum sorting").aliases == ()


FAULTS = {
    "same name twice": (
        {"tasks": ["plum sorting", "Plum sorting"]},
        r"tasks\.tsv:3: .*is also at .*tasks\.tsv:2; keep one",
    ),
    "same form in two entries": (
        {"tasks": ["plum sorting\tPS", "pear sorting\tPS"]},
        r"tasks\.tsv:3: 'PS' is also a form of 'plum sorting'.*; keep one",
    ),
    "same form in two tables": (
        {"models": ["Plum"], "datasets": ["Plum"]},
        r"datasets\.tsv:2: 'Plum' is also a form of 'Plum' at .*models\.tsv:2; keep one",
    ),
    "a form twice": ({"tasks": ["plum sorting\tPS|PS"]}, r"tasks\.tsv:2: 'plum sorting' has a form twice"),
    "an empty form": ({"tasks": ["plum sorting\tPS|"]}, r"tasks\.tsv:2: .*or an empty one"),
    "a form without a letter": ({"tasks": ["plum sorting\t--"]}, r"tasks\.tsv:2: .*or an empty one"),
    "dangling parent": ({"models": ["Plum-2\t\t\tPlum"]}, r"models\.tsv:2: broader of 'Plum-2' is 'method/plum'.*add"),
    "cycle": (
        {"models": ["A\t\t\tB", "B\t\t\tC", "C\t\t\tA"]},
        r"models\.tsv:\d: broader goes in a circle, A -> B -> C -> A; cut it",
    ),
    "own parent": ({"models": ["A\t\t\tA"]}, r"models\.tsv:2: broader goes in a circle, A -> A; cut it"),
    "bad number": ({"models": ["A\t\t\t\t\tlong ago"]}, r"models\.tsv:2: .*'long ago' is no number; mend it"),
    "bad versions": ({"models": ["A\t\t\t\tmaybe"]}, r"models\.tsv:2: versions is 'maybe'; write yes or nothing"),
    "too many cells": ({"models": ["A\t\t\t\t\t\t\tx"]}, r"models\.tsv:2: 8 cells under 6 columns; take out a tab"),
    "space at a cell's end": ({"models": ["A \tB"]}, r"models\.tsv:2: a cell begins or ends with a space"),
    "no name": ({"models": ["\tB"]}, r"models\.tsv:2: no name; fill the first column"),
    "context rule of a bad type": (
        {"ambiguous": ["Plum\tPlum\tFruit"]},
        r"ambiguous\.tsv:2: type 'Fruit' is none of Framework, .*; mend it",
    ),
    "context rule of no entry": (
        {"ambiguous": ["Plum\tPlum\tModel"]},
        r"ambiguous\.tsv:2: 'Plum' is in no table of kind method; add it there or mend the name",
    ),
    "context rule in capitals": (
        {"models": ["Plum"], "ambiguous": ["Plum\tPlum\tModel\tGPU"]},
        r"ambiguous\.tsv:2: near and without hold beginnings of words in lower case; mend them",
    ),
}


@pytest.mark.parametrize(("rows", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_its_place_and_mend(tables, rows, message):
    folder = tables(**rows)
    with pytest.raises(LexiconError, match=message):
        lexicon.read(folder)


def test_two_readings_of_one_form_are_no_fault_if_a_rule_tells_them_apart(tables):
    rows = ["Plum\tPlum\tModel\torchard", "Plum\tPlum\tDataset"]
    read = lexicon.read(tables(models=["Plum"], datasets=["Plum"], ambiguous=rows))
    assert [sense.entry.type for sense in read.senses["Plum"]] == [EntityType.MODEL, EntityType.DATASET]


def test_a_bad_header_names_the_columns(tables):
    folder = tables()
    (folder / "tasks.tsv").write_text("name\tcolour\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"tasks\.tsv:1: bad header .*begin with 'name', then any of aliases"):
        lexicon.read(folder)


def test_a_missing_table_is_told(tables):
    folder = tables()
    (folder / "tasks.tsv").unlink()
    with pytest.raises(LexiconError, match=r"tasks\.tsv: No such file.*the lexicon needs this table"):
        lexicon.read(folder)


def test_a_table_in_another_encoding_is_told(tables):
    folder = tables()
    (folder / "tasks.tsv").write_bytes(b"name\nd\xe9tection\n")
    with pytest.raises(LexiconError, match=r"tasks\.tsv: is not UTF-8 at byte 6; save it as UTF-8"):
        lexicon.read(folder)


def test_the_fingerprint_is_that_of_the_files(tmp_path):
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    before = lexicon.read(copy).fingerprint
    assert before == lexicon.load().fingerprint
    with (copy / "tasks.tsv").open("a", encoding="utf-8") as file:
        file.write("zzz sorting\n")
    assert lexicon.read(copy).fingerprint != before
