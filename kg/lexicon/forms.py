"""Finds the lexicon's written forms in a text: spellings, case and word bounds.

A text and a form meet with every hyphen, bracket, quote and kind of space made a plain space, one character for one, so
that offsets hold: ``self-attention``, ``self attention`` and ``self-`` at a line's end with ``attention`` on the next are
one spelling. A form in lower case matches any case; so does one that no common word can be (it holds a digit, or is put
together of capitalised words, and is not short); every other form matches as written.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import ahocorasick_rs

from kg.lexicon.entry import Entry, Sense

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_SPACES = HYPHENS + "()[]{},;:\"'/\\|=<>~$^`\u2018\u2019\u201c\u201d\u00a0\u2009\u202f\u2192\u00d7\n\r\t"
# U+0130 is the one character whose lower case is two.
_SOFTEN = str.maketrans(dict.fromkeys(_SPACES, " ") | {"\u0130": "I"})

_CAMEL = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]{2,})+")
_DIGIT_AFTER_GAP = re.compile(r"(?<=[A-Za-z]) (?=\d)")
_PREFIX = re.compile(
    r"\b(multi|pre|post|fine|super|semi|meta|hyper|auto|cross|sub|non|re|co|micro|spatio)( ?)(?=[a-z]{3})"
)
_CLOSED_TOO = frozenset(
    ("multi", "pre", "post", "meta", "hyper", "super", "semi", "sub", "non", "spatio", "fine", "re")
)
_OPEN_TOO = frozenset(("multi", "pre", "meta", "hyper", "spatio"))
_BRITISH = (
    ("iz", "is"), ("modeling", "modelling"), ("labeling", "labelling"), ("color", "colour"), ("behavior", "behaviour"),
    ("fiber", "fibre"), ("signaling", "signalling"), ("tumor", "tumour"),
)  # fmt: skip
_NO_PLURAL = ("s", "x", "z", "ch", "sh")
_MIN_ANY_CASE_DIGIT = 4
_MIN_ANY_CASE_CAMEL = 7


def soften(text: str) -> str:
    """`text` with hyphens, brackets, quotes and line ends as spaces, as long as before.

    >>> soften("self-\\nattention (SA)")
    'self  attention  SA '
    """
    return text.translate(_SOFTEN)


class Form(NamedTuple):
    """One spelling. `written` is what the softened text must say, None for any case; `senses` its readings if ambiguous."""

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
    """The softened spellings of a form in which no case is changed: closed and open compounds, British, odd plurals.

    >>> sorted(spellings("GPT-4")), sorted(spellings("multi-task optimization"))[:2]
    (['GPT 4', 'GPT4'], ['multi task optimisation', 'multi task optimization'])
    """
    soft = soften(form)
    yield soft
    if not soft.islower():
        if _DIGIT_AFTER_GAP.search(soft):
            yield _DIGIT_AFTER_GAP.sub("", soft)
        return
    own = [soft]
    if match := _PREFIX.search(soft):
        prefix, gap = match.groups()
        if gap and prefix in _CLOSED_TOO:
            own.append(soft[: match.end(1)] + soft[match.end() :])
        elif not gap and prefix in _OPEN_TOO:
            own.append(soft[: match.end(1)] + " " + soft[match.end() :])
    for american, british in _BRITISH:
        if american in soft:
            own += [spelling.replace(american, british) for spelling in own]
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
    if form.islower():
        return True
    if len(form) >= _MIN_ANY_CASE_DIGIT and any(char.isdigit() for char in form):
        return True
    return len(form) >= _MIN_ANY_CASE_CAMEL and _CAMEL.fullmatch(form) is not None


class Matcher:
    """An automaton over all forms of a lexicon."""

    def __init__(self, entries: Iterable[Entry], senses: dict[str, tuple[Sense, ...]]) -> None:
        self._forms: dict[str, list[Form]] = {}
        for form, readings in senses.items():
            self._add(form, readings[0].entry, readings, form.islower())
        for entry in entries:
            for form in (entry.name, *entry.aliases):
                if form not in senses and form not in entry.quiet:
                    self._add(form, entry, (), any_case(form))
        self._found = list(self._forms.values())
        for forms in self._found:
            forms.sort(key=lambda form: form.written is None)
        self._cased = [any(form.written is not None for form in forms) for forms in self._found]
        self._versioned = [any(form.entry.versions for form in forms) for forms in self._found]
        self._automaton = ahocorasick_rs.AhoCorasick(list(self._forms))

    def _add(self, form: str, entry: Entry, senses: tuple[Sense, ...], free: bool) -> None:
        for spelling in spellings(form):
            written = None if free else spelling
            forms = self._forms.setdefault(" " + spelling.lower(), [])
            if all(other.written != written for other in forms):
                forms.append(Form(entry, written, senses))

    def find(self, text: str) -> list[Hit]:
        """All forms in `text` that stand between word bounds, overlapping ones too, in no certain order."""
        soft = f" {soften(text)} "  # so that every form has a space before it; offsets shift by one
        lower = soft.lower()
        hits = []
        for index, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            last, after = end, lower[end]
            if after == "s" and lower[end - 1] != "s" and not lower[end + 1].isalnum():
                last, after = end + 1, lower[end + 1]
            glued = after.isalnum() or after in "_+" or (after == "." and lower[last + 1].isdigit())
            forms = self._found[index]
            if glued and not (self._versioned[index] and (after.isdigit() or after in "v.")):
                continue
            if self._cased[index]:
                said = soft[start + 1 : end]
                forms = [form for form in forms if form.written is None or form.written == said]
                if not forms:
                    continue
            hits.append(Hit(start, last - 1, forms, glued))
        return hits
