"""Claims about a thing, and the leaderboard of a baseline."""

from pathlib import Path
from typing import Any

import pytest
from fixture_graph import ARXIV, CLAIMS, write_graph

import kg
from kg.errors import QueryError


@pytest.fixture(scope="module")
def graph(small_graph: Path) -> kg.Graph:
    return kg.open(small_graph)


def test_claims_about_a_thing_are_those_in_which_it_has_a_role(graph: kg.Graph) -> None:
    rows = {row["claim"]: row["role"] for row in graph.claims_about("FlashNet")}
    assert rows == {CLAIMS[0]["claim_id"]: "subject", CLAIMS[3]["claim_id"]: "baseline"}


def test_what_is_said_of_the_special_is_said_of_the_family(graph: kg.Graph) -> None:
    about_gpus = {row["hardware"] for row in graph.claims_about("GPU")}
    assert about_gpus == {"NVIDIA A100", "GPU"}
    assert {row["hardware"] for row in graph.claims_about("A100")} == {"NVIDIA A100"}


def test_claims_of_one_kind(graph: kg.Graph) -> None:
    assert [row["kind"] for row in graph.claims_about("A100", kind="speedup")] == ["speedup"]
    assert len(graph.claims_about("A100", kind="memory")) == 0
    with pytest.raises(QueryError, match="'speed' is no kind of claim; the kinds are speedup, time"):
        graph.claims_about("A100", kind="speed")


def test_the_claims_are_those_of_the_canned_question(sample_graph: Path) -> None:
    graph = kg.open(sample_graph)
    for name in ("PyTorch", "GPU", "NVIDIA A100", "Transformer"):
        mine = {row["claim"] for row in graph.claims_about(name)}
        assert mine == {row["claim"] for row in graph.query("claims-about", entity=name)}


def _against(number: int, **more: Any) -> dict[str, Any]:
    """A claim against PyTorch."""
    return {
        **CLAIMS[0],
        "claim_id": f"claim/arxiv-2501.00001/{number}",
        "value_start": number,
        "paper_id": ARXIV,
        **more,
    }


@pytest.fixture(scope="module")
def contest(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    """Six claims against PyTorch, of which not all can be compared."""
    claims = [
        _against(1, ratio=3.5),
        _against(2, ratio=9.0, hardware="GPU", hardware_id="hardware/gpu"),
        _against(3, ratio=0.5, direction="worse", hardware=None, hardware_id=None, phase="inference"),
        _against(4, ratio=None),
        _against(5, kind="memory", metric="peak memory", ratio=4.0),
        _against(6, ratio=2.0, model="Transformer", model_id="method/transformer", phase=None),
    ]
    return kg.open(write_graph(tmp_path_factory.mktemp("graphs") / "contest", {"claims": claims}))


def test_a_leaderboard_ranks_by_ratio_and_counts_what_it_leaves_out(contest: kg.Graph) -> None:
    board = contest.leaderboard("torch")
    assert [(row["rank"], row["ratio"]) for row in board] == [(1, 9.0), (2, 3.5), (3, 2.0), (4, 0.5)]
    assert board.left_out == {"give no ratio": 1, "measure something else than speedup": 1}
    assert board[0]["sentence"] == CLAIMS[0]["evidence"]


@pytest.mark.parametrize(
    ("asked", "ratios", "left_out"),
    [
        ({"metric": "memory"}, [4.0], {"measure something else than memory": 5}),
        ({"metric": "peak"}, [4.0], {"measure something else than peak": 5}),
        ({"hardware": "A100"}, [3.5, 2.0], {"name other hardware": 1, "name no hardware": 1}),
        ({"hardware": "gpu"}, [9.0, 3.5, 2.0], {"name no hardware": 1}),
        ({"model": "GPT-2"}, [9.0, 3.5, 0.5], {"name other model": 1}),
        ({"phase": "training"}, [9.0, 3.5], {"measure the other phase": 1, "name no phase": 1}),
    ],
)
def test_only_the_comparable_is_ranked(
    contest: kg.Graph, asked: dict[str, Any], ratios: list[float], left_out: dict[str, int]
) -> None:
    board = contest.leaderboard("PyTorch", **asked)
    assert [row["ratio"] for row in board] == ratios
    assert left_out.items() <= board.left_out.items()
    assert len(board) + sum(board.left_out.values()) == 6


def test_nothing_is_lost_on_the_sample(sample_graph: Path) -> None:
    graph = kg.open(sample_graph)
    board = graph.leaderboard("PyTorch", hardware="NVIDIA A100")
    against = sum("baseline" in str(row["role"]) for row in graph.claims_about("PyTorch"))
    assert len(board) + sum(board.left_out.values()) == against


def test_a_leaderboard_tells_what_it_left_out(contest: kg.Graph, graph: kg.Graph) -> None:
    assert repr(contest.leaderboard("PyTorch")) == (
        "<Leaderboard: 4 claims; left out as not comparable: 1 give no ratio, 1 measure something else than speedup>"
    )
    html = contest.leaderboard("PyTorch")._repr_html_()
    assert "left out as not comparable: 1 give no ratio" in html and "9×" in html
    assert repr(graph.leaderboard("Abacus")) == "<Leaderboard: 0 claims; none left out>"


def test_unknown_names_are_told(graph: kg.Graph) -> None:
    with pytest.raises(QueryError, match="no entity is called 'Torchy'"):
        graph.leaderboard("Torchy")
    with pytest.raises(QueryError, match="no hardware is called 'PyTorch'"):
        graph.leaderboard("PyTorch", hardware="PyTorch")
