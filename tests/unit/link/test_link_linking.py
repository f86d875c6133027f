from pathlib import Path

from fixture_link import claim, linked, mention, relation, says

from kg.tables import SCHEMAS

FAST = mention("FastNet", "library")
PYTORCH = mention("PyTorch", "framework")


def test_every_table_is_made_with_the_columns_of_the_schemas(tmp_path: Path) -> None:
    result = claim(subject="FastNet", baseline="PyTorch")
    paper = says(
        "p", FAST, PYTORCH, relations=[relation("introduces", FAST)], claims=[result], authors=("Ada Lovelace",)
    )
    tables = linked(tmp_path, paper)
    assert tables.keys() == SCHEMAS.keys()
    for name, rows in tables.items():
        for row in rows:
            assert list(row) == SCHEMAS[name].names, name


def test_no_paper_at_all_makes_empty_tables(tmp_path: Path) -> None:
    assert set(map(len, linked(tmp_path).values())) == {0}


def test_the_same_papers_in_another_order_give_the_same_rows(tmp_path: Path) -> None:
    finds = [
        says(f"p{number}", FAST, mention("Fast-Net", "method"), PYTORCH, relations=[relation("introduces", FAST)])
        for number in range(5)
    ]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert linked(tmp_path / "a", *finds) == linked(tmp_path / "b", *reversed(finds))


def test_entities_carry_what_the_lexicon_knows_and_their_counts(tmp_path: Path) -> None:
    again = mention("PyTorch", "framework", start=20)
    tables = linked(tmp_path, says("p", PYTORCH, again), says("q", PYTORCH))
    [entity] = tables["entities"]
    assert entity["purl"] == "pkg:pypi/torch"
    assert (entity["year"], entity["papers"], entity["mentions"], entity["origin"]) == (2016, 2, 3, "lexicon")


def test_aliases_are_the_lexicons_and_the_texts_other_spellings(tmp_path: Path) -> None:
    written = mention("PyTorch", "framework", text="Pytorch", start=8)
    rows = linked(tmp_path, says("p", PYTORCH, written), says("q", written))["aliases"]
    assert [(row["alias"], row["normal"], row["origin"], row["papers"]) for row in rows] == [
        ("Pytorch", "pytorch", "text", 2),
        ("torch", "torch", "lexicon", 0),
    ]


def test_of_relations_that_say_the_same_the_surest_is_kept(tmp_path: Path) -> None:
    weak = relation("uses", mention("Flash Attention", "method"), confidence=0.5, start=3)
    strong = relation("uses", mention("FlashAttention", "method"), confidence=0.7, start=40)
    [row] = linked(tmp_path, says("p", relations=[weak, strong]))["relations"]
    assert (row["entity_id"], row["confidence"], row["start"]) == ("method/flash-attention", 0.7, 40)


def test_slots_of_a_claim_are_linked_where_they_name_something(tmp_path: Path) -> None:
    result = claim(subject="FastNet", baseline="earlier systems", hardware="NVIDIA A100", task="machine translation")
    [row] = linked(tmp_path, says("p", FAST, claims=[result]))["claims"]
    assert (row["subject"], row["subject_id"]) == ("FastNet", "software/fastnet")
    assert (row["baseline"], row["baseline_id"]) == ("earlier systems", None)
    assert row["hardware_id"] == "hardware/nvidia-a100"  # by the lexicon, though the paper has no such mention
    assert row["task_id"] == "task/machine-translation"
    assert (row["qudt_unit"], row["qudt_value"]) == ("UNITLESS", 2.0)


def test_a_slot_prefers_the_meaning_of_its_kind(tmp_path: Path) -> None:
    both = [mention("Quix", "method"), mention("Quix", "dataset")]
    [row] = linked(tmp_path, says("p", *both, claims=[claim(subject="Quix", dataset="Quix")]))["claims"]
    assert (row["subject_id"], row["dataset_id"]) == ("method/quix", "dataset/quix")


def test_entities_that_only_claims_and_relations_name_are_in_the_graph(tmp_path: Path) -> None:
    tables = linked(tmp_path, says("p", relations=[relation("uses", FAST)], claims=[claim(baseline="PyTorch")]))
    assert {row["entity_id"]: row["papers"] for row in tables["entities"]} == {
        "software/fastnet": 0,
        "software/pytorch": 0,
    }


def test_papers_authors_and_categories_are_kept(tmp_path: Path) -> None:
    paper = says("p", authors=("Ada Lovelace", "李雷"), categories=("cs.LG", "cs.DC"), date="2025-03-18")
    tables = linked(tmp_path, paper)
    assert [(row["author_id"], row["name"], row["position"]) for row in tables["authors"]] == [
        ("author/ada-lovelace", "Ada Lovelace", 0),
        ("author/李雷", "李雷", 1),
    ]
    [row] = tables["papers"]
    assert (row["paper_id"], row["year"], row["categories"]) == ("paper/p", 2025, ["cs.LG", "cs.DC"])
