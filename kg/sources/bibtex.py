"""BibTeX as it is found: braces, quotes, ``@string``, joined parts, months, LaTeX accents, and slips that people make.

An entry is read from the line that begins with its ``@`` to the next such line, so a brace that never closes costs one
entry. Why there is a parser here at all: docs/decisions/0004-bibtex.md.
"""

import re
from collections.abc import Iterator

from kg import names
from kg.sources import fields
from kg.sources.latex import to_unicode
from kg.sources.opening import MAX_RECORD, Source
from kg.sources.record import BadRecord, Fault, Place, Record

_BLOCK = re.compile(r"@[ \t]*([A-Za-z]+)\s*([{(])\s*")
"""The start of an entry, a string definition or a comment."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_RECORD = frozenset({"comment", "preamble"})
_KEY = re.compile(r"([^,={}\"\n]*)(?:,|(?=[)}\n]))")
_BETWEEN = re.compile(r"[\s,]*")
_FIELD = re.compile(r"([A-Za-z][\w:.+/-]*)\s*=\s*")
_BARE = re.compile(r"[^\s,#{}\"()=]+")
_JOIN = re.compile(r"\s*#\s*")
_IN_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_IN_QUOTES = re.compile(r"\\.|[{}\"]", re.DOTALL)
_CLOSING = {"{": "}", "(": ")"}
_DAY = re.compile(r"\b\d{1,2}\b", re.ASCII)
_IN_JOURNAL = re.compile(r"(?:arXiv:|abs/)\s*([\w.-]+(?:/\d{7})?)", re.I)


def read(source: Source) -> Iterator[Record | Fault]:
    """The entries of a bibliography. Comments, preambles and what stands between entries are no records."""
    strings = {month: month for month in _MONTHS}
    for line, block in _blocks(source):
        if block is None:
            yield Fault(Place(line), f"what begins here is longer than {MAX_RECORD >> 20} MB; is a brace missing?")
            continue
        position = 0
        while (start := _BLOCK.search(block, position)) and start[1].lower() not in _NO_RECORD:
            place = Place(line + block.count("\n", 0, start.start()))
            entry = _Entry(block, start, strings)
            try:
                entry.parse()
                if entry.kind == "string":
                    strings |= entry.values
                else:
                    yield _record(entry, place)
            except BadRecord as error:
                yield Fault(place, f"@{entry.kind}{{{entry.key[:60]}}}: {error}")
                if not entry.is_whole:
                    break  # what follows in this block is the rest of the entry
            position = entry.position


def _blocks(source: Source) -> Iterator[tuple[int, str | None]]:
    """Line and text of what begins with each ``@`` at the start of a line; no text where it is too long."""
    start, size = 1, 0
    lines: list[str] = []
    for number, line in source.text_lines():
        if line is None:
            yield number, None
        elif _BLOCK.match(line.lstrip()):
            yield start, "\n".join(lines)
            start, size, lines = number, len(line), [line]
        elif size <= MAX_RECORD:
            size += len(line)
            lines.append(line)
            if size > MAX_RECORD:
                yield start, None
                lines = []
    yield start, "\n".join(lines)


class _Entry:
    """One ``@kind{key, name = value, ...}``, read from `start` on; `position` is where reading ended."""

    def __init__(self, text: str, start: re.Match[str], strings: dict[str, str]) -> None:
        self.kind = start[1].lower()
        self.key = ""
        self.values: dict[str, str] = {}
        self.is_whole = False
        self.position = start.end()
        self._text = text
        self._close = _CLOSING[start[2]]
        self._strings = strings

    def parse(self) -> None:
        """Fill `key` and `values`.

        Raises:
            BadRecord: a value has no end, or something else than a field stands where one should.
        """
        if self.kind != "string" and (key := _KEY.match(self._text, self.position)):
            self.key = key[1].strip()
            self.position = key.end()
        while not self._at_end():
            field = _FIELD.match(self._text, self.position)
            if not field:
                raise BadRecord(f"no field `name = value` at {self._text[self.position : self.position + 20]!r}")
            self.position = field.end()
            self.values.setdefault(field[1].lower(), self._value())
        self.is_whole = True

    def _at_end(self) -> bool:
        """Skip space and commas (a missing comma is forgiven), and see whether the entry ends here."""
        between = _BETWEEN.match(self._text, self.position)
        self.position = between.end() if between else self.position
        if self.position >= len(self._text):
            raise BadRecord(f"never ends; a {self._close} is missing")
        if self._text[self.position] != self._close:
            return False
        self.position += 1
        return True

    def _value(self) -> str:
        value = self._part()
        while join := _JOIN.match(self._text, self.position):
            self.position = join.end()
            value += self._part()
            if len(value) > MAX_RECORD:  # a few lines of `@string` that double one another could fill the memory
                raise BadRecord(f"a value is longer than {MAX_RECORD >> 20} MB")
        return value

    def _part(self) -> str:
        opening = self._text[self.position : self.position + 1]
        if opening in ("{", '"'):
            start = self.position + 1
            self.position = _end_of(self._text, start, *((_IN_BRACES, "}") if opening == "{" else (_IN_QUOTES, '"')))
            return self._text[start : self.position - 1]
        bare = _BARE.match(self._text, self.position)
        if not bare:
            raise BadRecord(f"no value at {self._text[self.position : self.position + 20]!r}")
        self.position = bare.end()
        return self._strings.get(bare[0].lower(), bare[0])


def _end_of(text: str, position: int, tokens: re.Pattern[str], closing: str) -> int:
    """The offset after the `closing` that ends what begins at `position`; braces between must pair."""
    depth = 0
    for token in tokens.finditer(text, position):
        mark = token[0]
        if mark == closing and depth == 0:
            return token.end()
        depth += (mark == "{") - (mark == "}")
    raise BadRecord(f"a value never ends; a {closing} is missing")


def _record(entry: _Entry, place: Place) -> Record:
    values = entry.values
    if "title" not in values:
        raise BadRecord("has no title")
    return Record(
        place=place,
        id=entry.key,
        title=to_unicode(values["title"]),
        abstract=to_unicode(values.get("abstract", "")),
        authors=_authors(values.get("author", "")),
        categories=fields.strings(to_unicode(values.get("primaryclass") or values.get("keywords", ""))),
        date=_date(values),
        arxiv=_arxiv(values),
        doi=values.get("doi", "").replace("\\_", "_"),
        url=to_unicode(values.get("url", "")),
    )


def _authors(text: str) -> list[str]:
    """Names between ``and``, which within braces is part of a name; "others" is nobody."""
    found: list[str] = []
    pending = ""
    for part in " ".join(text.split()).split(" and "):
        pending = f"{pending} and {part}" if pending else part
        if pending.count("{") <= pending.count("}"):
            name = pending if pending.startswith("{") and pending.endswith("}") else fields.given_first(pending)
            found.append(to_unicode(name).strip())
            pending = ""
    return [name for name in found if name and name.lower() != "others"]


def _date(values: dict[str, str]) -> str | None:
    """The `date` of biblatex, else year, month (a name or a number) and day, as far as they are there."""
    if "date" in values:
        return values["date"].split("/")[0]
    year = values.get("year", "").strip()
    month = _month(values.get("month", ""))
    if not year or not month:
        return year or None
    day = _DAY.fullmatch(values.get("day", ""))
    return f"{year}-{month:02}" + (f"-{int(day[0]):02}" if day else "")


def _month(text: str) -> int | None:
    for word in re.findall(r"[A-Za-z]{3}", text):
        if word.lower() in _MONTHS:
            return _MONTHS.index(word.lower()) + 1
    number = _DAY.search(text)
    return int(number[0]) if number and 1 <= int(number[0]) <= 12 else None


def _arxiv(values: dict[str, str]) -> str | None:
    """The arXiv id, in whichever of the places that exporters put it."""
    quoted = [_IN_JOURNAL.search(values.get(name, "")) for name in ("journal", "volume", "note", "howpublished")]
    places = [values.get("eprint"), values.get("arxivid"), *(match[1] for match in quoted if match), values.get("url")]
    return next((place for place in places if place and names.arxiv_id(place)), None)
