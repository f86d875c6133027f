"""What the stages of extraction read and fill: one paper's text, its sentences, and what was found in it so far."""

import re
from bisect import bisect_right
from functools import cached_property

from kg.extract.cues import Cue, cues
from kg.model import Artifact, Claim, Mention, Quantity, Relation

_STOP = re.compile(r"[.!?\n]")
# Possessive, and tried only where `_STOP` is found and not inside what it took: a megabyte of dots costs one pass.
_BREAK = re.compile(r"[.!?]++[\"')\]}]*+\s++(?=[\"'(\[{$\\]*[A-Z0-9$\\])|\n\s*+|([.!?]++)")
_PARAGRAPH = re.compile(r"\n\s")
_ABBREVIATIONS = frozenset(
    "e.g i.e cf vs al resp approx ca etc no fig figs sec eq eqs ref refs tab dr prof mr ms st w.r.t a.k.a".split()
)
_LONGEST_ABBREVIATION = 8


class Document:
    """A paper's text and the finds of each stage, in text order.

    Stages run in the order of `pipeline.STAGES`; each reads `text` and what earlier stages found, and adds its own.
    """

    def __init__(self, text: str, title_end: int) -> None:
        self.text = text
        self.title_end = title_end
        self.mentions: list[Mention] = []
        self.quantities: list[Quantity] = []
        self.relations: list[Relation] = []
        self.claims: list[Claim] = []
        self.artifacts: list[Artifact] = []
        self.license: str | None = None

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Offsets of the sentences; the title is the first. They cover all of the text but the space between."""
        return sentence_spans(self.text, self.title_end)

    @cached_property
    def cues(self) -> list[Cue]:
        """The words that tell what the text says of the names in it."""
        return cues(self.text)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence that holds `offset`; the next one for an offset between two, the last beyond the end."""
        after = bisect_right(self._ends, offset)
        return self.sentences[min(after, len(self._ends) - 1)]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end in self.sentences]


def sentence_spans(text: str, title_end: int | None = None) -> list[tuple[int, int]]:
    """Cut `text` after its title, between paragraphs, and at `.`, `!`, `?` before a capital or a digit.

    It is not cut after "e.g.", "et al." or an initial, nor where a line merely wraps: a paragraph begins with an empty
    line or a blank. The title ends at `title_end`, else with the first line.

    >>> [text[a:b] for text in ("Title\\nWe win. It is\\n2x.",) for a, b in sentence_spans(text)]
    ['Title', 'We win.', 'It is\\n2x.']
    """
    if title_end is None:
        title_end = text.find("\n")
    spans = []
    start = position = 0
    while stop := _STOP.search(text, position):
        match = _BREAK.match(text, stop.start())
        assert match is not None  # it matches whatever `_STOP` does
        position = match.end()
        if match[1]:
            continue
        at = match.start()
        end = at + len(match.group().rstrip())
        certain = at <= title_end < position or _PARAGRAPH.search(text, at, position)
        if not certain and (text[at] == "\n" or _abbreviates(text, start, end)):
            continue
        if text[start:end].strip():
            spans.append((start, end))
        start = position
    if text[start:].strip() or not spans:
        spans.append((start, len(text.rstrip()) if text.strip() else len(text)))
    return spans


def _abbreviates(text: str, start: int, end: int) -> bool:
    """Whether the full stop before `end` belongs to an abbreviation or an initial."""
    if text[end - 1] != ".":
        return False
    *_, word = re.split(r"[\s(\[]", text[max(start, end - _LONGEST_ABBREVIATION) : end - 1])
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())
