from pathlib import Path

import pytest
from fixture_link import Row, claim, linked, mention, relation, says

from kg.link.edges import GUESSED_SUBJECT, TURNED

FAST = mention("FastNet", "library")
SLOW = mention("SlowNet", "library")
PYTORCH = mention("PyTorch", "framework")
A100 = mention("NVIDIA A100", "hardware")
GLUE = mention("GLUE", "dataset")
BERT = mention("BERT", "model")


def edges(tables: dict[str, list[Row]], kind: str) -> list[Row]:
    return [row for row in tables["edges"] if row["type"] == kind]


def test_a_better_claim_with_a_baseline_says_who_outperforms_whom(tmp_path: Path) -> None:
    result = claim(3.5, subject="FastNet", baseline="PyTorch", hardware="NVIDIA A100", dataset="GLUE", metric="latency")
    tables = linked(tmp_path, says("p", FAST, PYTORCH, A100, GLUE, claims=[result]))
    assert edges(tables, "outperforms") == [
        {
            "source_id": "software/fastnet", "type": "outperforms", "target_id": "software/pytorch",
            "paper_id": "paper/p", "claim_id": "claim/p/10", "ratio": 3.5, "metric": "latency",
            "hardware_id": "hardware/nvidia-a100", "dataset_id": "dataset/glue", "confidence": 0.8,
            "rule": "test-claim",
        }
    ]  # fmt: skip


def test_a_worse_claim_is_the_baselines_win_with_the_inverse_ratio(tmp_path: Path) -> None:
    result = claim(subject="FastNet", baseline="PyTorch", ratio=0.5, direction="worse")
    [edge] = edges(linked(tmp_path, says("p", FAST, PYTORCH, claims=[result])), "outperforms")
    assert (edge["source_id"], edge["target_id"], edge["ratio"]) == ("software/pytorch", "software/fastnet", 2.0)
    assert edge["confidence"] == pytest.approx(0.8 * TURNED)


@pytest.mark.parametrize("ratio", [None, 0.0])
def test_a_worse_claim_without_a_usable_ratio_turns_round_all_the_same(tmp_path: Path, ratio: float | None) -> None:
    result = claim(subject="FastNet", baseline="PyTorch", ratio=ratio, direction="worse")
    [edge] = edges(linked(tmp_path, says("p", FAST, PYTORCH, claims=[result])), "outperforms")
    assert (edge["source_id"], edge["ratio"]) == ("software/pytorch", ratio)


def test_without_a_subject_the_one_thing_that_the_paper_introduces_is_meant(tmp_path: Path) -> None:
    new_data = mention("NewSet", "dataset")  # a dataset outperforms nothing, so it does not make the subject doubtful
    paper = says(
        "p", FAST, PYTORCH, new_data, claims=[claim(baseline="PyTorch")],
        relations=[relation("introduces", FAST), relation("introduces", new_data)],
    )  # fmt: skip
    [edge] = edges(linked(tmp_path, paper), "outperforms")
    assert edge["source_id"] == "software/fastnet"
    assert edge["confidence"] == pytest.approx(0.8 * GUESSED_SUBJECT)
    assert edge["rule"] == "test-claim+sole-introduced"


@pytest.mark.parametrize(
    "result",
    [
        claim(baseline="PyTorch"),  # two things are introduced: which of them?
        claim(subject="our approach", baseline="PyTorch"),  # a subject that is no entity is not replaced by another
        claim(subject="FastNet", baseline="previous work"),
        claim(subject="FastNet", baseline="PyTorch", direction=None),
        claim(subject="FastNet", baseline="FastNet"),
        claim(subject="FastNet", baseline="GLUE"),
    ],
)
def test_no_edge_where_winner_or_loser_is_not_known(tmp_path: Path, result) -> None:  # type: ignore[no-untyped-def]
    introduced = [relation("introduces", FAST), relation("introduces", SLOW)]
    tables = linked(tmp_path, says("p", FAST, SLOW, PYTORCH, GLUE, claims=[result], relations=introduced))
    assert edges(tables, "outperforms") == []
    assert len(tables["claims"]) == 1  # the claim itself stays


def test_what_a_paper_builds_on_its_product_is_built_on(tmp_path: Path) -> None:
    paper = says(
        "p", FAST, PYTORCH, A100, GLUE,
        relations=[
            relation("introduces", FAST, confidence=0.9), relation("built_on", PYTORCH), relation("runs_on", A100),
            relation("evaluated_on", GLUE), relation("compares_with", SLOW), relation("applied_to", BERT),
        ],
    )  # fmt: skip
    rows = [row for row in linked(tmp_path, paper)["edges"] if row["paper_id"]]
    assert [(row["source_id"], row["type"], row["target_id"]) for row in rows] == [
        ("software/fastnet", "built_on", "software/pytorch"),
        ("software/fastnet", "evaluated_on", "dataset/glue"),
        ("software/fastnet", "runs_on", "hardware/nvidia-a100"),
    ]
    assert rows[0]["confidence"] == pytest.approx(0.72)
    assert rows[0]["rule"] == "test-built_on"


def test_a_model_is_trained_on_a_dataset_but_a_library_and_a_dataset_are_not(tmp_path: Path) -> None:
    model, new_data = mention("NewBert", "model"), mention("NewSet", "dataset")
    paper = says(
        "p", model, FAST, new_data, GLUE,
        relations=[*(relation("introduces", each) for each in (model, FAST, new_data)), relation("trained_on", GLUE)],
    )  # fmt: skip
    [edge] = edges(linked(tmp_path, paper), "trained_on")
    assert edge["source_id"] == "method/newbert"


@pytest.mark.parametrize(("count", "drawn"), [(1, 1), (3, 3), (4, 0)])
def test_with_many_products_it_is_open_whose_relation_it_is(tmp_path: Path, count: int, drawn: int) -> None:
    products = [mention(f"Net{letter}", "library") for letter in "ABCD"[:count]]
    paper = says("p", relations=[*(relation("introduces", each) for each in products), relation("built_on", PYTORCH)])
    found = edges(linked(tmp_path, paper), "built_on")
    assert len(found) == drawn
    assert all(edge["confidence"] == pytest.approx(0.64 / count, abs=1e-4) for edge in found)
