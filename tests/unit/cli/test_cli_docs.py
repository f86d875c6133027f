"""The generated pages are those of the code at hand; `cog -r docs/*.md` makes them so."""

from pathlib import Path

import pytest
from cogapp import Cog

from kg.cli.main import SECTIONS
from kg.query import catalogue

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("page", ["cli.md", "queries.md"])
def test_the_page_is_current(page: str) -> None:
    path = DOCS / page
    text = path.read_text("utf-8")
    assert Cog().process_string(text, str(path)) == text, f"run: cog -r docs/{page}"


def test_every_command_and_every_question_has_its_heading() -> None:
    commands = {f"## kg {name}" for section in SECTIONS.values() for name in section}
    assert commands <= set((DOCS / "cli.md").read_text("utf-8").splitlines())
    questions = {f"### {name}" for name in catalogue.load()}
    assert questions <= set((DOCS / "queries.md").read_text("utf-8").splitlines())
