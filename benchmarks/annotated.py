"""The annotated abstracts as documents, for `claims.py` and `fit_claims.py`: names found or gold, numbers aligned."""

import importlib.util
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from kg.extract.coined import introductions
from kg.extract.document import Document
from kg.extract.overlaps import without_overlaps
from kg.extract.pipeline import STAGES
from kg.lexicon import load
from kg.model import EntityType, Mention, Quantity
from kg.names import entity_id

Gold = dict[str, Any]
PARTS = {"page": "dev", "arxiv": "arxiv"}


class Annotated(NamedTuple):
    """One paper: the part it belongs to, its gold annotation, and its text with names and numbers found."""

    part: str
    gold: Gold
    document: Document

    @property
    def held_out(self) -> bool:
        """Whether this paper is kept apart from fitting: a fifth of them, by a hash of the id."""
        return zlib.crc32(self.gold["id"].encode()) % 5 == 0


def scorer(shared: Path) -> ModuleType:
    """The scorer that the annotation comes with."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(shared: Path, names: str, numbers: str) -> Iterator[Annotated]:
    """Every annotated paper, ready for `find_claims`; names and numbers are each ``found`` or ``gold``."""
    for part, stem in PARTS.items():
        texts = {row["id"]: row for row in json.loads((shared / "eval" / f"{stem}-texts.json").read_text("utf-8"))}
        for gold in json.loads((shared / "eval" / f"{stem}-gold.json").read_text("utf-8")):
            row = texts[gold["id"]]
            yield Annotated(part, gold, _document(row["title"], row["abstract"], gold, names, numbers))


def _document(title: str, abstract: str, gold: Gold, names: str, numbers: str) -> Document:
    document = Document(f"{title}\n{abstract}", len(title))
    found_before_claims(document)
    if names == "gold":
        document.mentions = gold_mentions(document, gold)
    if numbers == "gold":
        for quantity, claim in aligned(document, gold):
            quantity.unit, quantity.qualifier = claim["unit"], claim["qualifier"]
            quantity.value_max = claim["value_max"]
    return document


def found_before_claims(document: Document) -> None:
    """Run the stages that come before claims."""
    lexicon = load()
    for name, stage in STAGES.items():
        if name == "claims":
            return
        stage(document, lexicon)


def gold_mentions(document: Document, gold: Gold) -> list[Mention]:
    """The annotated names where they stand in the text; those that the text introduces are marked as products."""
    own = {introduction.name for introduction in introductions(document)}
    mentions = []
    for entity in gold["entities"]:
        kind = EntityType(entity["type"])
        for match in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(entity['text'])}(?![A-Za-z0-9])", document.text):
            mentions.append(
                Mention(
                    text=entity["text"],
                    type=kind,
                    canonical=entity["canonical"],
                    entity=entity_id(entity["canonical"], kind),
                    start=match.start(),
                    end=match.end(),
                    confidence=1.0,
                    rule="product-title" if entity["text"] in own else "gold",
                )
            )
    return without_overlaps(mentions)


def aligned(document: Document, gold: Gold) -> list[tuple[Quantity, Gold]]:
    """The quantities that annotated claims are about: same value, in the evidence, same unit if possible."""
    pairs = []
    free = list(document.quantities)
    for claim in gold["claims"]:
        start = document.text.find(claim["evidence"])
        end = start + len(claim["evidence"])
        same = [q for q in free if start - 2 <= q.start < end and abs(q.value - claim["value"]) < 1e-4]
        same.sort(key=lambda q: q.unit.casefold() != claim["unit"].casefold())
        if same:
            pairs.append((same[0], claim))
            free = [q for q in free if q is not same[0]]
    return pairs
