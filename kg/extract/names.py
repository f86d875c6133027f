"""Names of the lexicon in a text.

All forms that stand between word bounds are looked at, and the longest is kept; a name inside a longer one is none.
A hyphen compound with a common word holds the name (``PyTorch-based``, ``multi-GPU``), one with an unknown name does
not (``BERT-Whatever``). What belongs to a name beyond its listed form, `extents` knows.
"""

import re
from collections.abc import Callable, Container

from kg.extract.document import Document
from kg.extract.extents import Find, extent, makes_compound
from kg.lexicon import Lexicon
from kg.lexicon.forms import HYPHENS, Hit, soften
from kg.model import EntityType, Mention
from kg.names import entity_id

_URL = re.compile(r"(?:https?://|www\.|\.(?:com|org|io|net|ai|dev|edu)/)\S*", re.I)
_MAX_HOST = 80
_WORD_BEFORE = re.compile(r"[^\W_]+\Z")
_LONGEST_WORD = 30

_CONFIDENCE = {
    EntityType.FRAMEWORK: 0.95,
    EntityType.HARDWARE: 0.93,
    EntityType.MODEL: 0.91,
    EntityType.DATASET: 0.87,
    EntityType.METHOD: 0.85,
    EntityType.LIBRARY: 0.8,
    EntityType.TASK: 0.73,
}
"""Share of the finds of each type that annotators confirmed, on abstracts that the lexicon had not been made from
(docs/lexicon.md)."""
_CONFIDENCE_OF_RULE = {"lexicon-context": 0.8, "lexicon-version": 0.87, "lexicon-device": 0.87, "lexicon-modified": 0.6}


def find_names(document: Document, lexicon: Lexicon) -> None:
    """Add a mention for every name of the lexicon in the text, none inside another and none inside a URL."""
    text = document.text
    hits = lexicon.matcher.find(text)
    if not hits:
        return
    urls = _urls(document)
    last = url = 0
    for find in _finds(text, hits, lexicon):
        while url < len(urls) and urls[url][1] <= find.start:
            url += 1
        if find.start < last or (url < len(urls) and urls[url][0] < find.end):
            continue
        last = find.end
        document.mentions.append(
            Mention(
                text=text[find.start : find.end],
                type=find.entry.type,
                canonical=find.canonical,
                entity=_entity(find),
                start=find.start,
                end=find.end,
                confidence=_CONFIDENCE_OF_RULE.get(find.rule) or _CONFIDENCE[find.entry.type],
                rule=find.rule,
            )
        )


def _entity(find: Find) -> str:
    return find.entry.id if find.canonical == find.entry.name else entity_id(find.canonical, find.entry.type)


def _finds(text: str, hits: list[Hit], lexicon: Lexicon) -> list[Find]:
    """What the hits are, in text order; of those that begin at one place the longest first."""
    contains = _contains(text)
    starts, ends = {hit.start for hit in hits}, {hit.end for hit in hits}
    finds = []
    for hit in hits:
        if not _is_tail(text, hit.start, ends) and (find := _read(text, hit, lexicon, contains, starts)):
            finds.append((find.start, -find.end, hit.start - hit.end, find))
    finds.sort(key=lambda ranked: ranked[:3])  # of two finds of the same span, that of the longer form
    return [find for *_, find in finds]


def _read(
    text: str, hit: Hit, lexicon: Lexicon, contains: Callable[[str], bool], starts: Container[int]
) -> Find | None:
    """The first reading of a hit that the context allows."""
    for form in hit.forms:
        if not form.senses:
            return extent(text, hit, form.entry, "lexicon", lexicon, starts)
        for sense in form.senses:
            if sense.holds(contains):
                return extent(text, hit, sense.entry, "lexicon-context", lexicon, starts)
    return None


def _contains(text: str) -> Callable[[str], bool]:
    """A test for words of the text that begin in a certain way; the text is made ready at the first question."""
    ready: list[str] = []
    known: dict[str, bool] = {}

    def contains(word: str) -> bool:
        if not ready:
            ready.append(f" {soften(text).lower()}")
        if word not in known:
            known[word] = f" {word}" in ready[0]
        return known[word]

    return contains


def _is_tail(text: str, start: int, ends: set[int]) -> bool:
    """Whether what begins here ends a longer hyphenated name that is not known: ``GPT`` in ``Foo-GPT``."""
    if start < 2 or text[start - 1] not in HYPHENS or start - 1 in ends:
        return False
    word = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start - 1)
    return word is not None and not (word[0].isdigit() or makes_compound(word[0]))


def _urls(document: Document) -> list[tuple[int, int]]:
    """The spans of the text that are URLs, in text order."""
    text = document.text
    spans = [(artifact.start, artifact.end) for artifact in document.artifacts]
    if "/" in text:
        for match in _URL.finditer(text):
            start = match.start()
            limit = max(0, start - _MAX_HOST)
            while start > limit and not text[start - 1].isspace() and text[start - 1] not in "([{,;":
                start -= 1
            spans.append((start, match.end()))
    return sorted(spans)
