"""Names of the lexicon in a text.

All forms that stand between word bounds are looked at, and the longest is kept; a name inside a longer one is none.
A hyphen compound with a common word holds the name (``PyTorch-based``, ``multi-GPU``); one with an unknown name does not
(``BERT-Whatever``). A model family takes its version and size with it (``Llama-3.1-8B-Instruct``), a device its vendor and a
trailing GPU, CPU or FPGA (``NVIDIA A100 GPU``).
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from kg.extract.document import Document
from kg.lexicon import Entry, Lexicon
from kg.lexicon.forms import HYPHENS, Hit, soften
from kg.model import EntityType, Mention
from kg.names import entity_id

_URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|io|net|ai|dev|edu)/\S*", re.I)

_SIZE = r"\d+(?:\.\d+)?[BMKTbmk]"
_TAG = (
    r"base|small|large|huge|giant|tiny|mini|nano|micro|medium|xlarge|xxlarge|xl|xxl|turbo|instruct|it|chat|thinking|pro|flash"
    r"|lite|max|plus|next|ultra|coder|math|vl|vlm|omni|audio|preview|distill|cased|uncased|multilingual|sonnet|opus|haiku|codex"
    r"|scout|maverick|experimental|exp|zero|base-patch16|high|low|sft|dpo|moe|embedding|reranker|r1|v\d"
)
_HYPHEN_PART = (
    rf"-(?:{_TAG}|{_SIZE}|A{_SIZE}|E{_SIZE}|\d+x{_SIZE}|v?\d+(?:\.\d+)*[a-z]?|[SBLHGT](?:/\d+|\d)?)(?![\w.]*\w)"
)
_SPACE_TAG = (
    r"Pro|Flash|Turbo|Mini|mini|Nano|nano|Ultra|Sonnet|Opus|Haiku|Large|Small|Medium|Instruct|Thinking|Lite|Max|Preview"
    r"|Scout|Maverick|Coder|Omni|Chat|Codex|Next|Plus|Edit"
)
_SPACE_PART = (
    rf"[ \n](?:v?\d+(?:\.\d+)*(?![\d%,.]*\d)(?! ?(?:%|x\b|times\b|[A-Z]?\d))|{_SIZE}|(?-i:{_SPACE_TAG}))(?![\w])(?!-[a-z])"
)
_GLUED = r"v?\d+(?:\.\d+)*[a-z]?(?![\w])"
_VARIANT = re.compile(rf"(?:{_HYPHEN_PART})+", re.I)
_VERSION = re.compile(rf"(?:{_GLUED})?(?:{_HYPHEN_PART}|{_SPACE_PART})*", re.I)

_DEVICE_MODEL = re.compile(
    r"[ ~\n-]?(?:(?:Gold|Silver|Bronze|Platinum|Max|Phi|PRO|Pro|Ada)[ ~-])?(?:[A-Z]{1,2}\d?-?)?\d{2,5}[A-Z]{0,3}\+?"
    r"(?:[ -](?:Ti|SUPER|Super|XTX|XT|Ada|D|Laptop|Mobile|mobile|v\d|\d{3,5}[A-Z]{0,2}))*(?![\w])"
)
_DEVICE_CLASS = re.compile(
    r"(?:-\d+ ?GB?)?(?:[ ~\n](?:laptop|mobile|Laptop|Mobile))?"
    r"[ ~\n-](?:(?:GPU|CPU|FPGA|NPU|TPU|HPU|IPU|SoC|APU)s?|graphics processing units?)(?![\w])(?!-\w)"
)
_MAKER = re.compile(
    r"(?:\b(?:NVIDIA|Nvidia|nvidia|AMD[-/ ]Xilinx|AMD|Intel|Xilinx|Huawei|Qualcomm|Google|Apple|AWS|Arm|ARM|IBM|Altera|Samsung"
    r"|MediaTek|Rockchip|Broadcom|Cambricon|HiSilicon)(?:[ ~\n-]|(?<=NVIDIA)-))?"
    r"(?:\b(?:Tesla|GeForce|Geforce|Quadro|Instinct|Radeon|Alveo|Kria|Versal|Jetson)[ ~\n-])?$"
)
_MEMORY_TAIL = re.compile(r"[ ~\n]\d+ ?GB?$")
_MODIFIER = re.compile(r"[^\W_][\w-]*$")
_WORD_BEFORE = re.compile(r"[^\W_]+$")
_WORD_AFTER = re.compile(r"[^\W_]+")
_COMPOUND = frozenset(
    "based accelerated aware free guided driven enabled enhanced augmented powered like style level trained only specific generated"
    " assisted native centric agnostic optimized optimised inspired oriented friendly efficient compatible induced integrated to"
    " in and for as of first side bound hosted backed informed supported equipped embedded ready scale wide derived judged"
    " multi non pre cross sub single intra inter self semi anti post hybrid small large deep open".split()
)


class _Find(NamedTuple):
    start: int
    end: int
    entry: Entry
    canonical: str
    rule: str


_CONFIDENCE = {"lexicon": 0.9, "lexicon-context": 0.85, "lexicon-version": 0.9, "lexicon-device": 0.9, "lexicon-modified": 0.75}


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
    skipped = _urls(document)
    last = 0
    for *_, find in finds:
        if find.start < last or any(start < find.end and find.start < end for start, end in skipped):
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
                confidence=_CONFIDENCE[find.rule],
                rule=find.rule,
            )
        )


def _contains(text: str) -> Callable[[str], bool]:
    """A test for words of the text that begin in a certain way; the text is made ready at the first question."""
    ready: list[str] = []

    def contains(word: str) -> bool:
        if not ready:
            ready.append(f" {soften(text).lower()}")
        return f" {word}" in ready[0]

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
    """The spans of the text that are URLs."""
    spans = [(artifact.start, artifact.end) for artifact in document.artifacts]
    if "/" in document.text:
        spans += [match.span() for match in _URL.finditer(document.text)]
    return spans
