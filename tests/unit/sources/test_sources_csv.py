"""Tables as text."""

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.sources import csv_
from kg.sources.opening import Source


@pytest.mark.parametrize(
    "content",
    [
        'id,Title,abstract,authors\n7,"Sorting, fast","We sort\n""fast"".","Lovelace, Ada; Turing, Alan"\n',
        'id;title;abstract;authors\r\n7;Sorting, fast;"We sort\r\n""fast"".";Ada Lovelace and Alan Turing\r\n',
        'id\ttitle\tabstract\tauthors\n7\tSorting, fast\t"We sort\n""fast""."\tAda Lovelace, Alan Turing',
    ],
    ids=["commas", "semicolons", "tabs"],
)
def test_a_row_gives_a_paper(reading: Callable, content: str) -> None:
    outcome = reading(content)
    paper = outcome.papers[0]
    assert (outcome.summary.format, outcome.counts) == ("csv", (1, 0, 0))
    assert (paper.id, paper.title, paper.abstract) == ("7", "Sorting, fast", 'We sort "fast".')
    assert paper.authors == ("Ada Lovelace", "Alan Turing")
    assert paper.origin == "input:2"


def test_rows_that_do_not_fit_the_header_are_reported_with_their_line(reading: Callable) -> None:
    outcome = reading('title,abstract\nOne,"two\nlines"\nShort\n\n ,no title\nLast,row\n"Open,row\n')
    assert [paper.title for paper in outcome.papers] == ["One", "Last"]
    assert outcome.reports == [
        "input:4: has 1 field(s) where the header has 2; is a quote missing?; skipped",
        "input:6: has no title; skipped",
        "input:8: has 1 field(s) where the header has 2; is a quote missing?; skipped",
    ]


def test_an_abstract_of_a_megabyte_and_a_line_beyond_the_limit(
    reading: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.sources.opening.MAX_RECORD", 2_000_000)
    outcome = reading(f"title,abstract\nLong,{'word ' * 200_000}\nToo long,{'word ' * 500_000}\nLast,row\n")
    assert [paper.title for paper in outcome.papers] == ["Long", "Last"]
    assert outcome.counts == (2, 1, 0)
    assert outcome.reports[0].startswith("input:3: is no row of a table (longer than")


def test_a_table_without_a_title_is_an_error(reading: Callable) -> None:
    with pytest.raises(InputError, match=r"input:1: no column is called title or paper_title"):
        reading("id,heading\n1,x\n", input_format="csv")


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), max_size=5), st.sampled_from(",;\t"))
def test_what_a_writer_quotes_is_read_back(rows: list[tuple[str, str]], mark: str) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=mark, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([("title", "abstract"), *rows])
    content = file.getvalue().encode("utf-8", "surrogatepass")
    found = list(csv_.read(Source("input", io.BytesIO(content))))
    kept = [row for row in rows if row[0].strip()]
    assert len(found) == len(rows)
    if all(text.isprintable() for row in rows for text in row):
        records = [item for item in found if not hasattr(item, "lost")]
        assert [(record.title, record.abstract or "") for record in records] == [
            (title, text if text.strip() else "") for title, text in kept
        ]
