"""The extractor: every stage in its order over one paper's text, without spaCy.

`components` wraps the same stage functions as spaCy components; both surfaces give the same finds.
"""

import re

from kg.extract.document import Document
from kg.model import Extraction, Mention, Paper

# A lone surrogate is no character: neither JSON nor Parquet can carry it. One for one, so that offsets hold.
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def settle_mentions(document: Document) -> None:
    """Sort the mentions and keep, where spans overlap, the longest, then the surest, then the first found."""
    document.mentions = without_overlaps(document.mentions)


def without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """The mentions in text order, none of which overlaps another."""
    mentions = sorted(mentions, key=lambda m: (m.start, m.start - m.end, -m.confidence))
    kept: list[Mention] = []
    for mention in mentions:
        while kept and mention.start < kept[-1].end:
            if _rank(mention) <= _rank(kept[-1]):
                break
            kept.pop()
        else:
            kept.append(mention)
    return kept


def _rank(mention: Mention) -> tuple[int, float]:
    return mention.end - mention.start, mention.confidence


class Extractor:
    """Finds names, quantities, claims, relations and artifacts in papers."""

    def read(self, text: str, title_end: int) -> Document:
        """Run every stage over a text whose first `title_end` characters are the title."""
        document = Document(_SURROGATE.sub(_REPLACEMENT, text), title_end)
        settle_mentions(document)
        return document

    def extract(self, paper: Paper) -> Extraction:
        """All that is found in one paper. Offsets point into `Paper.text` as received."""
        document = self.read(paper.text, len(paper.title))
        return Extraction(
            id=paper.id,
            title=document.text[: document.title_end],
            entities=document.mentions,
            relations=document.relations,
            claims=document.claims,
            artifacts=document.artifacts,
            license=document.license,
        )
