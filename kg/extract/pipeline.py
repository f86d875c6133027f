"""The extractor: every stage in its order over one paper's text, without spaCy.

`components` wraps the same stage functions as spaCy components; both surfaces give the same finds.
"""

import re
from bisect import bisect_left
from collections.abc import Callable

from kg.extract.abbreviations import find_abbreviations
from kg.extract.artifacts import find_artifacts
from kg.extract.claims import find_claims
from kg.extract.document import Document
from kg.extract.names import find_names
from kg.extract.products import find_products
from kg.extract.quantities import find_quantities
from kg.extract.relations import find_relations
from kg.extract.tasks import find_tasks
from kg.extract.unlisted import find_unlisted
from kg.lexicon import Lexicon, load
from kg.model import Extraction, Mention, Paper

Stage = Callable[[Document, Lexicon], None]

# A lone surrogate is no character: neither JSON nor Parquet can carry it. One for one, so that offsets hold.
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """The mentions in text order; of those that overlap the longest stays, then the surest, then the first found."""
    kept: list[Mention] = []
    cluster: list[Mention] = []
    end = 0
    for mention in sorted(mentions, key=lambda mention: mention.start):
        if cluster and mention.start >= end:
            kept += _settled(cluster)
            cluster = []
        cluster.append(mention)
        end = max(end, mention.end)
    return kept + _settled(cluster)


def _settled(cluster: list[Mention]) -> list[Mention]:
    """What stays of mentions that overlap in a chain."""
    if len(cluster) < 2:
        return cluster
    chosen: list[Mention] = []
    starts: list[int] = []
    for mention in sorted(cluster, key=lambda mention: (mention.start - mention.end, -mention.confidence)):
        place = bisect_left(starts, mention.start)
        after_one = place and chosen[place - 1].end > mention.start
        before_one = place < len(chosen) and chosen[place].start < mention.end
        if not after_one and not before_one:
            chosen.insert(place, mention)
            starts.insert(place, mention.start)
    return chosen


def _settle_mentions(document: Document, _: Lexicon) -> None:
    document.mentions = without_overlaps(document.mentions)


def _without_lexicon(find: Callable[[Document], None]) -> Stage:
    def stage(document: Document, _: Lexicon) -> None:
        find(document)

    return stage


STAGES: dict[str, Stage] = {
    "artifacts": _without_lexicon(find_artifacts),
    "names": find_names,
    "abbreviations": find_abbreviations,
    "products": find_products,
    "unlisted": find_unlisted,
    "tasks": find_tasks,
    "entities": _settle_mentions,
    "quantities": _without_lexicon(find_quantities),
    "claims": _without_lexicon(find_claims),
    "relations": _without_lexicon(find_relations),
}
"""The stages by name, in the order in which they run; each reads what earlier ones found and adds its own.

`entities` settles which of the mentions that earlier stages proposed stand; later stages see no overlap.
"""


class Extractor:
    """Finds names, quantities, claims, relations and artifacts in papers.

    Args:
        lexicon: whose names to find; the one that ships with the package where it is None.
    """

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or load()

    def read(self, text: str, title_end: int) -> Document:
        """Run every stage over a text whose first `title_end` characters are the title.

        A lone surrogate, which no output format can carry, is read as U+FFFD; offsets are those of `text`.
        """
        document = Document(_SURROGATE.sub(_REPLACEMENT, text), title_end)
        for stage in STAGES.values():
            stage(document, self.lexicon)
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
