"""Names that no list holds, known by the company they keep: data after "evaluated on", rivals after "outperforms".

Only names that look made up are taken, where the words round them leave little doubt of what they are: the place asks
for a name, and the name ends there ("on FooQA and", not "on FooQA questions").
"""

import re
from bisect import bisect_left

from kg import names
from kg.extract.coined import in_artifact, is_coined, occurrences
from kg.extract.contexts import governor_before
from kg.extract.document import Document
from kg.extract.heads import name_type
from kg.lexicon import Lexicon
from kg.model import EntityType, Mention

RULE = "unlisted-"
"""How the rules of this stage begin."""

CONFIDENCE = {"data": 0.8, "dataset": 0.85, "rival": 0.6, "list": 0.75}
"""How often each rule's find is a name of that type, measured on annotated abstracts."""

MAX_NAMES = 200
"""A text with more of them is none of a paper; what comes after is not looked for."""

_SHORTEST = 4
_LISTED = frozenset({EntityType.DATASET, EntityType.MODEL})
_LIST = re.compile(r"\s*(?:,|/|,?\s+and|,?\s+or)\s+(?:the\s+)?")
_COINED = re.compile(r"(?<![\w@.+/\\{$-])[A-Za-z][a-z]*+-?[A-Z0-9](?:[\w@+.]|-(?!-))*(?<![.-])(?![\w/])")
_ENDS = re.compile(
    r"\s*(?:\([^()\n]{1,60}\)\s*)?(?:[,.;:)\n]|$)"
    r"|\s+(?:and|or|with|while|by|using|for|without|under|demonstrates?|shows?|respectively)\b"
)
_DATASET = re.compile(r"\s+(?:datasets?|benchmarks?|corpus)\b")
_GOVERNS_DATA = frozenset({"evaluate", "achieve", "compare", None})
_BEFORE_DATA = frozenset({"on", "including"})
_BEFORE_RIVALS = frozenset({None, "to", "including", "over", "such as"})


def find_unlisted(document: Document, lexicon: Lexicon) -> None:
    """Add a mention for every occurrence of a name that its place in the text shows to be a dataset or a rival."""
    text = document.text
    known = sorted(document.mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in known]
    offsets = [cue.start for cue in document.cues]
    found: dict[str, tuple[str, EntityType]] = {}
    last: tuple[int, EntityType] | None = None
    for match in _COINED.finditer(text, document.title_end):
        name, start, end = match[0], match.start(), match.end()
        before = bisect_left(starts, end) - 1
        neighbour = known[before] if before >= 0 else None
        if neighbour is not None and neighbour.end > start:
            continue
        if name not in found:
            if len(name) < _SHORTEST or not is_coined(name) or lexicon.blocked(name) or lexicon.lookup(name):
                continue
            if in_artifact(document, start) or len(found) == MAX_NAMES:
                continue
            beside = last
            if (
                neighbour is not None
                and (last is None or neighbour.end > last[0])
                and not neighbour.rule.startswith("product")
            ):
                beside = neighbour.end, neighbour.type
            rule = _rule(document, offsets, start, end)
            if rule is not None:
                found[name] = rule, _type(name, rule)
            elif beside is not None and beside[1] in _LISTED and _LIST.fullmatch(text, beside[0], start):
                found[name] = "list", beside[1]
            else:
                continue
        last = end, found[name][1]
    for name, (rule, kind) in found.items():
        _add(document, name, rule, kind)


def _type(name: str, rule: str) -> EntityType:
    return (name_type(name) or EntityType.MODEL) if rule == "rival" else EntityType.DATASET


def _rule(document: Document, offsets: list[int], start: int, end: int) -> str | None:
    """Which rule takes the name at `start` for one."""
    if _DATASET.match(document.text, end):
        return "dataset"
    if not _ENDS.match(document.text, end):
        return None
    sentence = document.sentence_at(start)[0]
    preposition, governor, _ = governor_before(document.cues, bisect_left(offsets, start), sentence, start)
    if preposition in _BEFORE_DATA and governor in _GOVERNS_DATA and (preposition, governor) != ("including", None):
        return "rival" if (preposition, governor) == ("including", "compare") else "data"
    if (governor == "compare" and preposition in _BEFORE_RIVALS) or (preposition, governor) == ("over", "achieve"):
        return "rival"
    return None


def _add(document: Document, name: str, rule: str, kind: EntityType) -> None:
    for at in occurrences(name, document.text):
        document.mentions.append(
            Mention(
                text=name,
                type=kind,
                canonical=name,
                entity=names.entity_id(name, kind),
                start=at,
                end=at + len(name),
                confidence=CONFIDENCE[rule],
                rule=RULE + rule,
            )
        )
