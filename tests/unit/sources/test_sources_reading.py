"""Several inputs as one stream: each paper once, each fault told, every record counted."""

import gzip
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.model import InputSummary
from kg.sources import read

TITLE = "Sorting on very small machines"


def record(**fields: Any) -> str:
    return json.dumps({"title": TITLE, "abstract": "We sort."} | fields) + "\n"


def read_all(*contents: str) -> tuple[list[str], list[tuple[int, int, int]]]:
    """Keys of the papers in inputs with these contents, and each input's counts."""
    names = []
    for number, content in enumerate(contents):
        Path(f"{number}.jsonl").write_text(content)
        names.append(f"{number}.jsonl")
    papers = read(names, report=print)
    keys = [paper.key for paper in papers]
    return keys, [(summary.read, summary.skipped, summary.duplicate) for summary in papers.summaries]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_inputs_are_read_in_turn_and_summed_up() -> None:
    Path("page.txt").write_text("Get trending papers in your email inbox!\nSubscribeOn hashing\nBrief.\n")
    Path("more.jsonl.gz").write_bytes(gzip.compress((record() + "{}\n" + record()).encode()))
    reports: list[str] = []
    papers = read(["page.txt", "more.jsonl.gz"], report=reports.append)
    assert [paper.title for paper in papers] == ["On hashing", TITLE]
    assert papers.summaries == [
        InputSummary(name="page.txt", format="trending", read=1, skipped=0, duplicate=0),
        InputSummary(name="more.jsonl.gz", format="json", read=1, skipped=1, duplicate=1),
    ]
    assert reports == ["more.jsonl.gz:2: has no title; skipped"]


def test_messages_name_the_path_and_papers_the_file_alone() -> None:
    Path("deep").mkdir()
    Path("deep/a.jsonl").write_text(record() + "{}\n")
    reports: list[str] = []
    assert [paper.origin for paper in read(["deep/a.jsonl"], report=reports.append)] == ["a.jsonl:1"]
    assert reports == ["deep/a.jsonl:2: has no title; skipped"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (record(id="2501.01234"), record(id="2501.01234v2", title="Retitled afterwards, at length")),
        (record(doi="10.1000/A"), record(doi="https://doi.org/10.1000/a", title="Retitled afterwards, at length")),
        (record(), record(title="Sorting on very small Machines!")),
        (record(id="2501.01234"), record()),
        (record(), record(id="2501.01234")),
        (record(id="2501.01234"), record(doi="10.1000/a")),
        (record(id="2501.01234", doi="10.1000/a"), record(doi="10.1000/a", title="Retitled afterwards, at length")),
        (record(doi="10.1000/a"), record(id="2501.01234", doi="10.1000/a", title="Retitled afterwards, at length")),
    ],
    ids=[
        "arxiv",
        "doi",
        "title",
        "arxiv, title",
        "title, arxiv",
        "arxiv, doi of that title",
        "arxiv+doi, doi",
        "reverse",
    ],
)
def test_records_of_one_paper_are_one_paper(first: str, second: str) -> None:
    keys, counts = read_all(first, second)
    assert len(keys) == 1
    assert counts == [(1, 0, 0), (0, 0, 1)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (record(id="2501.01234"), record(id="2501.09999")),
        (record(doi="10.1000/a"), record(doi="10.1000/b")),
        (record(id="2501.01234", title="Editorial"), record(title="Editorial")),
        (record(), record(title=TITLE + ", again")),
    ],
    ids=["two arXiv ids", "two DOIs", "a title of many", "another title"],
)
def test_records_of_two_papers_are_two_papers(first: str, second: str) -> None:
    keys, _ = read_all(first, second)
    assert len(set(keys)) == 2


def test_of_several_records_the_first_counts() -> None:
    Path("a.jsonl").write_text(record(id="mine") + record(id="2501.01234"))
    assert [paper.id for paper in read(["a.jsonl"], report=print)] == ["mine"]


def test_a_format_can_be_ordered(reading: Callable) -> None:
    content = "Sorting\nBrief.\nHashing\nBrief, too.\n"
    with pytest.raises(InputError, match="is in no known form"):
        reading(content)
    assert reading(content, input_format="trending").counts == (2, 0, 0)


@pytest.mark.parametrize(
    "bad", ["{}\n", '{"title": "a\\u0000b"}\n', '{"title": "x", "date": "soon"}\n'], ids=["lost", "mended", "left out"]
)
def test_strict_stops_at_the_first_fault(reading: Callable, bad: str) -> None:
    assert reading(record() + bad).summary.read >= 1
    with pytest.raises(InputError, match=r"^input:2: "):
        reading(record() + bad, strict=True)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(record().encode()))))
    papers = read(["-"], report=print)
    assert [paper.origin for paper in papers] == ["stdin:1"]
    assert papers.summaries[0].name == "stdin"


def test_wrong_calls_and_missing_inputs_are_found_before_anything_is_read() -> None:
    Path("a.jsonl").write_text(record())
    with pytest.raises(InputError, match="absent: does not exist"):
        read(["a.jsonl", "absent"], report=print)
    with pytest.raises(InputError, match="can be read once only"):
        read(["-", "-"], report=print)
    with pytest.raises(InputError, match="'yaml' is no input format; known are trending, arxiv"):
        read(["a.jsonl"], input_format="yaml", report=print)


def test_what_will_come_is_estimated_from_what_came() -> None:
    Path("a.jsonl").write_text(
        "".join(record(title=f"Paper number {n} of a long list", abstract="We sort. " * 99) for n in range(3000))
    )
    Path("b.jsonl.gz").write_bytes(gzip.compress(record(title="The last of all the papers").encode()))
    papers = read(["a.jsonl", "b.jsonl.gz"], report=print)
    assert papers.expected() is None
    for number, _ in enumerate(papers, 1):
        if number == 1500:
            assert papers.expected() == pytest.approx(3000, rel=0.1)
    assert papers.expected() == 3001


def test_of_standard_input_nothing_is_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(record().encode())))
    papers = read(["-"], report=print)
    assert len(list(papers)) == 1
    assert papers.expected() is None
