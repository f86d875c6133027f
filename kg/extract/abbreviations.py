"""What the abbreviations that a paper defines stand for, and where else they are.

Where the lexicon knows the long form, the short one is the same thing, whatever else it may stand for elsewhere; where
it knows neither, the pair is a name if the text proposes it or if its last word says what kind of thing it is.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.definitions import Definition, definitions
from kg.extract.document import Document
from kg.lexicon import Lexicon
from kg.lexicon.forms import HYPHENS
from kg.model import EntityType, Mention
from kg.names import entity_id, normal_form

_PROPOSED = re.compile(
    r"\b(?:we (?:present|propose|introduce|develop|design|call|term|name|release|construct)"
    r"|this (?:paper|work|study) \w+s|novel|called|named|dubbed|termed|introduc\w+|present(?:s|ing)?|propos\w+|new)\b",
    re.I,
)
_LOOKBACK = 60
"""How far before a long form, in characters, a word of proposing makes it the paper's own."""

_SURE = 0.94
_PROPOSED_CONFIDENCE = 0.75
_COINED_CONFIDENCE = 0.6
"""Shares of the pairs that annotators confirmed, measured as for `names` (benchmarks/lexicon.py)."""

_HEADS = {
    EntityType.MODEL: "autoencoder cnn gan gnn llm mamba net nets network networks perceptron rnn transformer"
    " transformers",
    EntityType.TASK: "answering captioning conversation detection forecasting identification navigation parsing problem"
    " recognition summarization translation vulnerability",
    EntityType.DATASET: "bench benchmark benchmarks corpus dataset datasets suite",
    EntityType.LIBRARY: "compiler library platform simulator toolbox toolkit",
    EntityType.METHOD: "adaptation adapter adapters aggregation algorithm alignment attack attention augmentation"
    " bandit batching block blocks compression control convolution convolutions decoding"
    " decomposition descent distillation embedding embeddings encoder encoding enhancement"
    " estimation factorization fine-tuning finetuning fusion gating generalization gradient layer"
    " learning loss masking matching mechanism memory merging mixer module modules normalization"
    " operator optimisation optimization parallelism pruner pruning quantisation quantization"
    " reasoning regularization reinforcement rendering routing sampling scheduling scheme search"
    " selection sparsification splatting steering table thought training tree tuning unit warping",
}
_TYPE_OF_HEAD = {head: entity_type for entity_type, heads in _HEADS.items() for head in heads.split()}
_TYPE_IF_PROPOSED = {
    "architecture": EntityType.MODEL,
    "engine": EntityType.LIBRARY,
    "evaluation": EntityType.DATASET,
    "model": EntityType.MODEL,
    "models": EntityType.MODEL,
    "segmentation": EntityType.METHOD,
    "system": EntityType.LIBRARY,
}
_MODEL_TAIL = re.compile(r"(?:Net|Former|former|GAN|BERT|GPT|LLM|VLM|YOLO|Mamba|ViT|SSM|NN|SNN|CNN|DiT|T5)$")
_DATASET_TAIL = re.compile(r"(?:Bench|-bench|Set|Corpus)$")
_NO_NAME = re.compile(r"[,:;\\\"]|\b(?:that|which|through|whose|to the|of the|and a)\b")
_CAPITALS = re.compile(r"[A-Z0-9]{2,}")
_MAX_WORDS = 9


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
    for pair in definitions(text):
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


def _meaning(
    document: Document, pair: Definition, lexicon: Lexicon, by_span: dict[tuple[int, int], Mention]
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


def _coined(document: Document, pair: Definition) -> _Meaning | None:
    """The meaning of a pair that the lexicon does not know; None where it is no name, such as a measure or a field."""
    text = document.text
    long = text[pair.long_start : pair.long_end].replace("\n", " ")
    short = text[pair.short_start : pair.short_end]
    if _NO_NAME.search(long) or long.count(" ") >= _MAX_WORDS:
        return None
    head = re.split(r"[ -]", long)[-1].lower()
    proposed = _PROPOSED.search(text, max(0, pair.long_start - _LOOKBACK), pair.long_start) is not None
    entity_type = _TYPE_OF_HEAD.get(head) or (_TYPE_IF_PROPOSED.get(head, EntityType.METHOD) if proposed else None)
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
    canonical = short if own else _singular(long)
    confidence = _PROPOSED_CONFIDENCE if proposed else _COINED_CONFIDENCE
    return _Meaning(entity_type, canonical, entity_id(canonical, entity_type), confidence, "abbreviation-coined")


def _singular(long: str) -> str:
    """A long form without the ending of a plural: "Decision Trees", "Knowledge Hierarchies"."""
    if long.lower().endswith(("series", "species")):
        return long
    if long.endswith("ies") and len(long.split()[-1]) > 4:
        return f"{long[:-3]}y"
    return long[:-1] if long.endswith("s") and not long.endswith("ss") else long


def _is_built(short: str, long: str) -> bool:
    """Whether a short form is itself a name: made of abbreviations (`DP-SGD`) or holding a word (`SA-Pruner`)."""
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
        if (
            not (start and _joins(text[start - 1]))
            and not _joins(text[end : end + 1])
            and not _continues(text, start, end)
        ):
            yield start, end
        start = haystack.find(needle, start + len(needle))


def _joins(char: str) -> bool:
    return char.isalnum() or char == "_"


def _continues(text: str, start: int, end: int) -> bool:
    """Whether a hyphen ties the form to another name: ``Mini-GPT`` is not ``GPT``, ``GPT-based`` is."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if (
        len(before) == 2
        and before[1] in HYPHENS
        and before[0].isalnum()
        and text[max(0, start - 12) : start].rstrip("-")[-1:].isupper()
    ):
        return True
    return len(after) == 2 and after[0] in HYPHENS and (after[1].isupper() or after[1].isdigit())


def _merged(mentions: list[Mention], added: list[Mention], refuted: set[str]) -> list[Mention]:
    """All mentions in text order, none over another: the longer one stays, of two equal spans the new one.

    Old ones of a short form that the paper gives another meaning (`refuted`) go.
    """
    refuted = {normal_form(short) for short in refuted}
    old = [mention for mention in mentions if not refuted or normal_form(mention.text) not in refuted]
    merged: list[Mention] = []
    for mention in sorted(added + old, key=lambda mention: (mention.start, -mention.end)):  # stable: new before old
        if not merged or mention.start >= merged[-1].end:
            merged.append(mention)
    return merged
