"""Every form has an example in docs/sources.md that is read as that form without a complaint."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.resources import SAMPLE
from kg.sources import FORMATS, read

DOCS = Path(__file__).parents[3] / "docs" / "sources.md"
EXAMPLES = dict(re.findall(r"^```([a-z-]+)\n(.*?)^```$", DOCS.read_text("utf-8"), re.MULTILINE | re.DOTALL))


def test_every_form_has_an_example() -> None:
    assert sorted(EXAMPLES) == sorted(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_the_example_is_read(reading: Callable, form: str) -> None:
    outcome = reading(EXAMPLES[form])
    assert outcome.summary.format == form
    assert outcome.papers
    assert outcome.reports == []


def test_the_sample_is_a_page_of_fifty_papers_and_three() -> None:
    reports: list[str] = []
    papers = read([str(SAMPLE)], strict=True, report=reports.append)
    found = list(papers)
    assert (len(found), papers.summaries[0].format, reports) == (53, "trending", [])
    assert all(len(paper.abstract) > 150 for paper in found)
