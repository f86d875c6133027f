from pathlib import Path

import pytest
from fixture_link import Row, claim, linked, mention, relation, says

from kg.errors import InputError
from kg.link.overrides import read
from kg.model import Extraction, Paper

FAST = mention("FastNet", "library")
PYTORCH = mention("PyTorch", "framework")


def correct(
    folder: Path, toml: str, *finds: tuple[Paper, Extraction], report: list[str] | None = None
) -> dict[str, list[Row]]:
    file = folder / "fixes.toml"
    file.write_text(toml, encoding="utf-8")
    return linked(folder, *finds, overrides=read(file), report=report)


def entities(tables: dict[str, list[Row]]) -> dict[str, Row]:
    return {row["entity_id"]: row for row in tables["entities"]}


def test_merge_makes_several_entities_one(tmp_path: Path) -> None:
    short = mention("FN", "library")
    tables = correct(
        tmp_path,
        '[[merge]]\nfrom = ["software/fn"]\ninto = "software/fastnet"\nnote = "its short name"',
        says("p", FAST, relations=[relation("uses", FAST)]),
        says("q", short, relations=[relation("uses", short)], claims=[claim(subject="FN")]),
    )
    [entity] = tables["entities"]
    assert (entity["entity_id"], entity["papers"], entity["origin"]) == ("software/fastnet", 2, "override")
    assert [(row["alias"], row["origin"]) for row in tables["aliases"]] == [("FN", "override")]
    assert {row["entity_id"] for row in tables["mentions"] + tables["relations"]} == {"software/fastnet"}
    assert tables["claims"][0]["subject_id"] == "software/fastnet"


def test_merge_into_an_entity_that_only_the_lexicon_has(tmp_path: Path) -> None:
    tables = correct(tmp_path, '[[merge]]\nfrom = ["software/fastnet"]\ninto = "software/pytorch"', says("p", FAST))
    assert list(entities(tables)) == ["software/pytorch"]


def test_merged_entities_leave_no_edge_to_themselves(tmp_path: Path) -> None:
    tables = correct(
        tmp_path,
        '[[merge]]\nfrom = ["method/nimbus-2"]\ninto = "method/nimbus"',
        says("p", mention("Nimbus-2", "model"), mention("Nimbus", "model")),
    )
    assert tables["edges"] == []


def test_split_takes_papers_or_forms_out_of_an_entity(tmp_path: Path) -> None:
    name = mention("Quix", "model")
    toml = """
        [[split]]
        entity = "method/quix"
        papers = ["q"]
        name = "Quix (scheduler)"
        type = "Library"
    """
    tables = correct(
        tmp_path, toml,
        says("p", name, relations=[relation("introduces", name)]),
        says("q", name, relations=[relation("introduces", name)], claims=[claim(subject="Quix")]),
    )  # fmt: skip
    assert {row["paper_id"]: row["entity_id"] for row in tables["relations"]} == {
        "paper/p": "method/quix",
        "paper/q": "software/quix-scheduler",
    }
    assert {row["paper_id"]: row["entity_id"] for row in tables["mentions"]}["paper/q"] == "software/quix-scheduler"
    assert tables["claims"][0]["subject_id"] == "software/quix-scheduler"
    assert entities(tables)["software/quix-scheduler"]["origin"] == "override"
    assert entities(tables)["method/quix"]["papers"] == 1


def test_split_by_the_written_form(tmp_path: Path) -> None:
    toml = '[[split]]\nentity = "method/quix"\nforms = ["QUIX"]\nname = "QUIX test"\ntype = "Method"'
    shout = mention("Quix", "model", text="QUIX", start=30)
    tables = correct(tmp_path, toml, says("p", mention("Quix", "model"), shout))
    assert [row["entity_id"] for row in tables["mentions"]] == ["method/quix", "method/quix-test"]


def test_rename_keeps_the_id_and_the_old_name_as_alias(tmp_path: Path) -> None:
    tables = correct(tmp_path, '[[rename]]\nentity = "software/fastnet"\nname = "Fast Network"', says("p", FAST))
    [entity] = tables["entities"]
    assert (entity["entity_id"], entity["name"], entity["origin"]) == ("software/fastnet", "Fast Network", "override")
    assert [(row["alias"], row["origin"]) for row in tables["aliases"]] == [("FastNet", "override")]


def test_retype_within_a_kind_keeps_the_id(tmp_path: Path) -> None:
    tables = correct(tmp_path, '[[retype]]\nentity = "software/fastnet"\ntype = "Framework"', says("p", FAST))
    assert [(row["entity_id"], row["type"]) for row in tables["entities"]] == [("software/fastnet", "Framework")]


def test_retype_across_kinds_moves_the_id_and_all_that_points_at_it(tmp_path: Path) -> None:
    paper = says(
        "p", FAST, PYTORCH, relations=[relation("uses", FAST)], claims=[claim(subject="FastNet", baseline="PyTorch")]
    )
    tables = correct(tmp_path, '[[retype]]\nentity = "software/fastnet"\ntype = "Model"', paper)
    assert {"method/fastnet", "software/pytorch"} == entities(tables).keys()
    assert tables["relations"][0]["entity_id"] == tables["claims"][0]["subject_id"] == "method/fastnet"
    assert [row["source_id"] for row in tables["edges"]] == ["method/fastnet"]


def test_retype_onto_an_entity_that_is_there_joins_it(tmp_path: Path) -> None:
    found = says("p", mention("Quix", "dataset"), mention("Quix", "method", start=20))
    tables = correct(tmp_path, '[[retype]]\nentity = "dataset/quix"\ntype = "Method"', found)
    assert [(row["entity_id"], row["mentions"]) for row in tables["entities"]] == [("method/quix", 2)]


def test_block_removes_an_entity_and_keeps_the_claims_words(tmp_path: Path) -> None:
    paper = says(
        "p", FAST, PYTORCH, relations=[relation("uses", FAST)], claims=[claim(subject="FastNet", baseline="PyTorch")]
    )
    tables = correct(tmp_path, '[[block]]\nentity = "software/fastnet"', paper)
    assert list(entities(tables)) == ["software/pytorch"]
    assert tables["relations"] == tables["edges"] == []
    assert (tables["claims"][0]["subject"], tables["claims"][0]["subject_id"]) == ("FastNet", None)


def test_alias_joins_what_has_that_name_and_is_kept(tmp_path: Path) -> None:
    toml = '[[alias]]\nentity = "software/fastnet"\nnames = ["FN", "Fast Networks"]'
    tables = correct(tmp_path, toml, says("p", FAST), says("q", mention("FN", "library")))
    assert list(entities(tables)) == ["software/fastnet"]
    assert {row["alias"]: row["origin"] for row in tables["aliases"]} == {"FN": "override", "Fast Networks": "override"}


def test_entries_follow_an_entity_that_earlier_ones_moved(tmp_path: Path) -> None:
    toml = """
        [[rename]]
        entity = "software/fn"
        name = "Fast Network"
        [[merge]]
        from = ["software/fn"]
        into = "software/fastnet"
        [[retype]]
        entity = "software/fastnet"
        type = "Model"
    """
    tables = correct(tmp_path, toml, says("p", FAST), says("q", mention("FN", "library")))
    assert [(row["entity_id"], row["name"]) for row in tables["entities"]] == [("method/fastnet", "Fast Network")]


def test_an_entry_about_nothing_in_the_graph_is_reported(tmp_path: Path) -> None:
    report: list[str] = []
    tables = correct(tmp_path, '[[block]]\nentity = "software/slownet"', says("p", FAST), report=report)
    assert report == [f"{tmp_path / 'fixes.toml'}: block 1: this graph holds no software/slownet; ignored"]
    assert list(entities(tables)) == ["software/fastnet"]


def test_the_fingerprint_tells_files_apart(tmp_path: Path) -> None:
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    one.write_text("", encoding="utf-8")
    other.write_text("# nothing\n", encoding="utf-8")
    assert read(one).fingerprint != read(other).fingerprint


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[merge]\n", "is no TOML"),
        ('[[mrege]]\nentity = "a"', r"'mrege' is no section"),
        ('merge = "x"', r"'merge' is no section"),
        ('[[rename]]\nentity = "software/x"', r"rename 1: .*`name`"),
        ('[[rename]]\nentity = "software/x"\nname = " "', "rename 1: the name is empty"),
        ('[[rename]]\nentity = "software/x"\nname = "X"\ntype = "Model"', r"rename 1: .*`type`"),
        ('[[block]]\nentity = "software/a"\n[[block]]\nentity = "PyTorch"', "block 2: 'PyTorch' is no entity id"),
        ('[[retype]]\nentity = "software/x"\ntype = "Lib"', "retype 1: .*'Lib'"),
        ('[[split]]\nentity = "software/x"\nname = "X"\ntype = "Model"', "split 1: names no papers and no forms"),
        ('[[merge]]\nfrom = []\ninto = "software/x"', "merge 1: its list is empty"),
        ('[[alias]]\nentity = "software/x"\nnames = []', "alias 1: its list is empty"),
        ('[[merge]]\nfrom = ["software/x"]\ninto = "software/x"', "merge 1: merges 'software/x' into itself"),
        (
            '[[merge]]\nfrom = ["software/x"]\ninto = "software/y"\n'
            '[[merge]]\nfrom = ["software/y"]\ninto = "software/x"',
            "merge 1: the merges go round in a circle",
        ),
        (
            '[[merge]]\nfrom = ["software/x"]\ninto = "software/y"\n'
            '[[merge]]\nfrom = ["software/x"]\ninto = "software/z"',
            "merge 2: 'software/x' is merged away by merge 1 too",
        ),
        (
            '[[block]]\nentity = "software/x"\n[[block]]\nentity = "software/x"',
            "block 2: 'software/x' is blocked by block 1",
        ),
    ],
)
def test_a_faulty_file_is_refused_with_the_entry_at_fault(tmp_path: Path, toml: str, message: str) -> None:
    file = tmp_path / "fixes.toml"
    file.write_text(toml, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read(file)


def test_a_missing_file_and_invalid_utf8_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes(b'[[block]]\nentity = "\xff"')
    with pytest.raises(InputError, match="is no TOML"):
        read(tmp_path / "bad.toml")
