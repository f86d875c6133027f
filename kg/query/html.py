"""Answers as HTML, for notebooks. Colours come from the page, so that light and dark look right."""

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.query.answer import Answer, Value
    from kg.query.catalogue import Column

MOST = 25
"""Rows that are shown; how many more there are is told."""

_NUMBERS = ("integer", "number", "ratio")
_LONG = ("text", "url", "id")


def table(answer: "Answer", *, caption: str = "") -> str:
    """An answer as a table, its first rows; `caption` is a line beneath it."""
    header = "".join(
        f'<th scope="col" style="text-align: {_align(column)}">{escape(column.name.replace("_", " "))}</th>'
        for column in answer.columns
    )
    rows = "\n".join(
        f"<tr>{''.join(_cell(value, column) for value, column in zip(row, answer.columns, strict=True))}</tr>"
        for row in answer.rows[:MOST]
    )
    notes = [f"{len(answer.rows):,} row{'s' if len(answer.rows) != 1 else ''}"]
    if len(answer.rows) > MOST:
        notes[0] += f", the first {MOST} shown"
    if answer.more:
        notes.append("more exist beyond the limit that was asked for")
    if caption:
        notes.append(escape(caption))
    return (
        f"<table><thead><tr>{header}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>\n"
        f'<p style="opacity: 0.75">{"; ".join(notes)}</p>'
    )


def rounded(value: float) -> str:
    """A factor to two decimals, or three digits where it is small: 1000, 2.63, 0.143."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value >= 1 else f"{value:.3g}"


def _align(column: "Column") -> str:
    return "right" if column.type in _NUMBERS else "left"


def _cell(value: "Value", column: "Column") -> str:
    more = "min-width: 16em; white-space: normal" if column.type == "text" else ""
    if column.type in _LONG:
        more += "; overflow-wrap: anywhere"
    style = f"vertical-align: top; text-align: {_align(column)}; {more}".rstrip("; ")
    return f'<td style="{style}">{_shown(value, column)}</td>'


def _shown(value: "Value", column: "Column") -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{rounded(value)}×" if column.type == "ratio" else f"{value:.10g}"
    text = escape(str(value))
    if column.type == "url" and str(value).startswith(("https://", "http://")):
        return f'<a href="{text}">{text}</a>'
    return text
