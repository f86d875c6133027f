"""Reads the curated names: one tab-separated table a type in `data/`, edited by people (docs/lexicon.md).

The tables are read and checked once a process; what matching needs is built when first asked for.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon.check import faults
from kg.lexicon.entry import Entry, Sense
from kg.lexicon.forms import Matcher
from kg.model import EntityType
from kg.names import KIND, entity_id, normal_form

DATA = Path(__file__).parent / "data"

TABLES = {
    "frameworks.tsv": EntityType.FRAMEWORK,
    "libraries.tsv": EntityType.LIBRARY,
    "models.tsv": EntityType.MODEL,
    "methods.tsv": EntityType.METHOD,
    "datasets.tsv": EntityType.DATASET,
    "hardware.tsv": EntityType.HARDWARE,
    "tasks.tsv": EntityType.TASK,
}
AMBIGUOUS = "ambiguous.tsv"
BLOCKED = "blocked.tsv"
MODIFIERS = "modifiers.tsv"

COLUMNS = (
    "name", "aliases", "quiet", "broader", "versions", "purl", "repository", "vendor", "class", "architecture",
    "memory_gb", "year",
)  # fmt: skip
SENSE_COLUMNS = ("form", "name", "type", "near", "without")
BLOCKED_COLUMNS = ("form", "reason")
MODIFIER_COLUMNS = ("word",)


class Lexicon:
    """The curated names, ready to be looked up by id, by name, or in a text.

    `fingerprint` is the hash of the files that it was read from; graphs carry it. `senses` holds the readings of each
    ambiguous form, `modifiers` the lower-case words that belong to the name of a task that they stand before.
    """

    def __init__(
        self,
        *,
        entries: dict[str, Entry],
        senses: dict[str, tuple[Sense, ...]],
        modifiers: frozenset[str],
        blocked: frozenset[str],
        fingerprint: str,
    ) -> None:
        self.entries = entries
        self.senses = senses
        self.modifiers = modifiers
        self.fingerprint = fingerprint
        self._blocked = blocked

    def lookup(self, name: str) -> Entry | None:
        """The entry with this canonical name or alias, whatever its case, hyphens and spaces; None where there is none.

        A canonical name goes before an alias, and an ambiguous form gives its first reading.
        """
        return self._by_form.get(normal_form(name))

    def ancestors(self, entity: str) -> list[str]:
        """The ids of everything broader than `entity`, nearest first; empty for an id that is not here."""
        found: list[str] = []
        level: Iterable[str] = self.entries[entity].broader if entity in self.entries else ()
        while level:
            fresh = [parent for parent in dict.fromkeys(level) if parent not in found]
            found += fresh
            level = [grand for parent in fresh for grand in self.entries[parent].broader]
        return found

    def blocked(self, form: str) -> bool:
        """Whether `form` is never a name here: a research field, a vague noun, a programming language, a host."""
        return normal_form(form) in self._blocked or (form[-1:] == "s" and normal_form(form[:-1]) in self._blocked)

    @cached_property
    def matcher(self) -> Matcher:
        """Finds every written form in a text."""
        return Matcher(self.entries.values(), self.senses)

    @cached_property
    def _by_form(self) -> dict[str, Entry]:
        table: dict[str, Entry] = {}
        for entry in self.entries.values():
            table.setdefault(normal_form(entry.name), entry)
        for form, senses in self.senses.items():
            table.setdefault(normal_form(form), senses[0].entry)
        for entry in self.entries.values():
            for alias in entry.aliases + entry.quiet:
                table.setdefault(normal_form(alias), entry)
        return table


@cache
def load() -> Lexicon:
    """The lexicon that ships with the package. Its tables are known to be sound (tests/unit/lexicon)."""
    return _lexicon(DATA)


def read(folder: Path) -> Lexicon:
    """Read and check the tables of a folder.

    Raises:
        LexiconError: a table is missing or malformed, or the tables contradict themselves.
    """
    lexicon = _lexicon(folder)
    for fault in faults(lexicon.entries, lexicon.senses.keys()):
        raise LexiconError(fault)
    return lexicon


def _lexicon(folder: Path) -> Lexicon:
    digest = hashlib.sha256()
    content = {}
    for name in (*TABLES, AMBIGUOUS, BLOCKED, MODIFIERS):
        path = folder / name
        try:
            raw = path.read_bytes()
            content[name] = raw.decode()
        except OSError as error:
            raise LexiconError(f"{path}: {error.strerror}; the lexicon needs this table") from error
        except UnicodeDecodeError as error:
            raise LexiconError(f"{path}: is not UTF-8 at byte {error.start}; save it as UTF-8") from error
        digest.update(name.encode() + b"\0" + raw)
    entries: dict[str, Entry] = {}
    for name, entity_type in TABLES.items():
        path = folder / name
        for origin, row in _rows(path, content[name], COLUMNS):
            entry = _entry(row, entity_type, origin)
            if other := entries.get(entry.id):
                raise LexiconError(f"{origin}: {entry.name!r} is also at {other.origin}; keep one of the two")
            entries[entry.id] = entry
    senses = _senses(folder / AMBIGUOUS, content[AMBIGUOUS], entries)
    blocked = _rows(folder / BLOCKED, content[BLOCKED], BLOCKED_COLUMNS)
    modifiers = _rows(folder / MODIFIERS, content[MODIFIERS], MODIFIER_COLUMNS)
    return Lexicon(
        entries=entries,
        senses=senses,
        modifiers=frozenset(word for _, (word,) in modifiers),
        blocked=frozenset(normal_form(form) for _, (form, _reason) in blocked),
        fingerprint=digest.hexdigest()[:16],
    )


def _rows(path: Path, text: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """The rows of a table and where each stands, one cell for each of `columns`, empty where the table has none."""
    lines = text.splitlines() or [""]
    header = lines[0].split("\t")
    unknown = [column for column in header if column not in columns]
    if unknown or header[0] != columns[0] or len(set(header)) < len(header):
        wanted = f"begin with {columns[0]!r}, then any of {', '.join(columns[1:])}"
        raise LexiconError(f"{path}:1: bad header {lines[0]!r}; {wanted}")
    width = len(header)
    places = [header.index(column) if column in header else width for column in columns]
    prefix = f"{path}:"
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        origin = f"{prefix}{number}"
        cells = line.split("\t")
        if len(cells) > width:
            raise LexiconError(f"{origin}: {len(cells)} cells under {width} columns; take out a tab")
        if " \t" in line or "\t " in line or line[0] == " " or line[-1] == " ":
            raise LexiconError(f"{origin}: a cell begins or ends with a space; take it out")
        if not cells[0]:
            raise LexiconError(f"{origin}: no {columns[0]}; fill the first column")
        cells += [""] * (width - len(cells) + 1)  # the last one stands for columns that the table lacks
        yield origin, [cells[place] for place in places]


def _entry(row: list[str], entity_type: EntityType, origin: str) -> Entry:
    name, aliases, quiet, broader, versions, purl, repository, vendor, hardware_class, architecture, memory, year = row
    if versions not in ("", "yes"):
        raise LexiconError(f"{origin}: versions is {versions!r}; write yes or nothing")
    try:
        memory_gb = float(memory) if memory else None
        release = int(year) if year else None
    except ValueError:
        raise LexiconError(f"{origin}: memory_gb {memory!r} or year {year!r} is no number; mend it") from None
    return Entry(
        id=entity_id(name, entity_type),
        name=name,
        type=entity_type,
        aliases=tuple(aliases.split("|")) if aliases else (),
        quiet=tuple(quiet.split("|")) if quiet else (),
        broader=tuple(entity_id(parent, entity_type) for parent in broader.split("|")) if broader else (),
        versions=versions == "yes",
        purl=purl or None,
        repository=repository or None,
        vendor=vendor or None,
        hardware_class=hardware_class or None,
        architecture=architecture or None,
        memory_gb=memory_gb,
        year=release,
        origin=origin,
    )


def _senses(path: Path, text: str, entries: dict[str, Entry]) -> dict[str, tuple[Sense, ...]]:
    types = {entity_type.value: entity_type for entity_type in EntityType}
    senses: dict[str, tuple[Sense, ...]] = {}
    for origin, (form, name, type_name, near, without) in _rows(path, text, SENSE_COLUMNS):
        if type_name not in types:
            raise LexiconError(f"{origin}: type {type_name!r} is none of {', '.join(types)}; mend it")
        entry = entries.get(entity_id(name, types[type_name]))
        if entry is None:
            kind = KIND[types[type_name]]
            raise LexiconError(f"{origin}: {name!r} is in no table of kind {kind}; add it there or mend the name")
        sense = Sense(entry, tuple(near.split("|")) if near else (), tuple(without.split("|")) if without else ())
        if any(not word or word != word.lower() for word in sense.near + sense.without):
            raise LexiconError(f"{origin}: near and without hold beginnings of words in lower case; mend them")
        senses[form] = (*senses.get(form, ()), sense)
    return senses
