"""In what context a name stands: in whose part of the text, after which preposition, governed by which word.

"We evaluate it on ImageNet and COCO": both names stand in the paper's *own* part, after `on`, governed by an `evaluate`
word. A list shares the context of its first name. It is no parse, but it is fast, and most abstracts are this plain.
"""

import re
from bisect import bisect_left
from typing import Literal, NamedTuple

from kg.extract.coined import OWN
from kg.extract.document import Document
from kg.model import Mention

Role = Literal["title", "own", "later", "background"]
"""Where a sentence stands: the title; a sentence that speaks of the paper's own work; another one after the first such
sentence; what comes before it, mostly the state of the field."""

_WORD_CLASSES = {
    "evaluate": "evaluate evaluated evaluates evaluating evaluation evaluations experiment experiments experimental test "
    "tested testing tests benchmark benchmarked benchmarking benchmarks validate validated validation assess assessed "
    "demonstrate demonstrated verified",
    "achieve": "achieve achieves achieved achieving attain attains attaining reach reaches reaching results result "
    "performance accuracy obtains yields yielding delivers improvement improvements improves improve score scores gains gain "
    "reduces reduction speedup speedups state-of-the-art performs",
    "train": "train trained training trains pretrain pretrained pre-trained pretraining pre-training finetune fine-tuned "
    "fine-tune fine-tuning finetuned distilled learned",
    "compare": "outperform outperforms outperformed outperforming surpass surpasses surpassed surpassing exceed exceeds "
    "exceeding beat beats beating compared versus vs relative than faster better superior higher "
    "lower baselines baseline competitive comparable matches matching rivals against",
    "propose": "propose proposes proposed proposing introduce introduces introduced introducing present presents presented "
    "presenting develop develops developed design designed release releases",
    "use": "use uses used using utilize utilizes utilizing utilized leverage leverages leveraging leveraged employ employs "
    "employing employed adopt adopts adopting adopted exploit exploits exploiting apply applies applied applying",
    "combine": "combine combines combining combined integrate integrates integrating integrated incorporate incorporates "
    "incorporating incorporated fuse fuses fusing merges unify unifies coupled equipped augmented enhanced consists comprises "
    "comprising",
    "implement": "implement implements implemented implementing implementation built build builds building based extend "
    "extends extending written code",
    "support": "support supports supporting supported compatible interoperable interoperability available interface "
    "interfaces plug-in integration export exports wrapper exposes",
    "run": "run runs running deploy deployed deploying deployment execute executed executes executing hardware single "
    "commodity consumer inference latency",
    "accelerate": "accelerate accelerates accelerating accelerated speed optimize optimizes optimizing compress compresses "
    "compressing prune quantize quantizing quantized adapt adapting adapts compare comparing comparison study analyze analyzing investigate explore "
    "understand examine understanding efficiency scaling scale",
    "list": "such e.g",
    "others": "existing recent traditional conventional current widely popular prior previous while although despite however "
    "unlike",
}
_CLASS = {word: name for name, words in _WORD_CLASSES.items() for word in words.split()}
_PREPOSITIONS = frozenset(
    "on for in of with to from over by via through across as between into like including under at within".split()
)
_WORD = re.compile(r"[A-Za-z][\w’'.-]*\w|[a-z]|[;:]")
_REACH = 14
"""How many words before a name its governor may stand."""

_SAME_LIST = re.compile(r"(?:[\s(),/&\"'`{}$]|\band\b|\bor\b|\bas well as\b|\bboth\b|\bthe\b|\bplus\b|\\\w+)*")
_SPEAKS_OF_OWN = re.compile(
    OWN.pattern[:-3] + r"|[Tt]he (?:proposed|resulting)|[Ee]xperiment(?:s|al)|[Rr]esults|[Ee]valuations?|[Ee]valuated"
    r"|[Ee]mpirical(?:ly)?|[Ss]pecifically|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]inally|[Ff]urthermore|[Nn]otably)\b"
)


class Context(NamedTuple):
    """What is known of one mention's place."""

    mention: Mention
    role: Role
    preposition: str | None
    governor: str | None
    start: int
    sentence: tuple[int, int]


def contexts(document: Document) -> list[Context]:
    """The context of every mention, in text order."""
    mentions = document.mentions
    if not mentions:
        return []
    text = document.text
    marks = _marks(text)
    offsets = [mark[0] for mark in marks]
    roles = _roles(document)
    found: list[Context] = []
    for i, mention in enumerate(mentions):
        sentence = document.sentence_at(mention.start)
        if i and _continues(text, mentions[i - 1], mention):
            found.append(found[-1]._replace(mention=mention))
            continue
        preposition, governor, start = _governor(marks, bisect_left(offsets, mention.start), sentence[0], mention.start)
        found.append(Context(mention, roles[sentence[0]], preposition, governor, start, sentence))
    return found


def _continues(text: str, before: Mention, mention: Mention) -> bool:
    """Whether two names stand in one list ("A, B and C") or beside each other ("Long Form (LF)")."""
    if before.type != mention.type or mention.start - before.end > 40:
        return False
    match = _SAME_LIST.fullmatch(text, before.end, mention.start)
    return match is not None and "\n" not in match.group()


def _marks(text: str) -> list[tuple[int, int, str]]:
    """The words that matter: offset, running number among all words, lower-case form."""
    marks = []
    for number, match in enumerate(_WORD.finditer(text)):
        word = match.group().lower()
        if word in _CLASS or word in _PREPOSITIONS or word in ";:":
            marks.append((match.start(), number, word))
    return marks


def _governor(
    marks: list[tuple[int, int, str]], position: int, sentence_start: int, end: int
) -> tuple[str | None, str | None, int]:
    """Preposition, class of the governing word and its offset, looking back from the mark before `position`."""
    preposition = None
    first = marks[position - 1][1] if position else 0
    for offset, number, word in reversed(marks[max(0, position - 12) : position]):
        if offset < sentence_start or word in ";:" or first - number > _REACH:
            break
        if word in _CLASS:
            return preposition, _CLASS[word], offset
        if preposition is None:
            preposition = word
    return preposition, None, end


def _roles(document: Document) -> dict[int, Role]:
    """The role of each sentence, by its start."""
    roles: dict[int, Role] = {}
    seen = False
    for start, end in document.sentences:
        if start < document.title_end:
            roles[start] = "title"
        elif _SPEAKS_OF_OWN.search(document.text, start, end):
            roles[start] = "own"
            seen = seen or OWN.search(document.text, start, end) is not None
        else:
            roles[start] = "later" if seen else "background"
    return roles
