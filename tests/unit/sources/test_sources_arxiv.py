"""arXiv metadata in both dialects."""

import json
from collections.abc import Callable

import pytest

INTERFACE = {
    "id": "2501.01234",
    "title": "Sorting on\n  small machines",
    "authors": ["Ada Lovelace", "Paul Erdős"],
    "categories": ["cs.DS", "cs.PF"],
    "comment": None,
    "published": "2025-01-02T18:00:00Z",
    "summary": "We sort\nfaster.",
}
SNAPSHOT = {
    "id": "2501.01234",
    "submitter": "A. Lovelace",
    "authors": "Ada Lovelace, Paul Erd\\H{o}s",
    "title": "Sorting on small machines",
    "doi": "10.1000/sort",
    "abstract": "  We sort\nfaster.\n",
    "categories": "cs.DS cs.PF",
    "versions": [{"version": "v1", "created": "Thu, 2 Jan 2025 18:00:00 GMT"}, {"version": "v2"}],
    "update_date": "2025-03-01",
    "authors_parsed": [["Lovelace", "Ada", ""], ["Erd\\H{o}s", "Paul", ""]],
}


@pytest.mark.parametrize("record", [INTERFACE, SNAPSHOT], ids=["interface", "snapshot"])
def test_both_dialects_give_the_same_paper(reading: Callable, record: dict) -> None:
    outcome = reading(json.dumps(record) + "\n")
    paper = outcome.papers[0]
    assert outcome.summary.format == "arxiv"
    assert (paper.id, paper.key) == ("2501.01234", "arxiv-2501.01234")
    assert (paper.title, paper.abstract) == ("Sorting on small machines", "We sort faster.")
    assert paper.authors == ("Ada Lovelace", "Paul Erdős")
    assert paper.categories == ("cs.DS", "cs.PF")
    assert (paper.date, paper.year) == ("2025-01-02", 2025)


def test_without_versions_the_date_of_the_update_counts(reading: Callable) -> None:
    record = SNAPSHOT | {"versions": [{"version": "v1", "created": "long ago"}]}
    assert reading(json.dumps(record)).papers[0].date == "2025-03-01"


def test_addresses_and_old_ids_are_ids(reading: Callable) -> None:
    records = [
        INTERFACE | {"id": "http://arxiv.org/abs/2501.01234v3"},
        INTERFACE | {"id": "math/0501001", "title": "An older thing", "published": None},
    ]
    papers = reading(json.dumps(records)).papers
    assert [paper.arxiv for paper in papers] == ["2501.01234", "math/0501001"]
    assert papers[0].id == "http://arxiv.org/abs/2501.01234v3"


@pytest.mark.parametrize(
    "parsed", [["Lovelace"], [["Lovelace"]], [["Lovelace", "", ""]], [["Lovelace", None]], [["Lovelace", 5, {}]]]
)
def test_odd_authors_do_no_harm(reading: Callable, parsed: list) -> None:
    outcome = reading(json.dumps(SNAPSHOT | {"authors_parsed": parsed}))
    assert outcome.counts == (1, 0, 0)
    assert set(outcome.papers[0].authors) <= {"Lovelace"}
