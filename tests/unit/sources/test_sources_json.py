"""JSON in all its layouts, with its faults; `id`, `title`, `abstract` and their synonyms."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.sources.jsontext import _values
from kg.sources.opening import Source

ONE = {"id": "s001", "title": "One thing about sorting", "abstract": "We sort 2x faster."}
TWO = {"id": "s002", "title": "Another thing about hashing", "abstract": "We hash 3x faster."}
LAYOUTS = {
    "list on one line": json.dumps([ONE, TWO]),
    "list, indented": json.dumps([ONE, TWO], indent=2),
    "list, a record a line": f"[\n{json.dumps(ONE)},\n{json.dumps(TWO)}\n]\n",
    "lines": f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n",
    "lines, blank ones between, Windows": f"{json.dumps(ONE)}\r\n\r\n{json.dumps(TWO)}\r\n",
    "indented, one after another": f"{json.dumps(ONE, indent=1)}\n{json.dumps(TWO, indent=1)}",
    "a page": json.dumps({"total": 2, "papers": [ONE, TWO]}),
    "a page, indented": json.dumps({"total": 2, "results": [ONE, TWO]}, indent=4),
    "pages on lines": "\n".join(json.dumps({"data": [record]}) for record in (ONE, TWO)),
    "with a byte-order mark": "\ufeff" + json.dumps([ONE, TWO]),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_papers(reading: Callable, layout: str) -> None:
    outcome = reading(LAYOUTS[layout])
    assert [(paper.id, paper.title, paper.abstract) for paper in outcome.papers] == [
        tuple(record.values()) for record in (ONE, TWO)
    ]
    assert (outcome.summary.format, outcome.counts, outcome.reports) == ("json", (2, 0, 0), [])


def test_places_are_lines_and_numbers_in_lists(reading: Callable) -> None:
    assert [paper.origin for paper in reading(LAYOUTS["lines"]).papers] == ["input:1", "input:2"]
    assert [paper.origin for paper in reading(LAYOUTS["list, a record a line"]).papers] == [
        "input:2 (record 1)",
        "input:3 (record 2)",
    ]


def test_an_arxiv_id_makes_the_key_and_the_id_is_kept(reading: Callable) -> None:
    paper = reading(json.dumps([ONE | {"arxiv": "2501.01234"}])).papers[0]
    assert (paper.id, paper.key, paper.arxiv, paper.year) == ("s001", "arxiv-2501.01234", "2501.01234", 2025)


def test_common_names_of_fields_are_known(reading: Callable) -> None:
    record = {
        "Title": "One thing",
        "description": "Text.",
        "Authors": ["Ada Lovelace", {"name": "Alan Turing"}, 5],
        "keywords": "sorting; caches",
        "year": 2024,
        "DOI": "10.1000/ABC",
        "link": "https://example.org/one",
    }
    paper = reading(json.dumps(record)).papers[0]
    assert paper.abstract == "Text."
    assert paper.authors == ("Ada Lovelace", "Alan Turing")
    assert paper.categories == ("sorting", "caches")
    assert (paper.date, paper.doi, paper.url) == ("2024", "10.1000/abc", "https://example.org/one")


@pytest.mark.parametrize(
    ("own", "expected", "key"),
    [
        ("2501.01230", "2501.01230", "arxiv-2501.01230"),
        ('"2501.01230"', "2501.01230", "arxiv-2501.01230"),
        ("17", "17", None),
        ('"10.1000/abc"', "10.1000/abc", "doi-10.1000_abc"),
    ],
)
def test_an_id_may_be_a_number_and_loses_no_digit(reading: Callable, own: str, expected: str, key: str | None) -> None:
    paper = reading(f'{{"id": {own}, "title": "One thing"}}').papers[0]
    assert paper.id == expected
    assert key is None or paper.key == key


def test_an_empty_page_and_an_empty_list_hold_no_records(reading: Callable) -> None:
    assert reading('{"results": []}').counts == (0, 0, 0)
    assert reading("[ ]").counts == (0, 0, 0)


def test_a_paper_without_an_abstract_is_a_paper(reading: Callable) -> None:
    outcome = reading('{"title": "One thing", "abstract": null}\n{"title": "Another"}\n')
    assert [paper.abstract for paper in outcome.papers] == ["", ""]
    assert outcome.reports == []


def test_the_last_of_two_equal_keys_counts(reading: Callable) -> None:
    assert reading('{"title": "One", "title": "Two"}').papers[0].title == "Two"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"id": "x", "tit', "is no valid JSON ("),
        ('{"title": "a\0b"}', "is no valid JSON ("),
        ("[1, 2]", "is not an object with a title and an abstract"),
        ("null", "is not an object with a title and an abstract"),
        ('{"abstract": "x"}', "has no title"),
        ('{"title": " ", "abstract": "x"}', "has no title"),
        ('{"title": 5}', "its title is a number, not text"),
        ('{"title": 1.5}', "its title is a number, not text"),
        ('{"title": "x", "abstract": ["y"]}', "its abstract is a list, not text"),
        ('{"title": "x", "abstract": {"en": "y"}}', "its abstract is an object, not text"),
        ('{"title": "x", "id": true}', "its id is true or false, not text"),
        ('{"title": "x", "more": ' + "[" * 100_000 + "]" * 100_000 + "}", "is nested too deeply to be a record"),
    ],
)
def test_a_bad_record_is_reported_with_its_line_and_skipped(reading: Callable, line: str, complaint: str) -> None:
    outcome = reading(f"{json.dumps(ONE)}\n{line}\n{json.dumps(TWO)}\n")
    assert [paper.id for paper in outcome.papers] == ["s001", "s002"]
    assert len(outcome.reports) == 1
    assert outcome.reports[0].startswith(f"input:2: {complaint}")
    assert outcome.reports[0].endswith("; skipped")
    assert outcome.counts == (2, 1, 0)


def test_a_bad_record_in_a_list_is_reported_with_its_number(reading: Callable) -> None:
    outcome = reading(f'[{json.dumps(ONE)}, 7, "x", null, {{"title": }},\n {json.dumps(TWO)}]')
    assert outcome.counts == (2, 4, 0)
    assert outcome.reports[0] == "input:1 (record 2): is not an object with a title and an abstract; skipped"
    assert outcome.papers[1].origin == "input:2 (record 6)"


def test_a_first_line_cut_short_does_not_hide_the_lines_after_it(reading: Callable) -> None:
    outcome = reading(f'{{"id": "s000", "ti\n{json.dumps(ONE)}\n')
    assert outcome.counts == (1, 1, 0)


@pytest.mark.parametrize(
    ("text", "title", "told"),
    [
        ('{"title": "half \\ud83d a pair"}', "half \ufffd a pair", True),
        ('{"title": "a whole \\ud83d\\ude00 pair"}', "a whole \U0001f600 pair", False),
        ('{"title": "a pair \\ud83d\\ude00\\ude00 and a half"}', "a pair \U0001f600\ufffd and a half", True),
        ('{"title": "a backslash \\\\ud83d"}', "a backslash \\ud83d", False),
        (b'{"title": "caf\xe9"}', "caf\ufffd", True),
    ],
)
def test_what_is_no_character_is_replaced_and_told(
    reading: Callable, text: str | bytes, title: str, told: bool
) -> None:
    outcome = reading(text)
    assert outcome.papers[0].title == title
    complaint = "input:1: holds invalid UTF-8 or half a surrogate pair; written as U+FFFD"
    assert outcome.reports == ([complaint] if told else [])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (f"[{json.dumps(ONE)}", "input:1: the list never ends; the file is cut short"),
        (f"[{json.dumps(ONE)},\n{json.dumps(TWO)[:-9]}", "input:2: the record that begins here never ends"),
        (f"[{json.dumps(ONE)}]\n\n{json.dumps(TWO)}", "input:3: something follows the end of the list"),
        ('[{"a": ' + "[" * 100_000, "input:1: the record that begins here never ends"),
    ],
)
def test_a_list_that_is_not_whole_is_an_error(reading: Callable, text: str, complaint: str) -> None:
    with pytest.raises(InputError) as caught:
        reading(text)
    assert str(caught.value).startswith(complaint)


def test_a_record_beyond_the_limit(reading: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("opening", "jsontext"):
        monkeypatch.setattr(f"kg.sources.{module}.MAX_RECORD", 200_000)
    long = json.dumps({"title": "Long", "abstract": "word " * 100_000})
    outcome = reading(f"{json.dumps(ONE)}\n{long}\n{json.dumps(TWO)}\n")
    assert (outcome.counts, outcome.reports[0][:20]) == ((2, 1, 0), "input:2: is longer t")
    with pytest.raises(InputError, match=r"input:2: the record that begins here is longer than"):
        reading(f"[{json.dumps(ONE)},\n{long}]")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.lists(json_values, max_size=5), st.sampled_from([None, 1]), st.booleans())
def test_the_scanner_finds_the_records_that_a_parser_finds(values: list[Any], indent: int | None, ascii: bool) -> None:
    text = json.dumps(values, indent=indent, ensure_ascii=ascii).encode("utf-8", "surrogatepass")
    found = list(_values(Source("input", io.BytesIO(text))))
    assert [json.loads(raw.decode("utf-8", "surrogatepass")) for _, raw in found] == values
    assert [place.number for place, _ in found] == list(range(1, len(values) + 1))
