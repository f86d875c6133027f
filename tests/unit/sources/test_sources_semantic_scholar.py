"""Semantic Scholar's records, from its interface and from its bulk files."""

import json
from collections.abc import Callable

import pytest

INTERFACE = {
    "paperId": "a" * 40,
    "externalIds": {"ArXiv": "2501.01234", "DOI": "10.1000/SORT", "CorpusId": 17},
    "url": "https://example.org/paper",
    "title": "Sorting on small machines",
    "abstract": "We sort 2x faster.",
    "year": 2025,
    "publicationDate": "2025-01-02",
    "authors": [{"authorId": "1", "name": "Ada Lovelace"}],
    "fieldsOfStudy": ["Computer Science"],
}
BULK = {
    "corpusid": 17,
    "externalids": {"ArXiv": "2501.01234", "DOI": None},
    "url": "https://example.org/paper",
    "title": "Sorting on small machines",
    "abstract": "We sort 2x faster.",
    "publicationdate": "2025-01-02",
    "authors": [{"authorId": "1", "name": "Ada Lovelace"}],
    "s2fieldsofstudy": [{"category": "Computer Science"}, {"category": "Computer Science"}],
}


@pytest.mark.parametrize(("record", "own"), [(INTERFACE, "a" * 40), (BULK, "17")], ids=["interface", "bulk"])
def test_both_kinds_give_the_same_paper(reading: Callable, record: dict, own: str) -> None:
    outcome = reading(json.dumps(record))
    paper = outcome.papers[0]
    assert outcome.summary.format == "semantic-scholar"
    assert (paper.id, paper.key, paper.date) == (own, "arxiv-2501.01234", "2025-01-02")
    assert paper.abstract == "We sort 2x faster."
    assert (paper.authors, paper.categories) == (("Ada Lovelace",), ("Computer Science",))
    assert paper.url == "https://example.org/paper"


def test_a_search_page_and_missing_fields(reading: Callable) -> None:
    outcome = reading(
        json.dumps({"total": 2, "data": [{"paperId": "b", "title": "Bare"}, {"paperId": "c", "title": None}]})
    )
    assert outcome.counts == (1, 1, 0)
    assert outcome.reports == ["input:1 (record 2): has no title; skipped"]
