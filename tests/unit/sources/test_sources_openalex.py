"""Works of OpenAlex."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.openalex import words

WORK = {
    "id": "https://openalex.org/W17",
    "doi": "https://doi.org/10.1000/Sort",
    "title": "Sorting on small machines",
    "display_name": "Sorting on small machines",
    "publication_year": 2025,
    "publication_date": "2025-01-02",
    "primary_location": {"landing_page_url": "https://example.org/sort"},
    "locations": [{"landing_page_url": None}, {"landing_page_url": "http://arxiv.org/abs/2501.01234"}],
    "authorships": [{"author": {"display_name": "Ada Lovelace"}}, {"raw_author_name": "A. Turing"}, None],
    "primary_topic": {"field": {"display_name": "Computer Science"}},
    "abstract_inverted_index": {"We": [0, 4], "sort": [1], "2x": [2], "faster.": [3], "win.": [5]},
}


@pytest.mark.parametrize(
    "content",
    [json.dumps(WORK), json.dumps(WORK, indent=1), json.dumps([WORK]), json.dumps({"meta": {}, "results": [WORK]})],
    ids=["record", "indented", "list", "page"],
)
def test_a_work_gives_a_paper(reading: Callable, content: str) -> None:
    outcome = reading(content)
    paper = outcome.papers[0]
    assert outcome.summary.format == "openalex"
    assert paper.id == "https://openalex.org/W17"
    assert (paper.key, paper.doi) == ("arxiv-2501.01234", "10.1000/sort")
    assert paper.abstract == "We sort 2x faster. We win."
    assert paper.authors == ("Ada Lovelace", "A. Turing")
    assert paper.categories == ("Computer Science",)
    assert (paper.date, paper.url) == ("2025-01-02", "https://example.org/sort")


def test_a_work_without_an_abstract_is_a_paper(reading: Callable) -> None:
    outcome = reading(json.dumps(WORK | {"abstract_inverted_index": None, "ids": None, "authorships": None}))
    assert (outcome.counts, outcome.papers[0].abstract) == ((1, 0, 0), "")


@pytest.mark.parametrize("index", [["We"], "We sort", {"We": [-1]}, {"We": ["0"]}, {"We": [1.5]}])
def test_an_index_of_another_kind_is_reported(reading: Callable, index: Any) -> None:
    outcome = reading(json.dumps(WORK | {"abstract_inverted_index": index}))
    assert outcome.counts == (0, 1, 0)
    assert outcome.reports[0].startswith("input:1: its abstract_inverted_index ")


@given(st.lists(st.sampled_from("we sort hash faster 2x and so on.".split())))
def test_an_inverted_index_gives_back_its_text(text: list[str]) -> None:
    index: dict[str, list[int]] = {}
    for position, word in enumerate(text):
        index.setdefault(word, []).append(position)
    assert words(index) == " ".join(text)
