"""Names that no list holds, known by the company they keep.

Data stand after "evaluated on", rivals after "outperforms"; and what the text stops to describe is a name ("with
FooTool, a toolkit for bars").

Only names that look made up are taken, where the words round them leave little doubt of what they are: the place asks
for a name, and the name ends there ("on FooQA and", not "on FooQA questions").
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from kg.extract import products
from kg.extract.coined import coined_mention, description_type, in_artifact, is_coined, occurrences
from kg.extract.contexts import governor_before
from kg.extract.cues import OWN
from kg.extract.document import Document
from kg.extract.heads import name_type
from kg.lexicon import Lexicon
from kg.model import EntityType

RULE = "unlisted"
"""How the rules of this stage begin."""

DESCRIBED = f"{RULE}-described"
"""The rule of a name that the text stops to describe: mostly something of the paper's own."""

DESCRIPTION = r"\s*(?:\([^()\n]{1,80}\))?\s*(?:,|--+|—|–)\s*(?:an?|our|the first)\s"
"""How a description begins that follows on a name: ", a toolkit"."""

CONFIDENCE = {"data": 0.78, "dataset": 0.88, "rival": 0.5, "list": 0.8, "described": 0.7}
"""How often each rule's find is a name of that type, measured on annotated abstracts."""

MAX_NAMES = 200
"""A text with more of them is none of a paper; what comes after is not looked for."""

_SHORTEST = 4
_LISTED = frozenset({EntityType.DATASET, EntityType.MODEL})
_LIST = re.compile(r"\s*(?:,|/|,?\s+and|,?\s+or)\s+(?:the\s+)?")
_COINED = re.compile(r"(?<![\w@.+/\\{$-])[A-Za-z][a-z]*+-?[A-Z0-9](?:[\w@+.]|-(?!-))*(?<![.-])(?![\w/])")
_ENDS = re.compile(
    r"\s*(?:\([^()\n]{1,80}\)\s*)?(?:[,.;:)—–]|--|$)"
    r"|\s+(?:and|or|with|while|by|using|for|without|under|demonstrates?|shows?|respectively)\b"
)
_DATASET = re.compile(r"\s+(?:datasets?|benchmarks?|corpus)\b")
_DESCRIBED = re.compile(DESCRIPTION)
_GOVERNS_DATA = frozenset({"evaluate", "achieve", "compare", None})
_BEFORE_DATA = frozenset({"on", "including"})
_BEFORE_RIVALS = frozenset({None, "to", "including", "over", "such as"})


class _Listed(NamedTuple):
    """Where a name ends that a list may go on from, and what the list holds."""

    end: int
    type: EntityType


def find_unlisted(document: Document, lexicon: Lexicon) -> None:
    """Add a mention for every occurrence of a name that its place in the text shows to be a dataset or a rival."""
    offsets = [cue.start for cue in document.cues]
    found: dict[str, tuple[str, EntityType]] = {}
    last = _Listed(0, EntityType.TASK)
    for match, before in _candidates(document, lexicon):
        name, start, end = match[0], match.start(), match.end()
        if name not in found:
            beside = max(last, before or last)
            rule = _rule(document, offsets, start, end)
            if rule is None and beside.type in _LISTED and _LIST.fullmatch(document.text, beside.end, start):
                found[name] = "list", beside.type
            elif rule == "described":
                found[name] = rule, description_type(document.text, end) or name_type(name) or EntityType.METHOD
            elif rule == "rival":
                found[name] = rule, name_type(name) or EntityType.MODEL
            elif rule is not None:
                found[name] = rule, EntityType.DATASET
            else:
                continue
            if len(found) == MAX_NAMES:
                break
        last = _Listed(end, found[name][1])
    for name, (rule, kind) in found.items():
        _add(document, name, rule, kind)


def _candidates(document: Document, lexicon: Lexicon) -> Iterator[tuple[re.Match[str], _Listed | None]]:
    """Names of the abstract that look made up and are none that is known, each with the known one before it."""
    known = sorted(document.mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in known]
    for match in _COINED.finditer(document.text, document.title_end):
        place = bisect_left(starts, match.end())
        before = known[place - 1] if place else None
        if before is not None and before.end > match.start():
            continue
        name = match[0]
        if len(name) < _SHORTEST or not is_coined(name) or in_artifact(document, match.start()):
            continue
        if lexicon.blocked(name) or lexicon.lookup(name) is not None:
            continue
        yield match, None if before is None or products.is_product(before) else _Listed(before.end, before.type)


def _rule(document: Document, offsets: list[int], start: int, end: int) -> str | None:
    """Which rule takes the name at `start` for one."""
    if _DATASET.match(document.text, end):
        return "dataset"
    in_brackets = document.text[start - 1] == "(" and document.text[end : end + 1] == ")"
    if in_brackets or not _ENDS.match(document.text, end):
        return None
    sentence = document.sentence_at(start)
    preposition, governor, _ = governor_before(document.cues, bisect_left(offsets, start), sentence[0], start)
    if preposition in _BEFORE_DATA and governor in _GOVERNS_DATA and (preposition, governor) != ("including", None):
        return "rival" if (preposition, governor) == ("including", "compare") else "data"
    if (governor == "compare" and preposition in _BEFORE_RIVALS) or (preposition, governor) == ("over", "achieve"):
        return "rival"
    if _DESCRIBED.match(document.text, end) and _first_own(document) < sentence[1]:
        return "described"
    return None


def _first_own(document: Document) -> float:
    """Where the abstract first speaks of the paper's own work; before, it describes other people's."""
    own = (cue.start for cue in document.cues if cue.word in OWN and cue.start > document.title_end)
    return next(own, math.inf)


def _add(document: Document, name: str, rule: str, kind: EntityType) -> None:
    document.mentions += [
        coined_mention(name, at, canonical=name, kind=kind, confidence=CONFIDENCE[rule], rule=f"{RULE}-{rule}")
        for at in occurrences(name, document.text)
    ]
