"""Where a claim stands: the words, and the parts marked in them."""

from pathlib import Path

import pytest
from fixture_graph import CLAIMS

import kg
from kg.errors import QueryError


@pytest.fixture(scope="module")
def graph(small_graph: Path) -> kg.Graph:
    return kg.open(small_graph)


def test_where_a_claim_stands(graph: kg.Graph) -> None:
    claim = graph.query("who-beats-whom", baseline="PyTorch")[0]
    evidence = graph.evidence(str(claim["claim"]))
    assert evidence.quote == claim["sentence"]
    assert evidence.value == "3.5x"
    assert evidence.title == claim["paper"]
    assert evidence.text.startswith(f"{evidence.title}\n")
    with pytest.raises(QueryError, match="has no claim 'claim/none/1'"):
        graph.evidence("claim/none/1")


def test_a_row_with_a_claim_will_do(graph: kg.Graph) -> None:
    by_id = graph.evidence(CLAIMS[0]["claim_id"])
    assert graph.evidence(graph.leaderboard("PyTorch")[0]) == by_id
    assert graph.evidence(CLAIMS[0]) == by_id
    with pytest.raises(QueryError, match=r"a row without a claim \(name\)"):
        graph.evidence({"name": "x"})


def test_each_part_is_marked_by_its_role(graph: kg.Graph) -> None:
    evidence = graph.evidence(CLAIMS[0])
    assert [(evidence.text[span.start : span.end], span.label) for span in evidence.spans] == [
        ("FlashNet", "subject"),
        ("GPT-2", "model"),
        ("3.5x", "value"),
        ("PyTorch", "baseline"),
        ("NVIDIA A100", "hardware"),
    ]
    assert str(evidence) == (
        "[FlashNet: subject] trains [GPT-2: model] up to [3.5x: value] faster than [PyTorch: baseline] on an "
        "[NVIDIA A100: hardware]"
    )


def test_words_of_the_text_are_marked_where_no_thing_is(graph: kg.Graph) -> None:
    assert (
        str(graph.evidence(CLAIMS[2])) == "[5 to 6 ms: value] [latency: metric], better than [earlier work: baseline]"
    )


def test_html_names_what_stands_elsewhere_and_escapes_all(graph: kg.Graph) -> None:
    html = graph.evidence(CLAIMS[4])._repr_html_()
    assert '<mark style="' in html and ">value</span></mark>" in html
    assert "subject: it \\ self" in html
    assert "<b>" not in html and "&lt;b&gt;markup&lt;/b&gt; &amp; {@x}" in html


def test_marks_read_in_light_and_dark(graph: kg.Graph) -> None:
    """The page's own text colour over a tint of its own background; the label is written, not only coloured."""
    html = graph.evidence(CLAIMS[0])._repr_html_()
    assert html.count("color: inherit") == html.count("<mark") == 5
    assert all(f">{label}</span>" in html for label in ("value", "subject", "baseline", "hardware", "model"))
