"""Tasks that no list holds, read off the title: "a Foo Network for Sea Ice Segmentation".

A title says what its work is for; where a noun of a task ends such a phrase and at most two words qualify it, the
phrase is the task's name, more surely so the more often the abstract comes back to it.
"""

import re

from kg.extract.coined import coined_mention, is_coined, is_compound
from kg.extract.document import Document
from kg.lexicon import Lexicon
from kg.model import EntityType

RULE = "task"
"""How the rules of this stage begin."""

CONFIDENCE = {"for": 0.88, "repeated": 0.7}
"""How often each rule's find is the name of a task, measured on annotated abstracts."""

_NOUNS = frozenset(
    """
        answering assessment captioning classification completion deblurring denoising detection diagnosis
        disambiguation editing estimation extraction forecasting generation grounding identification inpainting
        localization matching navigation parsing planning prediction re-identification recognition reconstruction
        registration rendering restoration retrieval segmentation separation simulation summarization super-
        resolution synthesis tagging tracking transcription translation understanding verification
    """.split()
)
_NO_PART = frozenset(
    """
        a accelerating accurate adaptive advancing agentic an and applications as at autonomous better by
        continuous controllable effective efficient end-to-end enhanced enhancing explainable fast faster few-
        shot fine-grained for from general generalizable generative high-fidelity high-quality improved improving
        in information interactive interpretable into joint large-scale learning lightweight low-cost multi-task
        new noncontact novel of offline on online or our over practical precise precision real-time real-world
        reliable rethinking revisiting robust scalable self-supervised supervised that the this to toward towards
        training-free unified unsupervised using via which with zero-shot
    """.split()
)
_WORD = re.compile(r"[^\W_](?:[\w-]*\w)?")
_LONGEST_TITLE = 500
_MOST_QUALIFIERS = 2
_OFTEN = 3


def find_tasks(document: Document, lexicon: Lexicon) -> None:
    """Add mentions of the tasks that the title is for, wherever the text names them."""
    title = document.text[: min(document.title_end, _LONGEST_TITLE)]
    words = list(_WORD.finditer(title))
    for i, noun in enumerate(words):
        if noun[0].lower() not in _NOUNS or _goes_on(title, words, i):
            continue
        first = i
        while first > 0 and _qualifies(title, words[first - 1], words[first]):
            first -= 1
        if not 0 < i - first <= _MOST_QUALIFIERS:
            continue
        start, end = words[first].start(), noun.end()
        name = title[start:end]
        if _overlaps(document, start, end) or lexicon.lookup(name) is not None or lexicon.blocked(name):
            continue
        places = _places(document.text, name)
        if first > 0 and words[first - 1][0].lower() == "for":
            _add(document, name, places, "for")
        elif len(places) >= _OFTEN:
            _add(document, name, places, "repeated")


def _qualifies(title: str, word: re.Match[str], after: re.Match[str]) -> bool:
    """Whether `word` is a part of the name that goes on with `after`."""
    lowered = word[0].lower()
    return title[word.end() : after.start()] == " " and lowered not in _NO_PART and not is_compound(lowered)


def _goes_on(title: str, words: list[re.Match[str]], i: int) -> bool:
    """Whether a word follows that makes something else of the name: "sea ice segmentation networks"."""
    if i + 1 == len(words) or title[words[i].end() : words[i + 1].start()] != " ":
        return False
    return words[i + 1][0].lower() not in _NO_PART


def _overlaps(document: Document, start: int, end: int) -> bool:
    return any(mention.start < end and start < mention.end for mention in document.mentions)


def _places(text: str, name: str) -> list[tuple[int, int]]:
    """Where the text has the name, in whatever case."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.I)
    return [match.span() for match in pattern.finditer(text)]


def _add(document: Document, name: str, places: list[tuple[int, int]], rule: str) -> None:
    canonical = " ".join(word if is_coined(word) else word.lower() for word in name.split())
    confidence, rule = CONFIDENCE[rule], f"{RULE}-{rule}"
    document.mentions += [
        coined_mention(
            document.text[start:end], start, canonical=canonical, kind=EntityType.TASK, confidence=confidence, rule=rule
        )
        for start, end in places
    ]
