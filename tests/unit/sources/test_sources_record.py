"""How a record becomes a paper: what is cleaned, what is left out, and how that is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Paper
from kg.sources.record import BadRecord, Place, Record, to_paper


def paper(**fields: Any) -> Paper:
    return to_paper(Record(place=Place(7), **({"title": "A title"} | fields)), "page.txt")[0]


def notes(**fields: Any) -> list[str]:
    return to_paper(Record(place=Place(7), **({"title": "A title"} | fields)), "page.txt")[1]


def test_hard_wraps_become_single_spaces_and_other_spacing_stays() -> None:
    found = paper(title=" Wrapped\n  title ", abstract="  We  wrap\r\n   lines.\n\n\tTwice.\u2028Thrice.\n")
    assert found.title == "Wrapped title"
    assert found.abstract == "We  wrap lines. Twice. Thrice."


def test_a_place_is_a_line_or_a_record_on_a_line() -> None:
    assert paper().origin == "page.txt:7"
    assert Place(1, 17).of("works.json") == "works.json:1 (record 17)"


def test_characters_that_no_text_holds_become_replacement_characters_and_are_told() -> None:
    assert paper(title="a\0b\udce9").title == "a\ufffdb\ufffd"
    assert notes(abstract="x\x07") == [
        "1 character(s) of the abstract are invalid UTF-8 or control characters; written as U+FFFD"
    ]


@pytest.mark.parametrize("title", ["", "  ", "\n\u2028"])
def test_a_record_without_a_title_is_bad(title: str) -> None:
    with pytest.raises(BadRecord, match="has no title"):
        paper(title=title)


def test_the_key_is_the_arxiv_id_else_the_doi_else_the_title() -> None:
    assert paper(arxiv="https://arxiv.org/abs/2501.01234v2", doi="10.1000/x").key == "arxiv-2501.01234"
    assert paper(doi="https://doi.org/10.48550/arXiv.2501.01234").key == "arxiv-2501.01234"
    assert paper(doi="https://doi.org/10.1000/X").key == "doi-10.1000_x"
    assert paper(title="A Title").key == paper(title="a title").key
    assert paper(title="?!").key != paper(title="...").key


def test_the_id_is_the_records_own_where_it_has_one() -> None:
    assert paper(id=" s001\n").id == "s001"
    assert paper(id=" ", arxiv="2501.01234").id == "arxiv-2501.01234"


@pytest.mark.parametrize(
    ("given_date", "date", "year"),
    [
        ("2025", "2025", 2025),
        ("2025-03", "2025-03", 2025),
        ("2025-03-18T04:03:33Z", "2025-03-18", 2025),
        ("2025-02-30", "2025-02", 2025),
        ("2025-13", "2025", 2025),
        ("20251", None, None),
        ("0000-01", None, None),
        ("in press", None, None),
        (None, None, None),
    ],
)
def test_dates_are_kept_as_far_as_they_are_dates(given_date: str | None, date: str | None, year: int | None) -> None:
    found = paper(date=given_date)
    assert (found.date, found.year) == (date, year)


def test_a_date_that_is_none_is_told() -> None:
    assert notes(date="in press") == ["'in press' is no date; left out"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a b", "https://x.org/\0", 'https://x.org/"><b>'])
def test_what_is_no_web_address_is_no_url(url: str) -> None:
    assert paper(url=url).url is None
    assert paper(url="https://example.org/~x?a=1#b").url == "https://example.org/~x?a=1#b"


@given(st.text(), st.text(), st.text(), st.text(), st.text())
def test_any_record_gives_a_paper_that_can_be_written(title: str, abstract: str, own: str, doi: str, date: str) -> None:
    record = Record(
        place=Place(1), title=title + "x", abstract=abstract, id=own, authors=[own], doi=doi, date=date, url=doi
    )
    found, _ = to_paper(record, "input")
    for text in (found.text, found.id, found.key, *found.authors, found.doi or "", found.date or "", found.url or ""):
        text.encode()
    assert found.text.count("\n") == 1
    assert found.year is None or 1 <= found.year <= 9999
