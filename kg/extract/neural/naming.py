"""Type and canonical name of what the model marked, with the lexicon and the paper's own definitions as checks."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from kg.extract.abbreviations import find_abbreviations
from kg.extract.definitions import definitions
from kg.extract.document import Document
from kg.extract.names import find_names
from kg.extract.neural.labels import TYPES
from kg.extract.neural.model import Floats
from kg.extract.overlaps import without_overlaps
from kg.extract.products import find_products
from kg.lexicon import Lexicon
from kg.model import EntityType, Mention
from kg.names import KIND, entity_id, normal_form


class Name(NamedTuple):
    """What a written form stands for in one paper."""

    type: EntityType
    canonical: str
    entity: str


class Listed:
    """What the rules make of a document: the names that they find in it, by written form and by place."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        scratch = Document(document.text, document.title_end)
        scratch.artifacts = document.artifacts
        for stage in (find_names, find_abbreviations, find_products):
            stage(scratch, lexicon)
        self.mentions = without_overlaps(scratch.mentions)
        self.by_form: dict[str, Mention] = {}
        for mention in self.mentions:
            self.by_form.setdefault(mention.text, mention)
        self._starts = [mention.start for mention in self.mentions]

    def between(self, start: int, end: int) -> list[Mention]:
        """Those that begin from `start` on and before `end`."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def around(self, start: int, end: int) -> Mention | None:
        """The one that holds the characters from `start` to `end`, None where there is none."""
        before = bisect_right(self._starts, start) - 1
        return self.mentions[before] if before >= 0 and self.mentions[before].end >= end else None


def types_of(forms: Iterable[tuple[str, Floats]]) -> dict[str, EntityType]:
    """One type for each written form: the likeliest over all places where the text writes it."""
    votes: dict[str, Floats] = {}
    for form, types in forms:
        votes[form] = votes[form] + types if form in votes else types
    return {form: TYPES[int(np.argmax(sums))] for form, sums in votes.items()}


def names_of(
    document: Document, types: dict[str, EntityType], listed: Listed | None, lexicon: Lexicon, own: frozenset[str]
) -> dict[str, Name]:
    """What each written form stands for.

    Args:
        document: whose forms they are.
        types: The forms, in text order, and their types.
        listed: What the rules find in the document.
        lexicon: whose names go before the forms' own.
        own: Forms that the paper likely introduces as its own work.
    """
    canonical = {form: _canonical(form, kind, listed, lexicon) for form, kind in types.items()}
    for pair in definitions(document.text):
        long, short = document.text[pair.long_start : pair.long_end], document.text[pair.short_start : pair.short_end]
        if long not in canonical or short not in canonical:
            continue
        known = canonical[long] or canonical[short]
        name = known or (short if {long, short} & own else _singular(long, canonical))
        canonical[long] = canonical[long] or name
        canonical[short] = canonical[short] or name
    found: dict[str, Name] = {}
    for form, kind in types.items():
        name = canonical[form] or _singular(form, canonical)
        entry = lexicon.lookup(name)
        same = entry is not None and entry.name == name and KIND[entry.type] == KIND[kind]
        found[form] = Name(kind, name, entry.id if entry is not None and same else entity_id(name, kind))
    return found


def _canonical(form: str, kind: EntityType, listed: Listed | None, lexicon: Lexicon) -> str | None:
    """The name that the rules or the lexicon know a form by; one of another kind of thing is another thing."""
    mention = listed.by_form.get(form) if listed else None
    if mention is not None and KIND[mention.type] == KIND[kind]:
        return mention.canonical
    entry = lexicon.lookup(form) or (lexicon.lookup(form[:-1]) if form.endswith("s") else None)
    if entry is not None and KIND[entry.type] == KIND[kind]:
        return entry.name
    return None


def _singular(form: str, forms: Iterable[str]) -> str:
    """A form without its plural s, where the rest is a form too or an acronym."""
    stem = form[:-1]
    if (
        form.endswith("s")
        and len(form) > 3
        and not form.endswith(("ss", "us", "is"))
        and (stem in forms or stem.isupper())
    ):
        return stem
    return form


def groups_of(names: dict[str, Name], forms: Iterable[str]) -> tuple[list[int], list[str]]:
    """Forms to the number of the thing that each stands for, and the canonical name of each thing."""
    numbers: dict[str, int] = {}
    canonical: list[str] = []
    found = []
    for form in forms:
        name = names[form].canonical
        key = normal_form(name) or name
        if key not in numbers:
            numbers[key] = len(canonical)
            canonical.append(name)
        found.append(numbers[key])
    return found, canonical
