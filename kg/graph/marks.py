"""Spans of a text marked by colour and label, as displaCy does, in HTML and in plain text.

Each mark carries its style, so that it looks the same wherever the HTML is pasted. Its colour is a tint over the page's
own background and its text has the page's own colour: it reads in light and in dark.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

COLOURS = {
    "value": "#e8590c", "subject": "#2f9e44", "baseline": "#e03131", "hardware": "#1971c2", "model": "#9c36b5",
    "dataset": "#f08c00", "task": "#0c8599", "metric": "#868e96",
    "Framework": "#e03131", "Library": "#c2255c", "Model": "#9c36b5", "Method": "#6741d9", "Dataset": "#f08c00",
    "Hardware": "#1971c2", "Task": "#0c8599",
}  # fmt: skip
"""The colour of each label: a role in a claim, or the type of a thing. Labels are written out too."""

_TINT = "40"
"""Opacity of a mark's background, hexadecimal: a quarter."""
_MARK = (
    "background: {colour}{tint}; color: inherit; padding: 0.15em 0.3em; border-radius: 0.3em; "
    "border-bottom: 2px solid {colour}"
)
_LABEL = "font-size: 0.7em; font-weight: 600; letter-spacing: 0.03em; margin-left: 0.35em; text-transform: uppercase"
_TEXT = "line-height: 2; max-width: 60em; white-space: pre-wrap; overflow-wrap: anywhere"


class Span(NamedTuple):
    """A part of a text, in characters, end exclusive; `label` says what it is, `note` more of it (an id, a ratio)."""

    start: int
    end: int
    label: str
    note: str = ""


def apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in the text's order without overlaps: of two that overlap the one given first stays."""
    kept: list[Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)


def html(text: str, spans: Sequence[Span], *, start: int = 0, end: int | None = None) -> str:
    """The characters from `start` to `end` with their spans marked; `spans` lie apart and in order."""
    end = len(text) if end is None else end
    parts = []
    place = start
    for span in spans:
        if start <= span.start and span.end <= end:
            parts += [escape(text[place : span.start]), _mark(text[span.start : span.end], span)]
            place = span.end
    return f'<div style="{_TEXT}">{"".join(parts)}{escape(text[place:end])}</div>'


def plain(text: str, spans: Sequence[Span], *, start: int = 0, end: int | None = None) -> str:
    """The same in plain text: ``is [6.13x: value] faster than [PyTorch: baseline]``."""
    end = len(text) if end is None else end
    parts = []
    place = start
    for span in spans:
        if start <= span.start and span.end <= end:
            parts += [text[place : span.start], f"[{text[span.start : span.end]}: {span.label}]"]
            place = span.end
    return "".join(parts) + text[place:end]


def _mark(words: str, span: Span) -> str:
    colour = COLOURS.get(span.label, COLOURS["metric"])
    title = f' title="{escape(span.note)}"' if span.note else ""
    label = f'<span style="{_LABEL}">{escape(span.label)}</span>'
    return f'<mark style="{_MARK.format(colour=colour, tint=_TINT)}"{title}>{escape(words)}{label}</mark>'
