"""The form of an input is found by looking at it; its name says nothing."""

import io
import json

import pytest

from kg.errors import InputError
from kg.sources.detect import FORMATS, detect
from kg.sources.opening import Source

LONG = "We sort on small machines. It is 3x faster than before. " * 8


def form(content: str | bytes) -> str:
    return detect(Source("misleading.csv", io.BytesIO(content.encode() if isinstance(content, str) else content)))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Get trending papers in your email inbox!\nSubscribeSorting\nShort.\n", "trending"),
        (f"Sorting\n{LONG}\nHashing\n{LONG}\n", "trending"),
        ('[{"title": "x", "abstract": "y"}]', "json"),
        ('  \n{"title": "x"}', "json"),
        ("[]", "json"),
        ('{"id": "2501.01234", "summary": "y", "categories": []}', "arxiv"),
        ('{"id": "x", "authors_parsed": []}', "arxiv"),
        ('{"title": "x", "summary": "y"}', "json"),
        ('{"id": "https://openalex.org/W1"}', "openalex"),
        ('{"meta": {}, "results": [{"abstract_inverted_index": {}}]}', "openalex"),
        ('{"paperId": "x", "title": "y"}', "semantic-scholar"),
        ('{"corpusid": 5, "title": "y"}', "semantic-scholar"),
        ('{"title": "On the field \\"paperId\\": a study"}', "json"),
        ("% a comment\n@article{x,\n", "bibtex"),
        ("@comment{\nx}\n", "bibtex"),
        ("@article{x, title={y}}", "bibtex"),
        ("id,title,abstract\n", "csv"),
        ("Title\tAbstract\n", "csv"),
        ('"title";"abstract"\r\n', "csv"),
    ],
)
def test_forms(content: str, expected: str) -> None:
    assert form(content) == expected


def test_a_record_longer_than_the_head_is_no_hindrance() -> None:
    assert form(json.dumps({"abstract": "word " * 50_000, "title": "x"})) == "json"
    assert form(f"Sorting\n{'We sort. ' * 50_000}\nHashing\n{LONG}") == "trending"


@pytest.mark.parametrize(
    "content",
    [
        LONG * 3 + "\n" + LONG,
        "one\ntwo\nthree\n",
        f"<html>\n{LONG}\n",
        "name,email\nAda,ada@example.org\n",
        bytes(range(256)) * 9,
        b"\0" * 99,
        "[1, 2, 3]",
        "a" * 200_000,
    ],
    ids=["prose", "lines", "html", "other table", "bytes", "nul", "numbers", "one long line"],
)
def test_what_has_no_form_is_an_error_that_says_what_was_looked_for(content: str | bytes) -> None:
    with pytest.raises(
        InputError, match=r"misleading.csv: is in no known form: neither JSON nor BibTeX.*--input-format"
    ):
        form(content)


def test_forms_are_named() -> None:
    assert FORMATS == ("trending", "arxiv", "openalex", "semantic-scholar", "json", "bibtex", "csv")
