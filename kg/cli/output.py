"""Answers as a table for people, or as CSV, JSON and JSON Lines for programs."""

import csv
import json
import os
import unicodedata
from collections.abc import Callable, Sequence
from typing import TextIO

import click

from kg.query.answer import Answer, Value
from kg.query.catalogue import Column

FORMATS = ("table", "csv", "json", "jsonl")

UNKNOWN = "–"
"""What a table shows where the text says nothing."""

_GAP = 2
_INDENT = 4
_NARROWEST = 6
_RIGHT = ("integer", "number", "ratio")
_FIGURE = ("qualifier", "value", "value_max", "unit")
_BENEATH = ("text", "url", "id")
"""Types of column whose values are too long to stand in a line; they go beneath it where there is a sentence."""


def write(answer: Answer, form: str, file: TextIO, *, width: int | None = None, colour: bool = False) -> None:
    """Write an answer in one of `FORMATS`.

    Args:
        answer: what to write.
        form: ``table`` is for reading; the others hold every column and every value in full.
        file: where to.
        width: columns of the terminal that a table is to fit; None keeps each row in one line, however long.
        colour: whether a table may use the terminal's bold and dim.
    """
    if form == "csv":
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(answer.names)
        writer.writerows(answer.rows)
    elif form == "json":
        lines = ",\n ".join(_json(row) for row in answer)
        file.write(f"[{lines}]\n")
    elif form == "jsonl":
        file.writelines(f"{_json(row)}\n" for row in answer)
    else:
        file.writelines(f"{line}\n" for line in table(answer, width=width, colour=colour))


def colours() -> bool:
    """Whether the person wants colours in the terminal (https://no-color.org)."""
    return not os.environ.get("NO_COLOR")


def table(answer: Answer, *, width: int | None = None, colour: bool = False) -> list[str]:
    """The lines of a table.

    Short values stand in aligned columns, numbers to the right. Where the answer has sentences, they and other long
    values stand wrapped beneath their row, each with the name of its column. A figure is one cell, as a paper would
    write it.
    """
    answer = _with_figures(answer)
    dim = _style(colour, dim=True)
    bold = _style(colour, bold=True)
    sentences = any(column.type == "text" for column in answer.columns)
    beneath = [place for place, column in enumerate(answer.columns) if sentences and column.type in _BENEATH]
    inline = [place for place in range(len(answer.columns)) if place not in beneath]
    if width is None:
        beneath, inline = [], list(range(len(answer.columns)))
    columns = [answer.columns[place] for place in inline]
    cells = [[_cell(row[place], answer.columns[place]) for place in inline] for row in answer.rows]
    header = [column.name.replace("_", " ") for column in columns]
    widths = _widths([header, *cells], width)
    lines = [bold(line) for line in _row(header, columns, widths)]
    label = max((len(answer.columns[place].name) for place in beneath), default=0)
    for row, shown in zip(answer.rows, cells, strict=True):
        lines += _row(shown, columns, widths)
        for place in beneath:
            if row[place] is not None:
                lines += _beneath(answer.columns[place], str(row[place]), label, width or 0, dim)
        if beneath:
            lines.append("")
    return lines


def _with_figures(answer: Answer) -> Answer:
    """The answer with `qualifier`, `value`, `value_max` and `unit` in one column: ``up to 2.4-4x``."""
    names = answer.names
    if not set(_FIGURE) <= set(names):
        return answer
    parts = [names.index(name) for name in _FIGURE]
    kept = [place for place, name in enumerate(names) if name == "value" or name not in _FIGURE]
    rows = [
        tuple(_figure(*(row[part] for part in parts)) if names[place] == "value" else row[place] for place in kept)
        for row in answer.rows
    ]
    return Answer([answer.columns[place] for place in kept], rows, more=answer.more)


def _figure(qualifier: Value, value: Value, value_max: Value, unit: Value) -> str:
    """A figure in words; ``x`` and ``%`` stand close to their number.

    >>> _figure("up to", 3.5, None, "x"), _figure(None, 20.0, 30.0, "ms")
    ('up to 3.5x', '20-30 ms')
    """
    number = "-".join(f"{end:.10g}" for end in (value, value_max) if isinstance(end, float))
    gap = "" if unit in ("x", "%") else " "
    return f"{f'{qualifier} ' if qualifier else ''}{number}{gap}{unit or ''}".rstrip()


def _beneath(column: Column, value: str, label: int, width: int, dim: Callable[[str], str]) -> list[str]:
    """A long value under its row: its column's name, then the value, wrapped."""
    name = f"{' ' * _INDENT}{column.name.replace('_', ' '):<{label}}  "
    lines = _wrap(value, max(width - len(name), 20))
    return [dim(name) + lines[0], *(" " * len(name) + line for line in lines[1:])]


def _widths(rows: Sequence[Sequence[str]], width: int | None) -> list[int]:
    """A width for each column: what it needs, the widest narrowed until all fit."""
    widths = [max(map(length, column)) for column in zip(*rows, strict=True)]
    if width is not None:
        while sum(widths) + _GAP * (len(widths) - 1) > width and max(widths) > _NARROWEST:
            widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> list[str]:
    """One row of a table, in as many lines as its longest cell needs."""
    wrapped = [_wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for number in range(max(map(len, wrapped), default=0)):
        parts = [
            _pad(cell[number] if number < len(cell) else "", width, right=column.type in _RIGHT)
            for cell, column, width in zip(wrapped, columns, widths, strict=True)
        ]
        lines.append((" " * _GAP).join(parts).rstrip())
    return lines


def _cell(value: Value, column: Column) -> str:
    """A value as a table shows it, in one line."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{_rounded(value)}×" if column.type == "ratio" else f"{value:.10g}"
    return _plain(str(value))


def _rounded(value: float) -> str:
    """A factor to two decimals, or three digits where it is small: 1000, 2.63, 0.143."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value >= 1 else f"{value:.3g}"


def _plain(text: str) -> str:
    """The text in one line, without control characters, which could move the cursor of a terminal."""
    return " ".join("".join(c if unicodedata.category(c) != "Cc" or c.isspace() else "\ufffd" for c in text).split())


def _wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, cut between words; a word that is longer is cut inside."""
    lines = [""]
    for word in _plain(text).split():
        if lines[-1]:
            if length(lines[-1]) + 1 + length(word) <= width:
                lines[-1] += " "
            else:
                lines.append("")
        if length(word) <= width:
            lines[-1] += word
            continue
        for letter in word:
            if length(lines[-1]) + length(letter) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def length(text: str) -> int:
    """How many columns of a terminal the text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )  # fmt: skip


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * max(width - length(text), 0)
    return space + text if right else text + space


def _style(colour: bool, **styles: bool) -> Callable[[str], str]:
    def apply(text: str) -> str:
        return click.style(text, **styles) if colour else text

    return apply


def _json(row: dict[str, Value]) -> str:
    return json.dumps(row, ensure_ascii=False)
