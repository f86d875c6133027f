"""How far a name of the lexicon goes in a text: versions and sizes, vendors and classes of devices, narrower tasks.

A model family takes its version and size with it (``Llama-3.1-8B-Instruct``), a device its vendor and a trailing GPU,
CPU or FPGA (``NVIDIA A100 GPU``), a task the words that narrow it (``aerial object detection``).
"""

import re
from collections.abc import Container
from typing import NamedTuple

from kg.lexicon import Entry, Lexicon
from kg.lexicon.forms import HYPHENS, Hit
from kg.model import EntityType

_SIZE = r"\d+(?:\.\d+)?[BMKT]"
_TAG = (
    r"base|small|large|huge|giant|tiny|mini|nano|micro|medium|xlarge|xxlarge|xl|xxl|turbo|instruct|it|chat|thinking|pro"
    r"|flash|lite|max|plus|next|ultra|coder|math|vl|vlm|omni|audio|preview|distill|cased|uncased|multilingual|sonnet"
    r"|opus|haiku|codex|scout|maverick|experimental|exp|zero|high|low|sft|dpo|moe|embedding|reranker|r1|v\d"
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
    r"(?:\b(?:Tesla|GeForce|Geforce|Quadro|Instinct|Radeon|Alveo|Kria|Versal|Jetson)[ ~\n-])?\Z"
)
_MEMORY_TAIL = re.compile(r"[ ~\n]\d+ ?GB?\Z")
_MODIFIER = re.compile(r"[^\W_][\w-]*\Z")
_FARTHEST_MAKER = 30
_LONGEST_MODIFIER = 24
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = frozenset(
    "accelerated agnostic and anti as assisted augmented aware backed based bound centric compatible cross deep derived"
    " driven efficient embedded enabled enhanced equipped first for free friendly generated guided hosted hybrid in"
    " induced informed inspired integrated inter intra judged large level like multi native non of only open optimised"
    " optimized oriented post powered pre ready scale self semi side single small specific style sub supported to"
    " trained wide".split()
)
"""Words that make a compound with a name rather than a longer name, also where a title gives them a capital."""


class Find(NamedTuple):
    """A name as it stands in the text, what it is, and which rule says so."""

    start: int
    end: int
    entry: Entry
    canonical: str
    rule: str


def extent(text: str, hit: Hit, entry: Entry, rule: str, lexicon: Lexicon, starts: Container[int]) -> Find | None:
    """The whole of the name that `hit` is or begins; None where it is a piece of a name that is not known.

    `starts` holds the places where a name of the lexicon begins: ``CPU-GPU`` is two names.
    """
    if entry.type is EntityType.MODEL:
        find = _model(text, hit, entry, rule, lexicon)
    elif entry.type is EntityType.HARDWARE:
        find = _device(text, hit, entry, rule, lexicon)
    elif hit.glued:
        return None
    elif entry.type is EntityType.TASK:
        find = _task(text, hit, entry, rule, lexicon)
    else:
        find = Find(hit.start, hit.end, entry, entry.name, rule)
    return find if find and (find.end + 1 in starts or not _goes_on(text, find.end)) else None


def makes_compound(word: str) -> bool:
    """Whether a word tied to a name by a hyphen leaves it a name: ``multi-GPU``, ``BERT-based``, not ``BERT-Foo``."""
    return word.islower() or word.lower() in _COMPOUND


def _goes_on(text: str, end: int) -> bool:
    """Whether a hyphen and a capital or a digit follow: a part of a name that is not known."""
    if end + 1 >= len(text) or text[end] not in HYPHENS:
        return False
    word = _WORD.match(text, end + 1)
    return word is not None and not makes_compound(word[0])


def _known(canonical: str, entry: Entry, lexicon: Lexicon) -> Entry | None:
    known = lexicon.lookup(canonical)
    return known if known is not None and known.type is entry.type else None


def _model(text: str, hit: Hit, entry: Entry, rule: str, lexicon: Lexicon) -> Find | None:
    end = hit.end
    if match := (_VERSION if entry.versions else _VARIANT).match(text, end):
        end = match.end()
    if end == hit.end:
        return None if hit.glued else Find(hit.start, end, entry, entry.name, rule)
    canonical = text[hit.start : end].replace("\n", " ")
    if known := _known(canonical, entry, lexicon):
        return Find(hit.start, end, known, known.name, "lexicon-version")
    return Find(hit.start, end, entry, canonical, "lexicon-version")


def _device(text: str, hit: Hit, entry: Entry, rule: str, lexicon: Lexicon) -> Find | None:
    start, end, canonical = hit.start, hit.end, entry.name
    if entry.versions and (match := _DEVICE_MODEL.match(text, end)):
        end = match.end()
        canonical = f"{canonical} {match[0].strip(' ~-').replace('~', ' ')}"
        rule = "lexicon-device"
    elif hit.glued:
        return None
    if _MEMORY_TAIL.search(text, start, end):  # `A100 80 GB` is an A100; `A100-80GB` is a name of its own
        return None
    if entry.vendor and (match := _DEVICE_CLASS.match(text, end)):
        end = match.end()
    if entry.vendor and (match := _MAKER.search(text, max(0, start - _FARTHEST_MAKER), start)):
        start = match.start()
    if known := _known(canonical, entry, lexicon):
        return Find(start, end, known, known.name, rule)
    return Find(start, end, entry, canonical, rule)


def _task(text: str, hit: Hit, entry: Entry, rule: str, lexicon: Lexicon) -> Find:
    start = hit.start
    if " " in text[start : hit.end]:
        while start and text[start - 1] in " \n":
            word = _MODIFIER.search(text, max(0, start - _LONGEST_MODIFIER), start - 1)
            if word is None or word[0].lower() not in lexicon.modifiers:
                break
            start = word.start()
    if start == hit.start:
        return Find(start, hit.end, entry, entry.name, rule)
    canonical = text[start : hit.end].replace("\n", " ").lower()
    if known := _known(canonical, entry, lexicon):
        return Find(start, hit.end, known, known.name, rule)
    return Find(start, hit.end, entry, canonical, "lexicon-modified")
