"""In what context a name stands: in whose part of the text, after which preposition, governed by which word.

"We evaluate it on ImageNet and COCO": both names stand in the paper's *own* part, after `on`, governed by an `evaluate`
word. A list shares the context of its first name. It is no parse, but it is fast, and most abstracts are this plain.
"""

import re
from bisect import bisect_left
from typing import Literal, NamedTuple

from kg.extract.cues import BARRIERS, FINDINGS, GOVERNORS, OTHERS, OWN, PREPOSITIONS, Cue
from kg.extract.document import Document
from kg.model import Mention

Role = Literal["title", "own", "later", "background"]
"""Where a sentence stands: the title; a sentence that speaks of the paper's own work; another one after the first such
sentence; what comes before it, mostly the state of the field."""

_REACH = 90
"""How many characters before a name its governor may stand."""

_SAME_LIST = re.compile(r"(?:[\s(),/&\"'`{}$]|\band\b|\bor\b|\bas well as\b|\bboth\b|\bthe\b|\bplus\b|\\\w+)*")


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
    if not document.mentions:
        return []
    offsets = [cue.start for cue in document.cues]
    roles = _roles(document, offsets)
    found: list[Context] = []
    before: Mention | None = None
    for mention in document.mentions:
        if before is not None and _continues(document.text, before, mention):
            found.append(found[-1]._replace(mention=mention))
        else:
            sentence = document.sentence_at(mention.start)
            preposition, governor, start = governor_before(
                document.cues, bisect_left(offsets, mention.start), sentence[0], mention.start
            )
            found.append(Context(mention, roles[sentence[0]], preposition, governor, start, sentence))
        before = mention
    return found


def _continues(text: str, before: Mention, mention: Mention) -> bool:
    """Whether two names stand in one list ("A, B and C") or beside each other ("Long Form (LF)")."""
    if before.type != mention.type or mention.start - before.end > 40:
        return False
    match = _SAME_LIST.fullmatch(text, before.end, mention.start)
    return match is not None and "\n" not in match.group()


def governor_before(
    cues: list[Cue], position: int, sentence_start: int, end: int
) -> tuple[str | None, str | None, int]:
    """Preposition, class of the governing word and its offset, looking back from the cue before `position`."""
    preposition = None
    reach = max(sentence_start, end - _REACH)
    for i in range(position - 1, -1, -1):
        cue = cues[i]
        word = cue.word
        if cue.start < reach or word in BARRIERS:
            break
        if word in GOVERNORS:
            return preposition, GOVERNORS[word], cue.start
        if word in OTHERS:
            return preposition, "others", cue.start
        if preposition is None and word in PREPOSITIONS:
            preposition = word
    return preposition, None, end


def _roles(document: Document, offsets: list[int]) -> dict[int, Role]:
    """The role of each sentence, by its start."""
    roles: dict[int, Role] = {}
    seen = False
    for start, end in document.sentences:
        if start < document.title_end:
            roles[start] = "title"
            continue
        words = {cue.word for cue in document.cues[bisect_left(offsets, start) : bisect_left(offsets, end)]}
        own = not words.isdisjoint(OWN)
        seen = seen or own
        roles[start] = "own" if own or not words.isdisjoint(FINDINGS) else "later" if seen else "background"
    return roles
