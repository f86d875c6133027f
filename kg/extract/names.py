"""Names of the lexicon in a text.

All forms that stand between word bounds are looked at, and the longest is kept; a name inside a longer one is none.
A hyphen compound with a common word holds the name (``PyTorch-based``, ``multi-GPU``), one with an unknown name does
not (``BERT-Whatever``). A model family takes its version and size with it (``Llama-3.1-8B-Instruct``), a device its
vendor and a trailing GPU, CPU or FPGA (``NVIDIA A100 GPU``), a task the words that narrow it (``aerial object detection``).
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from kg.extract.document import Document
from kg.lexicon import Entry, Lexicon
from kg.lexicon.forms import HYPHENS, Hit, soften
from kg.model import EntityType, Mention
from kg.names import entity_id

_URL = re.compile(r"(?:https?://|www\.|\.(?:com|org|io|net|ai|dev|edu)/)\S*", re.I)
_MAX_HOST = 80

_SIZE = r"\d+(?:\.\d+)?[BMKT]"
_TAG = (
    r"base|small|large|huge|giant|tiny|mini|nano|micro|medium|xlarge|xxlarge|xl|xxl|turbo|instruct|it|chat|thinking|pro"
    r"|flash|lite|max|plus|next|ultra|coder|math|vl|vlm|omni|audio|preview|distill|cased|uncased|multilingual|sonnet|opus"
    r"|haiku|codex|scout|maverick|experimental|exp|zero|high|low|sft|dpo|moe|embedding|reranker|r1|v\d"
)
_SPACED_TAG = (
    r"Pro|Flash|Turbo|Mini|mini|Nano|nano|Ultra|Sonnet|Opus|Haiku|Large|Small|Medium|Instruct|Thinking|Lite|Max|Preview"
    r"|Scout|Maverick|Coder|Omni|Chat|Codex|Next|Plus|Edit"
)
_HYPHENED = rf"-(?:{_TAG}|[AE]?{_SIZE}|\d+x{_SIZE}|v?\d+(?:\.\d+)*[a-z]?|[SBLHGT](?:/\d+|\d)?)(?![\w.]*\w)"
_COUNT_FOLLOWS = r"(?![\d%,.]*\d)(?! ?(?:%|x\b|times\b|[A-Z]?\d))"
_SPACED = rf"[ \n](?:v?\d+(?:\.\d+)*{_COUNT_FOLLOWS}|{_SIZE}|(?-i:{_SPACED_TAG}))(?!\w)(?!-[a-z])"
_GLUED = r"v?\d+(?:\.\d+)*[a-z]?(?!\w)"
_VARIANT = re.compile(rf"(?:{_HYPHENED})+", re.I)
"""What makes a variant of any model: ``-base``, ``-7B``, ``-B/16``."""
_VERSION = re.compile(rf"(?:{_GLUED})?(?:{_HYPHENED}|{_SPACED})*", re.I)
"""What a family whose names carry versions takes with it: ``3.5-9B``, `` 4 Opus``, ``v12``."""

_DEVICE_MODEL = re.compile(
    r"[ ~\n-]?(?:(?:Gold|Silver|Bronze|Platinum|Max|Phi|PRO|Pro|Ada)[ ~-])?(?:[A-Z]{1,2}\d?-?)?\d{2,5}[A-Z]{0,3}\+?"
    r"(?:[ -](?:Ti|SUPER|Super|XTX|XT|Ada|D|Laptop|Mobile|mobile|v\d|\d{3,5}[A-Z]{0,2})(?!\w))*(?!\w)"
)
"""The number of a device of a line: `` 4090``, `` Gold 6248R``, ``-9700K``, ``2080 Ti``."""
_DEVICE_CLASS = re.compile(
    r"(?:-\d+ ?GB?)?(?:[ ~\n][Ll]aptop|[ ~\n][Mm]obile)?"
    r"[ ~\n-](?:(?:GPU|CPU|FPGA|NPU|TPU|HPU|IPU|SoC|APU)s?|graphics processing units?)(?!\w)(?!-\w)"
)
_MAKER = re.compile(
    r"(?:\b(?:NVIDIA|Nvidia|nvidia|AMD[-/ ]Xilinx|AMD|Intel|Xilinx|Huawei|Qualcomm|Google|Apple|AWS|Arm|ARM|IBM|Altera"
    r"|Samsung|MediaTek|Rockchip|Broadcom|Cambricon|HiSilicon)[ ~\n-])?"
    r"(?:\b(?:Tesla|GeForce|Geforce|Quadro|Instinct|Radeon|Alveo|Kria|Versal|Jetson)[ ~\n-])?$"
)
_MEMORY_TAIL = re.compile(r"[ ~\n]\d+ ?GB?$")
_MODIFIER = re.compile(r"[^\W_][\w-]*$")
_WORD_BEFORE = re.compile(r"[^\W_]+$")
_WORD_AFTER = re.compile(r"[^\W_]+")
_COMPOUND = frozenset(
    "accelerated agnostic and anti as assisted augmented aware backed based bound centric compatible cross deep derived"
    " driven efficient embedded enabled enhanced equipped first for free friendly generated guided hosted hybrid in induced"
    " informed inspired integrated inter intra judged large level like multi native non of only open optimised optimized"
    " oriented post powered pre ready scale self semi side single small specific style sub supported to trained wide".split()
)
"""Words that make a compound with a name rather than a longer name, also where a title gives them a capital."""


class _Find(NamedTuple):
    start: int
    end: int
    entry: Entry
    canonical: str
    rule: str


_CONFIDENCE = {
    EntityType.FRAMEWORK: 0.95,
    EntityType.HARDWARE: 0.93,
    EntityType.MODEL: 0.91,
    EntityType.DATASET: 0.87,
    EntityType.METHOD: 0.85,
    EntityType.LIBRARY: 0.8,
    EntityType.TASK: 0.73,
}
"""Share of the finds of each type that annotators confirmed on abstracts not used for the lexicon (benchmarks/lexicon.py)."""
_CONFIDENCE_OF_RULE = {"lexicon-context": 0.8, "lexicon-version": 0.87, "lexicon-device": 0.87, "lexicon-modified": 0.6}


def find_names(document: Document, lexicon: Lexicon) -> None:
    """Add a mention for every name of the lexicon in the text, none inside another and none inside a URL."""
    text = document.text
    hits = lexicon.matcher.find(text)
    if not hits:
        return
    contains = _contains(text)
    starts = {hit.start for hit in hits}
    ends = {hit.end for hit in hits}
    finds = []
    for hit in hits:
        if _cut_out(text, hit, starts, ends):
            continue
        find = _settle(text, hit, lexicon, contains)
        if find is not None:
            finds.append((find.start, -find.end, hit.start - hit.end, find))
    finds.sort(key=lambda ranked: ranked[:3])  # of two finds of the same span, that of the longer form
    urls = _urls(document)
    last = url = 0
    for *_, find in finds:
        while url < len(urls) and urls[url][1] <= find.start:
            url += 1
        if find.start < last or (url < len(urls) and urls[url][0] < find.end):
            continue
        last = find.end
        entry = find.entry
        document.mentions.append(
            Mention(
                text=text[find.start : find.end],
                type=entry.type,
                canonical=find.canonical,
                entity=entry.id if find.canonical == entry.name else entity_id(find.canonical, entry.type),
                start=find.start,
                end=find.end,
                confidence=_CONFIDENCE_OF_RULE.get(find.rule) or _CONFIDENCE[entry.type],
                rule=find.rule,
            )
        )


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


def _cut_out(text: str, hit: Hit, starts: set[int], ends: set[int]) -> bool:
    """Whether the hit is a piece of a longer hyphenated name that is not known as a whole."""
    if hit.start > 1 and text[hit.start - 1] in HYPHENS and hit.start - 1 not in ends:
        word = _WORD_BEFORE.search(text, max(0, hit.start - 30), hit.start - 1)
        if word and not (word[0].islower() or word[0].isdigit() or word[0].lower() in _COMPOUND):
            return True
    if not hit.glued and text[hit.end : hit.end + 1] in HYPHENS and text[hit.end : hit.end + 1]:
        word = _WORD_AFTER.match(text, hit.end + 1)
        if word and hit.end + 1 not in starts and not (word[0].islower() or word[0].lower() in _COMPOUND):
            return not any(form.entry.type in _EXTENDED for form in hit.forms)
    return False


_EXTENDED = (EntityType.MODEL, EntityType.HARDWARE)


def _settle(text: str, hit: Hit, lexicon: Lexicon, contains: Callable[[str], bool]) -> _Find | None:
    """The reading of a hit, with version or vendor taken in."""
    for form in hit.forms:
        entry, rule = form.entry, "lexicon"
        if form.senses:
            sense = next((sense for sense in form.senses if sense.holds(contains)), None)
            if sense is None:
                continue
            entry, rule = sense.entry, "lexicon-context"
        if entry.type is EntityType.MODEL:
            return _model(text, hit, entry, rule, lexicon)
        if entry.type is EntityType.HARDWARE:
            return _device(text, hit, entry, rule, lexicon)
        if entry.type is EntityType.TASK:
            return _task(text, hit, entry, rule, lexicon)
        if not hit.glued:
            return _Find(hit.start, hit.end, entry, entry.name, rule)
    return None


def _model(text: str, hit: Hit, entry: Entry, rule: str, lexicon: Lexicon) -> _Find | None:
    """A model with its version and size; None where an unknown name goes on."""
    end = hit.end
    pattern = _VERSION if entry.versions else _VARIANT
    if match := pattern.match(text, end):
        end = match.end()
    if end == hit.end:
        if hit.glued or _goes_on(text, end):
            return None
        return _Find(hit.start, end, entry, entry.name, rule)
    if _goes_on(text, end):
        return None
    canonical = text[hit.start : end].replace("\n", " ")
    known = lexicon.lookup(canonical)
    if known is not None and known.type is EntityType.MODEL:
        return _Find(hit.start, end, known, known.name, "lexicon-version")
    return _Find(hit.start, end, entry, canonical, "lexicon-version")


def _task(text: str, hit: Hit, entry: Entry, rule: str, lexicon: Lexicon) -> _Find:
    """A task with the words before it that make it a narrower one: ``underwater object detection``."""
    start = hit.start
    if " " in text[hit.start : hit.end]:
        while start and text[start - 1] in " \n":
            word = _MODIFIER.search(text, max(0, start - 24), start - 1)
            if word is None or word[0].lower() not in lexicon.modifiers:
                break
            start = word.start()
    if start == hit.start:
        return _Find(start, hit.end, entry, entry.name, rule)
    canonical = text[start : hit.end].replace("\n", " ").lower()
    known = lexicon.lookup(canonical)
    if known is not None and known.type is EntityType.TASK:
        return _Find(start, hit.end, known, known.name, rule)
    return _Find(start, hit.end, entry, canonical, "lexicon-modified")


def _goes_on(text: str, end: int) -> bool:
    """Whether a hyphen and a capital or a digit follow: a part of a name that is not known."""
    if text[end : end + 1] not in HYPHENS or not text[end : end + 1]:
        return False
    word = _WORD_AFTER.match(text, end + 1)
    return word is not None and not (word[0].islower() or word[0].lower() in _COMPOUND)


def _device(text: str, hit: Hit, entry: Entry, rule: str, lexicon: Lexicon) -> _Find | None:
    """A device with its vendor before it and its model number and class behind."""
    start, end = hit.start, hit.end
    canonical = entry.name
    if entry.versions and (match := _DEVICE_MODEL.match(text, end)):
        end = match.end()
        canonical = f"{canonical} {match[0].strip(' ~-').replace('~', ' ').replace(chr(10), ' ')}"
        rule = "lexicon-device"
    elif hit.glued:
        return None
    if _MEMORY_TAIL.search(text, start, end):
        return None
    if entry.vendor:
        if match := _DEVICE_CLASS.match(text, end):
            end = match.end()
        elif _goes_on(text, end):
            return None
        if start and text[start - 1] in " ~\n-" and (match := _MAKER.search(text, max(0, start - 30), start)):
            start = match.start()
    elif _goes_on(text, end):
        return None
    known = lexicon.lookup(canonical)
    if known is not None and known.type is EntityType.HARDWARE:
        return _Find(start, end, known, known.name, rule)
    return _Find(start, end, entry, canonical, rule)


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
