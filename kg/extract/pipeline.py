"""The extractor: every stage in its order over one paper's text, without spaCy.

`components` wraps the same stage functions as spaCy components; both surfaces give the same finds.
"""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from kg.extract.abbreviations import find_abbreviations
from kg.extract.artifacts import find_artifacts
from kg.extract.claims import find_claims
from kg.extract.document import Document
from kg.extract.names import find_names
from kg.extract.overlaps import without_overlaps
from kg.extract.products import find_products
from kg.extract.quantities import find_quantities
from kg.extract.readers import DEFAULT, ReaderName
from kg.extract.relations import find_relations
from kg.extract.tasks import find_tasks
from kg.extract.unlisted import find_unlisted
from kg.lexicon import Lexicon, load
from kg.model import Claim, Extraction, Mention, Paper, Relation

Stage = Callable[[Document, Lexicon], None]
Find = TypeVar("Find", Mention, Relation, Claim)

# A lone surrogate is no character: neither JSON nor Parquet can carry it. One for one, so that offsets hold.
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


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
"""The stages of the rules by name, in the order in which they run; each reads what earlier ones found and adds its own.

`entities` settles which of the mentions that earlier stages proposed stand; later stages see no overlap.
"""


def stages(model: ReaderName = DEFAULT) -> dict[str, Stage]:
    """The stages by name, in order: `STAGES`, or a trained model in place of those for names, claims and relations."""
    if model == "rules":
        return STAGES
    from kg.extract.neural.model import load as load_model  # with NumPy and ONNX Runtime, which the rules do without
    from kg.extract.neural.reader import read

    trained = load_model(model)

    def reader(document: Document, lexicon: Lexicon) -> None:
        read(document, lexicon, trained)

    return {"artifacts": STAGES["artifacts"], "quantities": STAGES["quantities"], "reader": reader}


class Extractor:
    """Finds names, quantities, claims, relations and artifacts in papers.

    Args:
        lexicon: whose names to find; the one that ships with the package where it is None.
        model: Who reads names, relations and claims: a trained model, or the rules.
        min_confidence: Names, relations and claims that are less sure are left out of what `extract` gives.
    """

    def __init__(
        self, lexicon: Lexicon | None = None, model: ReaderName = DEFAULT, *, min_confidence: float = 0.0
    ) -> None:
        self.lexicon = lexicon or load()
        self._stages = stages(model)
        self._least = min_confidence

    def read(self, text: str, title_end: int) -> Document:
        """Run every stage over a text whose first `title_end` characters are the title.

        A lone surrogate, which no output format can carry, is read as U+FFFD; offsets are those of `text`.
        """
        document = Document(_SURROGATE.sub(_REPLACEMENT, text), title_end)
        for stage in self._stages.values():
            stage(document, self.lexicon)
        return document

    def extract(self, paper: Paper) -> Extraction:
        """All that is found in one paper. Offsets point into `Paper.text` as received.

        The slots of a claim keep their words where the name that they are is left out for its confidence.
        """
        document = self.read(paper.text, len(paper.title))
        return Extraction(
            id=paper.id,
            title=document.text[: document.title_end],
            entities=self._sure(document.mentions),
            relations=self._sure(document.relations),
            claims=self._sure(document.claims),
            artifacts=document.artifacts,
            license=document.license,
        )

    def _sure(self, finds: Sequence[Find]) -> list[Find]:
        return [find for find in finds if find.confidence >= self._least]
