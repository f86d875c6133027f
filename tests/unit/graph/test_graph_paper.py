"""A paper under the lens."""

from pathlib import Path

import pytest
from fixture_graph import ARXIV, DOI, FLASH, HOSTILE

import kg
from kg.errors import QueryError


@pytest.fixture(scope="module")
def graph(small_graph: Path) -> kg.Graph:
    return kg.open(small_graph)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "2501.00001",
            "arXiv:2501.00001v2",
            "https://arxiv.org/abs/2501.00001",
            ARXIV,
            f"https://w3id.org/speedgraph/{ARXIV}",
        ),
        *("arxiv-2501.00001", FLASH, FLASH.upper(), "trains gpt-2"),
    ],
)
def test_a_paper_by_whatever_names_it(graph: kg.Graph, name: str) -> None:
    assert graph.paper(name).paper_id == ARXIV


def test_a_paper_by_its_doi(graph: kg.Graph) -> None:
    assert graph.paper("https://doi.org/10.1000/xyz(123)").paper_id == DOI


def test_a_name_of_none_or_several_is_told(graph: kg.Graph) -> None:
    with pytest.raises(QueryError, match="has no paper '2401"):
        graph.paper("2401.01234")
    with pytest.raises(QueryError, match="has no paper ''"):
        graph.paper("")
    with pytest.raises(QueryError, match="2 papers have ' on ' in their title"):
        graph.paper(" on ")


def test_what_a_paper_says(graph: kg.Graph) -> None:
    paper = graph.paper("2501.00001")
    assert paper.authors == ["Ada Lovelace", "李雷"]
    assert paper.text == f"{paper.title}\n{paper.abstract}"
    assert {(row["name"], row["type"], row["mentions"]) for row in paper.entities} >= {("PyTorch", "Framework", 1)}
    assert ("built_on", "PyTorch") in {(row["relation"], row["name"]) for row in paper.relations}
    assert [row["value"] for row in paper.claims] == [3.5, 71.2, 5.0]
    assert [row["url"] for row in paper.artifacts] == ["github.com/flash/net"]
    assert paper.year == 2025 and paper.categories == ["cs.LG", "cs.DC"]


def test_names_and_values_are_marked(graph: kg.Graph) -> None:
    paper = graph.paper("2501.00001")
    marked = {(paper.text[span.start : span.end], span.label) for span in paper.spans}
    assert marked >= {("FlashNet", "Library"), ("3.5x", "value"), ("71.2 %", "value"), ("5 to 6 ms", "value")}
    assert str(paper).startswith("[FlashNet: Library] trains [GPT-2: Model] on one [A100: Hardware]\n")


def test_a_paper_shows_itself_and_escapes_all(graph: kg.Graph) -> None:
    html = graph.paper(HOSTILE)._repr_html_()
    assert "<b>" not in html and "&lt;b&gt;markup&lt;/b&gt;" in html
    assert ">value</span></mark>" in html
    html = graph.paper(ARXIV)._repr_html_()
    assert "Ada Lovelace, 李雷 · 2025 · arXiv:2501.00001" in html
    assert "<th scope" in html
    assert "No claim with a figure" in graph.paper("Bare")._repr_html_()
