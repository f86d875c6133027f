"""Where a text introduces a name, and what a name that somebody made up looks like.

`introductions` reads four forms: the title (`Foo: A Library for Bars`), the objects of an introducing verb ("we present
Foo, a library", "we propose a Fast Object Orderer (FOO)"), "a framework called Foo", and variants (`Foo-7B`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.cues import CALLING, INTRODUCING, OTHERS, OWN, OWN_CALLING, STRONG, Cue
from kg.extract.document import Document
from kg.extract.heads import head_type, phrase_type
from kg.model import EntityType, Mention
from kg.names import entity_id

_Token = tuple[str, int, int]

_TITLE = re.compile(r"([^\s:(][^:(\n]{0,59}?)\s*+(?:\(([^()\n]{2,40})\))?\s*+(?::|(?<=\s)[–—-]{1,3})\s")
_LONGEST_TITLE = 500
_LONGEST_PHRASE = 140
_LONGEST_NAME = 80
_TOKEN = re.compile(r"[^\W_](?:[\w@+.’'/]|-(?!-))*(?<![.'’/-])\+*|\\[a-zA-Z]+|\S")
_MARKUP = frozenset(
    [*"{}$`'\"“”‘’*~", *(rf"\{command}" for command in "textbf textit texttt textsc textsf text emph em bf it".split())]
)
_LEADING = frozenset("a an the our its this two three four both new novel also first another one".split())
_STOPS = frozenset(
    "for that which to with using based on in by via from where whose such of as through over under when while is "
    "are was were can into than without across it they we and or".split()
)
_AFTER_NAME = frozenset(", . : ; ( ) that which to for and — – -- - is as with ! ?".split())
_INSIDE_NAME = frozenset("of for with the to in".split())
_TAILS = frozenset(
    "based driven aware guided like style level accelerated enabled augmented enhanced powered only free specific "
    "oriented inspired centric native assisted trained compatible related type side tuned optimized agnostic bound "
    "scale sized wise shot bit time first and grade class informed conditioned supervised equipped ready friendly "
    "efficient infused integrated generated rich capable mediated controlled".split()
)
_GENERIC = frozenset(
    "AI ML NLP CV DL LLM LLMs VLM VLMs MLLM MLLMs LVLM LVLMs GPU GPUs CPU CPUs TPU TPUs NPU NPUs FPGA FPGAs ASIC IoT "
    "API APIs CNN CNNs RNN RNNs GNN GNNs DNN DNNs SNN SNNs MLP MLPs GAN GANs LSTM RL SOTA SoTA QA OCR UAV UAVs SQL "
    "HPC SIMD PhD GitHub COVID-19 KV RAG MoE ViT ViTs NAS PDE PDEs ODE ODEs MRI CT EEG ECG SLM SLMs TTS ASR MCP RGB "
    "LiDAR ICLR NeurIPS ICML CVPR ACL EMNLP IEEE ACM SoC SoCs IP FLOPs FPS IoU mIoU mAP F1 AUC AUROC BLEU ROUGE PSNR "
    "SSIM Python Java JavaScript TypeScript Rust Julia Fortran Haskell Scala Matlab MATLAB English Chinese LaTeX II "
    "III IV US USA UK EU CLI GUI SDK RQ1 RQ2 PDF HTML JSON XML".split()
)


class Introduction(NamedTuple):
    """One place that introduces a name; `type` is what its words call the thing, None where they do not tell."""

    name: str
    start: int
    rule: str
    type: EntityType | None


def introductions(document: Document) -> Iterator[Introduction]:
    """Every place of the text that introduces a name as the paper's own."""
    yield from _title(document)
    for cue, start, end in _own_cues(document):
        if cue.word in INTRODUCING:
            yield from _objects(document.text, cue, end)
        else:
            yield from _called(document.text, cue, start, end)


def is_coined(word: str) -> bool:
    """Whether a word looks made up: capitals or digits inside (`FooNet`, `GPT4`, `RAPTOR`), no compound (`GPU-based`).

    >>> [is_coined(word) for word in ("DeepFoo", "FOO", "foo2bar", "Foo", "GPU-based", "16GB")]
    [True, True, True, False, False, False]
    """
    if not word or word in _GENERIC or word[0].isdigit() or " " in word or "://" in word:
        return False
    if sum(map(str.isalpha, word)) < 2:
        return False
    head, _, tail = word.rpartition("-")
    if head and (is_compound(word) or (tail.isalpha() and tail.islower() and len(tail) > 3) or head.islower()):
        return False
    rest = word[1:]
    return rest != rest.lower() or (not rest.isalpha() and rest.isalnum())


def is_compound(word: str) -> bool:
    """Whether a word ends like an ordinary compound: `GPU-based`, `Memory-Aware`."""
    head, _, tail = word.rpartition("-")
    return bool(head or word.startswith("-")) and tail.lower() in _TAILS


def occurrences(name: str, text: str) -> Iterator[int]:
    """Where `name` stands in `text` as a word of its own."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            yield at
        at = text.find(name, end)


def coined_mention(text: str, start: int, *, canonical: str, kind: EntityType, confidence: float, rule: str) -> Mention:
    """The mention at `start` of a name that the lexicon does not hold: its entity follows from name and type."""
    return Mention(
        text=text,
        type=kind,
        canonical=canonical,
        entity=entity_id(canonical, kind),
        start=start,
        end=start + len(text),
        confidence=confidence,
        rule=rule,
    )


def in_artifact(document: Document, offset: int) -> bool:
    """Whether `offset` lies in an address, where no name counts."""
    return any(artifact.start <= offset < artifact.end for artifact in document.artifacts)


def _title(document: Document) -> Iterator[Introduction]:
    """`Foo: A Library for Bars`; plain capitalised words only where the abstract comes back to them."""
    title = document.text[: min(document.title_end, _LONGEST_TITLE) + 1]
    match = _TITLE.match(title, len(title) - len(title.lstrip()))
    if not match:
        return
    name, beside = match[1], match[2]
    words = name.split()
    abstract = document.text[document.title_end :]
    if beside and is_coined(beside):
        name, at = beside, match.start(2)
        good = True
    else:
        at = match.start(1)
        good = len(words) == 1 and is_coined(name)
        if not good and len(words) <= 5 and all(word[0].isupper() or word in _INSIDE_NAME for word in words):
            good = next(occurrences(name, abstract), None) is not None
    if good:
        yield Introduction(name, at, "title", phrase_type(title[match.end() :]))


def _own_cues(document: Document) -> Iterator[tuple[Cue, int, int]]:
    """The introducing and calling words that the paper's own work governs ("we ... propose"), with their sentences."""
    own = others = -1
    start = end = 0
    for cue in document.cues:
        word = cue.word
        if word in _TELLING and cue.start > document.title_end:
            if cue.start >= end:
                start, end = document.sentence_at(cue.start)
            if word in OWN_CALLING:
                own = cue.start
            if own >= start > others and cue.end < end:
                yield cue, start, end
        elif word in OWN:
            own = cue.start
        elif word in OTHERS:
            others = cue.start


_TELLING = INTRODUCING | CALLING
_NAME = re.compile(r"[A-Z0-9]")


def _objects(text: str, verb: Cue, end: int) -> Iterator[Introduction]:
    """What "we propose", "this paper presents", "we release" and their like have for objects."""
    end = min(end, verb.end + _LONGEST_PHRASE)
    if _NAME.search(text, verb.end, end):
        yield from _phrase(text, _tokens(text, verb.end, end), strong=verb.word in STRONG)


def _phrase(text: str, tokens: list[_Token], *, strong: bool) -> Iterator[Introduction]:
    """The names in one noun phrase, read token by token up to its first preposition or relative clause."""
    content: list[str] = []
    for i, (token, at, _) in enumerate(tokens):
        following = tokens[i + 1][0] if i + 1 < len(tokens) else "."
        before = tokens[i - 1][0] if i else ""
        if token == "(":
            if len(content) > 1 and is_coined(following) and tokens[i + 2 : i + 3] and tokens[i + 2][0] == ")":
                yield Introduction(following, tokens[i + 1][1], "introduce-short", head_type(" ".join(content)))
            return
        if token.lower() in _STOPS or token == ";":
            return
        if not content and (is_coined(token) or _is_name(token)):
            last = _run(tokens, i)
            after = tokens[last + 1][0] if last + 1 < len(tokens) else "."
            name = text[at : tokens[last][2]]
            kind = description_type(text, tokens[last][2])
            if last == i and is_coined(token):
                if strong or after in _AFTER_NAME or head_type(after):
                    yield Introduction(name, at, "introduce", kind)
                return
            if after == "(":
                inside = tokens[last + 2][0] if last + 3 < len(tokens) and tokens[last + 3][0] == ")" else ""
                if is_coined(inside):
                    yield Introduction(inside, tokens[last + 2][1], "introduce-short", head_type(name) or kind)
                return
            if after in _AFTER_NAME or head_type(after):
                if last > i:
                    yield Introduction(name, at, "introduce-capitals", kind)
                elif kind is not None and head_type(name) is None:
                    yield Introduction(name, at, "introduce-name", kind)
            return
        if is_coined(token) and (before == "," or head_type(before)) and following in _AFTER_NAME:
            if strong:
                yield Introduction(token, at, "introduce-head", head_type(" ".join(content)))
            return
        if token.lower() not in _LEADING and token != ",":
            content.append(token)


def _called(text: str, cue: Cue, start: int, end: int) -> Iterator[Introduction]:
    """`a framework called Foo`; `start` and `end` are the sentence's."""
    tokens = _tokens(text, cue.end, min(end, cue.end + _LONGEST_NAME))
    while tokens and tokens[0][0] in _LEADING:
        del tokens[0]
    if not tokens:
        return
    token, at, _ = tokens[0]
    if is_coined(token) or _is_name(token):
        last = _run(tokens, 0)
        after = tokens[last + 1][0] if last + 1 < len(tokens) else "."
        inside = tokens[last + 2][0] if last + 3 < len(tokens) and tokens[last + 3][0] == ")" else ""
        kind = head_type(text[max(start, cue.start - _LONGEST_NAME) : cue.start])
        if after == "(" and is_coined(inside) and last:
            yield Introduction(inside, tokens[last + 2][1], "called", kind)
        elif is_coined(token) or after in _AFTER_NAME:
            yield Introduction(text[at : tokens[last][2]], at, "called", kind)


def description_type(text: str, end: int) -> EntityType | None:
    """The type that the words after a name give it: the next noun ("the Foo dataset") or ", a new dataset of ..."."""
    match = _APPOSITION.match(text, end, min(len(text), end + 260))
    if match:
        return phrase_type(match[1])
    match = _NEXT_WORD.match(text, end)
    return head_type(match[1]) if match else None


_APPOSITION = re.compile(
    r"[\s}\"'”]*(?:\([^()]{1,100}\))?[\s}\"'”]*(?:,|:|--+|—|–|,? which is|,? as|is)\s*(?:i\.e\.,?\s*)?"
    r"(?:a|an|the|our|one|first|new|novel|two|three)\s([^.;]{1,140})"
)
_NEXT_WORD = re.compile(r"[\s}\"'”]+([a-z-]+)\b")


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    found = ((m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end))
    return [token for token in found if token[0] not in _MARKUP]


def _run(tokens: list[_Token], i: int) -> int:
    """The index of the last token of the capitalised name that begins at `i`."""
    last = i
    for j in range(i + 1, min(i + 8, len(tokens))):
        word = tokens[j][0]
        if tokens[j][1] - tokens[j - 1][2] > 1:
            break
        if _is_name(word) or is_coined(word):
            last = j
        elif word not in _INSIDE_NAME and not (word == "and" and not is_coined(tokens[i][0])):
            break
    return last


def _is_name(word: str) -> bool:
    if not word[0].isupper() or len(word) < 3 or word in _GENERIC:
        return False
    return not is_compound(word)
