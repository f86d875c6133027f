"""The paper's own products: names that it coins or introduces, each with a type and all its occurrences.

A product's rule begins with ``product``; `relations` reads off it that the paper introduces the thing.
"""

import re
from collections import Counter, defaultdict

from kg import names
from kg.extract.coined import (
    Introduction,
    coined_mention,
    description_type,
    in_artifact,
    introductions,
    is_compound,
    occurrences,
)
from kg.extract.document import Document
from kg.extract.heads import name_type
from kg.lexicon import Lexicon
from kg.model import EntityType, Mention

COINED = "abbreviation-coined"
"""The rule of an abbreviation that the text makes of a name which the lexicon does not know."""

RULE = "product"
"""How the rules of this stage begin."""

CONFIDENCE = {
    "title": 0.76,
    "introduce": 0.8,
    "introduce-name": 0.7,
    "introduce-short": 0.83,
    "introduce-head": 0.8,
    "introduce-capitals": 0.7,
    "called": 0.66,
    "variant": 0.77,
}
"""How often each rule's find is a name of the type given, measured on annotated abstracts."""

INTRODUCES = {
    "title": 0.96,
    "introduce": 0.92,
    "introduce-name": 0.87,
    "introduce-short": 0.7,
    "introduce-head": 0.7,
    "introduce-capitals": 0.84,
    "called": 0.76,
    "variant": 0.95,
}
"""How often what a rule finds is something that annotators say the paper introduces, under that canonical name."""

MAX_PRODUCTS = 100
"""A text that introduces more names than this is none of a paper; what comes after is not looked for."""

_VARIANT = re.compile(r"-(?:[A-Z]|[Vv]?\d)[\w.]*(?<![.])(?:-[A-Z0-9][\w.]*(?<![.]))*")
_SIZE = re.compile(r"-(?:v?\d[\w.]*|X?[SMLBX]|[Tt]iny|Small|Base|Large|Lite|Pro|Mini|Nano|Flash)$")


def is_product(mention: Mention) -> bool:
    """Whether the paper introduces what is mentioned."""
    return mention.rule.startswith(RULE)


def find_products(document: Document, lexicon: Lexicon) -> None:
    """Add a mention for every occurrence of a name that the paper coins or introduces."""
    grouped: dict[str, list[Introduction]] = defaultdict(list)
    for place in introductions(document):
        if place.name not in grouped and len(grouped) == MAX_PRODUCTS:
            continue
        if place.rule == "title" or not (
            _known(document, lexicon, place.name) or _is_defined_before(document, place) or lexicon.blocked(place.name)
        ):
            grouped[place.name].append(place)
    for name, found in grouped.items():
        _add(document, lexicon, name, found)


def _known(document: Document, lexicon: Lexicon, name: str) -> tuple[str, EntityType] | None:
    """What the lexicon, or an abbreviation of something in it, makes of a name."""
    entry = lexicon.lookup(name)
    if entry is not None:
        return entry.name, entry.type
    for mention in document.mentions:
        if mention.text == name and mention.rule != COINED:
            return mention.canonical, mention.type
    return None


def _is_defined_before(document: Document, place: Introduction) -> bool:
    """Whether an earlier sentence gives the name as an abbreviation of something known: "Foo search (FS) is slow"."""
    at = document.text.find(f"({place.name})", document.title_end)
    return 0 <= at < document.sentence_at(place.start)[0]


def _add(document: Document, lexicon: Lexicon, name: str, found: list[Introduction]) -> None:
    """Add the mentions of one product, and make what an abbreviation said of it the same thing."""
    places = [at for at in occurrences(name, document.text) if not in_artifact(document, at)]
    described = _described_types(document, name, found, places)
    rule = max(found, key=lambda introduction: INTRODUCES[introduction.rule]).rule
    known = _known(document, lexicon, name)
    if known is not None and (not described or names.KIND[known[1]] in {names.KIND[kind] for kind in described}):
        canonical, kind = known
    else:
        kind = _choose(described, name_type(name))
        given = {mention.canonical for mention in document.mentions if mention.text == name and mention.rule == COINED}
        canonical = _canonical(document, name, given - {name})
        document.mentions = [
            _mention(mention.text, mention.start, canonical, kind, rule)
            if mention.canonical in given and mention.rule == COINED
            else mention
            for mention in document.mentions
        ]
    found_here = [_occurrence(document, name, at, canonical, kind, rule) for at in places]
    spans = {(mention.start, mention.end) for mention in found_here}
    document.mentions = [mention for mention in document.mentions if (mention.start, mention.end) not in spans]
    document.mentions += found_here


def _occurrence(document: Document, name: str, at: int, canonical: str, kind: EntityType, rule: str) -> Mention:
    """The mention at `at`: of the name, or of a variant that goes on from it (`Foo-7B`)."""
    variant = _VARIANT.match(document.text, at + len(name))
    if variant is None or is_compound(variant[0]):
        return _mention(name, at, canonical, kind, rule)
    full = name + variant[0]
    return _mention(full, at, full, EntityType.MODEL if _SIZE.search(full) else name_type(full) or kind, "variant")


def _mention(text: str, at: int, canonical: str, kind: EntityType, rule: str) -> Mention:
    return coined_mention(text, at, canonical=canonical, kind=kind, confidence=CONFIDENCE[rule], rule=f"{RULE}-{rule}")


def _canonical(document: Document, name: str, long_forms: set[str]) -> str:
    """The short name if the title has it or it is a name of its own (`FooNet`, `FO-O`); else what it abbreviates.

    Annotators call a paper's product by its short name, but a part of it, as "the Fast Object Module (FOM)", by the
    long one.
    """
    if not long_forms or not name.rstrip("s").isupper():
        return name
    return name if next(occurrences(name, document.text)) < document.title_end else max(long_forms)


def _described_types(
    document: Document, name: str, found: list[Introduction], places: list[int]
) -> Counter[EntityType]:
    """What the text calls the thing where it introduces it and wherever it describes it."""
    types = Counter(introduction.type for introduction in found if introduction.type is not None)
    types.update(
        kind for at in places if at > document.title_end and (kind := description_type(document.text, at + len(name)))
    )
    return types


def _choose(described: Counter[EntityType], ending: EntityType | None) -> EntityType:
    """The type most often given; the ending of the name has one vote and settles a tie. Without any it is a method."""
    votes = described + Counter([ending] if ending is not None else [])
    return max(votes, key=lambda kind: (votes[kind], kind == ending), default=EntityType.METHOD)
