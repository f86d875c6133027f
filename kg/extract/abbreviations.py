"""Abbreviations that a paper defines: ``Fully Sharded Data Parallel (FSDP)``, ``DGT (Dynamic Graph Transformer)``.

The long form is found by the algorithm of Schwartz and Hearst (Pacific Symposium on Biocomputing 2003): the letters of the
short form are looked for backwards in the words before the bracket, the first of them at the start of a word. Where the
lexicon knows the long form, the short one is the same thing, whatever else it may stand for elsewhere; where it knows
neither, the pair is a name if the text proposes it or its last word says what kind of thing it is.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.document import Document
from kg.lexicon import Lexicon
from kg.lexicon.forms import HYPHENS
from kg.model import EntityType, Mention
from kg.names import entity_id, normal_form

_BRACKET = re.compile(r"[ ~\n]?\(([^()\n]{2,90})\)")
_SHORT = re.compile(r"[A-Za-z0-9][\w\-+*/.]{0,11}(?: [A-Z0-9][\w.]{0,5})?")
_SHORT_BEFORE = re.compile(r"(?<![\w-])[A-Za-z0-9][\w\-+*/.]*$")
_QUANTITY = re.compile(r"\d+(?:\.\d+)?[A-Za-z%]{0,3}")
_WORD = re.compile(r"[^\s(),;]+")
_LIST = re.compile(r"[,;]")
_STOP = re.compile(r"[.;:)]\s|\n")
_PROPOSED = re.compile(
    r"\b(?:we (?:present|propose|introduce|develop|design|call|term|name|release|construct)|this (?:paper|work|study) \w+s"
    r"|novel|called|named|dubbed|termed|introduc\w+|present(?:s|ing)?|propos\w+|new)\b",
    re.I,
)
_LOOKBACK = 60
"""How far before a long form, in characters, a word of proposing makes it the paper's own."""
_MAX_LONG = 200
_SURE = 0.9
_PROPOSED_CONFIDENCE = 0.8
_COINED_CONFIDENCE = 0.65

_HEADS = {
    EntityType.MODEL: "network networks transformer transformers net nets autoencoder gan mamba perceptron cnn rnn gnn llm",
    EntityType.TASK: "recognition identification detection translation answering problem vulnerability conversation captioning"
    " summarization parsing forecasting navigation",
    EntityType.DATASET: "dataset datasets benchmark benchmarks corpus bench suite",
    EntityType.LIBRARY: "library toolkit toolbox compiler simulator platform",
    EntityType.METHOD: "learning attention module modules tuning fine-tuning finetuning optimization optimisation distillation"
    " fusion compression training block blocks embedding embeddings adapter adapters search alignment matching table layer"
    " selection adaptation encoding convolution control aggregation parallelism masking pruner pruning quantization"
    " quantisation attack splatting enhancement mechanism operator sampling algorithm loss decoding routing scheduling"
    " regularization normalization augmentation mixer encoder thought generalization scheme batching steering gating warping"
    " rendering convolutions factorization decomposition merging reinforcement tree reasoning estimation sparsification gradient"
    " descent bandit memory unit",
}
_MODEL_TAIL = re.compile(r"(?:Net|Former|former|GAN|BERT|GPT|LLM|VLM|YOLO|Mamba|ViT|SSM|NN|SNN|CNN|DiT|T5)$")
_DATASET_TAIL = re.compile(r"(?:Bench|-bench|Set|Corpus)$")
_NO_NAME = re.compile(r"[,:;\\\"]|\b(?:that|which|through|whose|to the|of the|and a)\b")
_CAPITALS = re.compile(r"[A-Z0-9]{2,}")
_MAX_WORDS = 9
_TYPE_OF_HEAD = {head: entity_type for entity_type, heads in _HEADS.items() for head in heads.split()}
_HEAD_IF_PROPOSED = {
    "model": EntityType.MODEL, "models": EntityType.MODEL, "architecture": EntityType.MODEL, "system": EntityType.LIBRARY,
    "engine": EntityType.LIBRARY, "evaluation": EntityType.DATASET, "segmentation": EntityType.METHOD,
}  # fmt: skip


class _Pair(NamedTuple):
    """A long and a short form, as offsets into the text; neither with what follows it, the short one without a plural s."""

    long_start: int
    long_end: int
    short_start: int
    short_end: int


class _Meaning(NamedTuple):
    """What both forms of a pair stand for."""

    type: EntityType
    canonical: str
    entity: str
    confidence: float
    rule: str


def find_abbreviations(document: Document, lexicon: Lexicon) -> None:
    """Add mentions of the abbreviations that the text defines and of their long forms, wherever they stand in it.

    What the paper defines goes before what the lexicon says of the same form.
    """
    text = document.text
    if "(" not in text:
        return
    by_span = {(mention.start, mention.end): mention for mention in document.mentions}
    added: list[Mention] = []
    refuted: set[str] = set()
    done: set[str] = set()
    for pair in _pairs(text):
        short = text[pair.short_start : pair.short_end]
        long = text[pair.long_start : pair.long_end]
        if short in done or lexicon.blocked(long):
            continue
        meaning = _meaning(document, pair, lexicon, by_span)
        if meaning is None:
            if (pair.short_start, pair.short_end) in by_span and not _spells(long, short, lexicon):
                refuted.add(short)
            continue
        done.add(short)
        added += _mentions(text, short, meaning, plural=True)
        if lexicon.lookup(long) is None:
            added += _mentions(text, long, meaning, plural=False)
    if added or refuted:
        document.mentions = _merged(document.mentions, added, refuted)


def _pairs(text: str) -> Iterator[_Pair]:
    """Every bracket that holds the short or the long form of what stands before it."""
    for match in _BRACKET.finditer(text):
        inside = match.start(1)
        first = _LIST.split(match[1], maxsplit=1)[0].strip()
        before = match.start()
        if _SHORT.fullmatch(first) and _is_short(first):
            short = _singular(first)
            start = _long_start(short, text, _window(text, before, len(short)), before)
            if start is not None and before - start > len(short) and any(c in text[start:before] for c in " -\n"):
                yield _Pair(start, before, inside, inside + len(short))
                continue
        word = _SHORT_BEFORE.search(text, max(0, before - 30), before)
        if word and " " in match[1] and _is_short(word[0]):
            short = _singular(word[0])
            if _long_start(short, text, inside, match.end(1)) == inside:
                yield _Pair(inside, match.end(1), word.start(), word.start() + len(short))


def _is_short(form: str) -> bool:
    return 2 <= len(form) <= 14 and sum(char.isupper() for char in form) >= 2 and not _QUANTITY.fullmatch(form)


def _singular(short: str) -> str:
    return short[:-1] if len(short) > 2 and short[-1] == "s" and short[-2].isupper() else short


def _window(text: str, end: int, letters: int) -> int:
    """Where the long form of a short one of so many letters may begin: in the same clause, and not too many words back."""
    begin = max(0, end - _MAX_LONG)
    for stop in _STOP.finditer(text, begin, end):
        begin = stop.end()
    words = [word.start() for word in _WORD.finditer(text, begin, end)]
    most = min(letters + 5, 2 * letters)
    return words[-most] if len(words) >= most else (words[0] if words else end)


def _long_start(short: str, text: str, begin: int, end: int) -> int | None:
    """Where the long form of `short` begins in ``text[begin:end]``; None where its letters are not there in their order."""
    place = end
    for index in range(len(short) - 1, -1, -1):
        char = short[index].lower()
        if not char.isalnum():
            continue
        place -= 1
        while place >= begin and (text[place].lower() != char or (index == 0 and not _starts_word(text, place, begin))):
            place -= 1
        if place < begin:
            return None
    return place


def _starts_word(text: str, place: int, begin: int) -> bool:
    return place == begin or text[place - 1] in " \n/~"


def _meaning(
    document: Document, pair: _Pair, lexicon: Lexicon, by_span: dict[tuple[int, int], Mention]
) -> _Meaning | None:
    """What a pair stands for: the lexicon's reading of the long form, of the short form, or a thing of its own."""
    text = document.text
    long, short = text[pair.long_start : pair.long_end], text[pair.short_start : pair.short_end]
    known = by_span.get((pair.long_start, pair.long_end))
    if known is not None:
        return _Meaning(known.type, known.canonical, known.entity, _SURE, "abbreviation")
    entry = lexicon.lookup(long) or (lexicon.lookup(long[:-1]) if long.endswith("s") else None)
    if entry is None and _spells(long, short, lexicon):
        entry = lexicon.lookup(short)
    if entry is not None:
        return _Meaning(entry.type, entry.name, entry.id, _SURE, "abbreviation")
    return _coined(document, pair)


def _spells(long: str, short: str, lexicon: Lexicon) -> bool:
    """Whether `long` may be another spelling of what the lexicon knows as `short`: they share most of their words."""
    entry = lexicon.lookup(short)
    if entry is None:
        return False
    words = _stems(long)
    spelled = [stems for form in (entry.name, *entry.aliases) if len(stems := _stems(form)) > 1]
    if not spelled:
        return len(short) > 3
    return any(4 * len(words & stems) >= 3 * max(len(words), len(stems)) for stems in spelled)


def _stems(form: str) -> set[str]:
    return {word[:5] for word in re.split(r"[\s\-/]+", form.lower()) if len(word) > 1}


def _coined(document: Document, pair: _Pair) -> _Meaning | None:
    """The meaning of a pair that the lexicon does not know; None where it is no name, such as a measure or a field."""
    text = document.text
    long = text[pair.long_start : pair.long_end].replace("\n", " ")
    short = text[pair.short_start : pair.short_end]
    if _NO_NAME.search(long) or long.count(" ") >= _MAX_WORDS:
        return None
    head = re.split(r"[ -]", long)[-1].lower()
    proposed = _PROPOSED.search(text, max(0, pair.long_start - _LOOKBACK), pair.long_start) is not None
    entity_type = _TYPE_OF_HEAD.get(head) or (_HEAD_IF_PROPOSED.get(head, EntityType.METHOD) if proposed else None)
    if _MODEL_TAIL.search(short):
        entity_type = EntityType.MODEL
    elif _DATASET_TAIL.search(short):
        entity_type = EntityType.DATASET
    if entity_type is None:
        return None
    if proposed and entity_type is EntityType.TASK and long[:1].isupper():
        entity_type = EntityType.METHOD
    mixed = any(char.islower() for char in short)
    if entity_type is EntityType.TASK:
        own = False
    elif entity_type is EntityType.METHOD:
        own = (proposed and _holds(text[: document.title_end], short)) or _is_built(short, long)
    else:
        own = proposed or mixed
    canonical = short if own else (long[:-1] if long.endswith("s") and not long.endswith("ss") else long)
    confidence = _PROPOSED_CONFIDENCE if proposed else _COINED_CONFIDENCE
    return _Meaning(entity_type, canonical, entity_id(canonical, entity_type), confidence, "abbreviation-coined")


def _is_built(short: str, long: str) -> bool:
    """Whether a short form is itself a name: put together of abbreviations (`DP-SGD`) or holding a word (`SA-Pruner`)."""
    parts = short.split("-")
    if len(parts) > 1 and all(_CAPITALS.fullmatch(part) for part in parts):
        return True
    return any(len(word) > 4 and word.lower() in short.lower() for word in re.split(r"[ -]", long))


def _holds(text: str, form: str) -> bool:
    return next(_places(text, form, plural=True), None) is not None


def _mentions(text: str, form: str, meaning: _Meaning, *, plural: bool) -> list[Mention]:
    return [
        Mention(
            text=text[start:end],
            type=meaning.type,
            canonical=meaning.canonical,
            entity=meaning.entity,
            start=start,
            end=end,
            confidence=meaning.confidence,
            rule=meaning.rule,
        )
        for start, end in _places(text, form, plural=plural)
    ]


def _places(text: str, form: str, *, plural: bool) -> Iterator[tuple[int, int]]:
    """Where `form` stands between word bounds. A long form (not `plural`) is looked for whatever its case."""
    haystack, needle = (text, form) if plural else (text.lower(), form.lower())
    if len(haystack) != len(text):
        haystack, needle = text, form
    start = haystack.find(needle)
    while start >= 0:
        end = start + len(needle)
        if plural and text[end : end + 1] == "s":
            end += 1
        if not (start and _joins(text[start - 1])) and not _joins(text[end : end + 1]) and not _continues(text, start, end):
            yield start, end
        start = haystack.find(needle, start + len(needle))


def _joins(char: str) -> bool:
    return char.isalnum() or char == "_"


def _continues(text: str, start: int, end: int) -> bool:
    """Whether a hyphen ties the form to another name: ``Mini-GPT`` is not ``GPT``, ``GPT-based`` is."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if len(before) == 2 and before[1] in HYPHENS and before[0].isalnum() and text[max(0, start - 12) : start].rstrip("-")[
        -1:
    ].isupper():
        return True
    return len(after) == 2 and after[0] in HYPHENS and (after[1].isupper() or after[1].isdigit())


def _merged(mentions: list[Mention], added: list[Mention], refuted: set[str]) -> list[Mention]:
    """The new mentions, and of the old ones those that no new one covers and that are no short form with another meaning."""
    kept: list[Mention] = []
    fresh = {(mention.start, mention.end): mention for mention in reversed(added)}
    spans = sorted(fresh)
    old = sorted(mentions, key=lambda mention: mention.start)
    covered: set[tuple[int, int]] = set()
    index = 0
    for mention in old:
        while index < len(spans) and spans[index][1] <= mention.start:
            index += 1
        over = [span for span in spans[index : index + 3] if span[0] < mention.end and mention.start < span[1]]
        if not over:
            if normal_form(mention.text) not in {normal_form(short) for short in refuted}:
                kept.append(mention)
            continue
        if any(mention.start <= s and e <= mention.end and (s, e) != (mention.start, mention.end) for s, e in over):
            covered.update(over)
            kept.append(mention)
    kept += [mention for span, mention in sorted(fresh.items()) if span not in covered]
    kept.sort(key=lambda mention: (mention.start, -mention.end))
    result: list[Mention] = []
    for mention in kept:
        if not result or mention.start >= result[-1].end:
            result.append(mention)
    return result
