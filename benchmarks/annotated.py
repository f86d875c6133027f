"""The annotated abstracts as documents: names found or gold, numbers aligned, a fifth of them held out.

Which fifth, `kg.extract.neural.train.papers.held_out` says, for every benchmark and for whatever is fitted or trained.
The tables of the lexicon were completed from all annotated papers, and so were the committed weights of the claims. On
held-out papers the benchmarks therefore take `unlearnt`, the lexicon without the names that only these papers use, and
claims are to be measured with weights fitted without them (``fit_claims.py --held-out``). What people wrote with all
papers at hand stays: patterns, senses, blocked forms.
"""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import msgspec

from kg import lexicon
from kg.extract.coined import introductions
from kg.extract.document import Document
from kg.extract.neural.train import papers as source
from kg.extract.overlaps import without_overlaps
from kg.extract.pipeline import STAGES
from kg.lexicon import Lexicon
from kg.model import EntityType, Mention, Quantity
from kg.names import entity_id, normal_form

Gold = dict[str, Any]
PARTS = tuple(source.FILES)


class Annotated(NamedTuple):
    """One paper: the part it belongs to, its gold annotation, its text with what was found, whether it is held out."""

    part: str
    gold: Gold
    document: Document
    held_out: bool


def scorer(shared: Path) -> ModuleType:
    """The scorer that the annotation comes with."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(shared: Path, names: str, numbers: str, known: Lexicon | None = None) -> Iterator[Annotated]:
    """Every annotated paper, ready for `find_claims`; names and numbers are each ``found`` or ``gold``."""
    papers = source.papers(shared)
    held_out = source.held_out(papers)
    for paper in papers:
        document = Document(paper.text, len(paper.title))
        found_before_claims(document, known or lexicon.load())
        if names == "gold":
            document.mentions = gold_mentions(document, paper.gold)
        if numbers == "gold":
            for quantity, claim in aligned(document, paper.gold):
                quantity.unit, quantity.qualifier = claim["unit"], claim["qualifier"]
                quantity.value_max = claim["value_max"]
        yield Annotated(paper.part, paper.gold, document, paper.id in held_out)


def found_before_claims(document: Document, known: Lexicon) -> None:
    """Run the stages that come before claims."""
    for name, stage in STAGES.items():
        if name == "claims":
            return
        stage(document, known)


def unlearnt(shared: Path) -> Lexicon:
    """The lexicon without the names that only held-out papers use, and without the entries that only they name."""
    papers = source.papers(shared)
    held_out = source.held_out(papers)
    seen = {normal_form(form) for paper in papers if paper.id not in held_out for form in paper.forms}
    unseen = {normal_form(form) for paper in papers if paper.id in held_out for form in paper.forms} - seen

    def kept(form: str) -> bool:
        form = normal_form(form)
        return not {form, f"{form}s", form.removesuffix("s")} & unseen

    known = lexicon.load()
    entries = {}
    for key, entry in known.entries.items():
        aliases, quiet = (tuple(filter(kept, forms)) for forms in (entry.aliases, entry.quiet))
        if not kept(entry.name):
            if not any(normal_form(alias) in seen for alias in aliases):
                continue
            quiet = (*quiet, entry.name)
        entries[key] = msgspec.structs.replace(entry, aliases=aliases, quiet=quiet)
    senses = {
        form: tuple(sense for sense in found if sense.entry.id in entries) for form, found in known.senses.items()
    }
    return Lexicon(
        entries=entries,
        senses={form: found for form, found in senses.items() if found and kept(form)},
        modifiers=known.modifiers,
        blocked=known._blocked,
        fingerprint="without the names of held-out papers",
    )


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
