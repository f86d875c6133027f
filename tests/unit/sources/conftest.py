from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kg.model import InputSummary, Paper
from kg.sources import read


class Outcome(NamedTuple):
    papers: list[Paper]
    reports: list[str]
    summary: InputSummary

    @property
    def counts(self) -> tuple[int, int, int]:
        return self.summary.read, self.summary.skipped, self.summary.duplicate


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Read a text or bytes as one input file; reports name the file alone, since the folder is left out."""
    monkeypatch.chdir(tmp_path)

    def run(content: str | bytes, *, name: str = "input", **options: Any) -> Outcome:
        Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
        reports: list[str] = []
        papers = read([name], report=reports.append, **options)
        found = list(papers)
        return Outcome(found, reports, papers.summaries[0])

    return run
