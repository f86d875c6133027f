"""Finds the lexicon's written forms in a text: spellings, case and word bounds.

A text and a form meet with every hyphen, bracket, quote and kind of space made a plain space, one character for one,
so that offsets hold: ``self-attention``, ``self attention`` and the two words on two lines are one spelling. A form in
lower case matches any case; so does one that no common word can be (it holds a digit, or is put together of capitalised
words, and is not short); every other form matches as written.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import ahocorasick_rs

from kg.lexicon.entry import Entry, Sense

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212"
"""The hyphen, its typographic kin and the minus sign."""

_SPACES = HYPHENS + "()[]{},;:\"'/\\|=<>~$^`\u2018\u2019\u201c\u201d\u00a0\u2009\u202f\u2192\u00d7\n\r\t"
# U+0130 is the one character whose lower case is two.
_SOFTEN = str.maketrans(dict.fromkeys(_SPACES, " ") | {"\u0130": "I"})

_DIGIT = re.compile(r"\d")
_CAMEL = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]{2,})+")
_GAP_BEFORE_DIGIT = re.compile(r"(?<=[A-Za-z]) (?=\d)")
_PREFIX = re.compile(r"\b(multi|pre|post|fine|super|semi|meta|hyper|sub|non|re|spatio)( ?)(?=[a-z]{3})")
_OPENED = frozenset(("multi", "pre", "meta", "hyper", "spatio"))
_VARIED = re.compile(r"iz|deling|beling|naling|color|havior|fiber|tumor")
_BRITISH = (
    ("iz", "is"), ("modeling", "modelling"), ("labeling", "labelling"), ("signaling", "signalling"),
    ("color", "colour"), ("behavior", "behaviour"), ("fiber", "fibre"), ("tumor", "tumour"),
)  # fmt: skip
_MIN_WITH_DIGIT = 4
_MIN_CAMEL = 7


def soften(text: str) -> str:
    """`text` with hyphens, brackets, quotes and line ends as spaces, as long as before.

    >>> soften("self-attention (SA)")
    'self attention  SA '
    """
    return text.translate(_SOFTEN)


class Form(NamedTuple):
    """One spelling: what the softened text must say (`written`, None: any case), its readings where ambiguous."""

    entry: Entry
    written: str | None
    senses: tuple[Sense, ...]


class Hit(NamedTuple):
    """Forms that stand at one place of the text. `glued` says that a version follows at once, as in ``Qwen3``."""

    start: int
    end: int
    forms: list[Form]
    glued: bool


def spellings(form: str) -> Iterator[str]:
    """The softened spellings of a form without a change of case: closed and open compounds, British, odd plurals.

    >>> sorted(spellings("GPT-4")), sorted(spellings("multi-task optimization"))[:2]
    (['GPT 4', 'GPT4'], ['multi task optimisation', 'multi task optimization'])
    """
    soft = soften(form)
    yield soft
    if not soft.islower():
        closed = _GAP_BEFORE_DIGIT.sub("", soft)
        if closed != soft:
            yield closed
        return
    own = [soft]
    if match := _PREFIX.search(soft):
        prefix, gap = match.groups()
        if gap:
            own.append(soft[: match.end(1)] + soft[match.end() :])
        elif prefix in _OPENED:
            own.append(soft[: match.end(1)] + " " + soft[match.end() :])
    if _VARIED.search(soft):
        for american, british in _BRITISH:
            own += [spelling.replace(american, british) for spelling in own if american in spelling]
    if soft[-1] == "y" and soft[-2:-1] not in "aeiou":
        own += [spelling[:-1] + "ies" for spelling in own]
    elif soft.endswith("sis"):
        own += [spelling[:-2] + "es" for spelling in own]
    elif soft.endswith(("x", "ch", "sh", "ss")):
        own += [spelling + "es" for spelling in own]
    yield from own[1:]


def any_case(form: str) -> bool:
    """Whether a form is matched whatever its case.

    >>> any_case("object detection"), any_case("PyTorch"), any_case("H100"), any_case("CLIP"), any_case("QuALITY")
    (True, True, True, False, False)
    """
    return (
        form.islower()
        or (len(form) >= _MIN_WITH_DIGIT and _DIGIT.search(form) is not None)
        or (len(form) >= _MIN_CAMEL and _CAMEL.fullmatch(form) is not None)
    )


class Matcher:
    """An automaton over all forms of a lexicon."""

    def __init__(self, entries: Iterable[Entry], senses: dict[str, tuple[Sense, ...]]) -> None:
        forms: dict[str, list[Form]] = {}
        for form, readings in senses.items():
            _add(forms, form, readings[0].entry, readings, free=form.islower())
        for entry in entries:
            for form in (entry.name, *entry.aliases):
                if form not in senses and form not in entry.quiet:
                    _add(forms, form, entry, (), free=any_case(form))
        self._found = list(forms.values())
        for found in self._found:
            if len(found) > 1:
                found.sort(key=lambda form: form.written is None)  # what is written goes before any case
        self._cased = [any(form.written is not None for form in found) for found in self._found]
        self._versioned = [any(form.entry.versions for form in found) for found in self._found]
        self._automaton = ahocorasick_rs.AhoCorasick(list(forms))

    def find(self, text: str) -> list[Hit]:
        """All forms in `text` that stand between word bounds, overlapping ones too, in no certain order."""
        soft = f" {soften(text)}  "  # every form has a space before it, so offsets shift by one
        lower = soft.lower()
        hits = []
        for index, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            last, after = end, lower[end]
            if soft[end] == "s" and lower[end - 1] != "s" and not lower[end + 1].isalnum():
                last, after = end + 1, lower[end + 1]
            glued = after.isalnum() or after in "_+" or (after == "." and lower[last + 1].isdigit())
            if glued and not (self._versioned[index] and _may_be_version(lower, last)):
                continue
            forms = self._found[index]
            if self._cased[index]:
                said = soft[start + 1 : end]
                forms = [form for form in forms if form.written is None or form.written == said]
                if not forms:
                    continue
            hits.append(Hit(start, last - 1, forms, glued))
        return hits


def _may_be_version(lower: str, place: int) -> bool:
    """Whether what stands here, right behind a name, may begin its version; a second digit of a number does not."""
    return lower[place] in "v." or (lower[place].isdigit() and not lower[place - 1].isdigit())


def _add(forms: dict[str, list[Form]], form: str, entry: Entry, senses: tuple[Sense, ...], *, free: bool) -> None:
    for spelling in spellings(form):
        written = None if free else spelling
        added = Form(entry, written, senses)
        others = forms.setdefault(" " + spelling.lower(), [])
        if all(other.written != written for other in others):
            others.append(added)
