"""Tables and answers as frames: pandas and Polars where they are installed, a word where they are not."""

import sys
from pathlib import Path

import polars
import pyarrow as pa
import pytest

import kg
from kg.errors import KgError, MissingExtraError


@pytest.fixture(scope="module")
def graph(small_graph: Path) -> kg.Graph:
    return kg.open(small_graph)


def test_a_table_in_pandas_has_whole_years(graph: kg.Graph) -> None:
    papers = graph.papers.to_pandas(["title", "year"])
    assert papers.columns.tolist() == ["title", "year"]
    assert sorted(papers.year.dropna().tolist()) == [2023, 2024, 2025]
    assert str(papers.year.dtype) == "Int32"


def test_a_table_in_polars(graph: kg.Graph) -> None:
    claims = graph.claims.to_polars()
    assert claims.height == len(graph.claims)
    assert graph.claims.to_polars(["ratio"])["ratio"].max() == 3.5


def test_what_speaks_arrow_takes_a_table_as_it_is(graph: kg.Graph) -> None:
    assert pa.table(graph.claims).equals(graph.claims.to_arrow())
    assert polars.DataFrame(graph.claims).equals(graph.claims.to_polars())


def test_an_answer_in_frames(graph: kg.Graph) -> None:
    answer = graph.claims_about("A100")
    assert answer.to_pandas().ratio.tolist() == answer.to_polars()["ratio"].to_list() == [3.5]


def test_the_missing_is_named_with_its_mend(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'speedgraph\[notebooks\]'"):
        graph.claims.to_pandas()
    with pytest.raises(KgError, match="pip install polars"):
        graph.claims.to_polars()


def test_a_table_tells_its_columns_and_reads_none(graph: kg.Graph) -> None:
    assert repr(graph.artifacts) == (
        f"<Table artifacts: {len(graph.artifacts)} rows of paper_id, url, kind, host, start, end>"
    )
