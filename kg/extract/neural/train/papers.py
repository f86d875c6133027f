"""The annotated abstracts, and which of them are kept for choosing and measuring."""

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

FILES = {"page": "dev", "arxiv": "arxiv"}
"""The parts and how the names of their files begin."""
_SHARE = 5


class Annotated(NamedTuple):
    """A paper and what annotators found in it."""

    id: str
    part: str
    title: str
    abstract: str
    gold: dict[str, Any]

    @property
    def text(self) -> str:
        """Title and abstract, as `kg.model.Paper.text`."""
        return f"{self.title}\n{self.abstract}"

    @property
    def forms(self) -> set[str]:
        """The written forms and canonical names of its entities."""
        return {form for entity in self.gold["entities"] for form in (entity["text"], entity["canonical"])}


def papers(shared: Path) -> list[Annotated]:
    """All annotated papers of ``shared/eval``, ids of the page's beginning with ``s``."""
    found = []
    for stem in FILES.values():
        golds = {gold["id"]: gold for gold in json.loads((shared / "eval" / f"{stem}-gold.json").read_text("utf-8"))}
        for row in json.loads((shared / "eval" / f"{stem}-texts.json").read_text("utf-8")):
            part = "page" if row["id"].startswith("s") else "arxiv"
            found.append(Annotated(row["id"], part, row["title"], row["abstract"], golds[row["id"]]))
    return found


def held_out(annotated: Sequence[Annotated]) -> frozenset[str]:
    """The ids of a fifth of each part, the first by the checksum of the id: never trained on."""
    held: set[str] = set()
    for part in FILES:
        ids = sorted((paper.id for paper in annotated if paper.part == part), key=lambda id_: zlib.crc32(id_.encode()))
        held.update(ids[: -(-len(ids) // _SHARE)])
    return frozenset(held)
