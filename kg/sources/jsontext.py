"""JSON in the layouts it comes in: a list, one object a line, objects one after another, pages that hold a list.

A list is cut into its records by a scanner that looks at brackets and quotes alone, so that one record is in memory at
a time; `msgspec` decodes it. Numbers with a point are kept as decimals: as a float, the arXiv id 2503.13900 would lose
its zeros.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import msgspec

from kg.errors import InputError
from kg.sources.fields import Fields
from kg.sources.opening import MAX_RECORD, Source
from kg.sources.record import BadRecord, Fault, Place, Record

PAGES = ("results", "data", "papers", "works", "items")
"""Under these names a page of a web service keeps its list of records."""

_DECODER = msgspec.json.Decoder(float_hook=Decimal)
_SPACE = b" \t\r\n"
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\]]', re.DOTALL)
"""A whole string, a bracket, or a quote whose string goes on beyond the bytes at hand."""
_SPACES, _SPACES_AND_COMMAS = re.compile(rb"[ \t\r\n]*+"), re.compile(rb"[ \t\r\n,]*+")
_SCALAR = re.compile(rb"[^\s,\[\]{}\"]+")
_LONE_SURROGATE = re.compile(
    rb"(?<!\\)((?:\\\\)*)(?:(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)


def is_lines(source: Source) -> bool:
    """Whether `source` holds one object a line. A first line that is cut short does not hide it."""
    start = source.head.lstrip(_SPACE)
    if not start.startswith(b"{"):
        return False
    line, _, rest = start.partition(b"\n")
    return line.rstrip().endswith(b"}") or not rest or rest.lstrip(_SPACE).startswith(b"{")


def read(source: Source, parse: Callable[[Fields, Place], Record]) -> Iterator[Record | Fault]:
    """The records of a JSON input, each made by `parse` from its object, with the field names in lower case."""
    for place, raw in _lines(source) if is_lines(source) else _values(source):
        if raw is None:
            yield Fault(place, f"is longer than {MAX_RECORD >> 20} MB")
            continue
        try:
            value, repaired = _decode(raw)
        except BadRecord as error:
            yield Fault(place, str(error))
            continue
        if repaired:
            yield Fault(place, "holds invalid UTF-8 or half a surrogate pair; written as U+FFFD", lost=False)
        listed = _listed(value)
        for number, item in enumerate([value] if listed is None else listed, 1):
            at = place if listed is None else Place(place.line, number)
            try:
                if not isinstance(item, dict):
                    raise BadRecord("is not an object with a title and an abstract")
                yield parse({name.lower(): field for name, field in item.items()}, at)
            except BadRecord as error:
                yield Fault(at, str(error))


def _listed(value: Any) -> list[Any] | None:
    """The records of a page; None where `value` is a record itself."""
    if isinstance(value, dict) and "title" not in value:
        for name in PAGES:
            if isinstance(value.get(name), list):
                return list(value[name])
    return None


def _decode(raw: bytes) -> tuple[Any, bool]:
    """The value, and whether characters had to be replaced to read it.

    Raises:
        BadRecord: it is no JSON, or nested too deeply.
    """
    try:
        return _DECODER.decode(raw), False
    except RecursionError:
        raise BadRecord("is nested too deeply to be a record") from None
    except (msgspec.MsgspecError, UnicodeDecodeError, ArithmeticError):
        mended = raw.decode("utf-8", "replace").encode()
        mended = _LONE_SURROGATE.sub(lambda m: m.group() if m.group(2) else m.group(1) + b"\\ufffd", mended)
    try:
        return _DECODER.decode(mended), True
    except RecursionError:
        raise BadRecord("is nested too deeply to be a record") from None
    except (msgspec.MsgspecError, ArithmeticError) as error:
        raise BadRecord(f"is no valid JSON ({error})") from None


def _lines(source: Source) -> Iterator[tuple[Place, bytes | None]]:
    for number, line in source.lines():
        if line is None or line.strip():
            yield Place(number), line


def _values(source: Source) -> Iterator[tuple[Place, bytes]]:
    """The bytes of each record of a list, or of each of the values that follow one another.

    Raises:
        InputError: a record does not end within `MAX_RECORD` bytes, or not at all; where the next begins is unknown.
    """
    scanner = _Scanner(source)
    in_list = scanner.skip_space() == b"["
    if in_list:
        scanner.skip(1)
    number = 0
    while (byte := scanner.skip_space(commas=True)) and not (in_list and byte == b"]"):
        number += 1
        yield Place(scanner.line, number if in_list else None), scanner.value()
    if in_list and not byte:
        raise InputError(f"{source.path}:{scanner.line}: the list never ends; the file is cut short")
    if byte:
        scanner.skip(1)
        if scanner.skip_space():
            raise InputError(f"{source.path}:{scanner.line}: something follows the end of the list")


class _Scanner:
    """A window on the bytes of a JSON text, which moves from value to value."""

    def __init__(self, source: Source) -> None:
        self.line = 1
        self._source = source
        self._pieces = source.pieces()
        self._window = b""
        self._at = 0

    def skip(self, count: int) -> None:
        """Go on by `count` bytes that the window holds."""
        self.take(self._at + count)

    def skip_space(self, *, commas: bool = False) -> bytes:
        """Go to the next byte that is no space (and no comma, if `commas`), and give it; nothing at the end."""
        spaces = _SPACES_AND_COMMAS if commas else _SPACES
        while True:
            match = spaces.match(self._window, self._at)
            self.take(match.end() if match else self._at)
            if self._at < len(self._window):
                return self._window[self._at : self._at + 1]
            if not self._more():
                return b""

    def take(self, end: int) -> bytes:
        """Go on to `end` in the window, and give the bytes before it."""
        taken = self._window[self._at : end]
        self._at = end
        self.line += taken.count(b"\n")
        return taken

    def value(self) -> bytes:
        """The bytes of the value that begins here."""
        if self._window[self._at] not in b'"{[':
            match = _SCALAR.match(self._window, self._at)
            return self.take(match.end() if match else self._at + 1)
        position, depth = self._at, 0
        while True:
            token = _TOKEN.search(self._window, position)
            if token is None or token.group() == b'"':
                position = token.start() if token else len(self._window)
                position -= self._at  # the window moves when it grows
                if not self._more():
                    raise self._error("never ends; the file is cut short, or a quote or a bracket is missing")
                position += self._at
                continue
            position = token.end()
            if token.group() in b"{[":
                depth += 1
            elif token.group() in b"]}":
                depth -= 1
            if depth <= 0:
                return self.take(position)

    def _more(self) -> bool:
        """Let the window grow to twice what is left in it, so that a long value is copied a few times only."""
        rest = self._window[self._at :]
        if len(rest) > MAX_RECORD:
            raise self._error(f"is longer than {MAX_RECORD >> 20} MB; is a quote or a bracket missing?")
        grown, size = [rest], 0
        for piece in self._pieces:
            grown.append(piece)
            size += len(piece)
            if size >= len(rest):
                break
        self._window, self._at = b"".join(grown), 0
        return size > 0

    def _error(self, message: str) -> InputError:
        return InputError(f"{self._source.path}:{self.line}: the record that begins here {message}")
